/**
 * How much two records speak for being the same thing, in bits: Fellegi–Sunter weights of labelled levels,
 * identifiers discounted by how many records share them, rare shared values worth more than common ones.
 */
import type { ComparisonRule, Features, IdentifierRule, LevelRule } from '../rules/index.js';
import {
  mostBitsOfLevel,
  valuesOf,
  type MatchModel,
  type PreparedComparison,
  type PreparedIdentifier,
} from './match-model.js';
import { identifierState, listed, sharedValues, vetoesBetween, type Veto } from './vetoes.js';

/** What one comparison or identifier of the rules says about a pair. */
export interface Comparison {
  readonly kind: 'comparison' | 'identifier';
  readonly name: string;
  /** Caption: `name`, `tax id`. */
  readonly label: string;
  /**
   * Name of the level. `missing` when a side has no value. Identifiers: `shared`, `common` (shared by too many),
   * `different`, `missing` (on one side), `absent` (on both), `notApplicable` (its condition does not hold for both).
   */
  readonly level: string;
  /** In words: `same name`, `different tax id`. */
  readonly levelLabel: string;
  /** Bits for (positive) or against (negative) the two being one, all adjustments included. */
  readonly weight: number;
  /** Bits of the weight that are due to the rarity of the shared value or to its sharing. */
  readonly adjustment: number;
  /** The comparator's similarity in [0, 1]; `null` for identifiers and where a side has no value. */
  readonly similarity: number | null;
  /** The values as one line, `null` when absent or restricted. */
  readonly left: string | null;
  readonly right: string | null;
}

/** All that is known about a pair before deciding. */
export interface PairScore {
  /** Identifiers first, then comparisons, in the order of the rules. */
  readonly comparisons: readonly Comparison[];
  readonly vetoes: readonly Veto[];
  /** log2 odds that the two are one thing: the prior plus all weights. */
  readonly score: number;
}

/** Scores a pair. Swapping the two records swaps the shown values and changes nothing else. */
export function scorePair(model: MatchModel, left: Features, right: Features): PairScore {
  const comparisons = [
    ...model.identifiers.map(identifier => compareIdentifier(model, identifier, left, right)),
    ...model.comparisons.map(comparison => compareFeature(model, comparison, left, right)),
  ];
  return { comparisons, vetoes: vetoesBetween(model, left, right), score: sumOfWeights(model, comparisons) };
}

/** The prior plus all weights, in bits. */
export function sumOfWeights(model: MatchModel, comparisons: readonly Comparison[]): number {
  return comparisons.reduce((sum, comparison) => sum + comparison.weight, model.rules.decision.prior);
}

/**
 * The score of `scorePair` alone, for the many pairs that need no reasons. With a `floor` (bits) it stops where the rest cannot make up
 * for what is missing, and says `-Infinity`: of two products in one block the part numbers and makers usually say enough, and nobody
 * aligns their words.
 */
export function weighPair(model: MatchModel, left: Features, right: Features, floor = -Infinity): number {
  const { identifiers, comparisons, weighOrder, mostBits } = model;
  // Sums in another order may differ in their last bits.
  const lost = floor - ROUNDING;
  let sum = model.rules.decision.prior;
  let place = 0;
  for (const { rule } of identifiers) {
    if (sum + (mostBits[place++] ?? 0) < lost) return -Infinity;
    sum += weighIdentifier(model, rule, left, right).weight;
  }
  const weights = comparisons.map(() => 0);
  let known = sum;
  for (const at of weighOrder) {
    const comparison = comparisons[at];
    if (comparison === undefined) continue;
    if (known + (mostBits[place++] ?? 0) < lost) return -Infinity;
    const needed = comparison.stopsEarly
      ? leastSimilarity(comparison.rule, lost - known - (mostBits[place] ?? 0))
      : 0;
    const { weight, similarity } = weighFeature(model, comparison, left, right, needed);
    if (similarity !== null && similarity < needed) return -Infinity;
    weights[at] = weight;
    known += weight;
  }
  // In the order of the rules, as `scorePair` adds them.
  for (const weight of weights) sum += weight;
  return sum;
}

/** The similarity from which on a comparison can give at least so many bits; more than 1 where it cannot. */
function leastSimilarity({ levels }: ComparisonRule, bits: number): number {
  let least = 2;
  for (const level of levels) {
    const { atLeast = 0 } = level;
    if (mostBitsOfLevel(level) >= bits && atLeast < least) least = atLeast;
  }
  const hasLevelForAll = levels.some(({ atLeast }) => atLeast === undefined);
  return !hasLevelForAll && NO_LEVEL.weight >= bits ? 0 : least;
}

const ROUNDING = 1e-9;

/** What one identifier or comparison says of a pair, without words. */
export interface Evidence {
  readonly level: string;
  /** Bits of the weight that are due to the rarity of the shared value or to its sharing. */
  readonly adjustment: number;
}

/** The levels of `scorePair` alone, identifiers first: for the many pairs that are only counted. */
export function levelsOfPair(model: MatchModel, left: Features, right: Features): readonly Evidence[] {
  return [
    ...model.identifiers.map(({ rule }) => {
      const { level, weight } = weighIdentifier(model, rule, left, right);
      return { level, adjustment: level === 'shared' ? weight - rule.weight : 0 };
    }),
    ...model.comparisons.map(comparison => {
      const { level, weight } = weighFeature(model, comparison, left, right);
      return { level: level.name, adjustment: weight - level.weight };
    }),
  ];
}

