/** Which of the sources that seem to hold each thing once do so. */
import type { Pairs } from '../blocking/pairs.js';
import type { PairComparer } from '../levels/compare-pairs.js';
import { competitionOf } from '../model/competition.js';
import type { Learning } from '../model/learn-model.js';
import { learnWeights } from '../model/learn-weights.js';
import { PairScorer } from '../model/score-pairs.js';
import type { Table } from '../table/table.js';
import { sourcesWithTwins } from './twins.js';

/**
 * The sources that hold each thing once, of those that seem to. Judged by what is expected of true pairs, not by what is learned: learned
 * from the best pair of each record, agreement in nearly everything is taken for granted, and half of the twins look worse than they are
 * (Google Scholar: .15 of the matched records instead of .30).
 */
export function withoutTwins(
  once: ReadonlySet<number>,
  table: Table,
  comparer: PairComparer,
  pairs: Pairs,
  learning: Learning,
): ReadonlySet<number> {
  if (once.size === 0) return once;
  const model = learnWeights({
    ...learning,
    competition: competitionOf(once, pairs, table),
    keepsExpected: true,
  });
  const scorer = new PairScorer(comparer, model, pairs, learning.candidates);
  const twins = sourcesWithTwins({
    rows: table.rows,
    sourceOf: table.sourceOf,
    once,
    pairs,
    scores: scorer.scores,
    score: (left, right) => scorer.score(left, right),
  });
  return new Set([...once].filter(source => !twins.has(source)));
}
