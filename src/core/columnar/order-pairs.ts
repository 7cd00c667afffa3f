/** Pairs in the order in which they are written: by the first of their two records, then by the second. */
import type { PairList } from './pairs.js';
import { radixSort } from './radix-sort.js';

/** Numbers of the pairs, in order. @param rank place of each row in the order of the records */
export function orderPairs({ left, right, count }: PairList, rank: Int32Array): Int32Array {
  const order = new Int32Array(count);
  const keys = new Int32Array(count);
  for (let pair = 0; pair < count; pair++) {
    order[pair] = pair;
    keys[pair] = Math.max(rank[left[pair]!]!, rank[right[pair]!]!);
  }
  const { rows } = radixSort(keys, order, count);
  const firsts = new Int32Array(count);
  for (let at = 0; at < count; at++) firsts[at] = Math.min(rank[left[rows[at]!]!]!, rank[right[rows[at]!]!]!);
  return radixSort(firsts, rows, count).rows;
}
