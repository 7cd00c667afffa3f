/**
 * Compares many pairs, a field at a time: each field adds its level as one digit of the pair's pattern, equal value pairs are
 * compared once and remembered, and everything after works on the few thousand distinct patterns instead of the pairs.
 */
import type { FieldComparison } from './comparison-levels.js';
import type { Field } from './field.js';

/** A field with how it compares. */
export interface ComparedField {
  readonly field: Field;
  readonly comparison: FieldComparison;
}

/** Two fields whose values sometimes stand in each other's place (given name and surname, two address lines). */
export interface SwapPair {
  readonly first: number;
  readonly second: number;
  /** Number of the first field's value for each of the second's; −1 where it has none. */
  readonly firstOfSecond: Int32Array;
}

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

/** Value pairs that a field remembers; a power of two. */
const MEMO_SIZE = 1 << 18;
/** A level is one digit of this base; thirteen of them fit exactly in a double. */
const LEVEL_BASE = 16;
const FIELDS_MAX = 13;

/** Compares pairs `left[k]`, `right[k]` of the first `count`. */
export class PairComparer {
  readonly fields: readonly ComparedField[];
  readonly swaps: readonly SwapPair[];

  constructor(fields: readonly ComparedField[], swaps: readonly SwapPair[]) {
    if (fields.length > FIELDS_MAX) throw new RangeError(`at most ${FIELDS_MAX} fields are compared`);
    this.fields = fields;
    this.swaps = swaps;
  }

  /** The patterns of all pairs. */
  compare(left: Int32Array, right: Int32Array, count: number): PatternTable {
    const codes = new Float64Array(count);
    const swapped = this.findSwapped(left, right, count);
    let place = 1;
    for (const [index, compared] of this.fields.entries()) {
      this.addLevels(compared, left, right, codes, place, swapped.get(index));
      place *= LEVEL_BASE;
    }
    return tabulate(codes, this.fields.length);
  }

  /** Levels of one pair, written into `levels`. */
  levelsOf(left: number, right: number, levels: Uint8Array): void {
    for (const [index, { field, comparison }] of this.fields.entries()) {
      const [a, b] = [field.ids[left]!, field.ids[right]!];
      levels[index] = a === 0 || b === 0 ? 0 : comparison.levelOf(a, b);
    }
    for (const swap of this.swaps) {
      if (!this.isSwapped(swap, left, right)) continue;
      levels[swap.first] = this.swappedLevel(swap.first);
      levels[swap.second] = this.swappedLevel(swap.second);
    }
  }

  private addLevels(
    { field, comparison }: ComparedField,
    left: Int32Array,
    right: Int32Array,
    codes: Float64Array,
    place: number,
    swapped: Uint8Array | undefined,
  ): void {
    const { ids } = field;
    const { levelOf } = comparison;
    const top = comparison.labels.length - 1;
    const memoLeft = new Int32Array(MEMO_SIZE);
    const memoRight = new Int32Array(MEMO_SIZE);
    const memoLevel = new Uint8Array(MEMO_SIZE);
    for (let pair = 0; pair < codes.length; pair++) {
      let a = ids[left[pair]!]!;
      let b = ids[right[pair]!]!;
      if (a === 0 || b === 0) continue;
      if (swapped?.[pair] === 1) {
        codes[pair]! += place * (top - 1);
        continue;
      }
      if (a === b) {
        codes[pair]! += place * top;
        continue;
      }
      if (a > b) [a, b] = [b, a];
      const slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 14;
      if (memoLeft[slot] !== a || memoRight[slot] !== b) {
        memoLeft[slot] = a;
        memoRight[slot] = b;
        memoLevel[slot] = levelOf(a, b);
      }
      codes[pair]! += place * memoLevel[slot]!;
    }
  }

  private findSwapped(left: Int32Array, right: Int32Array, count: number): Map<number, Uint8Array> {
    const found = new Map<number, Uint8Array>();
    for (const swap of this.swaps) {
      const flags = new Uint8Array(count);
      for (let pair = 0; pair < count; pair++)
        if (this.isSwapped(swap, left[pair]!, right[pair]!)) flags[pair] = 1;
      found.set(swap.first, flags);
      found.set(swap.second, flags);
    }
    return found;
  }

  private isSwapped({ first, second, firstOfSecond }: SwapPair, left: number, right: number): boolean {
    const a = this.fields[first]!.field.ids;
    const b = this.fields[second]!.field.ids;
    const [leftFirst, rightFirst, leftSecond, rightSecond] = [a[left]!, a[right]!, b[left]!, b[right]!];
    if (leftFirst === 0 || rightFirst === 0 || leftSecond === 0 || rightSecond === 0) return false;
    return (
      leftFirst !== rightFirst &&
      firstOfSecond[rightSecond] === leftFirst &&
      firstOfSecond[leftSecond] === rightFirst
    );
  }

  /** A swap counts as the level below equal: both values are there, in the wrong places. */
  private swappedLevel(field: number): number {
    return this.fields[field]!.comparison.labels.length - 2;
  }
}

/** Numbers the distinct codes in the order of their first appearance. */
function tabulate(codes: Float64Array, fields: number): PatternTable {
  const numberOf = new Map<number, number>();
  const patternOf = new Int32Array(codes.length);
  let counts = new Float64Array(1024);
  for (let pair = 0; pair < codes.length; pair++) {
    const code = codes[pair]!;
    let pattern = numberOf.get(code);
    if (pattern === undefined) {
      pattern = numberOf.size;
      numberOf.set(code, pattern);
      if (pattern === counts.length) {
        const grown = new Float64Array(counts.length * 2);
        grown.set(counts);
        counts = grown;
      }
    }
    patternOf[pair] = pattern;
    counts[pattern]!++;
  }
  const levels = new Uint8Array(numberOf.size * fields);
  for (const [code, pattern] of numberOf) {
    let rest = code;
    for (let field = 0; field < fields; field++) {
      levels[pattern * fields + field] = rest % LEVEL_BASE;
      rest = Math.floor(rest / LEVEL_BASE);
    }
  }
  return { patternOf, counts: counts.slice(0, numberOf.size), levels, patterns: numberOf.size };
}
