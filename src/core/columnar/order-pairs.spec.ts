import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decisionOf } from './decide-pairs.js';
import { DECISIONS, decisionAt, orderPairs, probabilityAt, PROBABILITY_PARTS } from './order-pairs.js';
import { probabilityOf } from './model/score-pairs.js';

const ROWS = 61;

it('orders pairs by the records that come first and second, and says of each what was said of it before', () => {
  const row = fc.nat({ max: ROWS - 1 });
  const scored = fc
    .record({ left: row, right: row, score: fc.double({ min: -40, max: 40, noNaN: true }) })
    .filter(({ left, right }) => left !== right);
  // Some records have more pairs than are inserted one by one.
  const crowd = fc.constant(
    Array.from({ length: ROWS - 1 }, (_, other) => ({ left: other + 1, right: 0, score: other / 7 - 4 })),
  );
  const lists = fc
    .tuple(crowd, fc.array(scored, { maxLength: 80 }))
    .map(parts => parts.flat())
    .map(list => [
      ...new Map(
        list.map(pair => [Math.min(pair.left, pair.right) * ROWS + Math.max(pair.left, pair.right), pair]),
      ).values(),
    ]);
  const ranks = fc.shuffledSubarray([...Array(ROWS).keys()], { minLength: ROWS });
  const clusters = fc.array(fc.nat({ max: 3 }), { minLength: ROWS, maxLength: ROWS });
  fc.assert(
    fc.property(lists, ranks, clusters, (list, rank, cluster) => {
      const ordered = orderPairs(
        {
          pairs: {
            count: list.length,
            left: list.map(({ left }) => left),
            right: list.map(({ right }) => right),
          },
          scores: list.map(({ score }) => score),
          clusterOf: Int32Array.from(cluster),
        },
        Int32Array.from(rank),
      );
      let first = 0;
      const found = Array.from(ordered.seconds, (second, at) => {
        while (at >= ordered.ends[first]!) first++;
        return [first, second, probabilityAt(ordered, at), DECISIONS[decisionAt(ordered, at)]];
      });
      const expected = list
        .map(({ left, right, score }) => {
          const [a, b] = [rank[left]!, rank[right]!].sort((x, y) => x - y);
          const probability = probabilityOf(score);
          const decision = decisionOf(cluster[left] === cluster[right], probability);
          return [a!, b!, Math.round(probability * PROBABILITY_PARTS), decision] as const;
        })
        .sort((x, y) => x[0] - y[0] || x[1] - y[1]);
      expect(found).toEqual(expected);
    }),
  );
});
