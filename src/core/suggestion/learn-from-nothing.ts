/**
 * Weights of evidence that nobody has weighed. First log2(m / u) with m as expected of the kind of evidence and u counted on records that have
 * nothing to do with each other: free maximisation without labels takes the products of one maker for one product, so m is left alone. Then,
 * when evidence has been found by which pairs can be judged, both m and u of the pairs that share a block (Fellegi and Sunter 1969; Winkler 2000).
 */
import { findDependences, risingWeights } from '../columnar/index.js';
import {
  evidenceColumns,
  refineWeights,
  scorePattern,
  withWeights,
  type ChanceSample,
  type EvidencePattern,
  type RefinedWeights,
  type WeightTable,
} from '../training/index.js';
import type { MatchRules } from '../rules/index.js';
import { expectedShares, IDENTIFIER_SHARES } from './expected-levels.js';

/** Weights by what is expected and what is common. */
export interface Expected {
  /** The rules with weights for any two records, and the log2 odds that they are one thing as prior. */
  readonly rules: MatchRules;
  /** Chance of each pattern of being one thing. */
  readonly posterior: Float64Array;
}

/** Weights for pairs that share a block. */
export interface Learned {
  readonly rules: MatchRules;
  readonly refined: RefinedWeights;
}

/** True pairs per record to expect before anything is known: most things turn up twice or not at all. */
const TRUE_PAIRS_PER_RECORD = 0.3;
/** Rounds in which the pairs that look like one thing are taken out of u; the weights then move by hundredths. */
const CHANCE_ROUNDS = 5;
/** Each round goes at most 69 % of the way, so that after four less than a hundredth is left. */
const ROUNDS = 4;
/** Pairs added to the counts of a column, spread over its levels: none is impossible because a sample lacks it. */
const PAIRS_ADDED = 1;
/** Bits beyond which no weight starts. */
const START_MAX = 18;
const START_MIN = -8;

/** Weighs evidence by what is expected of it and by chance. @param records how many there are */
export function weighByChance(
  rules: MatchRules,
  patterns: readonly EvidencePattern[],
  chance: ChanceSample,
  records: number,
): Expected {
  const blocked = patterns.reduce((sum, { pairs }) => sum + pairs, 0);
  const allPairs = Math.max(1, chance.pairs + blocked);
  let matches = Math.min(TRUE_PAIRS_PER_RECORD * records, blocked / 2);
  let posterior = new Float64Array(patterns.length);
  let weights: WeightTable = [];
  let prior = 0;
  for (let round = 0; round < CHANCE_ROUNDS; round++) {
    prior = Math.log2(Math.max(1, matches) / Math.max(1, allPairs - matches));
    weights = withoutDoubles(rules, chanceWeights(rules, patterns, posterior, chance), chance);
    posterior = Float64Array.from(patterns, pattern =>
      pattern.isForbidden ? 0 : 1 / (1 + 2 ** -scorePattern(pattern, weights, prior)),
    );
    matches = patterns.reduce((sum, { pairs }, number) => sum + pairs * (posterior[number] ?? 0), 0);
  }
  return { rules: withRoundWeights(rules, weights, prior), posterior };
}

/** The rules with learned weights and prior, to a tenth of a bit. */
function withRoundWeights(rules: MatchRules, weights: WeightTable, prior: number): MatchRules {
  const learned = withWeights(
    rules,
    weights.map(column => column.map(tenth)),
  );
  return { ...learned, decision: { ...learned.decision, prior: tenth(prior) } };
}

function tenth(bits: number): number {
  return Math.round(bits * 10) / 10;
}

/**
 * Weights for pairs that share a block, from what is known of the patterns there. What brings pairs together is common among them: neighbours
 * share their address and phone, so that agreeing on either says little, whatever it says of any two records.
 *
 * @param anchored patterns whose pairs are known to be one thing or two as far as independent evidence shows
 * @param posterior opinion of each pattern to begin with
 */
export function learnInBlocks(
  rules: MatchRules,
  anchored: readonly EvidencePattern[],
  posterior: Float64Array,
  chance: ChanceSample,
): Learned {
  const nothing: ChanceSample = {
    ...chance,
    pairs: 0,
    counts: chance.counts.map(counts => new Float64Array(counts.length)),
  };
  let opinion = posterior;
  let refined: RefinedWeights | undefined;
  let prior = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let [same, all] = [1, 2];
    for (const [number, { pairs, judgedSame, judgedOther, isForbidden }] of anchored.entries()) {
      if (isForbidden) continue;
      same += judgedSame + pairs * (opinion[number] ?? 0);
      all += judgedSame + judgedOther + pairs;
    }
    prior = Math.log2(same / (all - same));
    const weights = countedWeights(rules, anchored, opinion);
    refined = refineWeights(evidenceColumns(withWeights(rules, weights)), anchored, nothing, prior);
    opinion = refined.posterior;
  }
  if (refined === undefined) throw new RangeError('no rounds');
  return { rules: withRoundWeights(rules, refined.weights, prior), refined };
}

