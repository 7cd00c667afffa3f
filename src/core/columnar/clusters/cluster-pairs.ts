/**
 * From scored pairs to clusters. Links alone would chain: one wrong link joins two families. Here clusters grow best link first, and
 * two of them join only when the pairs between them, missing ones included, speak for it on average (average linkage, Sokal
 * and Michener 1958) and no source that holds each thing once would hold it twice.
 */

import { Members } from './members.js';
import { PairLookup, type PairList } from '../blocking/pairs.js';
import { radixSort } from '../table/radix-sort.js';

/** Links between two rows each, no pair twice, in the order of the smaller row, which is the left one. */
export interface ClusterLinks extends PairList {
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
  const { rows, threshold, oneToOneSourceOf } = options;
  const { left, right } = links;
  const scoreOf = scoreLookup(links, options);
  const members = new Members(rows);
  for (const link of bestFirst(links, threshold)) {
    const [a, b] = [members.clusterOf[left[link]!]!, members.clusterOf[right[link]!]!];
    if (a === b) continue;
    if (members.sizes[a] === 1 && members.sizes[b] === 1) {
      const source = oneToOneSourceOf(a);
      if (source < 0 || source !== oneToOneSourceOf(b)) members.join(a, b);
      continue;
    }
    const [ours, theirs] = [members.of(a), members.of(b)];
    if (sharesSource(ours, theirs, oneToOneSourceOf)) continue;
    if (meanVoice(ours, theirs, scoreOf, threshold) >= 0) members.join(a, b);
  }
  return members.clusterOf;
}

/** The links from the threshold on, best first; equal ones by their rows. */
function bestFirst({ count, left, right, scores }: ClusterLinks, threshold: number): Int32Array {
  let kept = 0;
  for (let link = 0; link < count; link++) if (scores[link]! >= threshold) kept++;
  const links = new Int32Array(kept);
  for (let link = count - 1; link >= 0; link--) if (scores[link]! >= threshold) links[--kept] = link;
  const keys = new Int32Array(links.length);
  for (let at = 0; at < links.length; at++) keys[at] = fallingKey(scores[links[at]!]!);
  const sorted = radixSort(keys, links, links.length);
  const order = sorted.rows;
  // A key has half of a score's digits: those with one key are few, and compared.
  for (let start = 0, end = 0; start < order.length; start = end) {
    for (end = start + 1; end < order.length && sorted.keys[end] === sorted.keys[start];) end++;
    if (end - start > 1)
      order
        .subarray(start, end)
        .sort((a, b) => scores[b]! - scores[a]! || left[a]! - left[b]! || right[a]! - right[b]!);
  }
  return order;
}

const rounded = new Float32Array(1);
const roundedBits = new Int32Array(rounded.buffer);

/** A number that is the less the greater the score: the bits of floating point numbers rise with them, of negative ones they fall. */
function fallingKey(score: number): number {
  // Of two zeros one is negative; adding makes them one.
  rounded[0] = score + 0;
  const bits = roundedBits[0]!;
  return bits < 0 ? bits : ~(bits | (1 << 31));
}

/** Scores of any two rows: of those that were compared as they are, of others worked out once. */
function scoreLookup(links: ClusterLinks, { rows, score }: ClusterOptions): (a: number, b: number) => number {
  const known = new PairLookup(links, rows);
  const others = new Map<number, number>();
  return (a, b) => {
    const [left, right] = a < b ? [a, b] : [b, a];
    const link = known.numberOf(left, right);
    if (link >= 0) return links.scores[link]!;
    const code = left * rows + right;
    let other = others.get(code);
    if (other === undefined) others.set(code, (other = score(left, right)));
    return other;
  };
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
