/**
 * Values that several things share: the switchboard of an organisation with forty sites, the name of a chain, the title `Editorial`.
 * How often a value occurs does not tell them from the value of one thing recorded forty times; whether the pairs that have it agree
 * on everything else does. A value whose pairs disagree elsewhere, by the model without this field, loses the bits that its
 * equality would give.
 */
import type { PatternTable } from './compare-pairs.js';
import type { Pairs } from './pairs.js';

/** One field's equal values, as they are scored before. */
export interface SharedValueInput {
  readonly pairs: Pairs;
  readonly patterns: PatternTable;
  /** Value of each row; 0 = none. */
  readonly ids: Int32Array;
  /** Bits of the field by pattern. */
  readonly bits: Float64Array;
  /** Bits that an equal value adds or takes by how common it is, by value. */
  readonly rarity: Float64Array;
  /** Score of each pair, this field included. */
  readonly scores: Float64Array;
}

/** Pairs that what is expected of a value weighs beside what its pairs show. Measured: 1 to 8 differ by less than .003 of F1. */
const EXPECTED_PAIRS = 3;
/** Bits that a value loses at most. */
const LOSS_MAX = 10;

/** What equal values lose, in bits, never above 0. */
export interface SharedValueLosses {
  /** Of each pair; a pair is no witness in its own case. */
  readonly ofPairs: Float64Array;
  /** Of each value, for pairs that were not among the candidates. */
  readonly ofValues: Float64Array;
}

/** Weighs the values of one field. */
export function sharedValueLosses(input: SharedValueInput): SharedValueLosses {
  const { pairs, ids, rarity } = input;
  const chances = chancesWithout(input);
  const same = new Float64Array(rarity.length);
  const other = new Float64Array(rarity.length);
  let allSame = 1;
  let allOther = 1;
  for (let pair = 0; pair < pairs.count; pair++) {
    const chance = chances[pair]!;
    if (chance < 0) continue;
    const value = ids[pairs.left[pair]!]!;
    same[value]! += chance;
    other[value]! += 1 - chance;
    allSame += chance;
    allOther += 1 - chance;
  }
  const usual = allSame / allOther;
  const lossOf = (value: number, sameCount: number, otherCount: number): number => {
    const expectedOdds = usual * 2 ** rarity[value]!;
    const expected = expectedOdds / (1 + expectedOdds);
    const odds =
      (Math.max(0, sameCount) + EXPECTED_PAIRS * expected) /
      (Math.max(0, otherCount) + EXPECTED_PAIRS * (1 - expected));
    return Math.max(-LOSS_MAX, Math.min(0, Math.log2(odds / expectedOdds)));
  };
  const ofPairs = new Float64Array(pairs.count);
  for (let pair = 0; pair < pairs.count; pair++) {
    const chance = chances[pair]!;
    if (chance < 0) continue;
    const value = ids[pairs.left[pair]!]!;
    ofPairs[pair] = lossOf(value, same[value]! - chance, other[value]! - (1 - chance));
  }
  return { ofPairs, ofValues: same.map((count, value) => lossOf(value, count, other[value]!)) };
}

/** Chance of each pair with an equal value by all other fields; −1 for pairs without one. */
function chancesWithout({ pairs, patterns, ids, bits, rarity, scores }: SharedValueInput): Float64Array {
  const chances = new Float64Array(pairs.count).fill(-1);
  for (let pair = 0; pair < pairs.count; pair++) {
    const value = ids[pairs.left[pair]!]!;
    if (value === 0 || value !== ids[pairs.right[pair]!]) continue;
    const without = scores[pair]! - bits[patterns.patternOf[pair]!]! - rarity[value]!;
    chances[pair] = 1 / (1 + 2 ** -without);
  }
  return chances;
}
