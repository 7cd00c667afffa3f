import { buildPlan } from './build-plan.js';
import { canRequest } from './golden-status.js';
import type { StatusRequest } from './golden-status.js';
import type { PlanResult } from './merge-plan.js';
import type { Neighbourhood, PlanContext } from './neighbourhood.js';
import { NOTHING_ELSE, membersOf } from './plan-resolution.js';

/** Plans to hold, release, retire or reactivate a golden record. What people set stays until people lift it. */
export function planStatusChange(
  neighbourhood: Neighbourhood,
  goldenId: string,
  request: StatusRequest,
  context: PlanContext,
): PlanResult {
  const golden = neighbourhood.goldens.find(each => each.id === goldenId);
  if (golden === undefined) return { ok: false, refusal: 'UNKNOWN_RECORD', details: [goldenId] };
  if (!canRequest(golden.status, request)) return { ok: false, refusal: 'NOT_ALLOWED', details: [goldenId] };
  const members = new Map([[goldenId, membersOf(golden, neighbourhood)]]);
  const plan = buildPlan(
    neighbourhood,
    { ...NOTHING_ELSE, members, requests: new Map([[goldenId, request]]) },
    context,
  );
  return { ok: true, plan };
}
