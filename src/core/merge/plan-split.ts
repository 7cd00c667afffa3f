import { compareText } from '../model/index.js';
import { buildPlan } from './build-plan.js';
import { across, judgeDifferent } from './judgements.js';
import type { PlanResult } from './merge-plan.js';
import type { LinkEvidence, Neighbourhood, PlanContext } from './neighbourhood.js';
import { resolveRedirect } from './neighbourhood.js';
import { NOTHING_ELSE, membersOf } from './plan-resolution.js';
import { restorable, stillThere } from './restorable.js';

/** What to take out: a golden record that was merged, or one source record. */
export type UnmergeRequest = { readonly goldenId: string } | { readonly recordId: string };

/**
 * Plans to undo a merge. A golden record comes back under its own id with the source records that it brought and that are
 * still where it went, with the evidence that linked them before; whatever changed in between stays changed. Records that
 * joined since stay with the survivor: resolve the neighbourhood afterwards, and those that belong to the restored record
 * follow it. One source record taken out becomes the golden record that it was before, or else a new one.
 *
 * `different` judgements across the cut keep the machine from joining the two again; `same` judgements across it are withdrawn.
 */
export function planUnmerge(
  neighbourhood: Neighbourhood,
  request: UnmergeRequest,
  context: PlanContext,
): PlanResult {
  if ('recordId' in request) {
    const link = neighbourhood.links.find(
      each => each.recordId === request.recordId && each.until === undefined,
    );
    if (link === undefined) return { ok: false, refusal: 'UNKNOWN_RECORD', details: [request.recordId] };
    return planSplit(neighbourhood, { goldenId: link.goldenId, parts: [[request.recordId]] }, context);
  }
  const golden = neighbourhood.goldens.find(each => each.id === request.goldenId);
  if (golden === undefined) return { ok: false, refusal: 'UNKNOWN_RECORD', details: [request.goldenId] };
  if (golden.status !== 'MERGED') return { ok: false, refusal: 'NOT_MERGED', details: [golden.id] };
  const returning = stillThere(golden, neighbourhood);
  if (returning.length === 0) return { ok: false, refusal: 'NOTHING_TO_DO', details: [golden.id] };
  const holder = resolveRedirect(golden.id, neighbourhood.goldens);
  return cut(neighbourhood, holder, [{ id: golden.id, records: returning }], context);
}

/** Which source records shall leave a golden record, and which of them together. The rest stays. */
export interface SplitRequest {
  readonly goldenId: string;
  readonly parts: readonly (readonly string[])[];
}

/** Plans to split a golden record. A part that is a golden record merged earlier gets its id back, any other a new one. */
export function planSplit(
  neighbourhood: Neighbourhood,
  { goldenId, parts }: SplitRequest,
  context: PlanContext,
): PlanResult {
  const golden = neighbourhood.goldens.find(each => each.id === goldenId);
  if (golden === undefined) return { ok: false, refusal: 'UNKNOWN_RECORD', details: [goldenId] };
  if (golden.status === 'MERGED') return { ok: false, refusal: 'NOT_LIVE', details: [goldenId] };
  const members = new Set(membersOf(golden, neighbourhood));
  const leaving = parts.flat();
  const strangers = leaving.filter(record => !members.has(record));
  if (strangers.length > 0) return { ok: false, refusal: 'UNKNOWN_RECORD', details: strangers };
  const isPartition = new Set(leaving).size === leaving.length && parts.every(part => part.length > 0);
  if (!isPartition || leaving.length === 0 || leaving.length === members.size) {
    return { ok: false, refusal: 'NOTHING_TO_DO', details: [goldenId] };
  }
  const taken = new Set([goldenId]);
  const named = parts.map(part => {
    const records = part.toSorted(compareText);
    const id = restorable(neighbourhood, records, taken)?.id ?? context.newId();
    taken.add(id);
    return { id, records };
  });
  return cut(neighbourhood, goldenId, named, context);
}

interface Part {
  readonly id: string;
  readonly records: readonly string[];
}

/** Moves the parts out of the golden record that holds them. */
function cut(
  neighbourhood: Neighbourhood,
  holder: string,
  parts: readonly Part[],
  context: PlanContext,
): PlanResult {
  const leaving = new Set(parts.flatMap(part => part.records));
  const staying = membersOf({ id: holder }, neighbourhood).filter(record => !leaving.has(record));
  const groups = [staying, ...parts.map(part => part.records)];
  const pairs = groups.flatMap((group, index) =>
    groups.slice(index + 1).map(later => [group, later] as const),
  );
  const plan = buildPlan(
    neighbourhood,
    {
      ...NOTHING_ELSE,
      members: new Map([[holder, staying], ...parts.map(part => [part.id, part.records] as const)]),
      evidence: new Map(parts.flatMap(part => formerEvidence(part, neighbourhood))),
      judgementsMade: pairs.flatMap(([left, right]) => judgeDifferent(left, right, context)),
      judgementsWithdrawn: pairs.flatMap(([left, right]) =>
        across(neighbourhood.judgements, 'same', left, right),
      ),
    },
    context,
  );
  return { ok: true, plan };
}

/** A restored golden record has its records for the reasons it had them before. */
function formerEvidence(
  { id, records }: Part,
  neighbourhood: Neighbourhood,
): readonly (readonly [string, LinkEvidence])[] {
  const links = neighbourhood.goldens.find(golden => golden.id === id)?.absorption?.links ?? [];
  return links.filter(link => records.includes(link.recordId)).map(link => [link.recordId, link] as const);
}
