/**
 * How numbers compare. Amounts (prices, weights) are near each other when they differ by little of what they are. Measurements
 * (coordinates, readings) are near each other when hardly any two records are as near: all of a town's latitudes are within a hundredth of each other.
 */
import type { Field } from '../fields/field.js';
import type { FieldComparison } from './field-comparison.js';

/** Digits after the point that amounts do not have. */
const MEASURED_DECIMALS = 3;
/** Share of the values with so many digits, or with a sign, from which a column is measured. */
const MEASURED_SHARE_MIN = 0.5;
const NEGATIVE_SHARE_MIN = 0.05;
/** Values whose distances are looked at: an even spread over all of them. */
const SAMPLE_MAX = 500;
/** Share of random pairs that are as near, by level, farthest first; smaller shares than a sample shows follow from the density. */
const NEARNESS = [0.1, 0.01, 0.001, 0.0001];

/** The comparison of a field of numbers. */
export function numberComparison(field: Field): FieldComparison {
  const amounts = Float64Array.from(field.values, Number);
  return isMeasured(field) ? measurementComparison(amounts) : amountComparison(amounts);
}

/** Whether values are read off a scale, whose zero means nothing, rather than counted in money or pieces. */
function isMeasured({ values }: Field): boolean {
  let fine = 0;
  let negative = 0;
  for (let id = 1; id < values.length; id++) {
    const text = values.at(id);
    const point = text.indexOf('.');
    if (point >= 0 && text.length - point > MEASURED_DECIMALS) fine++;
    if (text.startsWith('-')) negative++;
  }
  const all = values.length - 1;
  return fine >= MEASURED_SHARE_MIN * all || negative >= NEGATIVE_SHARE_MIN * all;
}

function amountComparison(amounts: Float64Array): FieldComparison {
  return {
    labels: ['missing', 'different', 'within a quarter', 'within a tenth', 'within a hundredth', 'equal'],
    expected: [0, 0.2, 0.1, 0.15, 0.1, 0.45],
    differMax: 1,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 5;
      const [a, b] = [amounts[left]!, amounts[right]!];
      const apart = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
      if (apart <= 0.01) return 4;
      if (apart <= 0.1) return 3;
      return apart <= 0.25 ? 2 : 1;
    },
  };
}

function measurementComparison(amounts: Float64Array): FieldComparison {
  const steps = nearSteps(amounts);
  return {
    labels: [
      'missing',
      'different',
      'nearer than 9 of 10 pairs',
      'nearer than 99 of 100 pairs',
      'nearer than 999 of 1,000 pairs',
      'nearer than 9,999 of 10,000 pairs',
      'equal',
    ],
    expected: [0, 0.1, 0.1, 0.15, 0.2, 0.2, 0.25],
    differMax: 1,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 6;
      const apart = Math.abs(amounts[left]! - amounts[right]!);
      let level = 1;
      while (level < 5 && apart <= steps[level - 1]!) level++;
      return level;
    },
  };
}

/** The distances within which the shares `NEARNESS` of random pairs are. */
function nearSteps(amounts: Float64Array): readonly number[] {
  const known = amounts.subarray(1).filter(Number.isFinite).sort();
  const size = Math.min(SAMPLE_MAX, known.length);
  const sample = Float64Array.from(
    { length: size },
    (_, at) => known[Math.floor((at * known.length) / size)]!,
  );
  const distances = new Float64Array((size * (size - 1)) / 2);
  let count = 0;
  for (let one = 0; one < size; one++)
    for (let other = 0; other < one; other++) distances[count++] = sample[one]! - sample[other]!;
  distances.sort();
  // The sample has no two values as near as the nearest ones are: from one in ten on, half as many are half as near.
  const tenth = distances[Math.floor(NEARNESS[0]! * count)] ?? 0;
  return NEARNESS.map(share => (tenth * share) / NEARNESS[0]!);
}
