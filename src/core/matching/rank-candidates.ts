/** One record against many, for "does this supplier already exist?": nothing is stored, the best answers come first. */
import type { Features } from '../rules/index.js';
import { classifyPair, decidePair, type Decision } from './decide-pair.js';
import type { MatchModel } from './match-model.js';
import { scorePair, weighPair, type PairScore } from './score-pair.js';

/** A candidate with what was found about it. */
export interface RankedCandidate {
  readonly id: string;
  readonly pair: PairScore;
  readonly decision: Decision;
}

const RANK = { same: 0, review: 1, different: 2 } as const;

/**
 * Scores a record against candidates: `same` before `review` before `different`, then by score, then by id, so that
 * the order of the candidates changes nothing.
 * @param limit how many of the best to return; default all
 */
export function scoreMany(
  model: MatchModel,
  query: Features,
  candidates: Iterable<{ readonly id: string; readonly features: Features }>,
  limit = Infinity,
): readonly RankedCandidate[] {
  const scored: { id: string; features: Features; score: number; rank: number }[] = [];
  for (const { id, features } of candidates) {
    const score = weighPair(model, query, features);
    // Most candidates are far below the threshold; only the rest is asked for vetoes and support.
    const decision =
      score < model.rules.decision.review
        ? 'different'
        : classifyPair(model, scorePair(model, query, features));
    scored.push({ id, features, score, rank: RANK[decision] });
  }
  scored.sort(
    (left, right) => left.rank - right.rank || right.score - left.score || (left.id < right.id ? -1 : 1),
  );
  return scored.slice(0, limit).map(({ id, features }) => {
    const pair = scorePair(model, query, features);
    return { id, pair, decision: decidePair(model, pair) };
  });
}
