/**
 * How records that have nothing to do with each other compare: the u of all pairs, beside that of pairs that share a block. Pairs that
 * a block brings together are known one by one; the rest is known from a sample of random pairs.
 */
import { hashKey } from '../blocking/index.js';
import { samplePairs } from '../columnar/index.js';
import type { MatchModel } from '../matching/index.js';
import { PatternCount, type EvidencePattern } from './count-patterns.js';
import { isCountedBy } from './evidence-columns.js';
import { pairName, type RecordPair, type TrainingRecord } from './training-record.js';

/** A share of 1 in 10,000 is then known to ±30 %. */
const RANDOM_PAIRS = 100_000;

/** Pairs that no block brings together. */
export interface ChanceLevels {
  /** How many there are, and how many of them were compared. */
  readonly pairs: number;
  readonly sampled: number;
  /** By column and level: pairs at it, the sample scaled to all. */
  readonly counts: readonly Float64Array[];
}

/** The same with how the pairs of the sample compare. */
export interface ChanceSample extends ChanceLevels {
  readonly patterns: readonly EvidencePattern[];
}

/** Compares a sample of random pairs, the same for the same records in any order. @param blocked pairs that share a block */
export function chanceLevels(
  model: MatchModel,
  records: readonly TrainingRecord[],
  blocked: readonly RecordPair[],
): ChanceSample {
  // In the order of a hash of their ids, neighbours are unrelated.
  const inHashOrder = records
    .map(record => ({ record, hash: hashKey(record.id) }))
    .sort((left, right) => (left.hash < right.hash ? -1 : left.hash > right.hash ? 1 : 0))
    .map(({ record }) => record);
  const scope = { rows: records.length, sourceOf: new Uint16Array(0), acrossOnly: false };
  const sample = samplePairs(scope, RANDOM_PAIRS);
  const names = new Set(blocked.map(pairName));
  const count = new PatternCount(model);
  let sampled = 0;
  for (let pair = 0; pair < sample.count; pair++) {
    const [left, right] = [inHashOrder[sample.left[pair] ?? 0], inHashOrder[sample.right[pair] ?? 0]];
    if (left === undefined || right === undefined) continue;
    if (names.has(pairName([left.id, right.id])) || names.has(pairName([right.id, left.id]))) continue;
    count.add(left.features, right.features);
    sampled += 1;
  }
  const pairs = Math.max(0, (records.length * (records.length - 1)) / 2 - blocked.length);
  const scale = pairs / Math.max(1, sampled);
  const counts = count.columns.map(({ levels }) => new Float64Array(levels.length));
  for (const pattern of count.patterns()) {
    for (const [column, digit] of pattern.levels.entries()) {
      const own = counts[column];
      if (own !== undefined && isCountedBy(count.columns[column], digit, pattern.isForbidden))
        own[digit - 1] = (own[digit - 1] ?? 0) + pattern.pairs * scale;
    }
  }
  return { pairs, sampled, counts, patterns: count.patterns() };
}
