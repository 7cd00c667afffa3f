/**
 * How good a grouping is against the truth: over pairs, and per record (B-cubed, Bagga and Baldwin 1998), which does not let one
 * large cluster outweigh all others.
 */

/** Precision, recall and their harmonic mean. */
export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Pairs in common clusters against pairs in common true clusters. */
export function pairwiseQuality(found: readonly number[], truth: readonly number[]): Quality {
  const joint = tally(found.map((cluster, row) => `${cluster} ${truth[row]}`));
  const both = pairsIn(joint);
  return qualityOf(ratio(both, pairsIn(tally(found))), ratio(both, pairsIn(tally(truth))));
}

/** B-cubed: for each record the share of its cluster that belongs with it, and the share of its true cluster that was found. */
export function bCubedQuality(found: readonly number[], truth: readonly number[]): Quality {
  const foundSizes = tally(found);
  const trueSizes = tally(truth);
  const joint = tally(found.map((cluster, row) => `${cluster} ${truth[row]}`));
  let precision = 0;
  let recall = 0;
  for (const [row, cluster] of found.entries()) {
    const both = joint.get(`${cluster} ${truth[row]}`)!;
    precision += both / foundSizes.get(cluster)!;
    recall += both / trueSizes.get(truth[row]!)!;
  }
  const rows = Math.max(1, found.length);
  return qualityOf(precision / rows, recall / rows);
}

/** Quality from counts of right, found and true pairs. */
export function qualityOfCounts(right: number, found: number, all: number): Quality {
  return qualityOf(ratio(right, found), ratio(right, all));
}

function qualityOf(precision: number, recall: number): Quality {
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

/** Nothing found and nothing to find is right. */
const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

function tally<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function pairsIn(counts: ReadonlyMap<unknown, number>): number {
  let pairs = 0;
  for (const count of counts.values()) pairs += (count * (count - 1)) / 2;
  return pairs;
}
