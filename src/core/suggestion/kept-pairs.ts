/** The pairs that the chosen blocking rules bring together, by how they compare, and which of them stay open when the rest has merged. */
import { DisjointSets } from '../clustering/index.js';
import type { EvidencePattern } from '../training/index.js';
import type { CandidatePairs } from './candidate-blocks.js';

/** How pairs of a pattern stand. */
export interface Standing {
  readonly score: number;
  /** No veto makes them different. */
  readonly isOpen: boolean;
  readonly isSame: boolean;
}

/** Two records by their places, and how they compare. */
export interface PairOfPattern {
  readonly left: number;
  readonly right: number;
  readonly pattern: number;
}

/** The best score of each two groups of records that do not merge by themselves. */
export function openQuestions(
  pairs: readonly PairOfPattern[],
  standing: readonly Standing[],
  records: number,
): readonly number[] {
  const groups = new DisjointSets(records);
  for (const { left, right, pattern } of pairs)
    if (standing[pattern]?.isSame === true) groups.unite(left, right);
  const best = new Map<number, number>();
  for (const { left, right, pattern } of pairs) {
    const { score = 0, isOpen = false } = standing[pattern] ?? {};
    const [one, other] = [groups.rootOf(left), groups.rootOf(right)];
    if (!isOpen || one === other) continue;
    const name = Math.min(one, other) * records + Math.max(one, other);
    best.set(name, Math.max(best.get(name) ?? -Infinity, score));
  }
  return [...best.values()];
}

/** Counts patterns anew over the pairs that the chosen rules bring together. */
export function patternsOfKept(
  patterns: readonly EvidencePattern[],
  patternOf: Int32Array,
  kept: Int32Array,
  { left, right }: CandidatePairs,
): { readonly patterns: readonly EvidencePattern[]; readonly pairs: readonly PairOfPattern[] } {
  const counts = new Float64Array(patterns.length);
  for (const place of kept) {
    const pattern = patternOf[place] ?? -1;
    counts[pattern] = (counts[pattern] ?? 0) + 1;
  }
  const numbers = new Map<number, number>();
  const again = patterns.flatMap((pattern, number) => {
    const pairs = counts[number] ?? 0;
    if (pairs === 0) return [];
    numbers.set(number, numbers.size);
    const share = pairs / Math.max(1, pattern.pairs);
    return [{ ...pattern, pairs, unshared: pattern.unshared.map(each => each * share) }];
  });
  const pairs = Array.from(kept, place => ({
    left: left[place] ?? 0,
    right: right[place] ?? 0,
    pattern: numbers.get(patternOf[place] ?? -1) ?? -1,
  }));
  return { patterns: again, pairs };
}
