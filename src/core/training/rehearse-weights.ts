/** What other weights would change, before anybody activates them: every pair decided under both. */
import {
  classifyPair,
  isForbidden,
  scorePair,
  weighPair,
  type Decision,
  type MatchModel,
} from '../matching/index.js';
import type { Features } from '../rules/index.js';
import type { RecordPair, TrainingRecord } from './training-record.js';

type Verdict = Decision['decision'];

/** A pair that would be decided otherwise. */
export interface ChangedPair {
  readonly left: string;
  readonly right: string;
  /** Bits. */
  readonly scoreBefore: number;
  readonly scoreAfter: number;
}

/** Pairs whose decision would change in one way. */
export interface DecisionChange {
  readonly before: Verdict;
  readonly after: Verdict;
  readonly pairs: number;
  /** Those whose score changes most. */
  readonly examples: readonly ChangedPair[];
}

/** How the decisions would change. */
export interface Rehearsal {
  readonly pairs: number;
  readonly before: Readonly<Record<Verdict, number>>;
  readonly after: Readonly<Record<Verdict, number>>;
  /** Only what changes, most pairs first. */
  readonly changes: readonly DecisionChange[];
}

/** Decides all pairs under both models. @param examplesMax of each kind of change */
export function rehearseWeights(
  models: { readonly before: MatchModel; readonly after: MatchModel },
  records: readonly TrainingRecord[],
  pairs: readonly RecordPair[],
  examplesMax = 3,
): Rehearsal {
  const features = new Map(records.map(record => [record.id, record.features]));
  const before = { same: 0, review: 0, different: 0 };
  const after = { same: 0, review: 0, different: 0 };
  const changes = new Map<
    string,
    { before: Verdict; after: Verdict; pairs: number; examples: ChangedPair[] }
  >();
  for (const [left, right] of pairs) {
    const [a, b] = [features.get(left), features.get(right)];
    if (a === undefined || b === undefined) continue;
    const [was, will] = [decide(models.before, a, b), decide(models.after, a, b)];
    before[was] += 1;
    after[will] += 1;
    if (was === will) continue;
    const key = `${was} ${will}`;
    const change = changes.get(key) ?? { before: was, after: will, pairs: 0, examples: [] };
    changes.set(key, change);
    change.pairs += 1;
    const scores = { scoreBefore: weighPair(models.before, a, b), scoreAfter: weighPair(models.after, a, b) };
    change.examples.push({ left, right, ...scores });
    change.examples.sort((one, other) => moved(other) - moved(one));
    change.examples.length = Math.min(change.examples.length, examplesMax);
  }
  const all = before.same + before.review + before.different;
  return {
    pairs: all,
    before,
    after,
    changes: [...changes.values()].sort((one, other) => other.pairs - one.pairs),
  };
}

function moved({ scoreBefore, scoreAfter }: ChangedPair): number {
  return Math.abs(scoreAfter - scoreBefore);
}

/** As the hub decides, without words: most pairs are different, and the bare score or a veto says so at a fraction of the cost. */
function decide(model: MatchModel, left: Features, right: Features): Verdict {
  const { review } = model.rules.decision;
  if (weighPair(model, left, right, review) < review || isForbidden(model, left, right)) return 'different';
  return classifyPair(model, scorePair(model, left, right));
}
