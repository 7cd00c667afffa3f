import { describe, expect, it } from 'vitest';
import type { BlockKey } from './block-keys.js';
import { chooseBlockRules, labelsOf } from './block-rules.js';
import { candidatePairs } from './candidate-pairs.js';
import { blockCost, estimateCost, sampleByKey } from './number-blocks.js';
import { PairIndex, Pairs } from './pairs.js';

const keyOf = (label: string, field: number, keys: readonly number[], isWhole = true): BlockKey => ({
  label,
  field,
  isWhole,
  isTotal: true,
  keys: Int32Array.from(keys),
  distinct: new Set(keys).size,
});
const budget = { pairs: 100, pairsPerRule: 100, blockSize: 10 };
const scopeOf = (rows: number) => ({ rows, sourceOf: new Uint16Array(rows), acrossOnly: false });
const pairsOf = ({ left, right, count }: Pairs): string[] =>
  Array.from({ length: count }, (_, pair) => `${left[pair]} ${right[pair]}`).sort();

describe('choosing rules', () => {
  const name = keyOf('name', 0, [1, 1, 2, 2, 0]);
  const sound = keyOf('name (sound)', 0, [1, 1, 1, 1, 0], false);
  const born = keyOf('born', 1, [1, 1, 2, 3, 3]);

  it('leaves out rules whose pairs another one finds', () => {
    expect(
      chooseBlockRules([name, sound, born], budget).map(({ keys }) => labelsOf(keys).join(' + ')),
    ).toEqual(['born', 'name (sound)']);
  });

  it('keeps them where the other one skips a block or leaves out records', () => {
    const small = { ...budget, blockSize: 3 };
    const kept = (keys: readonly BlockKey[], within = budget): string[] =>
      chooseBlockRules(keys, within).map(rule => labelsOf(rule.keys).join(' + '));
    expect(kept([name, sound], small)).toEqual(['name']);
    expect(kept([name, { ...sound, keys: Int32Array.of(1, 0, 1, 1, 0), isTotal: false }])).toContain('name');
  });

  it('compares each pair once', () => {
    const rules = chooseBlockRules([name, born], budget);
    expect(pairsOf(candidatePairs(rules, 10, [], scopeOf(5)))).toEqual(['0 1', '2 3', '3 4']);
  });

  it('estimates what many rows cost from a share of the blocks', () => {
    const rows = 60_000;
    const fine = keyOf(
      'k',
      0,
      Array.from({ length: rows }, (_, row) => 1 + (row % 20_000)),
    );
    const coarse = keyOf(
      'c',
      1,
      Array.from({ length: rows }, (_, row) => 1 + (row % 7)),
    );
    for (const keys of [[fine], [fine, coarse]]) {
      const exact = blockCost(keys, 200).pairs;
      expect(estimateCost(keys, 200, sampleByKey(fine, 1), 1).pairs).toBe(exact);
      const sample = sampleByKey(fine, 4);
      expect(sample.length).toBeLessThan(rows / 3);
      expect(estimateCost(keys, 200, sample, 4).pairs / Math.max(1, exact)).toBeCloseTo(
        exact === 0 ? 0 : 1,
        1,
      );
    }
  });
});

describe('an index of pairs', () => {
  it('finds those that are there, however many', () => {
    const index = new PairIndex(new Pairs());
    for (let row = 0; row < 5000; row++) for (const step of [1, 2, 1]) index.add(row, row + step);
    expect(index.pairs.count).toBe(10_000);
    expect(index.numberOf(4999, 5001)).toBe(9999);
    expect(index.numberOf(4999, 5002)).toBe(-1);
    expect(new PairIndex(index.pairs).numberOf(17, 18)).toBe(34);
  });
});
