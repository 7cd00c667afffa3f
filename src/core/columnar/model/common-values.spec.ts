import { describe, expect, it } from 'vitest';
import { commonnessOf } from './common-values.js';
import { PairComparer } from '../levels/compare-pairs.js';
import { comparisonOf } from '../levels/comparison-levels.js';
import { fieldOf } from '../fields/field.js';
import { Pairs } from '../blocking/pairs.js';
import { Texts } from '../table/texts.js';

/** Twenty records called alike, and twenty films of which each is in the list twice; all in one of two seasons. */
const TITLES = [
  ...Array.from({ length: 20 }, () => 'Episode 2'),
  ...Array.from({ length: 40 }, (_, row) => `The ${'ABCDEFGHIJKLMNOPQRST'[row >> 1]!.repeat(5)} Affair`),
];

function compared(name: string, texts: readonly string[]) {
  const values = ['', ...new Set(texts)];
  const ids = Int32Array.from(texts, text => values.indexOf(text));
  const field = fieldOf({ name, values: Texts.from(values), ids }, 'phrase');
  return { field, comparison: comparisonOf(field) };
}

const fields = [
  compared('title', TITLES),
  compared(
    'season',
    TITLES.map((_, row) => (row % 4 < 2 ? 'season one' : 'season two')),
  ),
];
const pairs = new Pairs();
for (let row = 1; row < 20; row++) pairs.add(0, row);
for (let row = 20; row < 60; row += 2) pairs.add(row, row + 1);
const patterns = new PairComparer(fields, []).compare(pairs.left, pairs.right, pairs.count);

/** Bits of two patterns: equal in the title alone, which is always the common one, and equal in both, where it mostly is a title of its own. */
const bitsOf = (parents: readonly number[]): readonly number[] => {
  const dependences = { parents: Int32Array.from(parents), agreeing: Int32Array.of(2, 2) };
  const bits = commonnessOf(fields, patterns, pairs, dependences);
  return [bits[patterns.patternOf[1]!]!, bits[patterns.patternOf[pairs.count - 1]!]!];
};

describe('commonness', () => {
  it('takes bits from patterns whose pairs share common values and adds none for rare ones', () => {
    const [common, mixed] = bitsOf([-1, -1]);
    expect(common).toBeLessThan(-0.5);
    expect(mixed).toBeLessThanOrEqual(0);
    expect(mixed).toBeGreaterThan(common!);
  });

  it('leaves fields to their parents', () => {
    expect(bitsOf([1, 0])).toEqual([0, 0]);
  });
});
