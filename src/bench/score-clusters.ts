/** How well pairs of records were put together. */
export interface PairScore {
  /** Pairs of records of one real thing. */
  readonly truePairs: number;
  /** Pairs that the hub put into one golden record. */
  readonly merged: number;
  /** Of those, the right ones. */
  readonly mergedRight: number;
  /** 1 when nothing was merged. */
  readonly precision: number;
  /** 1 when there was nothing to merge. */
  readonly recall: number;
  readonly f1: number;
}

/** B-cubed (Bagga & Baldwin 1998): precision and recall of each record's own cluster, averaged over records, so that one huge cluster does not outweigh all others. */
export interface RecordScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** A record's real thing and the cluster it was put into. */
export interface Placement {
  readonly entity: string;
  readonly cluster: string;
}

/** Pair precision, recall and F1 over all pairs of records, without walking them: cell sizes are enough. */
export function scorePairs(placements: readonly Placement[]): PairScore {
  const { entities, clusters, cells } = countCells(placements);
  const truePairs = sumPairs(entities.values());
  const merged = sumPairs(clusters.values());
  const mergedRight = sumPairs([...cells.values()].map(cell => cell.size));
  const precision = ratio(mergedRight, merged);
  const recall = ratio(mergedRight, truePairs);
  return { truePairs, merged, mergedRight, precision, recall, f1: harmonicMean(precision, recall) };
}

/** B-cubed precision, recall and F1. All 1 for no records. */
export function scoreRecords(placements: readonly Placement[]): RecordScore {
  const { entities, clusters, cells } = countCells(placements);
  let precisionSum = 0;
  let recallSum = 0;
  for (const { entity, cluster, size } of cells.values()) {
    precisionSum += (size * size) / (clusters.get(cluster) ?? size);
    recallSum += (size * size) / (entities.get(entity) ?? size);
  }
  const precision = ratio(precisionSum, placements.length);
  const recall = ratio(recallSum, placements.length);
  return { precision, recall, f1: harmonicMean(precision, recall) };
}

/** A share of nothing is 1: where there was nothing to get right, nothing is wrong. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function harmonicMean(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

interface Cell extends Placement {
  size: number;
}

function countCells(placements: readonly Placement[]): {
  readonly entities: ReadonlyMap<string, number>;
  readonly clusters: ReadonlyMap<string, number>;
  readonly cells: ReadonlyMap<string, Cell>;
} {
  const entities = new Map<string, number>();
  const clusters = new Map<string, number>();
  const cells = new Map<string, Cell>();
  for (const { entity, cluster } of placements) {
    entities.set(entity, (entities.get(entity) ?? 0) + 1);
    clusters.set(cluster, (clusters.get(cluster) ?? 0) + 1);
    const name = `${entity} ${cluster}`;
    const cell = cells.get(name);
    if (cell === undefined) cells.set(name, { entity, cluster, size: 1 });
    else cell.size += 1;
  }
  return { entities, clusters, cells };
}

function sumPairs(sizes: Iterable<number>): number {
  let pairs = 0;
  for (const size of sizes) pairs += (size * (size - 1)) / 2;
  return pairs;
}
