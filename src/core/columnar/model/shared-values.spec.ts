import { describe, expect, it } from 'vitest';
import type { Field } from '../fields/field.js';
import { Pairs } from '../blocking/pairs.js';
import { Rarity } from './rarity.js';
import { sharedValueLosses } from './shared-values.js';
import { Texts } from '../table/texts.js';

const NO_FIELD: Field = {
  name: 'any',
  kind: 'code',
  ids: new Int32Array(0),
  values: Texts.from(['']),
  counts: new Int32Array(0),
  filled: 25,
};

/** Pairs of rows 0 to 4, all of which have one value of a field; `others` are the bits of all other fields. */
function lossesOf(others: readonly number[]): readonly number[] {
  const pairs = new Pairs();
  for (let left = 0; left < 5; left++) for (let right = left + 1; right < 5; right++) pairs.add(left, right);
  // A second value, of rows 5 and 6, whose pair agrees elsewhere too.
  for (let left = 5; left < 25; left += 2) pairs.add(left, left + 1);
  const ids = Int32Array.from({ length: 25 }, (_, row) => (row < 5 ? 1 : 2));
  const elsewhere = Float64Array.from({ length: pairs.count }, (_, pair) => others[pair] ?? 10);
  const { ofPairs, ofValue } = sharedValueLosses({
    pairs,
    equal: Int32Array.from({ length: pairs.count }, (_, pair) => pair),
    patternOf: new Int32Array(pairs.count),
    ids,
    bits: Float64Array.of(9),
    rarity: Rarity.none({ ...NO_FIELD, counts: Int32Array.of(0, 5, 20) }),
    scores: elsewhere.map(bits => bits + 9),
  });
  return [ofPairs[0]!, ofPairs[pairs.count - 1]!, ofValue(1), ofValue(2)];
}

describe('values that several things share', () => {
  it('lose weight when the pairs that have them disagree elsewhere, and no other value does', () => {
    const [pair, other, value, otherValue] = lossesOf(Array.from({ length: 10 }, () => -8));
    expect(pair).toBeLessThan(-2);
    expect(value).toBeLessThan(-2);
    expect(other).toBeCloseTo(0, 5);
    expect(otherValue).toBeCloseTo(0, 5);
  });

  it('keep it when the pairs agree elsewhere', () => {
    const [pair, , value] = lossesOf(Array.from({ length: 10 }, () => 8));
    expect(pair).toBeCloseTo(0, 1);
    expect(value).toBeCloseTo(0, 1);
  });

  it('do not count a pair against itself', () => {
    const [pair] = lossesOf([-8, ...Array.from({ length: 9 }, () => 8)]);
    expect(pair).toBeCloseTo(0, 1);
  });
});
