/**
 * The levels of one field for many pairs. Most pairs are done without comparing their values: one is missing, they are equal, they are
 * far apart at the first look, or the same two values met before.
 */
import type { FieldComparison } from './comparison-levels.js';

/** Two fields whose values sometimes stand in each other's place (given name and surname, two address lines). */
export interface SwapPair {
  readonly first: number;
  readonly second: number;
  /** Number of the first field's value for each of the second's; −1 where it has none. */
  readonly firstOfSecond: Int32Array;
}

/** Where the values of a field stand: of row r in `rowIds[r * width + index]`. */
export interface FieldPlace {
  readonly rowIds: Int32Array;
  readonly width: number;
  readonly index: number;
}

/** Value pairs that a field remembers; a power of two. */
const MEMO_BITS = 16;
/** A remembered pair is a word for the smaller value and one for the greater, with the level above the value's bits. */
const MEMO_LEVEL_SHIFT = 27;
const MEMO_VALUE_MASK = (1 << MEMO_LEVEL_SHIFT) - 1;

/** One field's part in comparing pairs. */
export class FieldLevels {
  private readonly comparison: FieldComparison;
  private readonly place: FieldPlace;
  private readonly swaps: readonly SwapPair[];
  private readonly memo = new Int32Array(2 << MEMO_BITS);

  constructor(comparison: FieldComparison, place: FieldPlace, swaps: readonly SwapPair[]) {
    this.comparison = comparison;
    this.place = place;
    this.swaps = swaps;
  }

  /** Adds the level of each pair, times `digit`, to its code. */
  add(left: Int32Array, right: Int32Array, codes: Float64Array, digit: number): void {
    const { memo, swaps } = this;
    const { labels, levelOf, isFar = never } = this.comparison;
    const { rowIds, width, index } = this.place;
    const top = (labels.length - 1) * digit;
    const swapped = swappedLevel(this.comparison) * digit;
    for (let pair = 0; pair < left.length; pair++) {
      const leftAt = left[pair]! * width;
      const rightAt = right[pair]! * width;
      const x = rowIds[leftAt + index]!;
      const y = rowIds[rightAt + index]!;
      if (x === 0 || y === 0) continue;
      if (x === y) {
        codes[pair]! += top;
        continue;
      }
      if (swaps.length > 0 && isAnySwapped(swaps, rowIds, leftAt, rightAt)) {
        codes[pair]! += swapped;
        continue;
      }
      if (isFar(x, y)) {
        codes[pair]! += digit;
        continue;
      }
      const a = x < y ? x : y;
      const b = x < y ? y : x;
      const slot = ((Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - MEMO_BITS)) << 1;
      if (memo[slot] !== a || (memo[slot + 1]! & MEMO_VALUE_MASK) !== b) {
        memo[slot] = a;
        memo[slot + 1] = b | (levelOf(a, b) << MEMO_LEVEL_SHIFT);
      }
      codes[pair]! += (memo[slot + 1]! >>> MEMO_LEVEL_SHIFT) * digit;
    }
  }
}

const never = (): boolean => false;

function isAnySwapped(swaps: readonly SwapPair[], rowIds: Int32Array, left: number, right: number): boolean {
  for (let at = 0; at < swaps.length; at++) if (isSwapped(swaps[at]!, rowIds, left, right)) return true;
  return false;
}

/** A swap counts as the level below equal: both values are there, in the wrong places. */
export function swappedLevel({ labels }: FieldComparison): number {
  return labels.length - 2;
}

/** Whether two rows, whose values start at `left` and `right`, have each other's values in two fields. */
export function isSwapped(
  { first, second, firstOfSecond }: SwapPair,
  rowIds: Int32Array,
  left: number,
  right: number,
): boolean {
  const leftFirst = rowIds[left + first]!;
  const rightFirst = rowIds[right + first]!;
  const leftSecond = rowIds[left + second]!;
  const rightSecond = rowIds[right + second]!;
  if (leftFirst === 0 || rightFirst === 0 || leftSecond === 0 || rightSecond === 0) return false;
  return (
    leftFirst !== rightFirst &&
    firstOfSecond[rightSecond] === leftFirst &&
    firstOfSecond[leftSecond] === rightFirst
  );
}
