import { sharedInts } from '../threads/shared-memory.js';

const PAIRS_AT_FIRST = 1 << 12;

/** Pairs of rows in two growing arrays of numbers. */
export class Pairs {
  left = sharedInts(PAIRS_AT_FIRST);
  right = sharedInts(PAIRS_AT_FIRST);
  count = 0;

  /** Several lists one after the other. */
  static joined(lists: readonly RowPairs[]): Pairs {
    if (lists.length === 1 && lists[0] instanceof Pairs) return lists[0];
    const pairs = new Pairs();
    const count = lists.reduce((sum, list) => sum + list.count, 0);
    pairs.left = sharedInts(count);
    pairs.right = sharedInts(count);
    for (const { left, right, count: more } of lists) {
      pairs.left.set(left.subarray(0, more), pairs.count);
      pairs.right.set(right.subarray(0, more), pairs.count);
      pairs.count += more;
    }
    return pairs;
  }

  /** @param left the smaller row number */
  add(left: number, right: number): void {
    if (this.count === this.left.length) {
      this.left = doubled(this.left);
      this.right = doubled(this.right);
    }
    this.left[this.count] = left;
    this.right[this.count++] = right;
  }
}

/** Finds pairs by their rows, where pairs stand in the order of their smaller row: a row has few, which are looked through. */
export class PairLookup {
  private readonly starts: Int32Array;
  private readonly right: ArrayLike<number>;

  /** @param pairs in the order of their smaller row, which is the left one */
  constructor(pairs: PairList, rows: number) {
    const { left, right, count } = pairs;
    this.starts = new Int32Array(rows + 1);
    this.right = right;
    for (let pair = 0; pair < count; pair++) this.starts[left[pair]! + 1]!++;
    for (let row = 0; row < rows; row++) this.starts[row + 1]! += this.starts[row]!;
  }

  /** The number of a pair, −1 when it is not there. @param left the smaller row number */
  numberOf(left: number, right: number): number {
    const end = this.starts[left + 1]!;
    for (let pair = this.starts[left]!; pair < end; pair++) if (this.right[pair] === right) return pair;
    return -1;
  }
}

/** Pairs as rows in arrays, of which the first `count` count. */
export interface RowPairs {
  readonly count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** Pairs to read. */
export interface PairList {
  readonly count: number;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
}

function doubled(numbers: Int32Array): Int32Array {
  const grown = sharedInts(Math.max(PAIRS_AT_FIRST, numbers.length * 2));
  grown.set(numbers);
  return grown;
}
