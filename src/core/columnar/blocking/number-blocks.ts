/**
 * The blocks of rows that agree on one or several keys: chained to be compared, or counted to know what that would cost. Rows are
 * brought together by sorting a hash of their keys, which touches memory in order where a hash table would jump about in it.
 */
import type { BlockKey } from './block-keys.js';
import type { Outcome } from '../threads/outcome.js';
import { radixSort } from '../table/radix-sort.js';
import { sharedInts } from '../threads/shared-memory.js';

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

/** Chains the blocks of some rules beside the others. */
export interface ChainHelper {
  readonly chain: (input: ChainInput) => Outcome<readonly BlockCost[]>;
}

/** Rules with the keys of each row, by key, and the `next` of `Blocks` to be written, which holds zeros. */
export interface ChainInput {
  readonly rules: readonly { readonly columns: readonly Int32Array[]; readonly next: Int32Array }[];
  readonly blockSize: number;
}

/** So few rules are chained before the helpers have taken the fields to compare, which they begin with. */
export const OWN_RULES_MAX = 8;

/** Chains the blocks of rows that agree on all keys, rule by rule. @param rules the keys of each row, by key */
export function chainRules(
  rules: readonly (readonly Int32Array[])[],
  blockSize: number,
  helpers: readonly ChainHelper[] = [],
): readonly Blocks[] {
  const work = rules.map(columns => ({ columns, next: sharedInts(columns[0]!.length) }));
  const parts = work.length > OWN_RULES_MAX ? helpers.length + 1 : 1;
  const ofPart = (part: number) => work.filter((_, rule) => rule % parts === part);
  const others = Array.from({ length: parts - 1 }, (_, helper) =>
    helpers[helper]!.chain({ rules: ofPart(helper + 1), blockSize }),
  );
  const own = ofPart(0).map(({ columns, next }) => chainBlocks(columns, blockSize, next));
  const costs = [own, ...others.map(wait => wait())];
  return work.map(({ next }, rule) => ({ next, ...costs[rule % parts]![Math.floor(rule / parts)]! }));
}

/** Chains the blocks of rows that agree on all keys. @param next gets the next row of each, and holds zeros */
export function chainBlocks(columns: readonly Int32Array[], blockSize: number, next: Int32Array): BlockCost {
  const sorted = sortByHash(columns, columns[0]!.length, null);
  return costOf(sorted.keys, blockSize, (start, end) => {
    for (let at = start + 1; at < end; at++) next[sorted.rows[at - 1]!] = sorted.rows[at]!;
  });
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
  const { pairs, skippedPairs, skippedBlocks } = sampledCost(keys, blockSize, sample);
  return { pairs: pairs * share, skippedPairs: skippedPairs * share, skippedBlocks: skippedBlocks * share };
}

/** Coarse keys are counted in a table of all their combinations, which large samples need; of fine ones the sample is small. */
function sampledCost(keys: readonly BlockKey[], blockSize: number, sample: Int32Array): BlockCost {
  const [first, second] = keys;
  const width = second === undefined ? 1 : second.distinct + 1;
  const combinations = (first!.distinct + 1) * width;
  if (keys.length > 2 || combinations > COMBINATIONS_PER_ROW * sample.length)
    return costOf(sortByHash(keysOf(keys), sample.length, sample).keys, blockSize, () => undefined);
  const sizes = new Int32Array(combinations);
  for (let at = 0; at < sample.length; at++) {
    const row = sample[at]!;
    const key = first!.keys[row]!;
    const other = second === undefined ? 0 : second.keys[row]!;
    if (key !== 0 && (second === undefined || other !== 0)) sizes[key * width + other]!++;
  }
  const cost = { pairs: 0, skippedPairs: 0, skippedBlocks: 0 };
  for (let at = 0; at < combinations; at++) addBlock(cost, sizes[at]!, blockSize);
  return cost;
}

/** A table much larger than what is counted in it costs more than sorting. */
const COMBINATIONS_PER_ROW = 8;

/** The keys of each row, by key. */
export function keysOf(keys: readonly BlockKey[]): readonly Int32Array[] {
  return keys.map(({ keys: ofRows }) => ofRows);
}

/** The hashes of the rows that have all keys, in order. @param sample the rows looked at; `null` for the first `count` */
function sortByHash(columns: readonly Int32Array[], count: number, sample: Int32Array | null) {
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

/** Goes through the blocks, which are runs of equal hashes. @param onBlock told of each that is compared */
function costOf(
  hashes: Int32Array,
  blockSize: number,
  onBlock: (start: number, end: number) => void,
): BlockCost {
  const cost = { pairs: 0, skippedPairs: 0, skippedBlocks: 0 };
  for (let start = 0, end = 0; start < hashes.length; start = end) {
    for (end = start + 1; end < hashes.length && hashes[end] === hashes[start];) end++;
    if (addBlock(cost, end - start, blockSize)) onBlock(start, end);
  }
  return cost;
}

/** Counts a block of so many rows; returns whether it is compared. */
function addBlock(cost: Writable<BlockCost>, size: number, blockSize: number): boolean {
  if (size < 2) return false;
  const inside = (size * (size - 1)) / 2;
  if (size <= blockSize) {
    cost.pairs += inside;
    return true;
  }
  cost.skippedPairs += inside;
  cost.skippedBlocks++;
  return false;
}

type Writable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

/** The hash of the keys before (0 = none) and one more: odd, so never 0, for rows that have the key; 0 for others. */
function withKey(hash: number, key: number): number {
  if (key === 0) return 0;
  const mixed = Math.imul(hash ^ key, 0x9e3779b1) + 0x7f4a7c15;
  return (mixed ^ (mixed >>> 15)) | 1;
}
