/**
 * Match rules made ready to run: names looked up, comparators bound to their options and to the frequency
 * snapshot. Prepared once per rule set version and shared by everything that scores under it, which is what
 * makes a record at a time, a bulk load and an offline file give the same answers.
 */
import { comparators, type Comparator, type Frequencies, type Similarity } from '../comparison/index.js';
import { DomainError } from '../model/index.js';
import type {
  ComparisonRule,
  FeatureCondition,
  Features,
  IdentifierRule,
  LevelRule,
  MatchRules,
  VetoRule,
} from '../rules/index.js';

/** A comparison rule with its comparator. */
export interface PreparedComparison {
  readonly rule: ComparisonRule;
  readonly similarity: Similarity;
  /** See `Comparator.stopsEarly`. */
  readonly stopsEarly: boolean;
  readonly masked: boolean;
}

export interface PreparedIdentifier {
  readonly rule: IdentifierRule;
  readonly masked: boolean;
}

export interface PreparedVeto {
  readonly rule: VetoRule;
  /** Whether two values count as the same. */
  readonly isSame: (left: string, right: string) => boolean;
  readonly masked: boolean;
}

/** Everything that scoring needs. Immutable; made by `prepareMatching`. */
export interface MatchModel {
  readonly rules: MatchRules;
  readonly frequencies: Frequencies;
  readonly comparisons: readonly PreparedComparison[];
  readonly identifiers: readonly PreparedIdentifier[];
  readonly vetoes: readonly PreparedVeto[];
  /** Places of the comparisons in the order in which a pair is weighed: what can stop early comes last, when most is known. */
  readonly weighOrder: readonly number[];
  /**
   * The most bits that the identifiers and comparisons from place n on can add to a score, identifiers first, comparisons in
   * `weighOrder`. A shared value may be as rare as it likes, so a level whose weight grows with rarity adds `Infinity`.
   */
  readonly mostBits: readonly number[];
  /** Features that vetoes and identifier conflicts look at, sorted. */
  readonly vetoFeatures: readonly string[];
  /** Feature → caption. */
  readonly captions: ReadonlyMap<string, string>;
  /** Feature → sharing beyond which a shared value says nothing, for features that are identifiers. */
  readonly maxSharing: ReadonlyMap<string, number>;
}

/**
 * Prepares match rules with the snapshot that belongs to them.
 * @throws DomainError `RULES.UNKNOWN_COMPARATOR`: rules that were checked when loaded never raise it
 */
export function prepareMatching(rules: MatchRules, frequencies: Frequencies): MatchModel {
  const masked = new Set(rules.features.filter(feature => feature.masked).map(feature => feature.name));
  const bind = (name: string, feature: string, options: ComparisonRule['options']): Similarity =>
    comparatorOf(name).prepare({ feature, options: options ?? {}, frequencies });
  const comparisons = rules.comparisons.map((rule): PreparedComparison => ({
    rule,
    similarity: bind(rule.comparator, rule.feature, rule.options),
    stopsEarly: comparatorOf(rule.comparator).stopsEarly === true,
    masked: masked.has(rule.feature),
  }));
  const weighOrder = weighOrderOf(comparisons);
  return {
    rules,
    frequencies,
    comparisons,
    weighOrder,
    identifiers: rules.identifiers.map(rule => ({ rule, masked: masked.has(rule.feature) })),
    vetoes: rules.vetoes.map(rule => {
      const similarity =
        rule.comparator === undefined ? null : bind(rule.comparator, rule.feature, undefined);
      const isSame = (left: string, right: string): boolean =>
        left === right || (similarity !== null && similarity([left], [right]) === 1);
      return { rule, isSame, masked: masked.has(rule.feature) };
    }),
    mostBits: mostBitsOf(rules, weighOrder),
    vetoFeatures: vetoFeaturesOf(rules),
    captions: new Map(rules.features.map(feature => [feature.name, feature.label])),
    maxSharing: new Map(rules.identifiers.map(rule => [rule.feature, rule.maxSharing])),
  };
}

const NO_VALUES: readonly string[] = [];

/** The record's values of a feature. */
export function valuesOf(features: Features, feature: string): readonly string[] {
  return features[feature] ?? NO_VALUES;
}

/** Whether a condition holds for one record's features. */
export function holdsFor(condition: FeatureCondition, features: Features): boolean {
  if ('all' in condition) return condition.all.every(part => holdsFor(part, features));
  if ('any' in condition) return condition.any.some(part => holdsFor(part, features));
  if ('not' in condition) return !holdsFor(condition.not, features);
  const values = valuesOf(features, condition.feature);
  if ('present' in condition) return values.length > 0 === condition.present;
  return values.some(value => condition.in.includes(value));
}

function comparatorOf(name: string): Comparator {
  const comparator = comparators.get(name);
  if (comparator !== undefined) return comparator;
  throw new DomainError('RULES.UNKNOWN_COMPARATOR', `unknown comparator '${name}'`, { details: { name } });
}

/** The most bits that a level can give: a shared value may be as rare as it likes. */
export function mostBitsOfLevel({ weight, termFrequency }: LevelRule): number {
  return termFrequency === true ? Infinity : weight;
}

function mostBitsOfComparison({ levels }: ComparisonRule): number {
  return Math.max(0, ...levels.map(mostBitsOfLevel));
}

/** A comparison that can give any number of bits keeps the question open until it is asked: last, if it answers sooner then. */
function weighOrderOf(comparisons: readonly PreparedComparison[]): readonly number[] {
  const isLast = ({ rule, stopsEarly }: PreparedComparison): boolean =>
    stopsEarly && mostBitsOfComparison(rule) === Infinity;
  const places = [...comparisons.entries()];
  return [
    ...places.filter(([, comparison]) => !isLast(comparison)),
    ...places.filter(([, comparison]) => isLast(comparison)),
  ].map(([place]) => place);
}

function mostBitsOf({ identifiers, comparisons }: MatchRules, order: readonly number[]): readonly number[] {
  const ofComparisons = comparisons.map(mostBitsOfComparison);
  const most = [
    ...identifiers.map(({ weight, conflictWeight }) => Math.max(0, weight, conflictWeight ?? 0)),
    ...order.map(place => ofComparisons[place] ?? 0),
  ];
  const left = [0];
  for (const bits of most.toReversed()) left.push((left.at(-1) ?? 0) + bits);
  return left.toReversed();
}

function vetoFeaturesOf(rules: MatchRules): readonly string[] {
  const conflicting = rules.identifiers.filter(
    rule => rule.conflict === 'veto' || rule.conflict === 'review',
  );
  const names = [
    ...conflicting.flatMap(rule => [rule.feature, ...(rule.when === undefined ? [] : featuresIn(rule.when))]),
    ...rules.vetoes.flatMap(rule => [rule.feature, ...(rule.unlessShared ?? []), ...(rule.whenShared ?? [])]),
  ];
  return [...new Set(names)].sort();
}

function featuresIn(condition: FeatureCondition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(featuresIn);
  if ('any' in condition) return condition.any.flatMap(featuresIn);
  if ('not' in condition) return featuresIn(condition.not);
  return [condition.feature];
}
