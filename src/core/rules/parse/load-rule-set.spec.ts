import { describe, expect, it } from 'vitest';
import type { RuleVocabulary } from './build-attributes.js';
import { loadRuleSet } from './load-rule-set.js';
import type { RuleFile } from './load-rule-set.js';
import { formatRuleFault } from './rule-fault.js';

const vocabulary: RuleVocabulary = {
  standardizers: new Set(['text', 'organisationName', 'taxId', 'code']),
  comparators: new Set(['exact', 'organizationName']),
  standardizerByType: { string: 'text', code: 'code' },
};

const GOOD: Readonly<Record<string, string>> = {
  'attributes.yaml': `
domain: party
label: Party
plural: parties
pluralLabel: Parties
title: legalName
groups:
  identity:
    legalName: { label: Legal name, standardize: organisationName, required: true, class: public }
    kind: { label: Kind, type: code, codes: [ORGANISATION, PRIVATE_PERSON] }
  tax:
    taxIds:
      label: Tax ids
      type: object
      multi: true
      class: restricted
      standardize: taxId
      identity: [value]
      fields: { type: { label: Type, type: code, codes: [EIN, SSN] }, value: { label: Number } }
`,
  'match.yaml': `
features:
  name: { label: name, from: legalName, part: core }
  taxId: { label: tax id, from: taxIds, where: { type: [EIN] } }
blocking:
  taxId: { label: same tax id, keys: [taxId] }
  name: { label: like names, keys: [{ feature: name, prefix: 4 }] }
identifiers:
  taxId: { label: tax id, role: strong, weight: 14, maxSharing: 5 }
comparisons:
  name:
    label: name
    comparator: organizationName
    levels:
      - { name: same, label: same name, atLeast: 1, m: 0.5, u: 0.001 }
      - { name: other, label: other names, weight: -6 }
decision:
  same: 9
  review: 3
  require: [{ label: same tax id and name, evidence: { taxId: shared, name: same } }]
`,
  'survivorship.yaml': 'defaults: [authority, recency]\n',
  'quality.yaml': `
rules:
  NAME_MISSING: { label: A party has a name., check: { required: legalName }, severity: error }
`,
};

function load(changes: Readonly<Record<string, string | undefined>> = {}) {
  const texts = Object.entries({ ...GOOD, ...changes });
  const files = texts.flatMap(([name, text]): readonly RuleFile[] =>
    text === undefined ? [] : [{ path: `party/${name}`, text }],
  );
  return loadRuleSet('party', files, vocabulary);
}

function faultsOf(changes: Readonly<Record<string, string | undefined>>): readonly string[] {
  const outcome = load(changes);
  return outcome.ok ? [] : outcome.faults.map(formatRuleFault);
}

/** A good file with one text replaced. */
function changed(file: string, from: string, to: string): Readonly<Record<string, string>> {
  const before = GOOD[file] ?? '';
  if (!before.includes(from)) throw new Error(`${file} has no ${from}`);
  return { [file]: before.replace(from, to) };
}

