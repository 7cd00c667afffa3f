/** The blocks of rows that agree on one or several keys: numbered to be compared, or counted to know what that would cost. */
import type { BlockKey } from './block-keys.js';

/** What a rule compares and what it leaves out. */
export interface BlockCost {
  /** Pairs that it compares, and those in blocks too large to compare. */
  readonly pairs: number;
  readonly skippedPairs: number;
  readonly skippedBlocks: number;
}

/** Blocks of rows. */
export interface Blocks {
  /** Block of each row, numbered from 1; 0 = none. */
  readonly blocks: Int32Array;
  /** Rows in each block. */
  readonly sizes: Int32Array;
}

/** Numbers the blocks of rows that agree on all keys. */
export function numberBlocks(keys: readonly BlockKey[]): Blocks {
  const [first, second] = [keys[0]!.keys, keys[1]?.keys];
  const blocks = new Int32Array(first.length);
  const table = new BlockTable(first.length);
  for (let row = 0; row < first.length; row++) {
    const hash = hashOf(first[row]!, second === undefined ? -1 : second[row]!);
    if (hash !== 0) blocks[row] = table.add(hash);
  }
  return { blocks, sizes: table.sizes() };
}

/** What comparing all blocks costs. */
export function blockCost(keys: readonly BlockKey[], blockSize: number): BlockCost {
  return costOf(numberBlocks(keys).sizes, blockSize);
}

/**
 * Rows by which the cost of rules with a key is estimated: those of every so manieth of its blocks, each block whole. Choosing blocks
 * and not rows keeps how large they are.
 */
export function sampleByKey({ keys }: BlockKey, share: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < keys.length; row++) {
    const hash = hashOf(keys[row]!, -1);
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
  const [first, second] = [keys[0]!.keys, keys[1]?.keys];
  const table = new BlockTable(sample.length);
  for (let at = 0; at < sample.length; at++) {
    const row = sample[at]!;
    const hash = hashOf(first[row]!, second === undefined ? -1 : second[row]!);
    if (hash !== 0) table.add(hash);
  }
  const { pairs, skippedPairs, skippedBlocks } = costOf(table.sizes(), blockSize);
  return { pairs: pairs * share, skippedPairs: skippedPairs * share, skippedBlocks: skippedBlocks * share };
}

function costOf(sizes: Int32Array, blockSize: number): BlockCost {
  let pairs = 0;
  let skippedPairs = 0;
  let skippedBlocks = 0;
  for (let block = 1; block < sizes.length; block++) {
    const size = sizes[block]!;
    const inside = (size * (size - 1)) / 2;
    if (size <= blockSize) pairs += inside;
    else {
      skippedPairs += inside;
      skippedBlocks++;
    }
  }
  return { pairs, skippedPairs, skippedBlocks };
}

/** Numbers hashes in the order of their first appearance and counts them: a hash table with open addressing. */
class BlockTable {
  private readonly slots: Int32Array;
  private readonly hashes: Int32Array;
  private readonly counts: Int32Array;
  private count = 0;

  /** @param most hashes that may come */
  constructor(most: number) {
    let bits = 8;
    while (2 ** bits < most * 2) bits++;
    this.slots = new Int32Array(2 ** bits);
    this.hashes = new Int32Array(most + 1);
    this.counts = new Int32Array(most + 1);
  }

  /** The number of a hash, from 1. @param hash not 0 */
  add(hash: number): number {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 13)) & mask;
    let number = slots[slot]!;
    while (number !== 0 && hashes[number] !== hash) {
      slot = (slot + 1) & mask;
      number = slots[slot]!;
    }
    if (number === 0) {
      number = ++this.count;
      slots[slot] = number;
      hashes[number] = hash;
    }
    this.counts[number]!++;
    return number;
  }

  /** How often each came; number 0 is none. */
  sizes(): Int32Array {
    return this.counts.slice(0, this.count + 1);
  }
}

/** Odd, so never 0, for rows that have the keys; 0 for others. @param second −1 for a rule of one key */
function hashOf(first: number, second: number): number {
  if (first === 0 || second === 0) return 0;
  let hash = Math.imul(first, 0x9e3779b1) + 0x7f4a7c15;
  hash = (hash ^ (hash >>> 15)) | 1;
  if (second < 0) return hash;
  hash = Math.imul(hash ^ second, 0x9e3779b1) + 0x7f4a7c15;
  return (hash ^ (hash >>> 15)) | 1;
}
