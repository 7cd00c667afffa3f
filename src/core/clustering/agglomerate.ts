/**
 * Joins the units of one component along their `same` edges, best edge first, refusing every union that would
 * put an excluded pair together. Units that turn out to fit two clusters which cannot be one are set aside, and
 * the rest is joined again as if they were not there, until none is left; those set aside then join only each other.
 */
import type { ClusterConflict, Edge } from './cluster-input.js';
import { compareText } from '../model/index.js';
import { ClusterState, type Refusal } from './cluster-state.js';
import { pairKey, type Obstacle, type RecordIndex } from './record-index.js';

/** Equal scores up to rounding: one-to-one assignment takes the better record unless there is none. */
const TIE_BITS = 1e-9;

interface UnitEdge {
  readonly left: number;
  readonly right: number;
  readonly edge: Edge;
}

interface Ambiguity {
  readonly unit: number;
  readonly lead: number;
  readonly refusal: Refusal;
}

export function agglomerate(
  units: readonly (readonly string[])[],
  sameEdges: readonly Edge[],
  index: RecordIndex,
): { readonly clusters: readonly (readonly string[])[]; readonly conflicts: readonly ClusterConflict[] } {
  const unitEdges = edgesBetweenUnits(units, sameEdges);
  const edgesOf = groupByUnit(units.length, unitEdges);
  const aside = new Map<number, Obstacle>();
  let state = new ClusterState(units, index);
  let refusals = joinAll(state, unitEdges, () => true);
  for (;;) {
    const found = findAmbiguous(state, refusals, edgesOf, aside, index.margin);
    if (found.length === 0) break;
    for (const { unit, refusal } of found) aside.set(unit, refusal.obstacle);
    state = new ClusterState(units, index);
    refusals = joinAll(state, unitEdges, ({ left, right }) => !aside.has(left) && !aside.has(right));
  }
  joinAll(state, unitEdges, ({ left, right }) => aside.has(left) && aside.has(right));
  return {
    clusters: state.clusters(),
    conflicts: [...ambiguities(state, aside, edgesOf, units), ...bridges(state, refusals)],
  };
}

function joinAll(
  state: ClusterState,
  edges: readonly UnitEdge[],
  counts: (edge: UnitEdge) => boolean,
): Refusal[] {
  const refusals: Refusal[] = [];
  for (const unitEdge of edges) {
    if (!counts(unitEdge)) continue;
    const obstacle = state.join(unitEdge.left, unitEdge.right);
    if (obstacle !== null) refusals.push({ ...unitEdge, obstacle });
  }
  return refusals;
}

/**
 * Units at refused edges that fit both clusters taken alone, and whose lead of the cluster they are in over the one they were refused is below the margin.
 * Setting one end of an edge aside may settle the other, so the closest calls go first and each is checked anew.
 */
function findAmbiguous(
  state: ClusterState,
  refusals: readonly Refusal[],
  edgesOf: readonly (readonly UnitEdge[])[],
  aside: ReadonlyMap<number, Obstacle>,
  margin: number,
): Ambiguity[] {
  const calls: Ambiguity[] = [];
  const leaveOut = new Set(aside.keys());
  const leadOf = (unit: number, refusal: Refusal): number | null => {
    const other = refusal.left === unit ? refusal.right : refusal.left;
    const own = state.clusterOf(unit);
    const refused = state.clusterOf(other);
    let bestOwn = -Infinity;
    let bestRefused = -Infinity;
    for (const { left, right, edge } of edgesOf[unit] ?? []) {
      const neighbour = left === unit ? right : left;
      if (leaveOut.has(neighbour)) continue;
      const cluster = state.clusterOf(neighbour);
      if (cluster === own) bestOwn = Math.max(bestOwn, edge.score);
      else if (cluster === refused) bestRefused = Math.max(bestRefused, edge.score);
    }
    // Without another unit in its own cluster the unit has nowhere else to be.
    if (bestOwn === -Infinity || bestRefused === -Infinity || !state.fits(unit, refused)) return null;
    return Math.abs(bestOwn - bestRefused);
  };
  const isClose = (lead: number | null, refusal: Refusal): lead is number =>
    lead !== null && lead < (refusal.obstacle.kind === 'one-to-one' ? TIE_BITS : margin);

  for (const refusal of refusals) {
    for (const unit of [refusal.left, refusal.right]) {
      const lead = leadOf(unit, refusal);
      if (isClose(lead, refusal)) calls.push({ unit, lead, refusal });
    }
  }
  calls.sort((a, b) => a.lead - b.lead || a.unit - b.unit);
  const found: Ambiguity[] = [];
  for (const call of calls) {
    if (leaveOut.has(call.unit) || !isClose(leadOf(call.unit, call.refusal), call.refusal)) continue;
    leaveOut.add(call.unit);
    found.push(call);
  }
  return found;
}

