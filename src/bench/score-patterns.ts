import type { NegativePair, RecordName, TrueRecord } from './quality-facts.js';
import { ratio } from './score-clusters.js';

/** How one duplicate pattern fares: over the true pairs of which at least one record carries it. */
export interface DuplicatePatternScore {
  readonly pattern: string;
  readonly truePairs: number;
  readonly merged: number;
  /** Not merged, but before a steward. */
  readonly inReview: number;
  readonly recall: number;
}

/** How one pattern of things that must stay apart fares. */
export interface NegativePatternScore {
  readonly pattern: string;
  readonly pairs: number;
  readonly falseMerges: number;
  /** The first few false merges, for whoever looks for the reason. */
  readonly examples: readonly string[];
}

/** Where a record is; a record that the hub did not accept is in no golden record. */
export type GoldenOf = (name: RecordName) => string | undefined;

/** Whether two golden records are the question of one open task. */
export type IsInReview = (leftGolden: string, rightGolden: string) => boolean;

const EXAMPLES_MAX = 5;

/** True pairs, merged pairs and reviewed pairs by duplicate pattern; a pair counts for every pattern that it carries, `none` where it carries none. */
export function scoreDuplicatePatterns(
  records: readonly TrueRecord[],
  goldenOf: GoldenOf,
  isInReview: IsInReview,
): DuplicatePatternScore[] {
  const counts = new Map<string, { truePairs: number; merged: number; inReview: number }>();
  for (const [left, right] of truePairs(records)) {
    const outcome = outcomeOf(goldenOf(left.name), goldenOf(right.name), isInReview);
    const patterns = new Set([...left.patterns, ...right.patterns]);
    for (const pattern of patterns.size === 0 ? ['none'] : patterns) {
      const count = counts.get(pattern) ?? { truePairs: 0, merged: 0, inReview: 0 };
      count.truePairs += 1;
      if (outcome === 'merged') count.merged += 1;
      if (outcome === 'inReview') count.inReview += 1;
      counts.set(pattern, count);
    }
  }
  return [...counts]
    .map(([pattern, count]) => ({ pattern, ...count, recall: ratio(count.merged, count.truePairs) }))
    .sort(byPattern);
}

/** Pairs that must stay apart and were put together, by pattern. */
export function scoreNegativePatterns(
  negatives: readonly NegativePair[],
  goldenOf: GoldenOf,
): NegativePatternScore[] {
  const counts = new Map<string, { pairs: number; falseMerges: number; examples: string[] }>();
  for (const { left, right, pattern } of negatives) {
    const count = counts.get(pattern) ?? { pairs: 0, falseMerges: 0, examples: [] };
    counts.set(pattern, count);
    count.pairs += 1;
    const golden = goldenOf(left);
    if (golden === undefined || golden !== goldenOf(right)) continue;
    count.falseMerges += 1;
    if (count.examples.length < EXAMPLES_MAX) count.examples.push(`${left} = ${right}`);
  }
  return [...counts].map(([pattern, count]) => ({ pattern, ...count })).sort(byPattern);
}

/** How many true pairs are not merged but before a steward. */
export function countReviewedPairs(
  records: readonly TrueRecord[],
  goldenOf: GoldenOf,
  isInReview: IsInReview,
): number {
  let reviewed = 0;
  for (const [left, right] of truePairs(records)) {
    if (outcomeOf(goldenOf(left.name), goldenOf(right.name), isInReview) === 'inReview') reviewed += 1;
  }
  return reviewed;
}

function outcomeOf(
  left: string | undefined,
  right: string | undefined,
  isInReview: IsInReview,
): 'merged' | 'inReview' | 'apart' {
  if (left === undefined || right === undefined) return 'apart';
  if (left === right) return 'merged';
  return isInReview(left, right) ? 'inReview' : 'apart';
}

function* truePairs(records: readonly TrueRecord[]): Generator<readonly [TrueRecord, TrueRecord]> {
  const byEntity = new Map<string, TrueRecord[]>();
  for (const record of records) {
    const known = byEntity.get(record.entity);
    if (known === undefined) byEntity.set(record.entity, [record]);
    else known.push(record);
  }
  for (const group of byEntity.values()) {
    for (const [place, left] of group.entries()) {
      for (const right of group.slice(place + 1)) yield [left, right];
    }
  }
}

function byPattern(left: { readonly pattern: string }, right: { readonly pattern: string }): number {
  return left.pattern.localeCompare(right.pattern, 'en', { numeric: true });
}
