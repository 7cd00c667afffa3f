/**
 * The Fellegi–Sunter model learned without labels: expectation maximisation (Dempster, Laird and Rubin 1977; Winkler 1988) over
 * the histogram of comparison patterns. The mixture is fitted to *all* pairs of the data, not to the candidates alone: pairs
 * that blocking left out are taken as unrelated, and how those compare is known from a random sample. So u is that of the
 * whole population, however special the blocks are, and the prior is the share of true pairs among all pairs.
 */
import type { ComparedField } from '../levels/compare-pairs.js';
import type { PatternTable } from '../levels/pattern-counter.js';
import type { Competition } from './competition.js';
import { withChanceTail } from './chance-tail.js';
import type { Dependences } from './field-dependence.js';
import { relativePatterns } from './relatives.js';
import { risingWeights } from './rising-weights.js';

/** What the model is fitted to. */
export interface LearningInput {
  readonly fields: readonly ComparedField[];
  readonly candidates: PatternTable;
  readonly random: PatternTable;
  /** Share of random pairs with equal values, by field, exactly. */
  readonly equalShares: readonly number[];
  /** Bits that each pattern of the candidates loses because its pairs share common values, see `commonnessOf`. */
  readonly commonness: Float64Array;
  readonly dependences: Dependences;
  /** Pairs of records that could be compared in all. */
  readonly allPairs: number;
  /** True pairs to expect before anything is known. */
  readonly expectedMatches: number;
  /** Given where a record has one partner at most: its candidates compete. */
  readonly competition?: Competition | undefined;
  /** Leaves m as is expected before anything is known, and learns u and the prior alone. */
  readonly keepsExpected?: boolean;
  /** True pairs at most, where something else shows how many there are. */
  readonly matchesMax?: number;
}

/**
 * The learned model. Each field has a row of levels for each state of its parent (missing, not agreeing, agreeing), or one row
 * without a parent: `weights[field][state * levelCount + level]`.
 */
export interface WeightModel {
  /** Share of true pairs (m) and of other pairs (u) at each level. */
  readonly m: readonly Float64Array[];
  readonly u: readonly Float64Array[];
  /** log2(m / u), never falling as the level rises; 0 for missing. */
  readonly weights: readonly Float64Array[];
  readonly dependences: Dependences;
  readonly levelCounts: Int32Array;
  /** log2 odds of a random pair being a true one. */
  readonly prior: number;
  /** True pairs that the model finds among the candidates. */
  readonly matches: number;
  readonly iterations: number;
}

const ITERATIONS_MAX = 80;
/**
 * One field by itself has no best answer to come to, and every round moves a little away from the start. Fields of words are learned otherwise
 * (`learn-from-halves.ts`); these are codes, and names of one word.
 */
const ITERATIONS_OF_ONE_FIELD = 4;
/** The share of matches changes by less than this: converged. */
const TOLERANCE = 1e-5;
/** True pairs that the expectations before learning are worth. */
export const PRIOR_PAIRS = 30;
/** Other records with the same text, for each record, up to which the text names things rather than grouping them. */
const EQUAL_OTHERS_MAX = 4;
/** Missing, not agreeing, agreeing. */
const PARENT_STATES = 3;
/** True pairs that the levels whatever the parent's are worth beside those given the parent's. */
const PARENT_PRIOR_PAIRS = 6;
/** Random pairs that the same is worth for other pairs. */
const PARENT_RANDOM_PAIRS = 20;

interface Tables {
  readonly m: Float64Array[];
  readonly u: Float64Array[];
}