/** log2(m / u) of pairs in blocks, by the model's opinion of each pattern. */
function countedWeights(
  rules: MatchRules,
  patterns: readonly EvidencePattern[],
  posterior: Float64Array,
): readonly (readonly number[])[] {
  return evidenceColumns(rules).map(({ levels }, place) => {
    const width = levels.length;
    const same = new Float64Array(width + 1);
    const other = new Float64Array(width + 1);
    for (const [number, pattern] of patterns.entries()) {
      const digit = pattern.levels[place] ?? 0;
      if (digit === 0 || pattern.isForbidden) continue;
      const { pairs, judgedSame, judgedOther } = pattern;
      const all = pairs + judgedSame + judgedOther;
      const share = (judgedSame + pairs * (posterior[number] ?? 0)) / all;
      same[digit] = (same[digit] ?? 0) + share * all;
      other[digit] = (other[digit] ?? 0) + (1 - share) * (pattern.unshared[place] ?? 0);
    }
    const shares = (counts: Float64Array): Float64Array => {
      const all = counts.reduce((sum, count) => sum + count, 0) + PAIRS_ADDED;
      return counts.map((count, digit) => (digit === 0 ? 0 : (count + PAIRS_ADDED / width) / all));
    };
    return [...risingWeights(shares(same), shares(other), width + 1)]
      .slice(1)
      .map(bits => Math.min(START_MAX, Math.max(START_MIN, bits)));
  });
}

/** log2(m / u), m as expected and u of all pairs that do not look like one thing. */
function chanceWeights(
  rules: MatchRules,
  patterns: readonly EvidencePattern[],
  posterior: Float64Array,
  chance: ChanceSample,
): readonly (readonly number[])[] {
  const scale = chance.pairs / Math.max(1, chance.sampled);
  return evidenceColumns(rules).map((column, place) => {
    const expected =
      column.kind === 'identifier'
        ? IDENTIFIER_SHARES
        : expectedShares(rules.comparisons.find(({ name }) => name === column.name)?.comparator ?? '');
    const counts = new Float64Array(column.levels.length);
    // Those under a veto, too: whatever makes them different, they show what comes together by chance.
    for (const { levels, pairs } of chance.patterns) {
      const level = (levels[place] ?? 0) - 1;
      if (level >= 0) counts[level] = (counts[level] ?? 0) + pairs * scale;
    }
    for (const [number, { levels, unshared }] of patterns.entries()) {
      const level = (levels[place] ?? 0) - 1;
      if (level < 0) continue;
      counts[level] = (counts[level] ?? 0) + (1 - (posterior[number] ?? 0)) * (unshared[place] ?? 0);
    }
    const width = column.levels.length;
    const all = counts.reduce((sum, count) => sum + count, 0) + PAIRS_ADDED;
    const u = Float64Array.of(0, ...Array.from(counts, count => (count + PAIRS_ADDED / width) / all));
    const m = Float64Array.of(0, ...column.levels.map((_, level) => expected[level] ?? 1 / width));
    return [...risingWeights(m, u, width + 1)]
      .slice(1)
      .map(bits => Math.min(START_MAX, Math.max(START_MIN, bits)));
  });
}

/**
 * Columns on which unrelated records agree together (postcode and city) would prove the same thing twice: what agreeing on one makes the
 * other more likely is taken from the weights of the less telling one.
 */
function withoutDoubles(
  rules: MatchRules,
  weights: readonly (readonly number[])[],
  { patterns }: ChanceSample,
): readonly (readonly number[])[] {
  const columns = evidenceColumns(rules);
  const table = {
    patternOf: new Int32Array(0),
    counts: Float64Array.from(patterns, ({ pairs }) => pairs),
    levels: Uint8Array.from(patterns.flatMap(({ levels }) => [...levels])),
    patterns: patterns.length,
  };
  const { found, agreeing } = findDependences(table, columns.length, 0);
  const result = weights.map(column => [...column]);
  const lost = new Set<number>();
  for (const { first, second, bits } of found) {
    const [a, b] = [result[first]?.at(-1) ?? 0, result[second]?.at(-1) ?? 0];
    const less = a < b ? first : second;
    if (lost.has(less)) continue;
    lost.add(less);
    result[less] = (result[less] ?? []).map((weight, level) =>
      level + 1 >= (agreeing[less] ?? 16) ? Math.max(0, weight - bits) : weight,
    );
  }
  return result;
}
