/** What becomes of each compared pair, and how the result stands against the truth. */
import type { DedupeResult } from './dedupe-table.js';
import {
  bCubedQuality,
  pairwiseQuality,
  qualityOfCounts,
  type Quality,
} from './clusters/measure-clusters.js';
import { probabilityOf } from './model/score-pairs.js';
import type { Table } from './table/table.js';

/** The decision on a pair: in one cluster, for a person to look at, or apart. */
export type PairDecision = 'same' | 'review' | 'different';

/** Pairs at least this probable that did not end in one cluster are worth a person's look. */
const REVIEW_PROBABILITY_MIN = 0.1;

/** The decision on pair `pair` of a result. */
export function pairDecision({ pairs, clusterOf, scores }: DedupeResult, pair: number): PairDecision {
  return decisionOf(
    clusterOf[pairs.left[pair]!] === clusterOf[pairs.right[pair]!],
    probabilityOf(scores[pair]!),
  );
}

/** The decision on a pair that is in one cluster or not, and so probable. */
export function decisionOf(isTogether: boolean, probability: number): PairDecision {
  if (isTogether) return 'same';
  return probability >= REVIEW_PROBABILITY_MIN ? 'review' : 'different';
}

/** Measures of a result. */
export interface Metrics {
  readonly records: number;
  /** Records that the truth names. Others are measured as being alone. */
  readonly recordsWithTruth: number;
  readonly truePairs: number;
  /** Pairs in common clusters; across sources only where only those were wanted. */
  readonly pairwise: Quality;
  readonly bCubed: Quality;
  /** Compared pairs at or above the threshold, before clustering. */
  readonly links: Quality;
  /** Share of true pairs that blocking brought together. */
  readonly blockingRecall: number;
  /** How far probabilities are from shares: mean over the compared pairs, in ten bands of probability (expected calibration error). */
  readonly calibrationError: number;
}

const BANDS = 10;

/** Measures a result against the true cluster of each record. */
export function measureResult(
  { recordIds, sourceOf }: Table,
  result: DedupeResult,
  truth: ReadonlyMap<string, string>,
  acrossOnly: boolean,
): Metrics {
  const numberOf = new Map<string, number>();
  const trueClusters = recordIds.map((id, row) => {
    const cluster = truth.get(id);
    const key = cluster === undefined ? `row ${row}` : `cluster ${cluster}`;
    const number = numberOf.get(key) ?? numberOf.size;
    numberOf.set(key, number);
    return number;
  });
  const found = Array.from(result.clusterOf);
  const truePairs = countTogether(trueClusters, sourceOf, acrossOnly);
  const { pairs, scores, threshold } = result;
  let candidates = 0;
  let linked = 0;
  let right = 0;
  const expected = new Float64Array(BANDS);
  const happened = new Float64Array(BANDS);
  for (let pair = 0; pair < pairs.count; pair++) {
    const isTrue = trueClusters[pairs.left[pair]!] === trueClusters[pairs.right[pair]!];
    if (isTrue) candidates++;
    const probability = probabilityOf(scores[pair]!);
    const band = Math.min(BANDS - 1, Math.floor(probability * BANDS));
    expected[band]! += probability;
    if (isTrue) happened[band]!++;
    if (scores[pair]! < threshold) continue;
    linked++;
    if (isTrue) right++;
  }
  const together = found.map((cluster, row) => `${cluster} ${trueClusters[row]}`);
  return {
    records: recordIds.length,
    recordsWithTruth: recordIds.filter(id => truth.has(id)).length,
    truePairs,
    pairwise: acrossOnly
      ? qualityOfCounts(
          countTogether(together, sourceOf, true),
          countTogether(found, sourceOf, true),
          truePairs,
        )
      : pairwiseQuality(found, trueClusters),
    bCubed: bCubedQuality(found, trueClusters),
    links: qualityOfCounts(right, linked, truePairs),
    blockingRecall: truePairs === 0 ? 1 : candidates / truePairs,
    calibrationError:
      expected.reduce((sum, own, band) => sum + Math.abs(own - happened[band]!), 0) /
      Math.max(1, pairs.count),
  };
}

/** Pairs of rows with equal keys, of different sources where asked. */
function countTogether(
  keys: readonly (string | number)[],
  sourceOf: Uint16Array,
  acrossOnly: boolean,
): number {
  const sizes = new Map<string | number, number>();
  const inside = new Map<string, number>();
  let pairs = 0;
  for (const [row, key] of keys.entries()) {
    const size = sizes.get(key) ?? 0;
    sizes.set(key, size + 1);
    const ofSource = `${key} ${sourceOf[row]}`;
    const own = inside.get(ofSource) ?? 0;
    inside.set(ofSource, own + 1);
    pairs += acrossOnly ? size - own : size;
  }
  return pairs;
}
