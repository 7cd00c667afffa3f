import type { ClusterIdPlan } from '../clustering/index.js';
import { compareText } from '../model/index.js';
import { buildPlan } from './build-plan.js';
import type { Membership } from './membership.js';
import type { MergePlan } from './merge-plan.js';
import type { GoldenSnapshot, LinkEvidence, Neighbourhood, PlanContext } from './neighbourhood.js';
import { restorable } from './restorable.js';

/** What clustering found out about a neighbourhood. */
export interface Resolution {
  /** Every contributor of the neighbourhood in exactly one cluster. */
  readonly clusters: readonly (readonly string[])[];
  /** Which golden record each cluster is (`planClusterIds`). */
  readonly ids: ClusterIdPlan;
  /** Why records belong to their cluster, for those that are new or move. Absent: the reason of the plan. */
  readonly evidence: ReadonlyMap<string, LinkEvidence>;
}

/**
 * Plans what new or changed source records mean for the golden records around them. A cluster that is no golden record's
 * heir takes the id back that its records had before a merge, if there was one; only then a new id.
 */
export function planResolution(
  neighbourhood: Neighbourhood,
  { clusters, ids, evidence }: Resolution,
  context: PlanContext,
): MergePlan {
  const taken = new Set(ids.assignments.flatMap(each => (each === 'new' ? [] : [each.goldenId])));
  const members = new Map<string, readonly string[]>();
  for (const [index, cluster] of clusters.entries()) {
    const assigned = ids.assignments[index] ?? 'new';
    const id =
      assigned === 'new'
        ? (restorable(neighbourhood, cluster, taken)?.id ?? context.newId())
        : assigned.goldenId;
    taken.add(id);
    members.set(id, cluster);
  }
  return buildPlan(neighbourhood, { ...NOTHING_ELSE, members, redirects: ids.redirects, evidence }, context);
}

/**
 * Plans to survive golden records anew with the members they have: after a change of a source, a rule, a pin or an approval, or
 * when a pin has expired.
 *
 * @param goldenIds default: every live golden record of the neighbourhood
 */
export function planRebuild(
  neighbourhood: Neighbourhood,
  context: PlanContext,
  goldenIds?: readonly string[],
): MergePlan {
  const wanted = goldenIds ?? neighbourhood.goldens.map(golden => golden.id);
  const live = neighbourhood.goldens.filter(
    golden => wanted.includes(golden.id) && golden.status !== 'MERGED',
  );
  const members = new Map(live.map(golden => [golden.id, membersOf(golden, neighbourhood)]));
  return buildPlan(neighbourhood, { ...NOTHING_ELSE, members }, context);
}

/** A membership in which nothing moves and nobody said anything. */
export const NOTHING_ELSE: Membership = {
  members: new Map(),
  redirects: new Map(),
  evidence: new Map(),
  requests: new Map(),
  judgementsMade: [],
  judgementsWithdrawn: [],
};

/** The source records linked to a golden record now, sorted. */
export function membersOf({ id }: Pick<GoldenSnapshot, 'id'>, { links }: Neighbourhood): readonly string[] {
  return links
    .filter(link => link.goldenId === id && link.until === undefined)
    .map(link => link.recordId)
    .sort(compareText);
}
