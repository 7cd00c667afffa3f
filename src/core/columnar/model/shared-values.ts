/**
 * Values that several things share: the switchboard of an organisation with forty sites, the name of a chain, the title `Editorial`.
 * How often a value occurs does not tell them from the value of one thing recorded forty times; whether the pairs that have it agree
 * on everything else does. A value whose pairs disagree elsewhere, by the model without this field, loses the bits that its
 * equality would give.
 */
import type { Pairs } from '../blocking/pairs.js';
import type { Rarity } from './rarity.js';

/** One field's equal values, as they are scored before. */
export interface SharedValueInput {
  readonly pairs: Pairs;
  /** The pairs that have an equal value. */
  readonly equal: Int32Array;
  readonly patternOf: Int32Array;
  /** Value of each row; 0 = none. */
  readonly ids: Int32Array;
  /** Bits of the field by pattern. */
  readonly bits: Float64Array;
  /** Bits that an equal value adds or takes by how common it is. */
  readonly rarity: Rarity;
  /** Score of each pair, this field included. */
  readonly scores: Float64Array;
}

/** Pairs that what is expected of a value weighs beside what its pairs show. Measured: 1 to 8 differ by less than .003 of F1. */
const EXPECTED_PAIRS = 3;
/** Bits that a value loses at most. */
const LOSS_MAX = 10;

/** What equal values lose, in bits, never above 0. */
export interface SharedValueLosses {
  /** Of each pair of `equal`; a pair is no witness in its own case. */
  readonly ofPairs: Float64Array;
  /** Of a value, for pairs that were not among the candidates. */
  readonly ofValue: (value: number) => number;
}

/** Weighs the values of one field. */
export function sharedValueLosses({
  pairs,
  equal,
  patternOf,
  ids,
  bits,
  rarity,
  scores,
}: SharedValueInput): SharedValueLosses {
  /** Chance of each pair by all other fields. */
  const chances = new Float64Array(equal.length);
  const { counts } = rarity;
  const same = new Float64Array(counts.length);
  const other = new Float64Array(counts.length);
  let allSame = 1;
  let allOther = 1;
  for (let at = 0; at < equal.length; at++) {
    const pair = equal[at]!;
    const value = ids[pairs.left[pair]!]!;
    const without = scores[pair]! - bits[patternOf[pair]!]! - rarity.of(value);
    const chance = 1 / (1 + 2 ** -without);
    chances[at] = chance;
    same[value]! += chance;
    other[value]! += 1 - chance;
    allSame += chance;
    allOther += 1 - chance;
  }
  const usual = allSame / allOther;
  const expectedOdds = rarity.byCount.map(rare => usual * 2 ** rare);
  const lossOf = (value: number, sameCount: number, otherCount: number): number => {
    const usualOdds = expectedOdds[counts[value]!]!;
    const expected = usualOdds / (1 + usualOdds);
    const odds =
      (Math.max(0, sameCount) + EXPECTED_PAIRS * expected) /
      (Math.max(0, otherCount) + EXPECTED_PAIRS * (1 - expected));
    return Math.max(-LOSS_MAX, Math.min(0, Math.log2(odds / usualOdds)));
  };
  const ofPairs = new Float64Array(equal.length);
  for (let at = 0; at < equal.length; at++) {
    const value = ids[pairs.left[equal[at]!]!]!;
    const chance = chances[at]!;
    ofPairs[at] = lossOf(value, same[value]! - chance, other[value]! - (1 - chance));
  }
  return { ofPairs, ofValue: value => lossOf(value, same[value]!, other[value]!) };
}
