/**
 * Refreshes the weights of match rules from the pairs of a hub: expectation maximisation over comparison patterns (Fellegi and Sunter
 * 1969; Winkler 2000), started at the weights there are and held near them. Pairs that people have judged keep their answer, pairs
 * under a veto are different.
 *
 * Which u? `decision.prior` is the odds of pairs that share a block. Evidence that brought a pair into its block is as common among the
 * other pairs there as blocking has made it: u of *pairs in blocks*. Evidence that comes on top of another key is as rare as chance:
 * u of *all pairs*. One weight has to do for both, so counts give a range, and a weight inside it is not contradicted.
 */
import { risingWeights } from '../columnar/index.js';
import type { ChanceLevels } from './chance-levels.js';
import type { EvidencePattern } from './count-patterns.js';
import { limitDependent, type LevelTotals } from './dependent-evidence.js';
import type { EvidenceColumn, WeightTable } from './evidence-columns.js';
import { isCountedBy, weightsOf } from './evidence-columns.js';

/** Why a level keeps its weight. */
export type KeptBecause =
  /** Fewer pairs than `PAIRS_MIN` say anything about it. */
  | 'few-pairs'
  /** All pairs of the column stand at one level, or only one kind of pair has it. */
  | 'one-sided'
  /** Set beyond what any sample shows: a rule rather than a measurement. */
  | 'beyond-counting'
  /** The rules give it no weight. */
  | 'not-weighed';

/** What training found about one level. */
export interface RefinedLevel {
  readonly old: number;
  /** Bits, to a tenth; equal to `old` where kept. */
  readonly weight: number;
  readonly keptBecause?: KeptBecause;
  /** Share of true pairs at this level, of those in which both records have values. */
  readonly m: number;
  /** The same of other pairs that share a block. */
  readonly u: number;
  /** The same of all other pairs. */
  readonly chance: number;
  /** Pairs at this level: taken for the same, taken for different. Not whole, because most pairs are both to some degree. */
  readonly same: number;
  readonly other: number;
  /** Judged pairs at this level. */
  readonly judged: number;
  /** What the counts allow, in bits: log2(m / u) and log2(m / chance), the lower first. */
  readonly counted: readonly [number, number];
}

/** The refreshed weights of a domain. */
export interface RefinedWeights {
  readonly columns: readonly EvidenceColumn[];
  /** By column and level. */
  readonly levels: readonly (readonly RefinedLevel[])[];
  readonly weights: WeightTable;
  /** log2 odds of a pair that shares a block, by the counts: what `decision.prior` would be. Thresholds are set for the old one, so it stays. */
  readonly countedPrior: number;
  /** Chance of each pattern's unjudged pairs of being the same. */
  readonly posterior: Float64Array;
  readonly iterations: number;
}

/** Pairs at a level, and of each kind in its column, below which a sample says nothing: log2 of a share is then ±0.3 bits unsure. */
export const PAIRS_MIN = 30;
/**
 * How sure a weight set by hand is (standard deviation, bits), and how sure counts are even with endless pairs: pairs are not drawn
 * at random, and the model takes evidence for independent. Counts therefore move a weight at most 69 % of the way to what they say.
 */
const HAND_BITS = 1.5;
const MODEL_BITS = 1;
/** Judged pairs that the model's opinion of a pattern is worth: as many answers weigh as much as it does. */
export const MODEL_WORTH = 8;
/** Weights outside this are not learned; no sample shows such odds (as in learning without rules). */
const LEARNED_MIN = -9;
const LEARNED_MAX = 22;
const ITERATIONS_MAX = 60;
/** Bits by which no weight moves any more: converged. */
const TOLERANCE = 0.01;