/** Fits the model. */
export function learnWeights(input: LearningInput): WeightModel {
  const { fields, candidates, allPairs, dependences, matchesMax = Infinity } = input;
  const { patterns, counts } = candidates;
  const levelCounts = Int32Array.from(fields, ({ comparison }) => comparison.labels.length);
  const rowsOf = Array.from(dependences.parents, parent => (parent < 0 ? 1 : PARENT_STATES));
  const rest = fields.map((_, field) => restCounts(input, field, levelCounts, rowsOf[field]!));
  const isRelative = Float64Array.from(relativePatterns(fields, candidates));
  const tables: Tables = {
    m: fields.map(({ comparison }, field) => repeated(comparison.expected, rowsOf[field]!)),
    // At first every random pair counts as unrelated, so that true pairs have to earn their place.
    u: fields.map((compared, field) => {
      const unrelated = restCounts({ ...input, candidates: NO_PATTERNS }, field, levelCounts, rowsOf[field]!);
      const [rows, width] = [rowsOf[field]!, levelCounts[field]!];
      if (rows > 1)
        addTo(unrelated, tally(candidates, isRelative, field, dependences, fields.length, width, rows));
      const shares = normalised(unrelated, levelCounts[field]!);
      return isNaming(compared, input.equalShares[field]!) && rowsOf[field] === 1
        ? withChanceTail(shares, sampledPairs(input.random, field, fields.length))
        : shares;
    }),
  };
  let weights = tables.m.map((m, field) => risingWeights(m, tables.u[field]!, levelCounts[field]!));
  let matches = Math.min(input.expectedMatches, allPairs / 2);
  const posterior = new Float64Array(patterns);
  const iterationsMax = fields.length === 1 ? ITERATIONS_OF_ONE_FIELD : ITERATIONS_MAX;
  let iterations = 0;
  for (; iterations < iterationsMax; iterations++) {
    const prior = Math.log2(matches / Math.max(1, allPairs - matches));
    const before = matches;
    matches = 0;
    for (let pattern = 0; pattern < patterns; pattern++) {
      const score =
        prior +
        input.commonness[pattern]! +
        patternWeight(weights, dependences, levelCounts, candidates.levels, pattern * fields.length);
      posterior[pattern] = 1 / (1 + 2 ** -score);
    }
    if (input.competition !== undefined) input.competition.share(candidates, posterior);
    for (let pattern = 0; pattern < patterns; pattern++) matches += posterior[pattern]! * counts[pattern]!;
    matches = Math.min(matchesMax, Math.max(0.5, matches));
    for (let field = 0; field < fields.length; field++) {
      maximise(input, field, levelCounts, posterior, rest[field]!, tables);
    }
    weights = tables.m.map((m, field) => risingWeights(m, tables.u[field]!, levelCounts[field]!));
    if (Math.abs(matches - before) < TOLERANCE * before) break;
  }
  const prior = Math.log2(matches / Math.max(1, allPairs - matches));
  return { ...tables, weights, dependences, levelCounts, prior, matches, iterations };
}

function addTo(sums: Float64Array, counts: Float64Array): void {
  for (let at = 0; at < sums.length; at++) sums[at]! += counts[at]!;
}

/** Whether a text tells things apart, so that two equal ones are hardly chance. */
function isNaming({ field, comparison }: ComparedField, equal: number): boolean {
  return comparison.isScale && equal * field.filled <= EQUAL_OTHERS_MAX;
}

/** Random pairs of which both have the field. */
function sampledPairs({ patterns, counts, levels }: PatternTable, field: number, fieldCount: number): number {
  let sum = 0;
  for (let pattern = 0; pattern < patterns; pattern++)
    if (levels[pattern * fieldCount + field] !== 0) sum += counts[pattern]!;
  return sum;
}

const NO_PATTERNS: PatternTable = {
  patternOf: new Int32Array(0),
  counts: new Float64Array(0),
  levels: new Uint8Array(0),
  patterns: 0,
};

/** Sum of the weights of a pattern whose levels start at `at`. */
export function patternWeight(
  weights: readonly Float64Array[],
  dependences: Dependences,
  levelCounts: Int32Array,
  levels: Uint8Array,
  at: number,
): number {
  let sum = 0;
  for (let field = 0; field < weights.length; field++)
    sum += fieldWeight(weights, dependences, levelCounts, levels, at, field);
  return sum;
}

/** What one field adds to it. */
export function fieldWeight(
  weights: readonly Float64Array[],
  dependences: Dependences,
  levelCounts: Int32Array,
  levels: Uint8Array,
  at: number,
  field: number,
): number {
  const row = parentState(dependences, field, levels, at) * levelCounts[field]!;
  return weights[field]![row + levels[at + field]!]!;
}

/** 0 missing, 1 not agreeing, 2 agreeing; 0 for a field without a parent. */
function parentState(
  { parents, agreeing }: Dependences,
  field: number,
  levels: Uint8Array,
  at: number,
): number {
  const parent = parents[field]!;
  if (parent < 0) return 0;
  const level = levels[at + parent]!;
  if (level === 0) return 0;
  return level >= agreeing[parent]! ? 2 : 1;
}

