/**
 * How unrelated records compare: a sample of random pairs. Rows stand in the order of a hash of their ids, so row r and row r + k
 * are unrelated, and the sample is the same on every run and for every order of the input.
 */
import type { ComparedField, PairComparer } from './compare-pairs.js';
import type { PatternTable } from './pattern-counter.js';
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

/** At most `wanted` random pairs in scope. */
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

/** How a sample of random pairs compares. */
export function randomPatterns(comparer: PairComparer, scope: PairScope, wanted: number): PatternTable {
  const sample = samplePairs(scope, wanted);
  return comparer.compare(sample.left, sample.right, sample.count);
}

/** Share of random pairs, both values present, that have equal ones: exact, from how often each value occurs. */
export function equalShare({ field }: ComparedField, { sourceOf, acrossOnly }: PairScope): number {
  const { ids, counts, filled } = field;
  const floor = 0.5 / Math.max(1, filled * (filled - 1));
  if (!acrossOnly) {
    let pairs = 0;
    for (let id = 1; id < counts.length; id++) pairs += counts[id]! * (counts[id]! - 1);
    return Math.max(floor, filled < 2 ? 0 : pairs / (filled * (filled - 1)));
  }
  // Pairs across sources = all pairs less those inside each.
  const bySource = new Map<number, Map<number, number>>();
  for (let row = 0; row < ids.length; row++) {
    if (ids[row] === 0) continue;
    const of = bySource.get(sourceOf[row]!) ?? new Map<number, number>();
    bySource.set(sourceOf[row]!, of.set(ids[row]!, (of.get(ids[row]!) ?? 0) + 1));
  }
  let equal = 0;
  let all = filled * filled;
  for (let id = 1; id < counts.length; id++) equal += counts[id]! ** 2;
  for (const of of bySource.values()) {
    let inside = 0;
    for (const count of of.values()) {
      equal -= count ** 2;
      inside += count;
    }
    all -= inside ** 2;
  }
  return Math.max(floor, all === 0 ? 0 : equal / all);
}
