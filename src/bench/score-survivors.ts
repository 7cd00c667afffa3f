import { standardizers } from '../core/standardize/index.js';
import type { HubGolden, TrueGolden, TrueRecord } from './quality-facts.js';
import type { GoldenOf } from './score-patterns.js';

/** How one attribute's survivors fare, over golden records that stand for a known real thing. */
export interface SurvivorScore {
  readonly attribute: string;
  /** Where the truth has a value. */
  readonly expected: number;
  /** The golden record has the true value, spelling (case, punctuation; in names also legal form and abbreviations) apart. */
  readonly right: number;
  /** It has none. */
  readonly absent: number;
  /** It comes from the system that should win; counted where the hub names one winner. */
  readonly sourceRight: number;
  readonly sourceKnown: number;
  /** The first few wrong values. */
  readonly wrong: readonly string[];
}

/** Where the hub keeps what the truth calls by another name, by domain. Lists count as right when they hold the value. */
const PLACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  supplier: { taxId: 'taxIds', gln: 'glns' },
  item: { manufacturer: 'manufacturerName' },
  costCenter: { validTo: 'effectiveTo' },
  contract: { type: 'contractType' },
};
/** Names of organisations: legal form and spelling are attributes and standardizers of their own. */
const NAMES: ReadonlySet<string> = new Set(['supplier legalName', 'item manufacturer']);
const WRONG_MAX = 5;

interface Count {
  expected: number;
  right: number;
  absent: number;
  sourceRight: number;
  sourceKnown: number;
  wrong: string[];
}

/**
 * Survivorship against the truth. An entity is judged on the golden record that holds most of its records (the first of equals),
 * so that a record that stayed apart is a matter of recall and not of survivorship.
 */
export function scoreSurvivors(
  truths: readonly TrueGolden[],
  records: readonly TrueRecord[],
  goldens: ReadonlyMap<string, HubGolden>,
  goldenOf: GoldenOf,
): SurvivorScore[] {
  const homes = mainGoldens(records, goldenOf);
  const counts = new Map<string, Count>();
  for (const { domain, entity, attributes } of truths) {
    const golden = goldens.get(homes.get(entity) ?? '');
    if (golden === undefined) continue;
    for (const [attribute, expected] of Object.entries(attributes)) {
      const count = counts.get(attribute) ?? newCount();
      counts.set(attribute, count);
      const place = PLACES[domain]?.[attribute] ?? attribute;
      const formOf = NAMES.has(`${domain} ${attribute}`) ? nameFormOf : textFormOf;
      judge(count, entity, formOf, expected, golden.attributes[place], golden.winners[place]);
    }
  }
  return [...counts].map(([attribute, count]) => ({ attribute, ...count }));
}

function judge(
  count: Count,
  entity: string,
  formOf: (value: unknown) => string,
  expected: { readonly value: unknown; readonly source: string },
  actual: unknown,
  winner: string | undefined,
): void {
  count.expected += 1;
  if (winner !== undefined) {
    count.sourceKnown += 1;
    if (winner === expected.source) count.sourceRight += 1;
  }
  const forms = formsOf(actual, formOf);
  if (forms.length === 0) count.absent += 1;
  else if (forms.includes(formOf(expected.value))) count.right += 1;
  else if (count.wrong.length < WRONG_MAX) {
    count.wrong.push(`${entity}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected.value)}`);
  }
}

/** Every comparable form in a value: of a list its elements, of a structure its `value`. */
function formsOf(value: unknown, formOf: (value: unknown) => string): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(each => formsOf(each, formOf));
  if (typeof value === 'object') return 'value' in value ? formsOf(value.value, formOf) : [];
  return [formOf(value)];
}

/** Letters and digits only: how a value is written is for the standardizers' own tests. */
function textFormOf(value: unknown): string {
  return String(value)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The words of a name without legal form, in one spelling each. */
function nameFormOf(value: unknown): string {
  return textFormOf(standardizers.organisationName(String(value), {}).parts['core'] ?? value);
}

function newCount(): Count {
  return { expected: 0, right: 0, absent: 0, sourceRight: 0, sourceKnown: 0, wrong: [] };
}

function mainGoldens(records: readonly TrueRecord[], goldenOf: GoldenOf): Map<string, string> {
  const shares = new Map<string, Map<string, number>>();
  for (const { entity, name } of records) {
    const golden = goldenOf(name);
    if (golden === undefined) continue;
    const share = shares.get(entity) ?? new Map<string, number>();
    share.set(golden, (share.get(golden) ?? 0) + 1);
    shares.set(entity, share);
  }
  return new Map(
    [...shares].flatMap(([entity, share]) => {
      const [main] = [...share].sort((left, right) => right[1] - left[1]);
      return main === undefined ? [] : [[entity, main[0]] as const];
    }),
  );
}
