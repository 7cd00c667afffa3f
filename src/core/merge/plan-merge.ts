import { compareText } from '../model/index.js';
import { buildPlan } from './build-plan.js';
import { across, judgeSame } from './judgements.js';
import type { PlanResult } from './merge-plan.js';
import type { GoldenSnapshot, Neighbourhood, PlanContext } from './neighbourhood.js';
import { NOTHING_ELSE, membersOf } from './plan-resolution.js';

/** Which golden records a steward holds to be one. */
export interface MergeRequest {
  readonly goldenIds: readonly string[];
  /** Whose id stays. Default: the oldest, of equal age the smallest id. */
  readonly survivorId?: string;
  /** True: the steward takes back what was judged `different` before. Default: such a merge is refused. */
  readonly withdrawDifferent?: boolean;
}

/**
 * Plans to merge golden records on a person's word. Their source records move to the survivor, the other ids redirect to it,
 * and `same` judgements keep the machine from taking them apart. Pins and approvals stay with their golden record: they rest
 * while it is merged and count again when it comes back.
 */
export function planMerge(
  neighbourhood: Neighbourhood,
  request: MergeRequest,
  context: PlanContext,
): PlanResult {
  const ids = [...new Set(request.goldenIds)].sort(compareText);
  const goldens = neighbourhood.goldens.filter(golden => ids.includes(golden.id));
  const missing = ids.filter(id => !goldens.some(golden => golden.id === id));
  if (missing.length > 0) return { ok: false, refusal: 'UNKNOWN_RECORD', details: missing };
  const dead = goldens.filter(golden => golden.status === 'MERGED' || golden.status === 'RETIRED');
  if (dead.length > 0) return { ok: false, refusal: 'NOT_LIVE', details: dead.map(golden => golden.id) };
  const survivor =
    request.survivorId === undefined ? oldest(goldens) : goldens.find(each => each.id === request.survivorId);
  if (survivor === undefined || goldens.length < 2)
    return { ok: false, refusal: 'NOTHING_TO_DO', details: ids };

  const others = goldens
    .filter(golden => golden !== survivor)
    .sort((left, right) => compareText(left.id, right.id));
  const groups = [survivor, ...others].map(golden => membersOf(golden, neighbourhood));
  const denied = groups.flatMap((group, index) =>
    groups.slice(index + 1).flatMap(later => across(neighbourhood.judgements, 'different', group, later)),
  );
  if (denied.length > 0 && request.withdrawDifferent !== true) {
    return { ok: false, refusal: 'CONFLICTING_JUDGEMENT', details: denied.map(({ a, b }) => `${a} ${b}`) };
  }
  const [kept = [], ...joining] = groups;
  const plan = buildPlan(
    neighbourhood,
    {
      ...NOTHING_ELSE,
      members: new Map([[survivor.id, groups.flat()]]),
      redirects: new Map(others.map(golden => [golden.id, survivor.id])),
      judgementsMade: joining.flatMap(group => judgeSame(kept, group, context)),
      judgementsWithdrawn: denied,
    },
    context,
  );
  return { ok: true, plan };
}

function oldest(goldens: readonly GoldenSnapshot[]): GoldenSnapshot | undefined {
  return goldens.toSorted(
    (left, right) => compareText(left.createdAt, right.createdAt) || compareText(left.id, right.id),
  )[0];
}
