import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderPairs } from './order-pairs.js';

it('orders pairs by the records that come first and second', () => {
  const pair = fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 })).filter(([left, right]) => left !== right);
  const ranks = fc.shuffledSubarray(
    Array.from({ length: 31 }, (_, row) => row),
    { minLength: 31 },
  );
  fc.assert(
    fc.property(fc.uniqueArray(pair, { selector: String }), ranks, (list, rank) => {
      const pairs = {
        count: list.length,
        left: list.map(([left]) => left),
        right: list.map(([, right]) => right),
      };
      const keyOf = (index: number): number => {
        const [a, b] = list[index]!.map(row => rank[row]!).sort((x, y) => x - y);
        return a! * 100 + b!;
      };
      const found = [...orderPairs(pairs, Int32Array.from(rank))];
      expect(found.toSorted((a, b) => a - b)).toEqual([...list.keys()]);
      expect(found.map(keyOf)).toEqual(found.map(keyOf).sort((a, b) => a - b));
    }),
  );
});
