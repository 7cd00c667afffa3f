import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockKey } from './block-keys.js';
import { blockRules, chooseBlockRules, keysByLabels, labelsOf } from './block-rules.js';
import { candidatePairs } from './candidate-pairs.js';
import { estimateCost, sampleByKey } from './number-blocks.js';
import { PairLookup, Pairs } from './pairs.js';
import { radixSort } from '../table/radix-sort.js';

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
    expect(pairsOf(candidatePairs(rules, [], scopeOf(5)))).toEqual(['0 1', '2 3', '3 4']);
  });

  it('compares records that agree on every key of a written rule, however many', () => {
    const keys = [keyOf('a', 0, [1, 1, 1, 1]), keyOf('b', 1, [1, 1, 1, 2]), keyOf('c', 2, [1, 2, 1, 1])];
    const rules = blockRules([keysByLabels(keys, ['a', 'b', 'c'])!], 10);
    expect(pairsOf(candidatePairs(rules, [], scopeOf(4)))).toEqual(['0 2']);
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
      const exact = blockRules([keys], 200)[0]!.pairs;
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

describe('the cost of a rule', () => {
  it('is what its blocks are, counted in a table or sorted', () => {
    const columns = fc
      .tuple(fc.constantFrom(3, 60), fc.constantFrom(3, 60))
      .chain(([first, second]) =>
        fc.array(fc.tuple(fc.nat({ max: first }), fc.nat({ max: second })), { minLength: 1, maxLength: 120 }),
      );
    fc.assert(
      fc.property(columns, fc.boolean(), (rows, isSingle) => {
        const both = [0, 1].map(column => {
          const keys = rows.map(row => row[column]!);
          return { ...keyOf(`k${column}`, column, keys), distinct: 60 };
        });
        const keys = isSingle ? both.slice(0, 1) : both;
        const { next: _, keys: __, ...cost } = blockRules([keys], 5)[0]!;
        expect(estimateCost(keys, 5, Int32Array.from(rows.keys()), 1)).toEqual(cost);
        const sizes = new Map<string, number>();
        for (const row of rows) {
          const own = isSingle ? row.slice(0, 1) : row;
          if (!own.includes(0)) sizes.set(String(own), (sizes.get(String(own)) ?? 0) + 1);
        }
        const large = [...sizes.values()].filter(size => size > 5);
        expect(cost.skippedBlocks).toBe(large.length);
        expect(cost.skippedPairs).toBe(large.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0));
      }),
    );
  });
});

describe('candidate pairs', () => {
  const scope = { ...scopeOf(8), sourceOf: Uint16Array.of(0, 1, 0, 1, 0, 1, 0, 1) };
  const keysOf = fc.array(fc.nat({ max: 4 }), { minLength: 8, maxLength: 8 });

  it('are those that agree on a rule or are given besides, each once, in the order of the smaller row', () => {
    const nearest = fc.uniqueArray(fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: 4, max: 7 })), {
      selector: String,
    });
    fc.assert(
      fc.property(keysOf, keysOf, nearest, fc.boolean(), (first, second, more, acrossOnly) => {
        const keys = [keyOf('a', 0, first), keyOf('b', 1, second)] as const;
        const [a, b] = keys;
        const rules = blockRules([[a], [a, b], [b]], 4);
        const list = new Pairs();
        for (const [left, right] of more.toSorted(([x], [y]) => x - y)) list.add(left, right);
        const found = candidatePairs(rules, [list], { ...scope, acrossOnly });
        const isSmall = ({ keys: of }: BlockKey, row: number): boolean =>
          of[row] !== 0 && of.filter(key => key === of[row]).length <= 4;
        const expected: string[] = [];
        for (let left = 0; left < 8; left++) {
          for (let right = left + 1; right < 8; right++) {
            const agrees = keys.map(key => key.keys[left] !== 0 && key.keys[left] === key.keys[right]);
            const isBoth = agrees[0] === true && agrees[1] === true && isSmallPair(keys, left);
            const isFound =
              isBoth ||
              keys.some((key, index) => agrees[index] === true && isSmall(key, left)) ||
              more.some(([x, y]) => x === left && y === right);
            if (isFound && !(acrossOnly && (right - left) % 2 === 0)) expected.push(`${left} ${right}`);
          }
        }
        expect(pairsOf(found)).toEqual(expected.sort());
        const lefts = found.left.slice(0, found.count);
        expect(lefts).toEqual(lefts.toSorted());
      }),
    );
  });

  function isSmallPair([a, b]: readonly [BlockKey, BlockKey], row: number): boolean {
    const agreeing = a.keys.filter((key, other) => key === a.keys[row] && b.keys[other] === b.keys[row]);
    return a.keys[row] !== 0 && b.keys[row] !== 0 && agreeing.length <= 4;
  }

  it('are found again by their rows', () => {
    const pairs = new Pairs();
    for (let row = 0; row < 5000; row++) for (const step of [2, 1]) pairs.add(row, row + step);
    const lookup = new PairLookup(pairs, 5002);
    expect(lookup.numberOf(4999, 5001)).toBe(9998);
    expect(lookup.numberOf(4999, 5000)).toBe(9999);
    expect(lookup.numberOf(4999, 4998)).toBe(-1);
  });
});

describe('sorting by digits', () => {
  it('gives the order of the built-in sort, rows with equal keys as they came', () => {
    const key = fc.oneof(fc.integer(), fc.nat({ max: 3 }), fc.nat({ max: 5000 }));
    fc.assert(
      fc.property(fc.array(key, { size: 'large' }), keys => {
        const rows = Int32Array.from(keys.keys());
        const sorted = radixSort(Int32Array.from(keys), rows.slice(), keys.length);
        const expected = [...rows].sort((a, b) => (keys[a]! >>> 0) - (keys[b]! >>> 0) || a - b);
        expect([...sorted.rows]).toEqual(expected);
        expect([...sorted.keys]).toEqual(expected.map(row => keys[row]! | 0));
      }),
    );
  });
});
