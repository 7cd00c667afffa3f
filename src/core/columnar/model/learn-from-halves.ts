/**
 * The model of a single field of words. By itself a field cannot tell alike by chance from alike because the same: a mixture of two
 * distributions over its levels has no best answer. Looked at in two halves it has: among unrelated pairs the halves are independent, so
 * how often both are alike by chance is known from how often each is, and what stands above that is true.
 */
import type { PairScope } from '../blocking/pair-scope.js';
import type { Pairs } from '../blocking/pairs.js';
import type { ComparedField } from '../levels/compare-pairs.js';
import type { PatternTable } from '../levels/pattern-counter.js';
import type { WeightModel } from './learn-weights.js';
import { modelOfOneField } from './one-field-model.js';
import { comparedInHalves, HALF_LEVELS, type HalvedPairs } from './text-halves.js';

/** What it is learned from. */
export interface HalvesInput {
  readonly field: ComparedField;
  readonly scope: PairScope;
  readonly allPairs: number;
  readonly pairs: Pairs;
  /** How the candidates compare, and random pairs. */
  readonly patterns: PatternTable;
  readonly random: PatternTable;
}

/** Share of random pairs of which both texts have words in both halves, from which a way of halving shows anything. */
const HALVED_SHARE_MIN = 0.05;
/** Random pairs at a level from which its share is known. */
const KNOWN_PAIRS = 30;
/** True pairs that the expectations before learning are worth: many fewer than among several fields, because halves show the levels. */
const PRIOR_PAIRS = 3;
/** Random pairs that a level of a half counts more than were seen, so that none is impossible. */
const UNSEEN_PAIRS = 0.2;
/** Unrelated pairs are at least this share of all at a level of one half: the other half alone cannot show that all are true. */
const UNRELATED_SHARE_MIN = 0.3;
/** Candidates in a cell that are taken for chance beyond what is expected: of few, one more says nothing. */
const STRAYS = 1;

/**
 * Learns the weights of the only field; undefined where its texts have too few words for two halves. Measured on 21 lists of one column (names of
 * persons, companies, sites, affiliations, publications, places; addresses) against chance read off the fall from level to level: pairwise F1
 * .346 to .639 in the mean, B-cubed .672 to .869. That halves depend on each other where both are somewhat alike, carried on to where they are very
 * alike, was tried and dropped: .660 without, .636 with half of it.
 */
export function learnFromHalves(input: HalvesInput): WeightModel | undefined {
  const { field, scope, allPairs, pairs, patterns, random } = input;
  const { labels } = field.comparison;
  const halved = comparedInHalves(field.field, scope, pairs).filter(
    one => total(one.random) >= Math.max(1, HALVED_SHARE_MIN * one.randomCount),
  );
  if (halved.length === 0) return undefined;
  const found = countLevels(patterns, labels.length);
  const sampled = countLevels(random, labels.length);
  const scale = allPairs / Math.max(1, total(sampled));
  const shares = trueShares(halved, patterns, labels.length, allPairs);
  const matches = new Float64Array(labels.length);
  const u = new Float64Array(labels.length);
  for (let level = 1; level < labels.length; level++) {
    const all =
      sampled[level]! < KNOWN_PAIRS ? found[level]! : Math.max(found[level]!, sampled[level]! * scale);
    matches[level] = all * shares[level]!;
    u[level] = all - matches[level]! + 0.5;
  }
  const others = total(u);
  return modelOfOneField(field.comparison, {
    matches,
    u: u.map(count => count / others),
    priorPairs: PRIOR_PAIRS,
    allPairs,
  });
}

function countLevels({ counts, levels, patterns }: PatternTable, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let pattern = 0; pattern < patterns; pattern++) sums[levels[pattern]!]! += counts[pattern]!;
  return sums;
}

/** By level of the field, what share of the candidates is true. A level of which no pair has both halves is taken for the one below. */
function trueShares(
  halved: readonly HalvedPairs[],
  { patternOf, levels }: PatternTable,
  width: number,
  allPairs: number,
): Float64Array {
  const same = new Float64Array(width);
  const looked = new Float64Array(width);
  for (const one of halved) {
    const chances = chancesOf(one, allPairs);
    for (const [at, cell] of one.cells.entries()) {
      if (cell < 0) continue;
      const level = levels[patternOf[Math.floor(at * one.step)]!]!;
      looked[level]!++;
      same[level]! += chances[cell]!;
    }
  }
  const shares = new Float64Array(width);
  for (let level = 1; level < width; level++)
    shares[level] = looked[level] === 0 ? shares[level - 1]! : same[level]! / looked[level]!;
  return shares;
}

/** The chance of the candidates in each cell of being true pairs: of those found, what the halves by themselves do not explain. */
function chancesOf({ random, randomCount, found, step }: HalvedPairs, allPairs: number): Float64Array {
  const halved = (total(random) * allPairs) / randomCount / step;
  const one = sharesOf(random, rowOf);
  const other = sharesOf(random, columnOf);
  const first = unexplained(found, halved, one, other);
  // Once more without the true pairs found: those are alike in each half, too.
  const trueAt = found.map((count, cell) => (count * first[cell]!) / halved);
  return unexplained(
    found,
    halved,
    withoutTrue(one, sumsOf(trueAt, rowOf)),
    withoutTrue(other, sumsOf(trueAt, columnOf)),
  );
}

function unexplained(
  found: Float64Array,
  halved: number,
  one: Float64Array,
  other: Float64Array,
): Float64Array {
  return found.map((count, cell) =>
    count === 0 ? 0 : Math.max(0, 1 - (STRAYS + halved * one[rowOf(cell)]! * other[columnOf(cell)]!) / count),
  );
}

const rowOf = (cell: number): number => Math.floor(cell / HALF_LEVELS);
const columnOf = (cell: number): number => cell % HALF_LEVELS;

/** The share of pairs at each level of one half. */
function sharesOf(counts: Float64Array, levelOf: (cell: number) => number): Float64Array {
  const all = total(counts) + UNSEEN_PAIRS * HALF_LEVELS;
  return sumsOf(counts, levelOf).map(count => (count + UNSEEN_PAIRS) / all);
}

function sumsOf(counts: Float64Array, levelOf: (cell: number) => number): Float64Array {
  const sums = new Float64Array(HALF_LEVELS);
  for (let cell = 0; cell < counts.length; cell++) sums[levelOf(cell)]! += counts[cell]!;
  return sums;
}

function withoutTrue(shares: Float64Array, taken: Float64Array): Float64Array {
  return shares.map((share, level) => Math.max(share - taken[level]!, share * UNRELATED_SHARE_MIN));
}

const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);
