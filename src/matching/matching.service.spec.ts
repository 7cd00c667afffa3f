import { describe, expect, it } from 'vitest';
import { Frequencies, NO_FREQUENCIES } from '../core/comparison/index.js';
import { prepareMatching } from '../core/matching/index.js';
import type { MatchRules } from '../core/rules/index.js';
import { keysOf } from './matching.service.js';

const rules: MatchRules = {
  features: [{ name: 'gln', label: 'GLN', from: ['gln'], part: 'value', tokens: false, masked: false }],
  blocking: [{ name: 'gln', label: 'same GLN', parts: [{ feature: 'gln' }] }],
  identifiers: [],
  comparisons: [],
  vetoes: [],
  decision: { prior: 0, same: 7, review: 3, margin: 3, require: [] },
  blockSizeMax: 100,
};

describe('keysOf', () => {
  it('puts records of two domains into no common block, however alike their rules and values are', () => {
    const model = prepareMatching(rules, new Frequencies(NO_FREQUENCIES));
    const features = { gln: ['0614141000012'] };
    const [supplier, location, another] = [
      keysOf('supplier', model, '1', features),
      keysOf('location', model, '2', features),
      keysOf('supplier', model, '3', features),
    ].map(({ keys }) => keys);
    expect(supplier).toHaveLength(1);
    expect(location).not.toEqual(supplier);
    expect(another).toEqual(supplier);
  });
});
