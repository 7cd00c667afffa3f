/**
 * The levels of one field for many pairs. Most pairs are done without comparing their values: one is missing, they are equal, they are
 * far apart at the first look, or the same two values met before.
 */
import type { FieldComparison, ValuePairs } from './field-comparison.js';

/** Two fields whose values sometimes stand in each other's place (given name and surname, two address lines). */
export interface SwapPair {
  readonly first: number;
  readonly second: number;
  /** Number of the first field's value for each of the second's; −1 where it has none. */
  readonly firstOfSecond: Int32Array;
}

/** Pairs that go through all fields together. Not a power of two: the fields' values would fall into the same few places of a cache. */
const BLOCK_PAIRS = 2000;

/**
 * The values of some pairs, field by field. Rows lie anywhere, so they are read in one go, which no comparing holds up: reads that do not
 * wait for each other hide how far memory is.
 */
export class PairBlock {
  static readonly size = BLOCK_PAIRS;
  count = 0;
  /** Values of the left and of the right rows: of field f and pair p at `f * PairBlock.size + p`. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  private readonly rowIds: Int32Array;
  private readonly width: number;

  /** @param rowIds of row r the values of its fields from `r * width` on */
  constructor(rowIds: Int32Array, width: number) {
    this.rowIds = rowIds;
    this.width = width;
    this.left = new Int32Array(width * BLOCK_PAIRS);
    this.right = new Int32Array(width * BLOCK_PAIRS);
  }

  /** Takes the next pairs from `start` on. */
  fill(left: Int32Array, right: Int32Array, start: number): void {
    this.count = Math.min(BLOCK_PAIRS, left.length - start);
    this.gather(left, start, this.left);
    this.gather(right, start, this.right);
  }

  private gather(rows: Int32Array, start: number, values: Int32Array): void {
    const { rowIds, width, count } = this;
    for (let pair = 0; pair < count; pair++) {
      const from = rows[start + pair]! * width;
      for (let field = 0, to = pair; field < width; field++, to += BLOCK_PAIRS)
        values[to] = rowIds[from + field]!;
    }
  }
}

/** Value pairs that a field remembers; a power of two. */
const MEMO_BITS = 16;
/** A remembered pair is a word for the smaller value and one for the greater, with the level above the value's bits. */
const MEMO_LEVEL_SHIFT = 27;
const MEMO_VALUE_MASK = (1 << MEMO_LEVEL_SHIFT) - 1;

/** One field's part in comparing pairs. */
export class FieldLevels {
  private readonly comparison: FieldComparison;
  private readonly index: number;
  private readonly swaps: readonly SwapPair[];
  private readonly memo = new Int32Array(2 << MEMO_BITS);
  private readonly unequal: ValuePairs = {
    count: 0,
    left: new Int32Array(BLOCK_PAIRS),
    right: new Int32Array(BLOCK_PAIRS),
    numbers: new Int32Array(BLOCK_PAIRS),
  };

  constructor(comparison: FieldComparison, index: number, swaps: readonly SwapPair[]) {
    this.comparison = comparison;
    this.index = index;
    this.swaps = swaps;
  }

  /** Adds the level of each pair, times `digit`, to its code. Each look is a loop of its own, which the processor runs ahead in. */
  add(block: PairBlock, codes: Float64Array, digit: number): void {
    this.addEqual(block, codes, digit);
    this.comparison.leaveOutFar?.(this.unequal);
    this.addCompared(codes, digit);
  }

  /** Equal and swapped values; unequal ones get level 1 and are kept. */
  private addEqual(block: PairBlock, codes: Float64Array, digit: number): void {
    const { swaps, unequal } = this;
    const { count, left, right } = block;
    const base = this.index * BLOCK_PAIRS;
    const top = (this.comparison.labels.length - 1) * digit;
    const swapped = swappedLevel(this.comparison) * digit;
    let kept = 0;
    for (let pair = 0; pair < count; pair++) {
      const x = left[base + pair]!;
      const y = right[base + pair]!;
      if (x === 0 || y === 0) continue;
      if (x === y) codes[pair]! += top;
      else if (swaps.length > 0 && isAnySwapped(swaps, block, pair)) codes[pair]! += swapped;
      else {
        codes[pair]! += digit;
        unequal.left[kept] = x < y ? x : y;
        unequal.right[kept] = x < y ? y : x;
        unequal.numbers[kept++] = pair;
      }
    }
    unequal.count = kept;
  }

  /** What unequal values have above level 1. */
  private addCompared(codes: Float64Array, digit: number): void {
    const { memo, unequal } = this;
    const { levelOf } = this.comparison;
    const { count, left, right, numbers } = unequal;
    for (let at = 0; at < count; at++) {
      const a = left[at]!;
      const b = right[at]!;
      const slot = ((Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - MEMO_BITS)) << 1;
      if (memo[slot] !== a || (memo[slot + 1]! & MEMO_VALUE_MASK) !== b) {
        memo[slot] = a;
        memo[slot + 1] = b | (levelOf(a, b) << MEMO_LEVEL_SHIFT);
      }
      codes[numbers[at]!]! += ((memo[slot + 1]! >>> MEMO_LEVEL_SHIFT) - 1) * digit;
    }
  }
}

function isAnySwapped(swaps: readonly SwapPair[], { left, right }: PairBlock, pair: number): boolean {
  for (let at = 0; at < swaps.length; at++) {
    const swap = swaps[at]!;
    const first = swap.first * BLOCK_PAIRS + pair;
    const second = swap.second * BLOCK_PAIRS + pair;
    if (isSwapped(swap, left[first]!, left[second]!, right[first]!, right[second]!)) return true;
  }
  return false;
}

/** A swap counts as the level below equal: both values are there, in the wrong places. */
export function swappedLevel({ labels }: FieldComparison): number {
  return labels.length - 2;
}

/** Whether two rows have each other's values in two fields. */
export function isSwapped(
  { firstOfSecond }: SwapPair,
  leftFirst: number,
  leftSecond: number,
  rightFirst: number,
  rightSecond: number,
): boolean {
  if (leftFirst === 0 || rightFirst === 0 || leftSecond === 0 || rightSecond === 0) return false;
  return (
    leftFirst !== rightFirst &&
    firstOfSecond[rightSecond] === leftFirst &&
    firstOfSecond[leftSecond] === rightFirst
  );
}
