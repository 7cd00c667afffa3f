/** Pairs in the order in which they are written: by the first of their two records, then by the second. */
import { decisionOf, type PairDecision } from './decide-pairs.js';
import type { PairList } from './blocking/pairs.js';
import { probabilityOf } from './model/score-pairs.js';

/** What a run says of its pairs. */
export interface JudgedPairs {
  readonly pairs: PairList;
  /** Bits, by pair. */
  readonly scores: ArrayLike<number>;
  /** Cluster of each row. */
  readonly clusterOf: Int32Array;
}

/** Judged pairs by the places of their records: those of the record at place p end before `ends[p]`, where those of p + 1 begin. */
export interface OrderedPairs {
  readonly ends: Int32Array;
  /** Place of the second record. */
  readonly seconds: Int32Array;
  /** Probability and decision, see `probabilityAt` and `decisionAt`. */
  readonly verdicts: Int32Array;
}

/** Parts of a probability that are told apart. */
export const PROBABILITY_PARTS = 1_000_000;
/** Decisions, by number. */
export const DECISIONS: readonly PairDecision[] = ['same', 'review', 'different'];
const DECISION_BITS = 2;
/** Pairs of one record up to which inserting each in its place is fastest. */
const FEW_PAIRS = 24;

/**
 * Judged pairs in order. What is to say of each goes with it, so that nothing needs to be looked up in that order: a million records have seven
 * million pairs, and memory is far away.
 * @param rank place of each row in the order of the records
 */
export function orderPairs({ pairs, scores, clusterOf }: JudgedPairs, rank: Int32Array): OrderedPairs {
  const { left, right, count } = pairs;
  const ends = new Int32Array(rank.length);
  for (let pair = 0; pair < count; pair++) ends[Math.min(rank[left[pair]!]!, rank[right[pair]!]!)]!++;
  let start = 0;
  for (let place = 0; place < ends.length; place++) {
    const size = ends[place]!;
    ends[place] = start;
    start += size;
  }
  const seconds = new Int32Array(count);
  const verdicts = new Int32Array(count);
  for (let pair = 0; pair < count; pair++) {
    const [a, b] = [left[pair]!, right[pair]!];
    const [x, y] = [rank[a]!, rank[b]!];
    const at = ends[x < y ? x : y]!++;
    seconds[at] = x < y ? y : x;
    verdicts[at] = verdictOf(clusterOf[a] === clusterOf[b], scores[pair]!);
  }
  sortSeconds(ends, seconds, verdicts);
  return { ends, seconds, verdicts };
}

/** Millionths of an ordered pair's probability. */
export function probabilityAt({ verdicts }: OrderedPairs, at: number): number {
  return verdicts[at]! >>> DECISION_BITS;
}

/** Number of an ordered pair's decision. */
export function decisionAt({ verdicts }: OrderedPairs, at: number): number {
  return verdicts[at]! & ((1 << DECISION_BITS) - 1);
}

function verdictOf(isTogether: boolean, score: number): number {
  const probability = probabilityOf(score);
  const decision = DECISIONS.indexOf(decisionOf(isTogether, probability));
  return (Math.round(probability * PROBABILITY_PARTS) << DECISION_BITS) | decision;
}

function sortSeconds(ends: Int32Array, seconds: Int32Array, verdicts: Int32Array): void {
  for (let place = 0, start = 0; place < ends.length; place++) {
    const end = ends[place]!;
    if (end - start <= FEW_PAIRS) insertInOrder(seconds, verdicts, start, end);
    else sortMany(seconds.subarray(start, end), verdicts.subarray(start, end));
    start = end;
  }
}

function insertInOrder(seconds: Int32Array, verdicts: Int32Array, start: number, end: number): void {
  for (let at = start + 1; at < end; at++) {
    const [second, verdict] = [seconds[at]!, verdicts[at]!];
    let to = at;
    for (; to > start && seconds[to - 1]! > second; to--) {
      seconds[to] = seconds[to - 1]!;
      verdicts[to] = verdicts[to - 1]!;
    }
    seconds[to] = second;
    verdicts[to] = verdict;
  }
}

/** Numbers and what belongs to each as one double: 31 bits above 22. */
function sortMany(seconds: Int32Array, verdicts: Int32Array): void {
  const verdictRange = 2 ** 22;
  const together = Float64Array.from(seconds, (second, at) => second * verdictRange + verdicts[at]!).sort();
  for (let at = 0; at < together.length; at++) {
    seconds[at] = Math.floor(together[at]! / verdictRange);
    verdicts[at] = together[at]! % verdictRange;
  }
}