/** Fits the weights. @param prior log2 odds in the rules of a pair that shares a block */
export function refineWeights(
  columns: readonly EvidenceColumn[],
  patterns: readonly EvidencePattern[],
  chance: ChanceLevels,
  prior: number,
): RefinedWeights {
  const old = weightsOf(columns);
  let weights = old;
  let posterior = posteriors(patterns, weights, prior);
  let iterations = 0;
  for (; iterations < ITERATIONS_MAX; iterations++) {
    const totals = levelTotals(columns, patterns, posterior);
    const estimates = columns.map((column, place) =>
      estimateColumn(column, totals[place], chance.counts[place]),
    );
    const next = limitDependent(
      columns,
      columns.map((column, place) => dampedColumn(column, estimates[place] ?? [])),
      old,
      patterns,
      posterior,
    ).map((column, place) => falling(column, columns[place], estimates[place] ?? []));
    const moved = Math.max(
      0,
      ...next.flatMap((column, c) => column.map((weight, l) => Math.abs(weight - (weights[c]?.[l] ?? 0)))),
    );
    weights = next;
    posterior = posteriors(patterns, weights, prior);
    if (moved < TOLERANCE) break;
  }
  const totals = levelTotals(columns, patterns, posterior);
  const levels = columns.map((column, place) => {
    const estimates = estimateColumn(column, totals[place], chance.counts[place]);
    return column.levels.map((_, level) =>
      refined(estimates[level], weights[place]?.[level] ?? 0, level, totals[place], old[place]),
    );
  });
  return {
    columns,
    levels,
    weights: levels.map(column => column.map(({ weight }) => weight)),
    countedPrior: countedPrior(patterns, posterior),
    posterior,
    iterations,
  };
}

/** Sum of the weights of a pattern, with the prior and what rarity and sharing add. */
export function scorePattern(pattern: EvidencePattern, weights: WeightTable, prior: number): number {
  let sum = prior + pattern.adjustment;
  for (const [column, digit] of pattern.levels.entries())
    if (digit > 0) sum += weights[column]?.[digit - 1] ?? 0;
  return sum;
}

/** The model's opinion of each pattern, and people's where they have judged some of its pairs. */
function posteriors(patterns: readonly EvidencePattern[], weights: WeightTable, prior: number): Float64Array {
  return Float64Array.from(patterns, pattern => {
    if (pattern.isForbidden) return 0;
    const { judgedSame, judgedOther } = pattern;
    const modelled = 1 / (1 + 2 ** -scorePattern(pattern, weights, prior));
    return (MODEL_WORTH * modelled + judgedSame) / (MODEL_WORTH + judgedSame + judgedOther);
  });
}

function levelTotals(
  columns: readonly EvidenceColumn[],
  patterns: readonly EvidencePattern[],
  posterior: Float64Array,
): readonly LevelTotals[] {
  const totals = columns.map(({ levels }): LevelTotals => {
    const zeros = (): Float64Array => new Float64Array(levels.length);
    return { same: zeros(), other: zeros(), unshared: zeros(), judged: zeros() };
  });
  for (const [number, pattern] of patterns.entries()) {
    const { pairs, judgedSame, judgedOther } = pattern;
    for (const [column, digit] of pattern.levels.entries()) {
      const total = totals[column];
      if (digit === 0 || total === undefined) continue;
      // What people have judged counts under a veto, too.
      const unjudged = isCountedBy(columns[column], digit, pattern.isForbidden) ? pairs : 0;
      const all = unjudged + judgedSame + judgedOther;
      if (all === 0) continue;
      const same = unjudged * (posterior[number] ?? 0) + judgedSame;
      const level = digit - 1;
      add(total.same, level, same);
      add(total.other, level, all - same);
      const counted = pairs + judgedSame + judgedOther;
      add(total.unshared, level, ((all - same) / counted) * (pattern.unshared[column] ?? 0));
      add(total.judged, level, judgedSame + judgedOther);
    }
  }
  return totals;
}

function add(sums: Float64Array, at: number, amount: number): void {
  sums[at] = (sums[at] ?? 0) + amount;
}

interface Estimate {
  readonly m: number;
  readonly u: number;
  readonly chance: number;
  readonly counted: readonly [number, number];
  readonly same: number;
  readonly other: number;
  readonly keptBecause?: KeptBecause;
}

