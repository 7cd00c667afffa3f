/** Which pairs of records may be compared, how many those are, and a sample of them. */
import { Pairs } from './pairs.js';

/** Which pairs may be compared. */
export interface PairScope {
  readonly rows: number;
  readonly sourceOf: Uint16Array;
  /** Only pairs of different sources. */
  readonly acrossOnly: boolean;
}

/** All pairs in scope. */
export function countPairs({ rows, sourceOf, acrossOnly }: PairScope): number {
  const all = (rows * (rows - 1)) / 2;
  if (!acrossOnly) return all;
  return all - countPairsInside(sourceOf);
}

/** Pairs of which both are of one source. @param sources those whose pairs count; default: all */
export function countPairsInside(sourceOf: Uint16Array, sources?: ReadonlySet<number>): number {
  const sizes = new Map<number, number>();
  for (const source of sourceOf)
    if (sources?.has(source) !== false) sizes.set(source, (sizes.get(source) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}

/**
 * At most `wanted` random pairs in scope. Rows stand in the order of a hash of their ids, so row r and row r + k are unrelated, and the
 * sample is the same on every run and for every order of the input.
 */
export function samplePairs(scope: PairScope, wanted: number): Pairs {
  const pairs = new Pairs();
  const { rows, sourceOf, acrossOnly } = scope;
  for (let step = 1; step < rows && pairs.count < wanted; step++) {
    for (let row = 0; row + step < rows && pairs.count < wanted; row++) {
      if (acrossOnly && sourceOf[row] === sourceOf[row + step]) continue;
      pairs.add(row, row + step);
    }
  }
  return pairs;
}
