import type { ClusterConflict, Edge } from '../core/clustering/index.js';
import type { OpenCandidate, OpenConflict } from './golden-records-changed.event.js';

/**
 * A conflict of clustering as the question that it is for a person.
 *
 * @param goldenOf source record → golden record, now that the clusters are applied
 */
export function openConflict(conflict: ClusterConflict, goldenOf: ReadonlyMap<string, string>): OpenConflict {
  const ambiguous = conflict.kind === 'ambiguous';
  return {
    kind: ambiguous ? 'ambiguous' : 'conflict',
    records: conflict.records,
    goldens: conflict.records.flatMap(record => goldenOf.get(record) ?? []),
    label: conflict.label,
    score: Math.max(0, ...conflict.edges.map(edge => edge.score)),
    candidates: ambiguous ? candidatesOf(conflict, goldenOf) : [],
  };
}

/** One candidate per golden record at the other end of an edge, by its best edge; of equal ones by record id. */
function candidatesOf(
  { records, edges }: ClusterConflict,
  goldenOf: ReadonlyMap<string, string>,
): readonly OpenCandidate[] {
  const inside = new Set(records);
  const best = new Map<string, OpenCandidate>();
  for (const edge of edges) {
    const recordId = otherEnd(edge, inside);
    const goldenId = recordId === undefined ? undefined : goldenOf.get(recordId);
    if (recordId === undefined || goldenId === undefined) continue;
    const candidate = { goldenId, recordId, score: edge.score, reason: edge.reason };
    const known = best.get(goldenId);
    if (known === undefined || comparePlace(candidate, known) < 0) best.set(goldenId, candidate);
  }
  return [...best.values()].sort(comparePlace);
}

function otherEnd({ a, b }: Edge, inside: ReadonlySet<string>): string | undefined {
  if (inside.has(a) === inside.has(b)) return undefined;
  return inside.has(a) ? b : a;
}

function comparePlace(left: OpenCandidate, right: OpenCandidate): number {
  return right.score - left.score || Number(left.recordId) - Number(right.recordId);
}