/** One conflict per cluster of units set aside, with the edges to the clusters that they fit. */
function ambiguities(
  state: ClusterState,
  aside: ReadonlyMap<number, Obstacle>,
  edgesOf: readonly (readonly UnitEdge[])[],
  units: readonly (readonly string[])[],
): ClusterConflict[] {
  const groups = new Map<number, number[]>();
  for (const unit of [...aside.keys()].sort((a, b) => a - b)) {
    const cluster = state.clusterOf(unit);
    groups.set(cluster, [...(groups.get(cluster) ?? []), unit]);
  }
  return [...groups].map(([cluster, members]) => ({
    kind: 'ambiguous',
    records: members.flatMap(unit => units[unit] ?? []).sort(compareText),
    label: aside.get(members[0] ?? cluster)?.label ?? '',
    edges: members
      .flatMap(unit => edgesOf[unit] ?? [])
      .filter(({ left, right }) => state.clusterOf(left) !== state.clusterOf(right))
      .map(({ edge }) => edge)
      .sort((a, b) => b.score - a.score || compareText(pairKey(a.a, a.b), pairKey(b.a, b.b))),
    settled: false,
  }));
}

/** One conflict per pair of clusters that an edge would join and a veto keeps apart. Judgements and one-to-one sources need no look. */
function bridges(state: ClusterState, refusals: readonly Refusal[]): ClusterConflict[] {
  const byPair = new Map<string, Refusal[]>();
  for (const refusal of refusals) {
    const [left, right] = [state.clusterOf(refusal.left), state.clusterOf(refusal.right)];
    if (left === right || refusal.obstacle.kind !== 'veto') continue;
    const key = left < right ? `${left} ${right}` : `${right} ${left}`;
    byPair.set(key, [...(byPair.get(key) ?? []), refusal]);
  }
  return [...byPair.values()].map(group => ({
    kind: 'veto-bridge',
    records: [...new Set(group.flatMap(({ edge }) => [edge.a, edge.b]))].sort(compareText),
    label: group[0]?.obstacle.label ?? '',
    edges: group.map(({ edge }) => edge),
    settled: group.every(
      refusal => state.sizeInUnits(refusal.left) > 1 || state.sizeInUnits(refusal.right) > 1,
    ),
  }));
}

function edgesBetweenUnits(units: readonly (readonly string[])[], sameEdges: readonly Edge[]): UnitEdge[] {
  const unitOf = new Map(units.flatMap((unit, number) => unit.map(record => [record, number] as const)));
  return sameEdges
    .map(edge => ({ left: unitOf.get(edge.a) ?? 0, right: unitOf.get(edge.b) ?? 0, edge }))
    .filter(({ left, right }) => left !== right);
}

function groupByUnit(count: number, edges: readonly UnitEdge[]): readonly (readonly UnitEdge[])[] {
  const groups: UnitEdge[][] = Array.from({ length: count }, () => []);
  for (const unitEdge of edges) {
    groups[unitEdge.left]?.push(unitEdge);
    groups[unitEdge.right]?.push(unitEdge);
  }
  return groups;
}
