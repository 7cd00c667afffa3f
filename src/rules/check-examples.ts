import { Frequencies } from '../core/comparison/index.js';
import { standardizeRecord } from '../core/features/index.js';
import { decidePair, prepareMatching, scorePair } from '../core/matching/index.js';
import { canonicalJson } from '../core/model/index.js';
import type { Attributes } from '../core/model/index.js';
import type {
  AttributeAuthority,
  Features,
  GoldenExample,
  PairExample,
  QualityExample,
  RuleExamples,
  RuleSet,
  ValueExample,
} from '../core/rules/index.js';
import { AttributePaths } from '../core/rules/parse/index.js';
import { isStandardizerName, standardizers } from '../core/standardize/index.js';
import { chooseSurvivors } from '../core/survivorship/index.js';
import type { AuthorityTable } from '../core/survivorship/index.js';
import { checkQuality } from '../core/validation/index.js';

/** One example with what it showed. */
export interface ExampleResult {
  readonly domain: string;
  readonly name: string;
  /** Duplicate pattern, where the example stands for one. */
  readonly pattern?: string;
  /** In sentences, what came out otherwise than the example says; empty when it holds. */
  readonly failures: readonly string[];
}

/** When examples happen: trust and pins are judged at this instant. */
const NOW = '2026-07-01T00:00:00Z';

/** Runs the examples of a domain through the real core: what analysts wrote down is what the hub would do. */
export function checkExamples(ruleSet: RuleSet, examples: RuleExamples): readonly ExampleResult[] {
  const result = (name: string, failures: readonly string[], pattern?: string): ExampleResult => ({
    domain: ruleSet.domain,
    name,
    ...(pattern === undefined ? {} : { pattern }),
    failures,
  });
  return [
    ...examples.pairs.map(example => result(example.name, pairFailures(ruleSet, example), example.pattern)),
    ...examples.golden.map(example => result(example.name, goldenFailures(ruleSet, example))),
    ...examples.values.map(example =>
      result(`${example.attribute} ${JSON.stringify(example.raw)}`, valueFailures(ruleSet, example)),
    ),
    ...examples.quality.map(example => result(example.name, qualityFailures(ruleSet, example))),
  ];
}

function pairFailures(ruleSet: RuleSet, example: PairExample): readonly string[] {
  const model = prepareMatching(ruleSet.match, new Frequencies(example.frequencies ?? ruleSet.frequencies));
  const features = example.records.map(
    ({ attributes }) => standardizeRecord(ruleSet, attributes, {}).features,
  );
  const failures: string[] = [];
  for (const [number, left] of features.entries()) {
    for (const [offset, right] of features.slice(number + 1).entries()) {
      const { decision, reasons } = decidePair(model, scorePair(model, left, right));
      const who = `records ${number + 1} and ${number + 2 + offset}`;
      const isExpected = example.decision === 'apart' ? decision !== 'same' : decision === example.decision;
      if (!isExpected)
        failures.push(`${who} are ${decision}, not ${example.decision}: ${reasons.join('; ')}`);
      for (const reason of example.because) {
        if (!reasons.some(each => each.includes(reason))) {
          failures.push(`${who}: '${reason}' is not among the reasons: ${reasons.join('; ')}`);
        }
      }
    }
  }
  return failures;
}

function goldenFailures(ruleSet: RuleSet, example: GoldenExample): readonly string[] {
  const contributors = example.records.map((record, index) => {
    const { attributes, faults } = standardizeRecord(ruleSet, record.attributes, {});
    return {
      recordId: String(index + 1),
      system: record.system ?? `source${index + 1}`,
      key: record.key ?? String(index + 1),
      version: 1,
      attributes,
      effectiveAt: record.effectiveAt ?? null,
      recordedAt: NOW,
      deleted: false,
      faults: [...faults, ...checkQuality(ruleSet, attributes)],
    };
  });
  const systems = contributors.map(({ system }) => system);
  const survivors = chooseSurvivors(ruleSet, contributors, authorityOf(ruleSet, example, systems), [], NOW);
  return Object.entries(example.golden).flatMap(([name, expected]) =>
    sameValue(survivors.attributes[name], expected)
      ? []
      : [
          `${name} is ${canonicalJson(survivors.attributes[name] ?? null)}, not ${canonicalJson(expected ?? null)}`,
        ],
  );
}

/** Systems that the example does not rank for an attribute stand behind those that it does. */
function authorityOf(ruleSet: RuleSet, example: GoldenExample, systems: readonly string[]): AuthorityTable {
  const unranked: AttributeAuthority = { rank: 99 };
  return new Map(
    systems.map(system => {
      const ranks = ruleSet.attributes.attributes.map(({ name }): readonly [string, AttributeAuthority] => {
        const rank = example.authority[name]?.[system];
        return [name, rank === undefined ? unranked : { rank }];
      });
      return [system, new Map(ranks)];
    }),
  );
}

/** Lists that survive are in an order of their own, which no example depends on. */
function sameValue(actual: Attributes[string], expected: Attributes[string]): boolean {
  const text = (value: Attributes[string]): string =>
    Array.isArray(value)
      ? canonicalJson(value.map(element => canonicalJson(element)).sort())
      : canonicalJson(value ?? null);
  return text(actual) === text(expected);
}

function valueFailures(ruleSet: RuleSet, example: ValueExample): readonly string[] {
  const name = ruleSet.standardize.attributes[example.attribute]?.with ?? '';
  if (!isStandardizerName(name)) return [`'${example.attribute}' has no standardizer`];
  const target = new AttributePaths(ruleSet.attributes.attributes).resolve(example.attribute);
  const codes = 'rule' in target ? target.rule.codes : undefined;
  const result = standardizers[name](example.raw, codes === undefined ? {} : { allowed: Object.keys(codes) });
  const failures: string[] = [];
  const expect = (what: string, actual: unknown, expected: unknown): void => {
    if (expected !== undefined && canonicalJson(actual ?? null) !== canonicalJson(expected)) {
      failures.push(`${what} is ${canonicalJson(actual ?? null)}, not ${canonicalJson(expected)}`);
    }
  };
  expect('the value', result.value, example.value);
  expect('the key', result.key, example.key);
  for (const [part, text] of Object.entries(example.parts ?? {}))
    expect(`part ${part}`, result.parts[part], text);
  expect('the list of faults', result.faults.map(({ code }) => code).sort(), example.faults?.toSorted());
  return failures;
}

function qualityFailures(ruleSet: RuleSet, example: QualityExample): readonly string[] {
  const { attributes, faults } = standardizeRecord(ruleSet, example.record, {});
  const codes = new Set([...faults, ...checkQuality(ruleSet, attributes)].map(({ code }) => code));
  const found = [...codes].sort().join(', ') || 'none';
  return [
    ...example.faults.filter(code => !codes.has(code)).map(code => `${code} was not found, only ${found}`),
    ...example.without.filter(code => codes.has(code)).map(code => `${code} was found`),
  ];
}

/** The features that an example's records have, for tests of blocking. */
export function exampleFeatures(ruleSet: RuleSet, example: PairExample): readonly Features[] {
  return example.records.map(({ attributes }) => standardizeRecord(ruleSet, attributes, {}).features);
}
