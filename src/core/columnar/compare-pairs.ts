/**
 * Compares many pairs, a field at a time: each field adds its level as one digit of the pair's pattern, and everything after works on
 * the few thousand distinct patterns instead of the pairs.
 */
import type { FieldComparison } from './comparison-levels.js';
import type { Field } from './field.js';
import { FieldLevels, isSwapped, swappedLevel, type SwapPair } from './field-levels.js';
import { LEVEL_BASE, PatternCounter, type PatternTable } from './pattern-counter.js';

/** A field with how it compares. */
export interface ComparedField {
  readonly field: Field;
  readonly comparison: FieldComparison;
}

/** As many digits as a double holds exactly. */
const FIELDS_MAX = 13;
/** Pairs that go through all fields together: what they need of their rows stays in the cache meanwhile. */
const CHUNK_PAIRS = 4096;

/** Compares pairs `left[k]`, `right[k]` of the first `count`. */
export class PairComparer {
  readonly fields: readonly ComparedField[];
  private readonly swaps: readonly SwapPair[];
  /** The values of all fields row by row: the rows of a pair lie anywhere, and each is then read in one place. */
  private readonly rowIds: Int32Array;

  constructor(fields: readonly ComparedField[], swaps: readonly SwapPair[]) {
    if (fields.length > FIELDS_MAX) throw new RangeError(`at most ${FIELDS_MAX} fields are compared`);
    this.fields = fields;
    this.swaps = swaps;
    this.rowIds = interleaved(fields.map(({ field }) => field.ids));
  }

  /** The patterns of all pairs. */
  compare(left: Int32Array, right: Int32Array, count: number): PatternTable {
    const { fields, rowIds, swaps } = this;
    const patternOf = new Int32Array(count);
    const counter = new PatternCounter();
    const columns = fields.map(({ comparison }, index) => {
      const own = swaps.filter(({ first, second }) => first === index || second === index);
      return new FieldLevels(comparison, { rowIds, width: fields.length, index }, own);
    });
    const codes = new Float64Array(CHUNK_PAIRS);
    for (let start = 0; start < count; start += CHUNK_PAIRS) {
      const end = Math.min(count, start + CHUNK_PAIRS);
      codes.fill(0);
      let place = 1;
      for (const column of columns) {
        column.add(left.subarray(start, end), right.subarray(start, end), codes, place);
        place *= LEVEL_BASE;
      }
      for (let pair = start; pair < end; pair++) patternOf[pair] = counter.add(codes[pair - start]!);
    }
    return counter.table(patternOf, fields.length);
  }

  /** Levels of one pair, written into `levels`. */
  levelsOf(left: number, right: number, levels: Uint8Array): void {
    const width = this.fields.length;
    for (const [index, { comparison }] of this.fields.entries()) {
      const [a, b] = [this.rowIds[left * width + index]!, this.rowIds[right * width + index]!];
      levels[index] = a === 0 || b === 0 ? 0 : comparison.levelOf(a, b);
    }
    for (const swap of this.swaps) {
      if (!isSwapped(swap, this.rowIds, left * width, right * width)) continue;
      for (const field of [swap.first, swap.second])
        levels[field] = swappedLevel(this.fields[field]!.comparison);
    }
  }
}

function interleaved(columns: readonly Int32Array[]): Int32Array {
  const width = columns.length;
  const rows = columns[0]?.length ?? 0;
  const rowIds = new Int32Array(rows * width);
  for (const [index, ids] of columns.entries())
    for (let row = 0; row < rows; row++) rowIds[row * width + index] = ids[row]!;
  return rowIds;
}
