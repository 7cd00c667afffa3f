/** Pairs of rows in two growing arrays of numbers, and which of them are there. */
export class Pairs {
  left = new Int32Array(1 << 12);
  right = new Int32Array(1 << 12);
  count = 0;

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

/** Pairs each of which is held once: a hash table of their numbers, with open addressing. */
export class PairIndex {
  readonly pairs: Pairs;
  private slots: Int32Array<ArrayBuffer>;

  /** @param pairs those that are there at first, each once; added ones join them */
  constructor(pairs: Pairs) {
    this.pairs = pairs;
    let bits = 12;
    while (2 ** bits < pairs.count * 2) bits++;
    this.slots = new Int32Array(2 ** bits);
    this.fill();
  }

  /** Adds a pair that is not there yet. @param left the smaller row number */
  add(left: number, right: number): void {
    const slot = this.slotOf(left, right);
    if (this.slots[slot] !== 0) return;
    this.pairs.add(left, right);
    this.slots[slot] = this.pairs.count;
    if (this.pairs.count * 2 <= this.slots.length) return;
    this.slots = new Int32Array(this.slots.length * 2);
    this.fill();
  }

  /** The number of a pair, −1 when it is not there. @param left the smaller row number */
  numberOf(left: number, right: number): number {
    return this.slots[this.slotOf(left, right)]! - 1;
  }

  private fill(): void {
    const { left, right, count } = this.pairs;
    for (let pair = 0; pair < count; pair++) this.slots[this.slotOf(left[pair]!, right[pair]!)] = pair + 1;
  }

  /** Where the pair stands or would stand. */
  private slotOf(left: number, right: number): number {
    const { slots } = this;
    const { left: lefts, right: rights } = this.pairs;
    const mask = slots.length - 1;
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (let pair = slots[slot]!; pair !== 0; pair = slots[slot]!) {
      if (lefts[pair - 1] === left && rights[pair - 1] === right) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(numbers.length * 2);
  grown.set(numbers);
  return grown;
}
