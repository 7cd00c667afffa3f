/**
 * Which golden record each cluster is, when records were clustered anew: ids stay where people and systems
 * know them. Merging keeps the oldest golden record's id, splitting leaves the id with the largest part.
 * For example `G1 {a, b, c}` and the older `G0 {d}` become `{a, b, d}` and `{c}`: the first is G0 and G1
 * redirects to it, the second is new.
 */
import { compareText } from '../model/index.js';

/** What the ids depend on. */
export interface ClusterIdInput {
  /** Source record → golden record that it was linked to. Records that had none are absent. */
  readonly previous: ReadonlyMap<string, string>;
  readonly clusters: readonly (readonly string[])[];
  /** Golden record → ISO instant of its creation, all in one format. Absent counts as newest. */
  readonly createdAt: ReadonlyMap<string, string>;
}

/** Which golden record each cluster is from now on. */
export interface ClusterIdPlan {
  /** Per cluster, in their order: the golden record that it stays, or `new`. */
  readonly assignments: readonly ({ readonly goldenId: string } | 'new')[];
  /** Merged golden record → the survivor that it resolves to from now on. */
  readonly redirects: ReadonlyMap<string, string>;
  /** Golden record whose records are now in several clusters → those clusters, the one that its history follows first. */
  readonly splits: ReadonlyMap<string, readonly number[]>;
  /** Golden records left without any of their records, sorted. They keep their id and redirect nowhere. */
  readonly emptied: readonly string[];
}

interface Part {
  readonly cluster: number;
  size: number;
  smallest: string;
}

/**
 * Plans the ids. A golden record follows its largest part (of equal parts, the one with its smallest record id);
 * of several golden records that follow into one cluster the oldest survives (of equal age, the smallest id).
 */
export function planClusterIds({ previous, clusters, createdAt }: ClusterIdInput): ClusterIdPlan {
  const parts = partsByGolden(previous, clusters);
  const claims = new Map<number, string[]>();
  const splits = new Map<string, readonly number[]>();
  for (const golden of [...parts.keys()].sort(compareText)) {
    const ordered = [...(parts.get(golden)?.values() ?? [])].sort(
      (left, right) => right.size - left.size || compareText(left.smallest, right.smallest),
    );
    if (ordered.length > 1)
      splits.set(
        golden,
        ordered.map(part => part.cluster),
      );
    const heir = ordered[0]?.cluster;
    if (heir !== undefined) claims.set(heir, [...(claims.get(heir) ?? []), golden]);
  }
  const redirects = new Map<string, string>();
  const assignments = clusters.map((_, cluster) => {
    const [survivor, ...merged] = (claims.get(cluster) ?? []).sort(oldestFirst(createdAt));
    if (survivor === undefined) return 'new';
    for (const golden of merged) redirects.set(golden, survivor);
    return { goldenId: survivor };
  });
  const emptied = [...new Set(previous.values())].filter(golden => !parts.has(golden)).sort(compareText);
  return { assignments, redirects, splits, emptied };
}

function partsByGolden(
  previous: ReadonlyMap<string, string>,
  clusters: readonly (readonly string[])[],
): Map<string, Map<number, Part>> {
  const parts = new Map<string, Map<number, Part>>();
  for (const [cluster, records] of clusters.entries()) {
    for (const record of records) {
      const golden = previous.get(record);
      if (golden === undefined) continue;
      const ofGolden = parts.get(golden) ?? new Map<number, Part>();
      parts.set(golden, ofGolden);
      const part = ofGolden.get(cluster);
      if (part === undefined) ofGolden.set(cluster, { cluster, size: 1, smallest: record });
      else {
        part.size++;
        if (record < part.smallest) part.smallest = record;
      }
    }
  }
  return parts;
}

function oldestFirst(createdAt: ReadonlyMap<string, string>) {
  const age = (golden: string): string => createdAt.get(golden) ?? '\uffff';
  return (left: string, right: string): number =>
    compareText(age(left), age(right)) || compareText(left, right);
}
