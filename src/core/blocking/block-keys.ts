/**
 * Which records are worth comparing: those that share a block key. A key is what one blocking rule cuts out of a
 * record's features, for instance the rarest word of the name with the first three digits of the ZIP. Keys too
 * common to compare are left out by the rule set's stop list, and said so: nothing is dropped in silence.
 */
import { tokensOf, type Frequencies } from '../comparison/index.js';
import type { BlockingRule, BlockKeyPart, Features, MatchRules } from '../rules/index.js';
import { hashKey } from './hash-key.js';

/**
 * Keys that one rule makes of one record at most. Every key is a row in the index and a block to read; a record
 * with 40 aliases and 40 addresses must not make 1,600 of them.
 */
export const KEYS_PER_RULE_MAX = 32;

export interface BlockKey {
  readonly rule: string;
  /** Signed 64-bit integer in decimals; equal for equal rule names and values. */
  readonly hash: string;
  /** What the key was made of, for explanations; empty when a feature of the rule is masked. */
  readonly values: readonly string[];
}

export interface BlockKeys {
  /** Each hash once, in the order of the rules. */
  readonly keys: readonly BlockKey[];
  /** Keys on the stop list, with how many records have them. */
  readonly skipped: readonly (BlockKey & { readonly records: number })[];
  /** Rules that would have made more than `KEYS_PER_RULE_MAX` keys; the first ones in text order were kept. */
  readonly truncated: readonly string[];
}

/** The block keys of one record. A rule makes no key when any of its parts has no value. */
export function blockKeys(
  rules: Pick<MatchRules, 'blocking' | 'features'>,
  features: Features,
  frequencies: Frequencies,
): BlockKeys {
  const masked = new Set(rules.features.filter(feature => feature.masked).map(feature => feature.name));
  const keys: BlockKey[] = [];
  const skipped: (BlockKey & { readonly records: number })[] = [];
  const truncated: string[] = [];
  const seen = new Set<string>();
  for (const rule of rules.blocking) {
    const combinations = combine(rule, features, frequencies);
    if (combinations.length > KEYS_PER_RULE_MAX) truncated.push(rule.name);
    const isMasked = rule.parts.some(part => masked.has(part.feature));
    for (const values of combinations.slice(0, KEYS_PER_RULE_MAX)) {
      const hash = hashKey([rule.name, ...values].join('\u001f'));
      if (seen.has(hash)) continue;
      seen.add(hash);
      const key = { rule: rule.name, hash, values: isMasked ? [] : values };
      const records = frequencies.oversizedBlock(hash);
      if (records === null) keys.push(key);
      else skipped.push({ ...key, records });
    }
  }
  return { keys, skipped, truncated };
}

/** What one rule cuts out of a record, one value per part: what its keys are made of, at most `KEYS_PER_RULE_MAX` of them. */
export function keyValues(
  rule: BlockingRule,
  features: Features,
  frequencies: Frequencies,
): readonly (readonly string[])[] {
  return combine(rule, features, frequencies).slice(0, KEYS_PER_RULE_MAX);
}

/** The features that a rule needs and the record lacks: why it makes no key. */
export function missingParts(
  rule: BlockingRule,
  features: Features,
  frequencies: Frequencies,
): readonly string[] {
  return rule.parts
    .filter(part => valuesOf(part, features, frequencies).length === 0)
    .map(part => part.feature);
}

/** Every way to take one value per part, at most one more than are kept. */
function combine(
  rule: BlockingRule,
  features: Features,
  frequencies: Frequencies,
): readonly (readonly string[])[] {
  let combinations: (readonly string[])[] = [[]];
  for (const part of rule.parts) {
    const values = valuesOf(part, features, frequencies);
    combinations = combinations
      .flatMap(taken => values.map(value => [...taken, value]))
      .slice(0, KEYS_PER_RULE_MAX + 1);
  }
  return rule.parts.length === 0 ? [] : combinations;
}

/** Sorted, each once, so that the order in which a source lists its values changes nothing. */
function valuesOf(part: BlockKeyPart, features: Features, frequencies: Frequencies): readonly string[] {
  const values = features[part.feature] ?? [];
  const cut = values.flatMap(value => {
    if (part.tokens !== undefined) return rarestTokens(value, part.feature, part.tokens.rarest, frequencies);
    return part.sorted === true ? [tokensOf(value).toSorted().join(' ')] : [value];
  });
  const short = cut.map(value => (part.prefix === undefined ? value : value.slice(0, part.prefix)));
  return [...new Set(short.filter(value => value.trim() !== ''))].sort();
}

/** The n rarest words; of equally rare ones the longest, which tell more, then in text order. */
function rarestTokens(
  value: string,
  feature: string,
  count: number,
  frequencies: Frequencies,
): readonly string[] {
  const ranked = tokensOf(value).map(token => ({ token, seen: frequencies.tokenCount(feature, token) }));
  ranked.sort(
    (left, right) =>
      left.seen - right.seen || right.token.length - left.token.length || (left.token < right.token ? -1 : 1),
  );
  return ranked.slice(0, count).map(({ token }) => token);
}
