/**
 * The model of a run. One field alone is a case of its own: it is learned from inside lists that hold each thing once, where there are any, or
 * from both halves of its texts.
 */
import type { PairScope } from '../blocking/pair-scope.js';
import type { Pairs } from '../blocking/pairs.js';
import type { PairComparer } from '../levels/compare-pairs.js';
import type { Table } from '../table/table.js';
import { learnFromInside } from './chance-inside.js';
import type { Competition } from './competition.js';
import { learnFromHalves } from './learn-from-halves.js';
import { learnModel, type Learning } from './learn-model.js';
import type { WeightModel } from './learn-weights.js';

/** What a model is learned from, once it is known which sources hold each thing once. */
export interface ModelGround {
  readonly learning: Learning;
  readonly table: Table;
  readonly scope: PairScope;
  readonly comparer: PairComparer;
  readonly pairs: Pairs;
  /** The same inside sources as well. */
  readonly all: Pairs;
  readonly competition: Competition | undefined;
  readonly once: ReadonlySet<number>;
}

/** Learns it, and says whether the standing among rivals is part of it. */
export function learnRunModel(ground: ModelGround): {
  readonly model: WeightModel;
  readonly usesStanding: boolean;
} {
  const { learning, table, pairs, competition } = ground;
  const model = learning.fields.length === 1 ? learnOneField(ground) : undefined;
  return model === undefined
    ? learnModel(learning, { table, pairs }, competition)
    : { model, usesStanding: false };
}

/** The model of the only field; undefined where nothing but its levels shows anything. */
function learnOneField({
  learning,
  scope,
  comparer,
  pairs,
  all,
  once,
}: ModelGround): WeightModel | undefined {
  const { fields, allPairs, candidates, random } = learning;
  const field = fields[0]!;
  if (once.size === 0)
    return learnFromHalves({ field, scope, allPairs, pairs, patterns: candidates, random });
  return learnFromInside({
    field,
    scope,
    allPairs,
    pairs,
    patterns: candidates,
    inside: all,
    insidePatterns: all === pairs ? candidates : comparer.compare(all.left, all.right, all.count),
    once,
  });
}
