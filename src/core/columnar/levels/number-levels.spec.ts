import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../fields/field.js';
import { numberComparison } from './number-levels.js';
import { Texts } from '../table/texts.js';

function fieldOf(values: readonly string[]): Field {
  const ids = Int32Array.from(values, (_, at) => at + 1);
  const counts = new Int32Array(values.length + 1).fill(1, 1);
  return {
    name: 'n',
    kind: 'number',
    ids,
    values: Texts.from(['', ...values]),
    counts,
    filled: values.length,
  };
}

/** Latitudes of a town, .2 degrees from end to end, in an order that has nothing to do with them. */
const LATITUDES = Array.from({ length: 1000 }, (_, at) => (40.3 + ((at * 617) % 1000) / 5000).toFixed(6));

const labelOf = (values: readonly string[], left: string, right: string): string => {
  const { labels, levelOf } = numberComparison(fieldOf([...values, left, right]));
  return labels[levelOf(values.length + 1, values.length + 2)]!;
};

describe('numbers', () => {
  it.each([
    ['399', '399', 'equal'],
    ['399', '396', 'within a hundredth'],
    ['12.5', '13', 'within a tenth'],
    ['10', '13', 'within a quarter'],
    ['10', '40', 'different'],
  ])('amounts differ by their share: %s and %s are %s', (left, right, label) => {
    if (label === 'equal') expect(numberComparison(fieldOf([left])).levelOf(1, 1)).toBe(5);
    else expect(labelOf([], left, right)).toBe(label);
  });

  it.each([
    ['40.4001', '40.400101', 'nearer than 9,999 of 10,000 pairs'],
    ['40.4001', '40.40015', 'nearer than 999 of 1,000 pairs'],
    ['40.4001', '40.4008', 'nearer than 99 of 100 pairs'],
    ['40.4001', '40.408', 'nearer than 9 of 10 pairs'],
    ['40.4001', '40.45', 'different'],
  ])('measurements differ by how many pairs are as near: %s and %s are %s', (left, right, label) => {
    expect(labelOf(LATITUDES, left, right)).toBe(label);
  });

  it('takes numbers on both sides of zero for measurements', () => {
    const around = LATITUDES.map(value => (Number(value) - 40.4).toFixed(2));
    expect(labelOf(around, '-0.0002', '0.0002')).toMatch(/^nearer than 99/u);
  });

  it('says the same of a pair whichever way round, and no less of nearer ones', () => {
    const { levelOf } = numberComparison(fieldOf(LATITUDES));
    const number = fc.integer({ min: 1, max: LATITUDES.length });
    fc.assert(
      fc.property(number, number, number, (one, two, three) => {
        expect(levelOf(one, two)).toBe(levelOf(two, one));
        const apart = (other: number): number =>
          Math.abs(Number(LATITUDES[one - 1]) - Number(LATITUDES[other - 1]));
        if (apart(two) < apart(three)) expect(levelOf(one, two)).toBeGreaterThanOrEqual(levelOf(one, three));
      }),
    );
  });

  it.each([[[]], [['1.2345']], [['1.2345', '1.2345']]])('can be made of hardly any values: %j', values => {
    const { labels, levelOf } = numberComparison(fieldOf(values));
    for (let id = 1; id < values.length; id++) expect(levelOf(id, id + 1)).toBeLessThan(labels.length);
  });
});
