/** The model of a run, whichever way shows more: one field of lists that hold each thing once is learned from inside them. */
import type { PairScope } from '../blocking/pair-scope.js';
import type { Pairs } from '../blocking/pairs.js';
import type { PairComparer } from '../levels/compare-pairs.js';
import type { Table } from '../table/table.js';
import { learnFromInside } from './chance-inside.js';
import type { Competition } from './competition.js';
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
  const { learning, table, scope, comparer, pairs, all, competition, once } = ground;
  const [field] = learning.fields;
  if (field === undefined || learning.fields.length > 1 || once.size === 0)
    return learnModel(learning, { table, pairs }, competition);
  const model = learnFromInside({
    field,
    scope,
    allPairs: learning.allPairs,
    pairs,
    patterns: learning.candidates,
    inside: all,
    insidePatterns: all === pairs ? learning.candidates : comparer.compare(all.left, all.right, all.count),
    once,
  });
  return { model, usesStanding: false };
}
