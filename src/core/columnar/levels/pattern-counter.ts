/** The levels of many pairs, as patterns: most pairs compare like others, so that what follows works on some thousand patterns. */

/** The levels of many pairs. */
export interface PatternTable {
  /** Pattern of each pair. */
  readonly patternOf: Int32Array;
  /** Pairs with each pattern. */
  readonly counts: Float64Array;
  /** Level of field f in pattern p: `levels[p * fields + f]`. */
  readonly levels: Uint8Array;
  readonly patterns: number;
}

/** A level is one digit of this base; thirteen of them fit exactly in a double. */
export const LEVEL_BASE = 16;

/** Numbers codes of levels in the order of their first appearance and counts them: a hash table with open addressing. */
export class PatternCounter {
  private slots = new Int32Array(1 << 12);
  private codes = new Float64Array(1 << 11);
  private counts = new Float64Array(1 << 11);
  private count = 0;

  /** The number of a code; it has one more pair. */
  add(code: number): number {
    const mask = this.slots.length - 1;
    let slot = hashOf(code) & mask;
    for (let number = this.slots[slot]!; number !== 0; number = this.slots[slot]!) {
      if (this.codes[number - 1] === code) {
        this.counts[number - 1]!++;
        return number - 1;
      }
      slot = (slot + 1) & mask;
    }
    if (this.count === this.codes.length) {
      this.grow();
      return this.add(code);
    }
    this.slots[slot] = this.count + 1;
    this.codes[this.count] = code;
    this.counts[this.count] = 1;
    return this.count++;
  }

  /** The table of pairs whose patterns were numbered. */
  table(patternOf: Int32Array, fields: number): PatternTable {
    const levels = new Uint8Array(this.count * fields);
    for (let pattern = 0; pattern < this.count; pattern++) {
      let rest = this.codes[pattern]!;
      for (let field = 0; field < fields; field++) {
        levels[pattern * fields + field] = rest % LEVEL_BASE;
        rest = Math.floor(rest / LEVEL_BASE);
      }
    }
    return { patternOf, counts: this.counts.slice(0, this.count), levels, patterns: this.count };
  }

  /** The codes, by their numbers. */
  codesInOrder(): Float64Array {
    return this.codes.slice(0, this.count);
  }

  /** Pairs with each code, by its number. */
  countsInOrder(): Float64Array {
    return this.counts.slice(0, this.count);
  }

  /** Adds codes that were counted elsewhere, in their order there; returns the number of each here. */
  addCounted(codes: Float64Array, counts: Float64Array): Int32Array {
    return Int32Array.from(codes, (code, at) => {
      const number = this.add(code);
      this.counts[number]! += counts[at]! - 1;
      return number;
    });
  }

  private grow(): void {
    const { codes, counts, count } = this;
    this.codes = new Float64Array(count * 2);
    this.codes.set(codes);
    this.counts = new Float64Array(count * 2);
    this.counts.set(counts);
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let number = 0; number < count; number++) {
      let slot = hashOf(codes[number]!) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = number + 1;
    }
  }
}

function hashOf(code: number): number {
  const hash = Math.imul(code | 0, 0x9e3779b1) ^ Math.imul((code / 2 ** 32) | 0, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
