import * as fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { attributeRule, supplierRules } from '../../../test/builders/supplier-rules.js';
import { standardizeRecord } from '../features/index.js';
import { classifyPair, prepareMatching, scorePair } from '../matching/index.js';
import { Frequencies } from '../comparison/index.js';
import type { Attributes } from '../model/index.js';
import type { RuleSet } from '../rules/index.js';
import { featuresOf, subjectsOf, suggestRules, writeSuggestion, type Suggestion } from './index.js';

const RULES: RuleSet = {
  ...supplierRules(),
  attributes: {
    ...supplierRules().attributes,
    domain: 'clinic',
    title: 'name',
    attributes: [
      attributeRule('name', { label: 'Name', standardize: 'organisationName' }),
      attributeRule('licence', { label: 'Licence' }),
      attributeRule('phone', { label: 'Phone', standardize: 'phone' }),
      attributeRule('city', { label: 'City' }),
      attributeRule('rating', { label: 'Rating', type: 'decimal' }),
      attributeRule('motto', { label: 'Motto' }),
    ],
  },
};

const WORDS = [
  'NORTH',
  'LAKE',
  'CEDAR',
  'STONE',
  'MAPLE',
  'RIVER',
  'IRON',
  'GLEN',
  'AMBER',
  'HAZEL',
  'FOX',
  'PINE',
];
const CITIES = ['WICHITA', 'SALINA', 'TOPEKA', 'OLATHE', 'LAWRENCE', 'HUTCHINSON'];

interface Clinic {
  readonly thing: number;
  readonly attributes: Attributes;
}

/**
 * Clinics of which two systems know every second one each. Every tenth is a branch of the one before it: the same name and phone, another
 * licence.
 */
function clinics(count: number): readonly Clinic[] {
  const word = (place: number): string => WORDS[place % WORDS.length] ?? '';
  return Array.from({ length: count }, (_, thing) => {
    const isBranch = thing % 10 === 9;
    const named = isBranch ? thing - 1 : thing;
    const name = `${word(named)} ${word(Math.floor(named / 12) + 3)} ${word(Math.floor(named / 144) + 7)} CLINIC ${'ABCDEFGHIJKLMNOPQRST'.charAt(named % 20)}${named}X`;
    const attributes = {
      name,
      phone: `316555${String(1000 + named)}`,
      licence: `L${String(730_000 + thing * 37)}`,
      city: CITIES[named % CITIES.length] ?? '',
      rating: String(thing % 5),
    };
    const copies = thing % 2 === 0 ? [attributes] : [attributes, { ...attributes, name: `${name} Inc` }];
    // A third of the licences is not known to one of the systems.
    return copies.map((each, copy): Clinic => {
      const { licence: _licence, ...without } = each;
      return { thing, attributes: copy === 1 && thing % 3 === 0 ? without : each };
    });
  }).flat();
}

function suggested(records: readonly Clinic[]): {
  readonly suggestion: Suggestion | null;
  readonly features: readonly ReturnType<typeof standardizeRecord>['features'][];
} {
  const subjects = subjectsOf(RULES);
  const drawing = { ...RULES, match: { ...RULES.match, features: subjects.flatMap(featuresOf) } };
  const suggestion = suggestRules(
    subjects,
    records.map(({ attributes }, place) => ({
      id: String(place + 1),
      features: standardizeRecord(drawing, attributes, { system: 'one' }).features,
    })),
  );
  const match = suggestion?.rules ?? RULES.match;
  const features = records.map(
    ({ attributes }) => standardizeRecord({ ...RULES, match }, attributes, { system: 'one' }).features,
  );
  return { suggestion, features };
}

describe('rules suggested for a domain that nobody wrote rules for', () => {
  const records = clinics(600);
  const { suggestion, features } = suggested(records);
  if (suggestion === null) throw new Error('nothing is suggested');
  const { rules } = suggestion;

  it('recognise what attributes are, and say of the others why not', () => {
    expect(rules.identifiers.map(({ name }) => name)).toEqual(expect.arrayContaining(['licence', 'phone']));
    expect(rules.comparisons.find(({ name }) => name === 'name')?.comparator).toBe('organizationName');
    expect(suggestion.leftOut.map(({ subject, because }) => [subject.name, because])).toEqual([
      ['motto', 'has no values'],
    ]);
  });

  it('merge what is one thing and nothing else, though branches share name, phone and city', () => {
    const model = prepareMatching(rules, new Frequencies(suggestion.frequencies));
    let [merged, wrong, possible] = [0, 0, 0];
    for (const [left, one] of records.entries()) {
      for (let right = left + 1; right < Math.min(records.length, left + 6); right++) {
        const isOne = one.thing === records[right]?.thing;
        if (isOne) possible += 1;
        if (classifyPair(model, scorePair(model, features[left] ?? {}, features[right] ?? {})) !== 'same')
          continue;
        if (isOne) merged += 1;
        else wrong += 1;
      }
    }
    expect(wrong).toBe(0);
    expect(merged).toBeGreaterThan(0.6 * possible);
  });

  it('bring nearly all pairs of one thing together, within the budget of pairs', () => {
    expect(suggestion.blocking.recall).toBeGreaterThan(0.95);
    expect(suggestion.pairs).toBeLessThan(40 * records.length);
  });

  it('do not depend on the order of the records', () => {
    const again = suggested(records.toReversed()).suggestion;
    expect(again?.rules.decision.require.map(({ label }) => label).sort()).toEqual(
      rules.decision.require.map(({ label }) => label).sort(),
    );
    expect(again?.rules.blocking).toEqual(rules.blocking);
  });

  it('are written as a file that says exactly them', () => {
    const text = writeSuggestion(suggestion, { domain: 'clinic', date: '2026-11-01' });
    const file = parse(text) as Record<string, Record<string, unknown>>;
    expect(Object.keys(file['features'] ?? {})).toEqual(rules.features.map(({ name }) => name));
    expect(file['decision']).toMatchObject({ same: rules.decision.same, review: rules.decision.review });
    expect(text).toMatch(/^ {2}# .*Estimated recall of blocking/m);
    expect(text).toContain('#   motto has no values');
  });
});

describe('records that tell nothing', () => {
  it('make no rules, or rules that merge nothing wrong', () => {
    const value = fc.constantFrom('A', 'B', 'C', '', '7', 'X1');
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: value, licence: value, phone: value, city: value }), { maxLength: 40 }),
        attributes => {
          const { suggestion } = suggested(attributes.map((each, thing) => ({ thing, attributes: each })));
          if (suggestion === null) return;
          expect(suggestion.rules.decision.review).toBeLessThan(suggestion.rules.decision.same);
          expect(suggestion.rules.decision.require.length).toBeGreaterThan(0);
          for (const { weight } of suggestion.rules.identifiers) expect(Number.isFinite(weight)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});