/** What the counts say of each level of a column. */
function estimateColumn(
  { levels }: EvidenceColumn,
  totals: LevelTotals | undefined,
  unblocked: Float64Array | undefined,
): readonly Estimate[] {
  if (totals === undefined) return [];
  const { same, other, unshared } = totals;
  const [allSame, allOther] = [sumOf(same), sumOf(other)];
  const width = levels.length;
  const seen = levels.filter((_, level) => (same[level] ?? 0) + (other[level] ?? 0) > 0).length;
  const isOneSided = seen < 2 || allSame < PAIRS_MIN || allOther < PAIRS_MIN;
  // Place 0 of a row is for what is missing. A half pair at every level: a share of nothing has no logarithm.
  const shares = (counts: Float64Array, all: number): Float64Array =>
    Float64Array.from({ length: width + 1 }, (_, at) =>
      at === 0 ? 0 : ((counts[at - 1] ?? 0) + 0.5) / (all + 0.5 * width),
    );
  const m = shares(same, allSame);
  const u = shares(unshared, allOther);
  const all = Float64Array.from(unshared, (count, level) => count + (unblocked?.[level] ?? 0));
  const chance = shares(all, allOther + sumOf(unblocked ?? NOTHING));
  const [inBlocks, overall] = [risingWeights(m, u, width + 1), risingWeights(m, chance, width + 1)];
  return levels.map(({ weight, isWeighed }, level) => {
    const pairs = (same[level] ?? 0) + (other[level] ?? 0);
    const keptBecause = !isWeighed
      ? 'not-weighed'
      : weight < LEARNED_MIN || weight > LEARNED_MAX
        ? 'beyond-counting'
        : isOneSided
          ? 'one-sided'
          : pairs < PAIRS_MIN
            ? 'few-pairs'
            : undefined;
    return {
      m: m[level + 1] ?? 0,
      u: u[level + 1] ?? 0,
      chance: chance[level + 1] ?? 0,
      counted: inOrder(inBlocks[level + 1] ?? 0, overall[level + 1] ?? 0),
      same: same[level] ?? 0,
      other: other[level] ?? 0,
      ...(keptBecause === undefined ? {} : { keptBecause }),
    };
  });
}

const NOTHING = new Float64Array(0);

function inOrder(one: number, other: number): readonly [number, number] {
  return one <= other ? [one, other] : [other, one];
}

function dampedColumn({ levels }: EvidenceColumn, estimates: readonly Estimate[]): number[] {
  return levels.map(({ weight }, level) => {
    const estimate = estimates[level];
    if (estimate === undefined || estimate.keptBecause !== undefined) return weight;
    const [low, high] = estimate.counted;
    const nearest = Math.min(high, Math.max(low, weight));
    return damped(weight, nearest, estimate.same, estimate.other);
  });
}

/**
 * The mean of two opinions, each counting by how sure it is: the weight set by hand and log2(m / u) of counts, whose sampling
 * variance is (1 / same + 1 / other) / ln² 2.
 */
function damped(hand: number, counted: number, same: number, other: number): number {
  const variance = (1 / (same + 0.5) + 1 / (other + 0.5)) / Math.LN2 ** 2 + MODEL_BITS ** 2;
  const share = HAND_BITS ** 2 / (HAND_BITS ** 2 + variance);
  return hand + share * (counted - hand);
}

/** More alike is never less evidence; weights that are kept stand fast, those between them give way. */
function falling(
  weights: readonly number[],
  column: EvidenceColumn | undefined,
  estimates: readonly Estimate[],
): number[] {
  if (column?.kind !== 'comparison') return [...weights];
  const result = [...weights];
  const isKept = (level: number): boolean => estimates[level]?.keptBecause !== undefined;
  let lowest = -Infinity;
  for (const [level, weight] of result.entries()) {
    if (!isKept(level)) result[level] = Math.max(weight, lowest);
    lowest = result[level] ?? lowest;
  }
  let highest = Infinity;
  for (let level = result.length - 1; level >= 0; level--) {
    if (!isKept(level)) result[level] = Math.min(result[level] ?? 0, highest);
    if (isKept(level)) highest = result[level] ?? highest;
  }
  return result;
}

/** log2 odds, of pairs that share a block, of being the same. */
function countedPrior(patterns: readonly EvidencePattern[], posterior: Float64Array): number {
  let same = 0.5;
  let all = 1;
  for (const [number, { pairs, judgedSame, judgedOther }] of patterns.entries()) {
    same += pairs * (posterior[number] ?? 0) + judgedSame;
    all += pairs + judgedSame + judgedOther;
  }
  return Math.log2(same / (all - same));
}

function refined(
  estimate: Estimate | undefined,
  weight: number,
  level: number,
  totals: LevelTotals | undefined,
  old: readonly number[] | undefined,
): RefinedLevel {
  const before = old?.[level] ?? 0;
  const { m = 0, u = 0, chance = 0, same = 0, other = 0, counted = [0, 0], keptBecause } = estimate ?? {};
  return {
    old: before,
    weight: keptBecause === undefined ? tenth(weight) : before,
    ...(keptBecause === undefined ? {} : { keptBecause }),
    m,
    u,
    chance,
    same,
    other,
    judged: totals?.judged[level] ?? 0,
    counted,
  };
}

function sumOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function tenth(weight: number): number {
  return Math.round(weight * 10) / 10;
}
