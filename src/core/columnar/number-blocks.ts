/**
 * The blocks of rows that agree on one or several keys: chained to be compared, or counted to know what that would cost. Rows are
 * brought together by sorting a hash of their keys, which touches memory in order where a hash table would jump about in it.
 */
import type { BlockKey } from './block-keys.js';
import { radixSort } from './radix-sort.js';

/** What a rule compares and what it leaves out. */
export interface BlockCost {
  /** Pairs that it compares, and those in blocks too large to compare. */
  readonly pairs: number;
  readonly skippedPairs: number;
  readonly skippedBlocks: number;
}

/** Blocks of rows, as chains. */
export interface Blocks extends BlockCost {
  /** The next later row of each row's block; 0 = none. Blocks too large to compare are not chained. */
  readonly next: Int32Array;
}

/** Chains the blocks of rows that agree on all keys. */
export function chainBlocks(keys: readonly BlockKey[], blockSize: number): Blocks {
  const rows = keys[0]!.keys.length;
  const next = new Int32Array(rows);
  const sorted = sortByHash(keys, rows, null);
  const cost = costOf(sorted.keys, blockSize, (start, end) => {
    for (let at = start + 1; at < end; at++) next[sorted.rows[at - 1]!] = sorted.rows[at]!;
  });
  return { next, ...cost };
}

/**
 * Rows by which the cost of rules with a key is estimated: those of every so manieth of its blocks, each block whole. Choosing blocks
 * and not rows keeps how large they are.
 */
export function sampleByKey({ keys }: BlockKey, share: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < keys.length; row++) {
    const hash = withKey(0, keys[row]!);
    if (hash !== 0 && (hash >>> 1) % share === 0) rows.push(row);
  }
  return Int32Array.from(rows);
}

/** The cost of a rule, estimated from a sample by one of its keys, see `sampleByKey`. */
export function estimateCost(
  keys: readonly BlockKey[],
  blockSize: number,
  sample: Int32Array,
  share: number,
): BlockCost {
  const { keys: hashes } = sortByHash(keys, sample.length, sample);
  const { pairs, skippedPairs, skippedBlocks } = costOf(hashes, blockSize, () => undefined);
  return { pairs: pairs * share, skippedPairs: skippedPairs * share, skippedBlocks: skippedBlocks * share };
}

/** The hashes of the rows that have all keys, in order. @param sample the rows looked at; `null` for the first `count` */
function sortByHash(keys: readonly BlockKey[], count: number, sample: Int32Array | null) {
  const columns = keys.map(({ keys: ofRows }) => ofRows);
  const hashes = new Int32Array(count);
  const rows = new Int32Array(count);
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = sample === null ? at : sample[at]!;
    let hash = withKey(0, columns[0]![row]!);
    for (let column = 1; column < columns.length && hash !== 0; column++)
      hash = withKey(hash, columns[column]![row]!);
    if (hash === 0) continue;
    hashes[kept] = hash;
    rows[kept++] = row;
  }
  return radixSort(hashes, rows, kept);
}

/** Goes through the blocks, which are runs of equal hashes. @param onBlock told of each that is compared and has several rows */
function costOf(
  hashes: Int32Array,
  blockSize: number,
  onBlock: (start: number, end: number) => void,
): BlockCost {
  let pairs = 0;
  let skippedPairs = 0;
  let skippedBlocks = 0;
  for (let start = 0, end = 0; start < hashes.length; start = end) {
    for (end = start + 1; end < hashes.length && hashes[end] === hashes[start];) end++;
    const size = end - start;
    const inside = (size * (size - 1)) / 2;
    if (size > blockSize) {
      skippedPairs += inside;
      skippedBlocks++;
    } else if (size > 1) {
      pairs += inside;
      onBlock(start, end);
    }
  }
  return { pairs, skippedPairs, skippedBlocks };
}

/** The hash of the keys before (0 = none) and one more: odd, so never 0, for rows that have the key; 0 for others. */
function withKey(hash: number, key: number): number {
  if (key === 0) return 0;
  const mixed = Math.imul(hash ^ key, 0x9e3779b1) + 0x7f4a7c15;
  return (mixed ^ (mixed >>> 15)) | 1;
}