/** Other pairs outside the candidates at each (parent's level, level): the random sample scaled to all pairs, less the candidates. */
function restCounts(
  input: LearningInput,
  field: number,
  levelCounts: Int32Array,
  rows: number,
): Float64Array {
  const { random, candidates, dependences, allPairs, equalShares } = input;
  const width = levelCounts[field]!;
  const fieldCount = levelCounts.length;
  const sampled = tally(random, null, field, dependences, fieldCount, width, rows);
  const among = tally(candidates, null, field, dependences, fieldCount, width, rows);
  const marginal = new Float64Array(width);
  let present = 0;
  for (let at = 0; at < sampled.length; at++) {
    if (at % width === 0) continue;
    marginal[at % width]! += sampled[at]!;
    present += sampled[at]!;
  }
  for (let level = 1; level < width; level++)
    marginal[level] = (marginal[level]! + 0.5) / (present + 0.5 * (width - 1));
  replaceTop(marginal, equalShares[field]!);
  if (present === 0) return new Float64Array(rows * width);
  const scale =
    allPairs /
    Math.max(
      1,
      random.counts.reduce((sum, count) => sum + count, 0),
    );
  const rest = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    let inRow = 0;
    for (let level = 1; level < width; level++) inRow += sampled[row * width + level]!;
    for (let level = 1; level < width; level++) {
      const at = row * width + level;
      const share =
        rows === 1
          ? marginal[level]!
          : (sampled[at]! + PARENT_RANDOM_PAIRS * marginal[level]!) / (inRow + PARENT_RANDOM_PAIRS);
      rest[at] = Math.max(0, share * Math.max(inRow, 0.5) * scale - among[at]!);
    }
  }
  return rest;
}

function replaceTop(shares: Float64Array, top: number): void {
  const last = shares.length - 1;
  const others = 1 - shares[last]!;
  for (let level = 1; level < last; level++) shares[level]! *= (1 - top) / others;
  shares[last] = top;
}

/** Pairs at each (parent's level, level), each pattern weighted by `weight`. */
function tally(
  table: PatternTable,
  weight: Float64Array | null,
  field: number,
  dependences: Dependences,
  fieldCount: number,
  width: number,
  rows: number,
): Float64Array {
  const sums = new Float64Array(rows * width);
  for (let pattern = 0; pattern < table.patterns; pattern++) {
    const at = pattern * fieldCount;
    const level = table.levels[at + field]!;
    if (level === 0) continue;
    const row = parentState(dependences, field, table.levels, at) * width;
    sums[row + level]! += table.counts[pattern]! * (weight === null ? 1 : weight[pattern]!);
  }
  return sums;
}

function maximise(
  { fields, candidates, dependences, keepsExpected = false }: LearningInput,
  field: number,
  levelCounts: Int32Array,
  posterior: Float64Array,
  rest: Float64Array,
  { m, u }: Tables,
): void {
  const width = levelCounts[field]!;
  const rows = rest.length / width;
  const all = tally(candidates, null, field, dependences, fields.length, width, rows);
  const same = tally(candidates, posterior, field, dependences, fields.length, width, rows);
  const { expected } = fields[field]!.comparison;
  const marginal = new Float64Array(width);
  for (let at = 0; at < same.length; at++) marginal[at % width]! += same[at]!;
  const total = marginal.reduce((sum, count) => sum + count, PRIOR_PAIRS);
  for (let level = 1; level < width; level++)
    marginal[level] = (marginal[level]! + PRIOR_PAIRS * expected[level]!) / total;
  for (let row = 0; row < rows; row++) {
    let matched = 0;
    let unmatched = 0;
    for (let level = 1; level < width; level++) {
      const at = row * width + level;
      m[field]![at] = keepsExpected
        ? expected[level]!
        : rows === 1
          ? marginal[level]!
          : same[at]! + PARENT_PRIOR_PAIRS * marginal[level]!;
      u[field]![at] = rest[at]! + 0.5 / width + all[at]! - same[at]!;
      matched += m[field]![at];
      unmatched += u[field]![at];
    }
    for (let level = 1; level < width; level++) {
      m[field]![row * width + level]! /= matched;
      u[field]![row * width + level]! /= unmatched;
    }
    capLowest(m[field]!, row * width, width, fields[field]!.comparison.differMax);
  }
}

/** Lets at most the share `most` of true pairs stand at the lowest level; what is beyond is spread over the others. */
function capLowest(shares: Float64Array, row: number, width: number, most: number): void {
  const lowest = shares[row + 1]!;
  if (lowest <= most) return;
  for (let level = 2; level < width; level++) shares[row + level]! *= (1 - most) / (1 - lowest);
  shares[row + 1] = most;
}

function repeated(shares: readonly number[], rows: number): Float64Array {
  return Float64Array.from({ length: shares.length * rows }, (_, at) => shares[at % shares.length]!);
}

function normalised(counts: Float64Array, width: number): Float64Array {
  const shares = Float64Array.from(counts, (count, at) => (at % width === 0 ? 0 : count + 0.5 / width));
  for (let row = 0; row < shares.length; row += width) {
    let sum = 0;
    for (let level = 1; level < width; level++) sum += shares[row + level]!;
    for (let level = 1; level < width; level++) shares[row + level]! /= sum;
  }
  return shares;
}
