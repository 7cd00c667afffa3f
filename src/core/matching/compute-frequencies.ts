/**
 * The frequency snapshot of a domain: how common the values and words are that its match rules weigh, counted over the
 * records there are. Taken when a rule set version is activated and stored with it, so that scores never drift.
 */
import { blockKeys } from '../blocking/index.js';
import { Frequencies, FrequencyCounter, NO_FREQUENCIES } from '../comparison/index.js';
import type { Features, FrequencySnapshot, MatchRules } from '../rules/index.js';

/** Comparators that weigh words by their rarity. */
const WORD_COMPARATORS: ReadonlySet<string> = new Set(['tokens', 'tokenBag', 'organizationName']);

/** Counts records one by one, in any order: the snapshot does not depend on it. */
export interface FrequencyCount {
  /** @param features of one record; each record once */
  add(features: Features): void;
  snapshot(): FrequencySnapshot;
}

/**
 * Starts to count what these rules weigh. Memory grows with the number of distinct values, not of records.
 *
 * @param options.conceal keeps the values of masked features (tax ids, bank accounts) out of the snapshot: for one that
 * becomes a file
 */
export function countFrequencies(
  rules: MatchRules,
  { conceal = false }: { readonly conceal?: boolean } = {},
): FrequencyCount {
  const masked = rules.features.filter(feature => conceal && feature.masked).map(feature => feature.name);
  const counter = new FrequencyCounter(
    weighedValues(rules),
    weighedWords(rules),
    rules.blockSizeMax,
    new Set(masked),
  );
  // Blocks on rarest words are left out: which words are rare is what the snapshot being made will say.
  const uncounted = new Frequencies(NO_FREQUENCIES);
  const wholeValueRules = {
    ...rules,
    blocking: rules.blocking.filter(rule => rule.parts.every(part => part.tokens === undefined)),
  };
  return {
    add: features => {
      const keys = blockKeys(wholeValueRules, features, uncounted).keys;
      counter.add(
        features,
        keys.map(({ hash }) => hash),
      );
    },
    snapshot: () => counter.snapshot(),
  };
}

/** Counts once over all records. */
export function computeFrequencies(rules: MatchRules, records: Iterable<Features>): FrequencySnapshot {
  const count = countFrequencies(rules);
  for (const features of records) count.add(features);
  return count.snapshot();
}

/** Identifiers are discounted by how many share them, a veto is lifted by a shared value, rare values weigh more. */
function weighedValues({ identifiers, vetoes, comparisons }: MatchRules): ReadonlySet<string> {
  return new Set([
    ...identifiers.map(({ feature }) => feature),
    ...vetoes.flatMap(({ unlessShared = [] }) => unlessShared),
    ...comparisons
      .filter(({ levels }) => levels.some(level => level.termFrequency))
      .map(({ feature }) => feature),
  ]);
}

function weighedWords({ blocking, comparisons }: MatchRules): ReadonlySet<string> {
  return new Set([
    ...blocking.flatMap(({ parts }) =>
      parts.filter(part => part.tokens !== undefined).map(({ feature }) => feature),
    ),
    ...comparisons.filter(({ comparator }) => WORD_COMPARATORS.has(comparator)).map(({ feature }) => feature),
  ]);
}