describe('loadRuleSet', () => {
  it('resolves every default, so that a rule set says everything', () => {
    const outcome = load();
    if (!outcome.ok) throw new Error(outcome.faults.map(formatRuleFault).join('\n'));
    const { attributes, standardize, match, survivorship, approval, frequencies } = outcome.ruleSet;
    expect(attributes.attributes.map(({ name, group, searchable }) => [name, group, searchable])).toEqual([
      ['legalName', 'identity', true],
      ['kind', 'identity', false],
      ['taxIds', 'tax', false],
    ]);
    expect(attributes.attributes[1]?.codes).toEqual({
      ORGANISATION: 'Organisation',
      PRIVATE_PERSON: 'Private person',
    });
    expect(attributes.attributes[2]?.fields?.map(field => field.class)).toEqual(['restricted', 'restricted']);
    expect(standardize.attributes['taxIds.value']).toEqual({ with: 'text' });
    expect(match.features).toMatchObject([
      { name: 'name', from: ['legalName'], part: 'core', tokens: false, masked: false },
      { name: 'taxId', from: ['taxIds'], part: 'key', tokens: false, masked: true },
    ]);
    expect(match.identifiers[0]).toMatchObject({ feature: 'taxId', conflict: 'none' });
    expect(match.comparisons[0]?.levels[0]?.weight).toBeCloseTo(Math.log2(500), 10);
    expect(match.decision).toMatchObject({ margin: 3, prior: -4 });
    expect(survivorship.attributes['taxIds']).toEqual([
      { by: 'aggregate' },
      { by: 'authority' },
      { by: 'recency' },
    ]);
    expect([approval, frequencies]).toEqual([{ attributes: {} }, { records: 0, features: {} }]);
  });

  it('tells the faults of all files at once, in the order of files and lines', () => {
    const faults = faultsOf({
      ...changed('match.yaml', 'from: legalName', 'from: legalNme'),
      ...changed('quality.yaml', 'required: legalName', 'required: taxIds.valeu'),
      'survivorship.yaml': 'defaults: [authority, newest]\n',
    });
    expect(faults).toEqual([
      "party/match.yaml:3:30 unknown attribute 'legalNme'; did you mean 'legalName'?",
      "party/quality.yaml:3:66 unknown field 'valeu' of 'taxIds'; did you mean 'value'?",
      expect.stringContaining("party/survivorship.yaml:1:23 'newest' is not allowed here"),
    ]);
  });

  const cases: readonly [string, Readonly<Record<string, string | undefined>>, string][] = [
    ['a missing file', { 'match.yaml': undefined }, 'party/match.yaml:1:1 this file is missing'],
    ['a misnamed file', { 'mach.yaml': 'a: 1' }, "party/mach.yaml:1:1 no rule file has this name; did you mean 'match.yaml'?"],
    ['another domain than its folder', changed('attributes.yaml', 'domain: party', 'domain: partner'), "must be 'party', the name of its folder"],
    ['a reserved attribute name', changed('attributes.yaml', '    kind:', '    version:'), "'version' cannot be an attribute: every golden record has a field of that name already"],
    ['a name that GraphQL cannot have', changed('attributes.yaml', '    kind:', '    Kind-Of:'), "'Kind-Of' cannot be used as a name: it must be a name in lower camel case"],
    ['an unknown standardizer', changed('attributes.yaml', 'standardize: organisationName', 'standardize: organizationName'), "unknown standardizer 'organizationName'; did you mean 'organisationName'?"],
    ['a title that not everyone may see', changed('attributes.yaml', 'title: legalName', 'title: taxIds'), "'taxIds' is restricted and cannot name records to everyone"],
    ['a field less secret than its attribute', changed('attributes.yaml', 'value: { label: Number }', 'value: { label: Number, class: public }'), 'a field of a restricted attribute cannot be public'],
    ['an unknown identity field', changed('attributes.yaml', 'identity: [value]', 'identity: [number]'), "unknown field 'number' of 'taxIds'"],
    ['a code that the attribute lacks', changed('match.yaml', 'type: [EIN]', 'type: [EIM]'), "'EIM' is no code of 'taxIds.type'; it has: EIN, SSN"],
    ['a feature that shows restricted values', changed('match.yaml', 'where:', 'masked: false, where:'), "'taxId' is made of restricted or secret values; reasons must not show them"],
    ['a block on an unknown feature', changed('match.yaml', 'keys: [taxId]', 'keys: [taxIds]'), "unknown feature 'taxIds'; did you mean 'taxId'?"],
    ['an unknown comparator', changed('match.yaml', 'comparator: organizationName', 'comparator: organisationName'), "unknown comparator 'organisationName'; did you mean 'organizationName'?"],
    ['a level without weight', changed('match.yaml', ', weight: -6', ''), "level 'other' needs 'weight', or both 'm' and 'u'"],
    ['a last level with a threshold', changed('match.yaml', 'other names,', 'other names, atLeast: 0.1,'), "the last level is for everything else and has no 'atLeast'"],
    ['thresholds out of order', changed('match.yaml', 'review: 3', 'review: 9'), "must be below 'same' (9)"],
    ['evidence that does not exist', changed('match.yaml', 'name: same } }', 'nam: same } }'), "unknown identifier or comparison 'nam'; did you mean 'name'?"],
    ['the last level as evidence', changed('match.yaml', 'name: same } }', 'name: other } }'), "'other' is no level of 'name' that can be required; it has: same"],
    ['attributes that follow each other', { 'survivorship.yaml': 'defaults: [authority]\nattributes:\n  legalName: [{ follow: kind }]\n  kind: [{ follow: legalName }]\n' }, "'legalName' follows itself in a circle (legalName → kind → legalName)"],
    ['overlapping groups', { 'survivorship.yaml': 'defaults: [authority]\ngroups:\n  a: { attributes: [legalName, kind], strategies: [authority] }\n  b: { attributes: [kind, taxIds], strategies: [authority] }\n' }, "'kind' is already in group 'a'; groups must not overlap"],
    ['aggregation of a single value', { 'survivorship.yaml': 'defaults: [authority]\nattributes: { kind: [aggregate] }\n' }, "'aggregate' is for multi-valued attributes only"],
    ['a check with two tests', changed('quality.yaml', '{ required: legalName }', '{ required: legalName, maxLength: 4, of: legalName }'), 'a check is exactly one of required'],
    ['a pattern that is none', changed('quality.yaml', '{ required: legalName }', "{ pattern: '([', of: legalName }"), "'([' is not a regular expression"],
    ['an approval of an unknown attribute', { 'approval.yaml': 'attributes: { legalname: { reason: Names matter. } }\n' }, "unknown attribute 'legalname'; did you mean 'legalName'?"],
    ['an example with an unknown attribute', { 'examples/a.yaml': 'pairs: [{ name: x, records: [{ nam: A }, { legalName: A }], decision: same }]\n' }, "party/examples/a.yaml:1:32 unknown attribute 'nam'"],
    ['a missing code list', changed('attributes.yaml', 'codes: [ORGANISATION, PRIVATE_PERSON]', 'codes: kinds'), 'there is no reference/kinds.yaml'],
    ['a text cut by a comma', changed('attributes.yaml', 'label: Legal name,', 'label: Legal name, as on the W-9,'), 'if this is part of a text with a comma, put that text in quotes'],
  ]; // prettier-ignore

  it.each(cases)('refuses %s', (_title, changes, message) => {
    expect(faultsOf(changes)).toEqual([expect.stringContaining(message)]);
  });
});
