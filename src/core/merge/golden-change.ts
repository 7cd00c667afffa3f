import { compareText, sameJson } from '../model/index.js';
import { deriveStatus } from './golden-status.js';
import type { GoldenStatus } from './golden-status.js';
import { evidenceOf } from './membership.js';
import type { Membership, Moves } from './membership.js';
import type { GoldenChange, GoldenChangeKind } from './merge-plan.js';
import type { Absorption, GoldenSnapshot, PlanContext } from './neighbourhood.js';
import type { Resurvived } from './resurvive.js';

/** The last version of a golden record of its own: it redirects from now on, and remembers what it was. */
export function absorbed(before: GoldenSnapshot, into: string, moves: Moves): GoldenChange {
  const links = (moves.formerMembers.get(before.id) ?? [])
    .toSorted(compareText)
    .flatMap((recordId): Absorption['links'] => {
      const link = moves.linkOf.get(recordId);
      return link ? [{ recordId, ...evidenceOf(link) }] : [];
    });
  // Its pins and values rest while it is merged: nothing about it falls due.
  const { reviewAt: _rests, ...resting } = before;
  return {
    kind: 'merged',
    before,
    after: {
      ...resting,
      version: before.version + 1,
      status: 'MERGED',
      mergedInto: into,
      absorption: { status: before.status, links },
    },
    members: [],
    changed: ['$mergedInto', '$sources', '$status'],
    faults: [],
    related: [into],
  };
}

/** The next version of a golden record, whether or not anything about it changes. */
export function changeOf(
  id: string,
  members: readonly string[],
  content: Resurvived,
  membership: Membership,
  moves: Moves,
  context: PlanContext,
): GoldenChange {
  const before = moves.before.get(id);
  const request = membership.requests.get(id);
  const status = deriveStatus(before?.absorption?.status ?? before?.status, {
    liveContributors: content.liveContributors,
    absorbsHold: absorbsHold(id, membership, moves),
    awaitsApproval: content.awaitsApproval,
    publishable: content.publishable,
    ...(request === undefined ? {} : { request }),
  });
  const related = relatedTo(id, members, membership, moves);
  return {
    kind: kindOf(before, status, related.lostTo, moves),
    ...(before ? { before } : {}),
    after: {
      id,
      version: (before?.version ?? 0) + 1,
      status,
      attributes: content.attributes,
      provenance: content.provenance,
      qualityScore: content.qualityScore,
      validFrom: content.validFrom,
      createdAt: before?.createdAt ?? context.now,
      ...(content.reviewAt === undefined ? {} : { reviewAt: content.reviewAt }),
    },
    members,
    changed: changedNames(before, status, members, content, moves),
    faults: content.faults,
    related: related.all,
  };
}

function absorbsHold(id: string, membership: Membership, moves: Moves): boolean {
  return [...membership.redirects].some(
    ([from, into]) => into === id && moves.before.get(from)?.status === 'HELD',
  );
}

/** Golden records that gain records from this one, and all that it exchanges records with. */
function relatedTo(
  id: string,
  members: readonly string[],
  membership: Membership,
  moves: Moves,
): { readonly lostTo: readonly string[]; readonly all: readonly string[] } {
  const lostTo = (moves.formerMembers.get(id) ?? []).flatMap(recordId => {
    const now = moves.goldenOf.get(recordId);
    return now === undefined || now === id ? [] : [now];
  });
  const gainedFrom = members.flatMap(recordId => {
    const former = moves.linkOf.get(recordId)?.goldenId;
    return former === undefined || former === id ? [] : [former];
  });
  const merged = [...membership.redirects].flatMap(([from, into]) => (into === id ? [from] : []));
  return { lostTo, all: [...new Set([...lostTo, ...gainedFrom, ...merged])].sort(compareText) };
}

function kindOf(
  before: GoldenSnapshot | undefined,
  status: GoldenStatus,
  lostTo: readonly string[],
  moves: Moves,
): GoldenChangeKind {
  if (before === undefined) return 'created';
  if (before.status === 'MERGED' || (before.status === 'RETIRED' && status !== 'RETIRED')) return 'restored';
  if (lostTo.some(id => moves.before.get(id)?.status === 'MERGED')) return 'unmerged';
  if (lostTo.some(id => !moves.before.has(id))) return 'split';
  return status === 'RETIRED' && before.status !== 'RETIRED' ? 'retired' : 'updated';
}

function changedNames(
  before: GoldenSnapshot | undefined,
  status: GoldenStatus,
  members: readonly string[],
  content: Resurvived,
  moves: Moves,
): readonly string[] {
  const was = before?.attributes ?? {};
  const names = [...new Set([...Object.keys(was), ...Object.keys(content.attributes)])];
  const changed = names.filter(name => !sameJson(was[name] ?? null, content.attributes[name] ?? null));
  const former = before ? (moves.formerMembers.get(before.id) ?? []) : [];
  const sameMembers = sameJson([...former].sort(compareText), members);
  if (before?.status !== status) changed.push('$status');
  if (before?.mergedInto !== undefined) changed.push('$mergedInto');
  if (!sameMembers) changed.push('$sources');
  return changed.sort(compareText);
}
