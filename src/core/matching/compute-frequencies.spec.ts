import { describe, expect, it } from 'vitest';
import type { Features, MatchRules } from '../rules/index.js';
import { Frequencies } from '../comparison/index.js';
import { computeFrequencies, countFrequencies } from './compute-frequencies.js';

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

  it('conceals the values of masked features where the snapshot becomes a file, and finds them all the same', () => {
    const taxId: MatchRules = {
      ...RULES,
      features: RULES.features.map(each => ({ ...each, masked: each.name === 'phone' })),
    };
    const count = countFrequencies(taxId, { conceal: true });
    for (const features of [...RECORDS, { phone: ['842917306'] }, { phone: ['842917306'] }])
      count.add(features);
    const snapshot = count.snapshot();
    expect(JSON.stringify(snapshot)).not.toContain('842917306');
    expect(snapshot.concealed).toEqual(['phone']);
    const frequencies = new Frequencies(snapshot);
    expect([frequencies.valueCount('phone', '842917306'), frequencies.valueCount('phone', '2')]).toEqual([
      2, 0,
    ]);
  });

  it('does not depend on the order of the records', () => {
    expect(computeFrequencies(RULES, RECORDS.toReversed())).toEqual(computeFrequencies(RULES, RECORDS));
  });
});
