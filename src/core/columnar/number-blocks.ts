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

/**
 * Numbers the blocks of rows that agree on all keys.
 * @param share only every so manieth block, chosen by its keys and all of its rows; 1 = all
 */
export function numberBlocks(keys: readonly BlockKey[], share: number): Blocks {
  const [first, second] = [keys[0]!.keys, keys[1]?.keys];
  const rows = first.length;
  const blocks = new Int32Array(rows);
  let bits = 8;
  while (2 ** bits < (rows / share) * 2) bits++;
  let slots = new Int32Array(2 ** bits);
  const hashes = new Int32Array(rows + 1);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const hash = hashOf(first[row]!, second === undefined ? -1 : second[row]!);
    if (hash === 0 || (share > 1 && (hash >>> 1) % share !== 0)) continue;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 13)) & mask;
    let block = slots[slot]!;
    while (block !== 0 && hashes[block] !== hash) {
      slot = (slot + 1) & mask;
      block = slots[slot]!;
    }
    if (block === 0) {
      block = ++count;
      slots[slot] = block;
      hashes[block] = hash;
      if (count * 2 > slots.length) slots = grown(slots, hashes, count);
    }
    blocks[row] = block;
  }
  const sizes = new Int32Array(count + 1);
  for (let row = 0; row < rows; row++) {
    const block = blocks[row]!;
    if (block !== 0) sizes[block]!++;
  }
  return { blocks, sizes };
}

/** What comparing all blocks costs, estimated where only a share of them is counted. */
export function blockCost(keys: readonly BlockKey[], blockSize: number, share: number): BlockCost {
  const { sizes } = numberBlocks(keys, share);
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
  return { pairs: pairs * share, skippedPairs: skippedPairs * share, skippedBlocks: skippedBlocks * share };
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

function grown(slots: Int32Array, hashes: Int32Array, count: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(slots.length * 2);
  const mask = larger.length - 1;
  for (let block = 1; block <= count; block++) {
    const hash = hashes[block]!;
    let slot = (hash ^ (hash >>> 13)) & mask;
    while (larger[slot] !== 0) slot = (slot + 1) & mask;
    larger[slot] = block;
  }
  return larger;
}
