/**
 * Compares many pairs, a field at a time: each field adds its level as one digit of the pair's pattern, and everything after works on
 * the few thousand distinct patterns instead of the pairs.
 */
import type { FieldComparison } from './comparison-levels.js';
import type { Field } from '../fields/field.js';
import { FieldLevels, PairBlock, isSwapped, swappedLevel, type SwapPair } from './field-levels.js';
import type { Outcome } from '../threads/outcome.js';
import { sharedInts } from '../threads/shared-memory.js';
import { LEVEL_BASE, PatternCounter, type PatternTable } from './pattern-counter.js';

/** A field with how it compares. */
export interface ComparedField {
  readonly field: Field;
  readonly comparison: FieldComparison;
}

/** As many digits as a double holds exactly. */
const FIELDS_MAX = 13;
/** Pairs from which comparing them takes so long that helpers are worth asking. */
const SHARED_PAIRS_MIN = 20_000;

/** Compares some of the pairs beside the others. */
export interface CompareHelper {
  /** Takes the fields that pairs will be compared by; later ones replace them. */
  readonly takeFields: (input: FieldsInput) => Outcome<null>;
  /** Writes the pattern of each pair to `patternOf`, as a number into the `codes` that come back. */
  readonly compare: (input: CompareInput) => Outcome<CountedCodes>;
}

/** The fields of a run, in their order. */
export interface FieldsInput {
  readonly fields: readonly Field[];
  readonly swaps: readonly SwapPair[];
}

/** Pairs by their rows. */
export interface CompareInput {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly patternOf: Int32Array;
}

/** Patterns as codes, and how many pairs have each. */
export interface CountedCodes {
  readonly codes: Float64Array;
  readonly counts: Float64Array;
}

/** Compares pairs `left[k]`, `right[k]` of the first `count`. */
export class PairComparer {
  readonly fields: readonly ComparedField[];
  private readonly swaps: readonly SwapPair[];
  /** The values of all fields row by row: the rows of a pair lie anywhere, and each is then read in one place. */
  private readonly rowIds: Int32Array;
  private readonly helpers: readonly CompareHelper[];

  /** @param helpers take the fields at once, and part of the pairs whenever many are compared */
  constructor(
    fields: readonly ComparedField[],
    swaps: readonly SwapPair[],
    helpers: readonly CompareHelper[] = [],
  ) {
    if (fields.length > FIELDS_MAX) throw new RangeError(`at most ${FIELDS_MAX} fields are compared`);
    this.fields = fields;
    this.swaps = swaps;
    this.helpers = helpers;
    for (const helper of helpers) helper.takeFields({ fields: fields.map(({ field }) => field), swaps });
    this.rowIds = interleaved(fields.map(({ field }) => field.ids));
  }

  /** The patterns of all pairs. */
  compare(left: Int32Array, right: Int32Array, count: number): PatternTable {
    const { helpers } = this;
    const parts = count < SHARED_PAIRS_MIN ? 1 : helpers.length + 1;
    const patternOf = sharedInts(count);
    const startOf = (part: number): number => Math.floor((count * part) / parts);
    const partOf = (numbers: Int32Array, part: number): Int32Array =>
      numbers.subarray(startOf(part), startOf(part + 1));
    const others = Array.from({ length: parts - 1 }, (_, helper) =>
      helpers[helper]!.compare({
        left: partOf(left, helper + 1),
        right: partOf(right, helper + 1),
        patternOf: partOf(patternOf, helper + 1),
      }),
    );
    const counter = this.comparePart(partOf(left, 0), partOf(right, 0), partOf(patternOf, 0));
    for (const [helper, wait] of others.entries()) {
      const { codes, counts } = wait();
      const numbers = counter.addCounted(codes, counts);
      const own = partOf(patternOf, helper + 1);
      for (let pair = 0; pair < own.length; pair++) own[pair] = numbers[own[pair]!]!;
    }
    return counter.table(patternOf, this.fields.length);
  }

  /** Compares pairs in this thread; writes the pattern of each to `patternOf`, by its number in what is returned. */
  comparePart(left: Int32Array, right: Int32Array, patternOf: Int32Array): PatternCounter {
    const { fields, rowIds, swaps } = this;
    const { length: count } = patternOf;
    const counter = new PatternCounter();
    const columns = fields.map(({ comparison }, index) => {
      const own = swaps.filter(({ first, second }) => first === index || second === index);
      return new FieldLevels(comparison, index, own);
    });
    const block = new PairBlock(rowIds, fields.length);
    const codes = new Float64Array(PairBlock.size);
    for (let start = 0; start < count; start += PairBlock.size) {
      block.fill(left, right, start);
      codes.fill(0);
      let place = 1;
      for (const column of columns) {
        column.add(block, codes, place);
        place *= LEVEL_BASE;
      }
      for (let pair = 0; pair < block.count; pair++) patternOf[start + pair] = counter.add(codes[pair]!);
    }
    return counter;
  }

  /** Levels of one pair, written into `levels`. */
  levelsOf(left: number, right: number, levels: Uint8Array): void {
    const width = this.fields.length;
    for (const [index, { comparison }] of this.fields.entries()) {
      const [a, b] = [this.rowIds[left * width + index]!, this.rowIds[right * width + index]!];
      levels[index] = a === 0 || b === 0 ? 0 : comparison.levelOf(a, b);
    }
    for (const swap of this.swaps) {
      const valueOf = (row: number, field: number): number => this.rowIds[row * width + field]!;
      const { first, second } = swap;
      const [ours, theirs] = [valueOf(left, first), valueOf(right, first)];
      if (!isSwapped(swap, ours, valueOf(left, second), theirs, valueOf(right, second))) continue;
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
