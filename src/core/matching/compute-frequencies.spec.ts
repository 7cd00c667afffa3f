import { describe, expect, it } from 'vitest';
import type { Features, MatchRules } from '../rules/index.js';
import { computeFrequencies } from './compute-frequencies.js';

const feature = (name: string) => ({
  name,
  label: name,
  from: [name],
  part: 'key',
  tokens: false,
  masked: false,
});

const RULES: MatchRules = {
  features: ['name', 'phone', 'city', 'kind'].map(feature),
  blocking: [
    { name: 'phone', label: 'phone', parts: [{ feature: 'phone' }] },
    { name: 'kind', label: 'kind', parts: [{ feature: 'kind' }] },
    { name: 'word', label: 'rare word', parts: [{ feature: 'name', tokens: { rarest: 1 } }] },
  ],
  identifiers: [{ name: 'phone', label: 'phone', feature: 'phone', role: 'supporting', weight: 5, conflict: 'none', maxSharing: 3 }],
  comparisons: [
    { name: 'name', label: 'name', feature: 'name', comparator: 'tokens', levels: [{ name: 'other', label: 'other', weight: 0 }] },
  ],
  vetoes: [],
  decision: { same: 9, review: 3, require: [], margin: 3, prior: -4 },
  blockSizeMax: 2,
}; // prettier-ignore

const RECORDS: readonly Features[] = [
  { name: ['ACME SUPPLY'], phone: ['1'], city: ['OMAHA'], kind: ['X'] },
  { name: ['ZED SUPPLY'], phone: ['1'], city: ['OMAHA'], kind: ['X'] },
  { name: ['BETA LABS'], phone: ['2'], kind: ['X'] },
];

describe('computeFrequencies', () => {
  it('counts the values of identifiers and the words of names, and nothing that no rule weighs', () => {
    expect(computeFrequencies(RULES, RECORDS)).toMatchObject({
      records: 3,
      features: { phone: { '1': 2 } },
      tokens: { name: { SUPPLY: 2 } },
    });
  });

  it('lists the blocks that are too large to compare', () => {
    expect(Object.values(computeFrequencies(RULES, RECORDS).oversizedBlocks ?? {})).toEqual([3]);
  });

  it('does not depend on the order of the records', () => {
    expect(computeFrequencies(RULES, RECORDS.toReversed())).toEqual(computeFrequencies(RULES, RECORDS));
  });
});
