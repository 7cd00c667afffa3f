import { clusterRecords, planClusterIds, type ClusterConflict, type Edge } from '../core/clustering/index.js';
import { vetoBetween, vetoSignature, type DecidedPair, type MatchModel } from '../core/matching/index.js';
import {
  followedGoldens,
  type GoldenSnapshot,
  type Link,
  type LinkEvidence,
  type Resolution,
} from '../core/merge/index.js';
import type { Judgement } from '../matching/index.js';
import type { NeighbourRecord } from './neighbourhood.repository.js';

/** What clustering a neighbourhood starts from. */
export interface ClusteringInput {
  readonly model: MatchModel;
  readonly records: readonly NeighbourRecord[];
  readonly pairs: readonly DecidedPair[];
  readonly judgements: readonly Judgement[];
  readonly links: readonly Link[];
  readonly goldens: readonly GoldenSnapshot[];
  /** Systems that hold each thing once: two of their records are never one. */
  readonly uniqueSystems: ReadonlySet<string>;
}

/** Clusters by record id, with the golden record that each is, and what could not be decided. */
export interface Clustering {
  readonly resolution: Resolution;
  readonly conflicts: readonly ClusterConflict[];
}

/**
 * Clusters the records of a neighbourhood. Clustering sees records by system and key, not by the number that they got when they
 * arrived: ties are then broken the same way whatever the order of arrival.
 */
export function clusterNeighbourhood(input: ClusteringInput): Clustering {
  const names = new Map(input.records.map(record => [record.recordId, nameOf(record)]));
  const byName = new Map(input.records.map(record => [nameOf(record), record]));
  const live = input.records.filter(record => !record.deleted).map(nameOf);
  const { clusters, conflicts } = clusterRecords({
    records: live,
    edges: input.pairs.flatMap(pair => edgeOf(pair, names)),
    judgements: input.judgements.flatMap(judgement => {
      const a = names.get(judgement.left);
      const b = names.get(judgement.right);
      return a === undefined || b === undefined
        ? []
        : [{ a, b, verdict: judgement.verdict, at: judgement.madeAt.toISOString() }];
    }),
    vetoBetween: (a, b) => vetoBetween(input.model, featuresOf(byName, a), featuresOf(byName, b)),
    signatureOf: name => vetoSignature(input.model, featuresOf(byName, name)),
    oneToOneSourceOf: name => {
      const system = byName.get(name)?.system;
      return system !== undefined && input.uniqueSystems.has(system) ? system : null;
    },
    margin: input.model.rules.decision.margin,
  });
  const idOf = (name: string): string => byName.get(name)?.recordId ?? name;
  const resolution = assignGoldenRecords(input, clusters, names, idOf);
  return {
    resolution: {
      ...resolution,
      clusters: resolution.clusters.map(cluster => cluster.map(idOf)),
      evidence: evidenceOf(
        input,
        resolution.clusters.map(cluster => cluster.map(idOf)),
      ),
    },
    conflicts: conflicts.map(conflict => ({
      ...conflict,
      records: conflict.records.map(idOf),
      edges: conflict.edges.map(edge => ({ ...edge, a: idOf(edge.a), b: idOf(edge.b) })),
    })),
  };
}

/**
 * Records that their system has deleted stay where they are: with the heir of their golden record, or alone under its id. Where a
 * merged golden record comes back, those that it brought come back with it.
 */
function assignGoldenRecords(
  input: ClusteringInput,
  liveClusters: readonly (readonly string[])[],
  names: ReadonlyMap<string, string>,
  idOf: (name: string) => string,
): Omit<Resolution, 'evidence'> {
  const createdAt = new Map(input.goldens.map(golden => [golden.id, golden.createdAt]));
  const linked = new Map(input.links.map(link => [names.get(link.recordId) ?? '', link.goldenId]));
  const followed = followedByName(input, liveClusters, idOf);
  const ids = planClusterIds({ previous: followed, clusters: liveClusters, createdAt });
  const back = new Map(
    input.goldens
      .filter(golden => golden.status === 'MERGED' && [...followed.values()].includes(golden.id))
      .flatMap(golden => (golden.absorption?.links ?? []).map(link => [link.recordId, golden.id] as const)),
  );
  const clusters = liveClusters.map(cluster => [...cluster]);
  const assignments = [...ids.assignments];
  const place = new Map(
    assignments.flatMap((each, index) => (each === 'new' ? [] : [[each.goldenId, index] as const])),
  );
  for (const record of input.records.filter(each => each.deleted)) {
    const name = nameOf(record);
    const golden = back.get(record.recordId) ?? linked.get(name);
    if (golden === undefined) continue;
    const heir = ids.redirects.get(golden) ?? golden;
    const index = place.get(heir);
    if (index !== undefined) clusters[index]?.push(name);
    else {
      place.set(golden, clusters.length);
      clusters.push([name]);
      assignments.push({ goldenId: golden });
    }
  }
  return { clusters, ids: { ...ids, assignments } };
}

/** The golden record that each live record follows, by the names that clustering knows. */
function followedByName(
  input: ClusteringInput,
  clusters: readonly (readonly string[])[],
  idOf: (name: string) => string,
): ReadonlyMap<string, string> {
  const live = new Set(clusters.flat().map(idOf));
  const links = input.links.filter(link => live.has(link.recordId));
  const followed = followedGoldens(
    { goldens: input.goldens, links },
    clusters.map(cluster => cluster.map(idOf)),
  );
  return new Map(
    clusters.flat().flatMap(name => {
      const golden = followed.get(idOf(name));
      return golden === undefined ? [] : [[name, golden] as const];
    }),
  );
}

/** Why each record is where it is: the strongest pair, or the person's word, that ties it to its cluster. */
function evidenceOf(
  input: ClusteringInput,
  clusters: readonly (readonly string[])[],
): ReadonlyMap<string, LinkEvidence> {
  const clusterOf = new Map(
    clusters.flatMap((cluster, index) => cluster.map(record => [record, index] as const)),
  );
  const inside = (left: string, right: string): boolean =>
    clusterOf.has(left) && clusterOf.get(left) === clusterOf.get(right);
  const evidence = new Map<string, LinkEvidence>();
  for (const record of clusterOf.keys()) {
    evidence.set(record, { reason: 'no other record is the same thing', by: 'machine' });
  }
  const same = input.pairs.filter(pair => pair.decision === 'same' && inside(pair.left, pair.right));
  for (const pair of same.toSorted((left, right) => left.score - right.score)) {
    const reason = pair.reasons.slice(0, 3).join(', ');
    for (const record of [pair.left, pair.right])
      evidence.set(record, { reason, score: pair.score, by: 'machine' });
  }
  for (const judgement of input.judgements) {
    if (judgement.verdict !== 'same' || !inside(judgement.left, judgement.right)) continue;
    const reason = judgement.reason ?? 'judged the same';
    for (const record of [judgement.left, judgement.right])
      evidence.set(record, { reason, by: judgement.madeBy });
  }
  return evidence;
}

function edgeOf(pair: DecidedPair, names: ReadonlyMap<string, string>): Edge[] {
  const a = names.get(pair.left);
  const b = names.get(pair.right);
  if (a === undefined || b === undefined) return [];
  return [{ a, b, score: pair.score, decision: pair.decision, reason: pair.reasons[0] ?? '' }];
}

function nameOf(record: Pick<NeighbourRecord, 'system' | 'key'>): string {
  return `${record.system}\u0000${record.key}`;
}

function featuresOf(byName: ReadonlyMap<string, NeighbourRecord>, name: string): NeighbourRecord['features'] {
  return byName.get(name)?.features ?? {};
}
