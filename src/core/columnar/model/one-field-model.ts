import type { FieldComparison } from '../levels/field-comparison.js';
import { parentsOf } from './field-dependence.js';
import type { WeightModel } from './learn-weights.js';
import { risingWeights } from './rising-weights.js';

/** What was found out about the pairs at each level of a single field; index 0, missing, is unused. */
export interface LevelsOfOneField {
  /** True pairs. */
  readonly matches: Float64Array;
  /** Share of the unrelated pairs. */
  readonly u: Float64Array;
  /** True pairs that the expectations before learning are worth. */
  readonly priorPairs: number;
  /** Pairs that could be compared. */
  readonly allPairs: number;
}

/** The model of a single field from its levels, in one step: nothing is left to iterate on. */
export function modelOfOneField(
  { labels, expected }: FieldComparison,
  { matches, u, priorPairs, allPairs }: LevelsOfOneField,
): WeightModel {
  const found = matches.reduce((sum, count) => sum + count, 0);
  const m = matches.map((count, level) => (count + priorPairs * expected[level]!) / (found + priorPairs));
  m[0] = 0;
  const all = Math.max(0.5, Math.min(found, allPairs / 2));
  return {
    m: [m],
    u: [u],
    weights: [risingWeights(m, u, labels.length)],
    dependences: parentsOf({ found: [], agreeing: Int32Array.of(labels.length) }, 1),
    levelCounts: Int32Array.of(labels.length),
    prior: Math.log2(all / Math.max(1, allPairs - all)),
    matches: all,
    iterations: 1,
  };
}
