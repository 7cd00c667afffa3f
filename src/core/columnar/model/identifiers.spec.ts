import { describe, expect, it } from 'vitest';
import { PairComparer } from '../levels/compare-pairs.js';
import { comparisonOf } from '../levels/comparison-levels.js';
import { fieldOf, type Field } from '../fields/field.js';
import { identifiedPairs, withIdentifiers } from './identifiers.js';
import { Texts } from '../table/texts.js';

/** Forty things, of which the first ten stand there twice. */
const THINGS = 40;
const TWICE = 10;
const ROWS = THINGS + TWICE;
const thingOf = (row: number): number => (row < THINGS ? row : row - THINGS);

function fieldWith(kind: 'code' | 'word', valueOf: (row: number) => string): Field {
  const texts = Array.from({ length: ROWS }, (_, row) => valueOf(row));
  const values = ['', ...new Set(texts)];
  return fieldOf(
    { name: 'c1', values: Texts.from(values), ids: Int32Array.from(texts, text => values.indexOf(text)) },
    kind,
  );
}

const letters = (number: number): string =>
  Array.from({ length: 6 }, (_, at) =>
    String.fromCharCode(65 + ((number * 7 + at * at * (number + 3)) % 26)),
  ).join('');
const name = fieldWith('word', row => letters(thingOf(row)));

function judged(code: Field) {
  const fields = [code, name].map(field => ({ field, comparison: comparisonOf(field) }));
  const [left, right]: [number[], number[]] = [[], []];
  for (let a = 0; a < ROWS; a++)
    for (let b = a + 1; b < ROWS; b++) {
      left.push(a);
      right.push(b);
    }
  const pairs = new PairComparer(fields, []).compare(
    Int32Array.from(left),
    Int32Array.from(right),
    left.length,
  );
  const known = withIdentifiers(fields, pairs, pairs);
  return { differMax: known[0]!.comparison.differMax, identified: identifiedPairs(known, pairs, ROWS) };
}

describe('a code', () => {
  it('whose repeats join records that agree elsewhere identifies things, and shows how many pairs there are', () => {
    const { differMax, identified } = judged(fieldWith('code', row => `GT-${10_000 + thingOf(row) * 37}`));
    expect(differMax).toBeLessThan(0.1);
    expect(identified).toBe(TWICE);
  });

  it.each([
    ['never repeats', (row: number) => `NR-${10_000 + row * 37}`],
    ['repeats between strangers', (row: number) => `AM-${10_000 + ((row * 3) % 41) * 37}`],
    ['is short', (row: number) => `${100 + thingOf(row)}`],
  ])('that %s does not', (_, valueOf) => {
    expect(judged(fieldWith('code', valueOf))).toEqual({ differMax: 1, identified: Infinity });
  });
});
