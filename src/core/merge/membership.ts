import { compareText } from '../model/index.js';
import type { RecordJudgement } from '../clustering/index.js';
import type { StatusRequest } from './golden-status.js';
import type { MergePlan, PlannedJudgement } from './merge-plan.js';
import type { GoldenSnapshot, Link, LinkEvidence, Neighbourhood, PlanContext } from './neighbourhood.js';

/** Who belongs where from now on. */
export interface Membership {
  /** Golden record → its source records. Golden records that are neither here nor in `redirects` keep out of the plan, unless they lose records. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Golden record that ceases to be one of its own → the one that it resolves to. */
  readonly redirects: ReadonlyMap<string, string>;
  /** Evidence for records that move or are new. Others get the reason of the plan. */
  readonly evidence: ReadonlyMap<string, LinkEvidence>;
  readonly requests: ReadonlyMap<string, StatusRequest>;
  readonly judgementsMade: readonly PlannedJudgement[];
  readonly judgementsWithdrawn: readonly RecordJudgement[];
}

/** Where every record was and will be: what all steps of building a plan look at. */
export interface Moves {
  readonly before: ReadonlyMap<string, GoldenSnapshot>;
  readonly linkOf: ReadonlyMap<string, Link>;
  readonly goldenOf: ReadonlyMap<string, string>;
  readonly formerMembers: ReadonlyMap<string, readonly string[]>;
}

/** Compares the present links with the membership to come. */
export function movesOf(neighbourhood: Neighbourhood, membership: Membership): Moves {
  const linkOf = new Map(
    neighbourhood.links.filter(link => link.until === undefined).map(link => [link.recordId, link]),
  );
  const formerMembers = new Map<string, string[]>();
  for (const { recordId, goldenId } of linkOf.values()) {
    formerMembers.set(goldenId, [...(formerMembers.get(goldenId) ?? []), recordId]);
  }
  const goldenOf = new Map([...linkOf].map(([recordId, link]) => [recordId, link.goldenId]));
  for (const [goldenId, members] of membership.members) {
    for (const recordId of members) goldenOf.set(recordId, goldenId);
  }
  return {
    before: new Map(neighbourhood.goldens.map(each => [each.id, each])),
    linkOf,
    goldenOf,
    formerMembers,
  };
}

/** The golden records of the plan: those it names, and those that lose records to them. */
export function affected(membership: Membership, moves: Moves): readonly string[] {
  const losing = [...membership.members].flatMap(([id, members]) =>
    members.flatMap(recordId => {
      const former = moves.linkOf.get(recordId)?.goldenId;
      return former === undefined || former === id ? [] : [former];
    }),
  );
  return [...new Set([...membership.members.keys(), ...membership.redirects.keys(), ...losing])].sort(
    compareText,
  );
}

/** The evidence of a link alone. */
export function evidenceOf({ reason, score, by }: LinkEvidence): LinkEvidence {
  return { reason, by, ...(score === undefined ? {} : { score }) };
}

/** Closes the links of records that move and opens their new ones. */
export function relinked(
  membership: Membership,
  moves: Moves,
  context: PlanContext,
): Pick<MergePlan, 'linksClosed' | 'linksOpened'> {
  const linksClosed: Link[] = [];
  const linksOpened: Link[] = [];
  const targets = [...membership.members].flatMap(([goldenId, members]) =>
    members.map(recordId => ({ recordId, goldenId })),
  );
  for (const { recordId, goldenId } of targets.sort((left, right) =>
    compareText(left.recordId, right.recordId),
  )) {
    const link = moves.linkOf.get(recordId);
    if (link?.goldenId === goldenId) continue;
    if (link) linksClosed.push({ ...link, until: context.now });
    const evidence = membership.evidence.get(recordId) ?? { reason: context.reason, by: context.actor };
    linksOpened.push({ recordId, goldenId, ...evidenceOf(evidence), since: context.now });
  }
  return { linksClosed, linksOpened };
}
