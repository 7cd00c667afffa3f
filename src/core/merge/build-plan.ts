/**
 * The one engine behind merge, unmerge, split, rebuild and resolution: given which source records shall belong to which golden
 * record from now on, it works out everything that follows. The planners beside it only say who belongs where, and why.
 */
import { DomainError, compareText, sameJson } from '../model/index.js';
import { compareContributors } from '../survivorship/index.js';
import type { ContributorRecord } from '../survivorship/index.js';
import { auditFactsOf, eventsOf, summarize } from './describe-plan.js';
import { absorbed, changeOf } from './golden-change.js';
import { affected, movesOf, relinked } from './membership.js';
import type { Membership, Moves } from './membership.js';
import type { ChangeRequestDraft, GoldenChange, MergePlan, ProvenanceRefresh } from './merge-plan.js';
import type { GoldenSnapshot, Neighbourhood, PlanContext } from './neighbourhood.js';
import type { Resurvived } from './resurvive.js';
import { resurvive } from './resurvive.js';
import type { ApprovalState } from './split-by-approval.js';

/** Works out the plan for a membership. @throws DomainError `MERGE_PLAN.UNKNOWN_CONTRIBUTOR` for a record that is not in the neighbourhood */
export function buildPlan(
  neighbourhood: Neighbourhood,
  membership: Membership,
  context: PlanContext,
): MergePlan {
  const moves = movesOf(neighbourhood, membership);
  const records = new Map(neighbourhood.contributors.map(each => [each.recordId, each]));
  const goldens: GoldenChange[] = [];
  const refreshed: ProvenanceRefresh[] = [];
  const requestsRaised: ChangeRequestDraft[] = [];
  const superseded: MergePlan['requestsSuperseded'][number][] = [];

  for (const id of affected(membership, moves)) {
    const into = membership.redirects.get(id);
    const before = moves.before.get(id);
    if (into !== undefined) {
      if (before) goldens.push(absorbed(before, into, moves));
      for (const pending of neighbourhood.approvals.get(id)?.pending ?? []) {
        superseded.push({ ...pending, goldenId: id, because: `merged into ${into}` });
      }
      continue;
    }
    const members = [...(membership.members.get(id) ?? [])].sort(compareText);
    const content = resurvive(
      id,
      before,
      contributorsOf(members, records),
      contestedOf(id, members, neighbourhood, moves),
      neighbourhood,
      context,
    );
    const change = changeOf(id, members, content, membership, moves, context);
    if (change.changed.length > 0) goldens.push(change);
    else if (before && isRefresh(before, content, context)) refreshed.push(refreshOf(id, members, content));
    requestsRaised.push(...requestsOf(id, content, context));
    for (const pending of content.approval.superseded) {
      superseded.push({ ...pending, goldenId: id, because: 'the sources no longer propose it' });
    }
  }
  const { linksClosed, linksOpened } = relinked(membership, moves, context);
  const plan = {
    domain: context.ruleSet.domain,
    goldens: goldens.sort(byEffect),
    refreshed,
    linksClosed,
    linksOpened,
    judgementsMade: membership.judgementsMade,
    judgementsWithdrawn: membership.judgementsWithdrawn,
    requestsRaised,
    requestsSuperseded: superseded,
  };
  return {
    ...plan,
    events: eventsOf(plan, context),
    audit: auditFactsOf(plan, context),
    summary: summarize(plan, context),
  };
}

function contributorsOf(
  members: readonly string[],
  records: ReadonlyMap<string, ContributorRecord>,
): readonly ContributorRecord[] {
  const found = members.flatMap(id => records.get(id) ?? []);
  if (found.length !== members.length) {
    throw new DomainError(
      'MERGE_PLAN.UNKNOWN_CONTRIBUTOR',
      'a member of a golden record is not in the neighbourhood',
      { details: { missing: members.filter(id => !records.has(id)) } },
    );
  }
  return found.sort(compareContributors);
}

/** What waits or was rejected where the records come from is contested where they go. */
function contestedOf(
  id: string,
  members: readonly string[],
  neighbourhood: Neighbourhood,
  moves: Moves,
): ApprovalState['contested'] {
  const origins = new Set(members.map(recordId => moves.linkOf.get(recordId)?.goldenId));
  return [...origins].flatMap(origin => {
    const approvals = origin === undefined || origin === id ? undefined : neighbourhood.approvals.get(origin);
    const rejected = approvals?.verdicts.filter(each => each.verdict === 'rejected') ?? [];
    return [...(approvals?.pending ?? []), ...rejected].map(({ attribute, to }) => ({ attribute, to }));
  });
}

function isRefresh(before: GoldenSnapshot, content: Resurvived, { ruleVersion }: PlanContext): boolean {
  return (
    (before.ruleVersion !== undefined && ruleVersion !== undefined && before.ruleVersion !== ruleVersion) ||
    before.qualityScore !== content.qualityScore ||
    before.reviewAt !== content.reviewAt ||
    !sameJson(before.provenance, content.provenance)
  );
}

function refreshOf(
  goldenId: string,
  members: readonly string[],
  { attributes, provenance, qualityScore, faults, reviewAt }: Resurvived,
): ProvenanceRefresh {
  const reasons = { provenance, qualityScore, faults, ...(reviewAt === undefined ? {} : { reviewAt }) };
  return { goldenId, attributes, members, ...reasons };
}

function requestsOf(
  goldenId: string,
  content: Resurvived,
  context: PlanContext,
): readonly ChangeRequestDraft[] {
  return content.approval.heldChanges
    .filter(change => change.state === 'new')
    .map(({ attribute, from, to, reason, alongWith }) => {
      const { pin, winner } = content.proposed[attribute] ?? {};
      return {
        requestId: context.newId(),
        goldenId,
        attribute,
        from,
        to,
        reason,
        requestedBy: pin?.by ?? context.actor,
        alongWith,
        sourceRecordId: winner?.recordId ?? null,
      };
    });
}

/** Records that others will point to come before those that point to them: a reader never meets a redirect into the unknown. */
function byEffect(left: GoldenChange, right: GoldenChange): number {
  const rank = ({ kind }: GoldenChange): number =>
    kind === 'created' || kind === 'restored' ? 0 : kind === 'merged' ? 2 : 1;
  return rank(left) - rank(right) || compareText(left.after.id, right.after.id);
}
