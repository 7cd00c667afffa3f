/**
 * What sharing a value says beyond sharing any: bits by how much rarer it is than the field's values are on average. Values that occur
 * equally often say the same, so there is one figure for each number of records.
 */
import type { Field } from '../fields/field.js';

/** Bits that rarity adds at most: a value met in two records only may be a typing error that both copied. */
const RARITY_MAX = 7;

/** The rarity of a field's values. */
export class Rarity {
  /** Bits by the number of records that have the value. */
  readonly byCount: Float64Array;
  /** Records that have each value. */
  readonly counts: Int32Array;

  private constructor(counts: Int32Array, byCount: Float64Array) {
    this.counts = counts;
    this.byCount = byCount;
  }

  /** The rarity that occurrence shows. */
  static of({ counts, filled }: Field): Rarity {
    let pairs = 0;
    for (let id = 1; id < counts.length; id++) pairs += counts[id]! * (counts[id]! - 1);
    const others = Math.max(1, filled - 1);
    const average = Math.max(1, pairs / Math.max(1, filled)) / others;
    const byCount = new Float64Array(greatest(counts) + 1);
    for (let count = 0; count < byCount.length; count++) {
      const chance = Math.max(1, count - 1) / others;
      byCount[count] = Math.min(RARITY_MAX, Math.log2(average / chance));
    }
    return new Rarity(counts, byCount);
  }

  /** No bits, whatever the value. */
  static none({ counts }: Field): Rarity {
    return new Rarity(counts, new Float64Array(greatest(counts) + 1));
  }

  /** Bits of a value, by its number. */
  of(value: number): number {
    return this.byCount[this.counts[value]!]!;
  }
}

function greatest(counts: Int32Array): number {
  let most = 0;
  for (let id = 0; id < counts.length; id++) if (counts[id]! > most) most = counts[id]!;
  return most;
}