interface IdentifierEvidence {
  readonly level: ReturnType<typeof identifierState> | 'common';
  readonly weight: number;
  /** How many records have the rarest shared value; 0 where none is shared. */
  readonly sharing: number;
}

function compareIdentifier(
  model: MatchModel,
  { rule, masked }: PreparedIdentifier,
  left: Features,
  right: Features,
): Comparison {
  const evidence = weighIdentifier(model, rule, left, right);
  return {
    kind: 'identifier',
    name: rule.name,
    label: rule.label,
    level: evidence.level,
    levelLabel: identifierInWords(rule, evidence),
    weight: evidence.weight,
    adjustment: evidence.level === 'shared' ? evidence.weight - rule.weight : 0,
    similarity: null,
    left: shownValues(rule.feature, left, masked),
    right: shownValues(rule.feature, right, masked),
  };
}

function weighIdentifier(
  model: MatchModel,
  rule: IdentifierRule,
  left: Features,
  right: Features,
): IdentifierEvidence {
  const level = identifierState(rule, left, right);
  if (level === 'different') {
    const weight = rule.conflict === 'weight' ? (rule.conflictWeight ?? 0) : 0;
    return { level, weight, sharing: 0 };
  }
  if (level !== 'shared') return { level, weight: 0, sharing: 0 };
  const counts = sharedValues(left, right, rule.feature).map(value =>
    model.frequencies.valueCount(rule.feature, value),
  );
  const sharing = Math.min(...counts);
  if (sharing > rule.maxSharing) return { level: 'common', weight: 0, sharing };
  return { level, weight: discounted(rule.weight, sharing), sharing };
}

function identifierInWords({ label }: IdentifierRule, { level, sharing }: IdentifierEvidence): string {
  switch (level) {
    case 'absent':
      return `neither has a ${label}`;
    case 'missing':
      return `${label} missing`;
    case 'notApplicable':
      return `${label} does not count for this pair`;
    case 'different':
      return `different ${label}`;
    case 'shared':
      return `same ${label}`;
    case 'common':
      return `same ${label}, but ${sharing} records share it: too common to count`;
  }
}

/**
 * An identifier's weight when `sharing` records have the value: each doubling of the others that have it halves the
 * odds that this pair is one thing. The two records themselves are expected to have it. Never below 0.
 */
function discounted(weight: number, sharing: number): number {
  return Math.max(0, weight - Math.log2(Math.max(1, sharing - 1)));
}

interface FeatureEvidence {
  readonly level: LevelRule;
  readonly weight: number;
  readonly similarity: number | null;
}

function weighFeature(
  model: MatchModel,
  { rule, similarity }: PreparedComparison,
  left: Features,
  right: Features,
  atLeast = 0,
): FeatureEvidence {
  const [a, b] = [valuesOf(left, rule.feature), valuesOf(right, rule.feature)];
  const value = a.length === 0 || b.length === 0 ? null : similarity(a, b, atLeast);
  const level = value === null ? MISSING : (levelAt(rule.levels, value) ?? NO_LEVEL);
  const weight =
    level.termFrequency === true ? weightByRarity(model, rule.feature, level, left, right) : level.weight;
  return { level, weight, similarity: value };
}

function compareFeature(
  model: MatchModel,
  comparison: PreparedComparison,
  left: Features,
  right: Features,
): Comparison {
  const { rule, masked } = comparison;
  const { level, weight, similarity } = weighFeature(model, comparison, left, right);
  return {
    kind: 'comparison',
    name: rule.name,
    label: rule.label,
    level: level.name,
    levelLabel: level === MISSING || level === NO_LEVEL ? `${rule.label} ${level.label}` : level.label,
    weight,
    adjustment: weight - level.weight,
    similarity,
    left: shownValues(rule.feature, left, masked),
    right: shownValues(rule.feature, right, masked),
  };
}

const MISSING: LevelRule = { name: 'missing', label: 'missing', weight: 0 };
/** Only for rules without an `else` level. */
const NO_LEVEL: LevelRule = { name: 'none', label: 'at no level', weight: 0 };

function levelAt(levels: readonly LevelRule[], similarity: number): LevelRule | undefined {
  return levels.find(level => level.atLeast === undefined || similarity >= level.atLeast);
}

/**
 * Term-frequency adjustment: log2 of how much rarer the shared value is than the average agreement (its `u` where
 * learned, else by the snapshot). The rarest shared value counts. Agreeing is never held against a pair, so the result
 * is not below 0.
 */
function weightByRarity(
  model: MatchModel,
  feature: string,
  level: LevelRule,
  left: Features,
  right: Features,
): number {
  const average = level.u ?? model.frequencies.chanceOfAgreement(feature);
  if (average === null) return level.weight;
  const chances = sharedValues(left, right, feature).map(
    value => model.frequencies.chanceOfSharing(feature, value) ?? average,
  );
  if (chances.length === 0) return level.weight;
  return Math.max(0, level.weight + Math.log2(average / Math.min(...chances)));
}

function shownValues(feature: string, features: Features, masked: boolean): string | null {
  const values = valuesOf(features, feature);
  return masked || values.length === 0 ? null : listed(values);
}
