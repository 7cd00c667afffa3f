/** How unrelated records compare: by a sample of random pairs, and exactly where counting tells. */
import type { ComparedField, PairComparer } from '../levels/compare-pairs.js';
import { samplePairs, type PairScope } from '../blocking/pair-scope.js';
import type { PatternTable } from '../levels/pattern-counter.js';

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
