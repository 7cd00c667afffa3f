/**
 * From scored pairs to clusters. Links alone would chain: one wrong link joins two families. Here clusters grow best link first, and
 * two of them join only when the pairs between them, missing ones included, speak for it on average (average linkage, Sokal
 * and Michener 1958) and no source that holds each thing once would hold it twice.
 */

import { PairIndex, Pairs } from './pairs.js';

/** Links between two rows each, no pair twice, the smaller row first. */
export interface ClusterLinks {
  readonly count: number;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  /** Bits. */
  readonly scores: ArrayLike<number>;
}

export interface ClusterOptions {
  readonly rows: number;
  /** Links below this score join nothing. */
  readonly threshold: number;
  /** The source of a row if that source holds each thing once, else −1. */
  readonly oneToOneSourceOf: (row: number) => number;
  /** Score of a pair that was not compared. */
  readonly score: (left: number, right: number) => number;
}

/** A pair speaks for or against a join with at most this many bits: one missing piece of evidence is no veto. */
const VOICE_MAX = 6;
/** Pairs between two clusters that are looked at; beyond, an even spread of them. */
const PAIRS_MAX = 64;

/** The cluster of each row, as the smallest row in it. */
export function clusterPairs(links: ClusterLinks, options: ClusterOptions): Int32Array {
  const order: number[] = [];
  for (let link = 0; link < links.count; link++)
    if (links.scores[link]! >= options.threshold) order.push(link);
  order.sort(
    (a, b) =>
      links.scores[b]! - links.scores[a]! ||
      links.left[a]! - links.left[b]! ||
      links.right[a]! - links.right[b]!,
  );
  const known = new PairIndex(pairsOf(links));
  const others = new Map<number, number>();
  const clusterOf = Int32Array.from({ length: options.rows }, (_, row) => row);
  const members = new Map<number, number[]>();
  const membersOf = (cluster: number): number[] => members.get(cluster) ?? [cluster];
  const scoreOf = (a: number, b: number): number => {
    const [left, right] = a < b ? [a, b] : [b, a];
    const link = known.numberOf(left, right);
    if (link >= 0) return links.scores[link]!;
    const code = left * options.rows + right;
    let score = others.get(code);
    if (score === undefined) others.set(code, (score = options.score(left, right)));
    return score;
  };
  for (const link of order) {
    const a = clusterOf[links.left[link]!]!;
    const b = clusterOf[links.right[link]!]!;
    if (a === b) continue;
    const [left, right] = [membersOf(a), membersOf(b)];
    if (sharesSource(left, right, options.oneToOneSourceOf)) continue;
    if (left.length * right.length > 1 && meanVoice(left, right, scoreOf, options.threshold) < 0) continue;
    const joined = [...left, ...right].sort((x, y) => x - y);
    members.delete(a);
    members.delete(b);
    members.set(joined[0]!, joined);
    for (const row of joined) clusterOf[row] = joined[0]!;
  }
  return clusterOf;
}

function pairsOf({ left, right, count }: ClusterLinks): Pairs {
  const pairs = new Pairs();
  for (let link = 0; link < count; link++) pairs.add(left[link]!, right[link]!);
  return pairs;
}

function sharesSource(
  left: readonly number[],
  right: readonly number[],
  sourceOf: (row: number) => number,
): boolean {
  const taken = new Set(left.map(sourceOf));
  return right.some(row => sourceOf(row) >= 0 && taken.has(sourceOf(row)));
}

function meanVoice(
  left: readonly number[],
  right: readonly number[],
  scoreOf: (a: number, b: number) => number,
  threshold: number,
): number {
  const all = left.length * right.length;
  const step = Math.max(1, Math.floor(all / PAIRS_MAX));
  let sum = 0;
  let count = 0;
  for (let at = 0; at < all; at += step) {
    const score = scoreOf(left[Math.floor(at / right.length)]!, right[at % right.length]!) - threshold;
    sum += Math.max(-VOICE_MAX, Math.min(VOICE_MAX, score));
    count++;
  }
  return sum / count;
}
