/**
 * How much two records speak for being the same thing, in bits: Fellegi–Sunter weights of labelled levels,
 * identifiers discounted by how many records share them, rare shared values worth more than common ones.
 */
import type { Features, LevelRule } from '../rules/index.js';
import {
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
   * `different`, `missing`, `notApplicable` (its condition does not hold for both).
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

function compareIdentifier(
  model: MatchModel,
  { rule, masked }: PreparedIdentifier,
  left: Features,
  right: Features,
): Comparison {
  const state = identifierState(rule, left, right);
  const shown = shownValues(rule.feature, left, right, masked);
  const base = {
    kind: 'identifier',
    name: rule.name,
    label: rule.label,
    similarity: null,
    ...shown,
  } as const;
  const silent = { ...base, weight: 0, adjustment: 0 };
  if (state === 'absent') return { ...silent, level: state, levelLabel: `neither has a ${rule.label}` };
  if (state === 'missing') return { ...silent, level: state, levelLabel: `${rule.label} missing` };
  if (state === 'notApplicable') {
    return { ...silent, level: state, levelLabel: `${rule.label} does not count for this pair` };
  }
  if (state === 'different') {
    const weight = rule.conflict === 'weight' ? (rule.conflictWeight ?? 0) : 0;
    return { ...silent, weight, level: state, levelLabel: `different ${rule.label}` };
  }
  const counts = sharedValues(left, right, rule.feature).map(value =>
    model.frequencies.valueCount(rule.feature, value),
  );
  const sharing = Math.min(...counts);
  if (sharing > rule.maxSharing) {
    const levelLabel = `same ${rule.label}, but ${sharing} records share it: too common to count`;
    return { ...silent, level: 'common', levelLabel };
  }
  const weight = discounted(rule.weight, sharing);
  return {
    ...base,
    level: 'shared',
    levelLabel: `same ${rule.label}`,
    weight,
    adjustment: weight - rule.weight,
  };
}

/**
 * An identifier's weight when `sharing` records have the value: each doubling of the others that have it halves the
 * odds that this pair is one thing. The two records themselves are expected to have it. Never below 0.
 */
function discounted(weight: number, sharing: number): number {
  return Math.max(0, weight - Math.log2(Math.max(1, sharing - 1)));
}

function compareFeature(
  model: MatchModel,
  { rule, similarity, masked }: PreparedComparison,
  left: Features,
  right: Features,
): Comparison {
  const [a, b] = [valuesOf(left, rule.feature), valuesOf(right, rule.feature)];
  const shown = shownValues(rule.feature, left, right, masked);
  const base = { kind: 'comparison', name: rule.name, label: rule.label, ...shown } as const;
  if (a.length === 0 || b.length === 0) {
    const levelLabel = `${rule.label} missing`;
    return { ...base, level: 'missing', levelLabel, weight: 0, adjustment: 0, similarity: null };
  }
  const value = similarity(a, b);
  const level = levelAt(rule.levels, value);
  if (level === undefined) {
    const levelLabel = `${rule.label}: no level holds`;
    return { ...base, level: 'none', levelLabel, weight: 0, adjustment: 0, similarity: value };
  }
  const weight =
    level.termFrequency === true ? weightByRarity(model, rule.feature, level, left, right) : level.weight;
  return {
    ...base,
    level: level.name,
    levelLabel: level.label,
    weight,
    adjustment: weight - level.weight,
    similarity: value,
  };
}

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

function shownValues(feature: string, left: Features, right: Features, masked: boolean) {
  const shown = (features: Features): string | null => {
    const values = valuesOf(features, feature);
    return masked || values.length === 0 ? null : listed(values);
  };
  return { left: shown(left), right: shown(right) };
}
