import type { RecordJudgement } from '../clustering/index.js';
import type { PlannedJudgement } from './merge-plan.js';
import type { PlanContext } from './neighbourhood.js';

/** A judgement by the actor of the plan; of a pair the smaller record id comes first, numbers by their amount. */
function judgement(
  one: string,
  other: string,
  verdict: 'same' | 'different',
  context: PlanContext,
): PlannedJudgement {
  const [a, b] = precedes(one, other) ? [one, other] : [other, one];
  return { a, b, verdict, by: context.actor, at: context.now, reason: context.reason };
}

function precedes(one: string, other: string): boolean {
  const numeric = /^\d+$/.test(one) && /^\d+$/.test(other);
  return numeric ? BigInt(one) < BigInt(other) : one < other;
}

/**
 * The `same` judgements that make all records of two groups one. Each runs between the groups and together they reach every
 * record, so that no veto between other members can take the union apart, and withdrawing them restores what was there
 * before: nothing is said about two records of one group.
 */
export function judgeSame(
  left: readonly string[],
  right: readonly string[],
  context: PlanContext,
): PlannedJudgement[] {
  const [anchor] = left;
  const [opposite] = right;
  if (anchor === undefined || opposite === undefined) return [];
  return [
    ...right.map(record => judgement(anchor, record, 'same', context)),
    ...left.slice(1).map(record => judgement(record, opposite, 'same', context)),
  ];
}

/** `different` for every pair across two groups: one pair alone would let the others drag the groups together again. */
export function judgeDifferent(
  left: readonly string[],
  right: readonly string[],
  context: PlanContext,
): PlannedJudgement[] {
  return left.flatMap(one => right.map(other => judgement(one, other, 'different', context)));
}

/** The judgements of a verdict with one record in each group. */
export function across(
  judgements: readonly RecordJudgement[],
  verdict: RecordJudgement['verdict'],
  left: readonly string[],
  right: readonly string[],
): readonly RecordJudgement[] {
  const [lefts, rights] = [new Set(left), new Set(right)];
  return judgements.filter(
    ({ a, b, verdict: said }) =>
      said === verdict && ((lefts.has(a) && rights.has(b)) || (lefts.has(b) && rights.has(a))),
  );
}
