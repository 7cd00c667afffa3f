import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CharacterBags,
  damerauDistance,
  editDistanceCodes,
  jaroWinkler,
  jaroWinklerCodes,
  levenshteinDistance,
  MAX_COMPARED_LENGTH,
  TextPool,
} from './index.js';

/** Texts that are often alike: few letters, and lengths on both sides of the 32 and 64 bit words. */
const similarTexts = fc
  .tuple(fc.constantFrom(6, 33, 40, 70, 140), fc.constantFrom('ab', 'abcd', 'abé中'))
  .chain(([maxLength, letters]) => {
    const text = fc
      .array(fc.constantFrom(...Array.from(letters)), { maxLength, size: 'max' })
      .map(list => list.join(''));
    return fc.tuple(text, text);
  });

/** The definition, cell by cell: the judge of the bit-parallel kernels. */
function distanceByTable(left: string, right: string, swaps: boolean): number {
  const rows = Array.from({ length: left.length + 1 }, (_, i) => [i, ...Array<number>(right.length).fill(0)]);
  for (let j = 0; j <= right.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const replace = rows[i - 1]![j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, replace);
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (swaps && swapped) best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = best;
    }
  }
  return rows[left.length]![right.length]!;
}

/** Jaro–Winkler as defined, scanning `text` against `pattern`. */
function jaroWinklerByDefinition(pattern: string, text: string): number {
  const reach = Math.max(0, (Math.max(pattern.length, text.length) >> 1) - 1);
  const taken = new Set<number>();
  const matched: string[] = [];
  for (let j = 0; j < text.length; j++) {
    for (let i = Math.max(0, j - reach); i <= Math.min(pattern.length - 1, j + reach); i++) {
      if (taken.has(i) || pattern[i] !== text[j]) continue;
      taken.add(i);
      matched.push(text[j]!);
      break;
    }
  }
  if (matched.length === 0) return 0;
  const inPattern = [...taken].sort((a, b) => a - b).map(i => pattern[i]);
  const transpositions = inPattern.filter((letter, rank) => letter !== matched[rank]).length >> 1;
  const m = matched.length;
  const jaro = (m / pattern.length + m / text.length + (m - transpositions) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < Math.min(pattern.length, text.length) && pattern[prefix] === text[prefix])
    prefix++;
  return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
}

describe('edit distances', () => {
  it('agree with the table of the definition for texts of any length', () => {
    fc.assert(
      fc.property(similarTexts, ([left, right]) => {
        expect(levenshteinDistance(left, right)).toBe(distanceByTable(left, right, false));
        expect(damerauDistance(left, right)).toBe(distanceByTable(left, right, true));
      }),
      { numRuns: 600 },
    );
  });

  it('give the same from a pool of encoded texts', () => {
    fc.assert(
      fc.property(similarTexts, ([left, right]) => {
        const { codes, offsets } = new TextPool([left, 'between', right]);
        const [a0, a1, b0, b1] = [offsets[0]!, offsets[1]!, offsets[2]!, offsets[3]!];
        expect(editDistanceCodes(codes, a0, a1, b0, b1, true)).toBe(damerauDistance(left, right));
        expect(jaroWinklerCodes(codes, a0, a1, b0, b1)).toBe(jaroWinkler(left, right));
      }),
    );
  });

  it('look at the first 1,024 characters of a field of ten million only', () => {
    const huge = 'ab'.repeat(5_000_000);
    const start = performance.now();
    expect(levenshteinDistance(huge, `${huge.slice(0, MAX_COMPARED_LENGTH)}c`)).toBe(0);
    expect(damerauDistance(huge, 'ba'.repeat(2000))).toBe(2);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('Jaro–Winkler', () => {
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DIXON', 'DICKSONX', 0.8133],
    ['DWAYNE', 'DUANE', 0.84],
    ['JELLYFISH', 'SMELLYFISH', 0.8963],
    ['ABC', 'XYZ', 0],
  ])('of %s and %s is %d, as published by Winkler', (left, right, expected) => {
    expect(jaroWinkler(left, right)).toBeCloseTo(expected, 4);
  });

  it('agrees with the definition for texts of any length, in a fixed order of the two', () => {
    fc.assert(
      fc.property(similarTexts, ([left, right]) => {
        fc.pre(left !== right && left !== '' && right !== '');
        const leftIsPattern = left.length === right.length ? left > right : left.length > right.length;
        const [pattern, scanned] = leftIsPattern ? [left, right] : [right, left];
        expect(jaroWinkler(left, right)).toBeCloseTo(jaroWinklerByDefinition(pattern, scanned), 12);
      }),
      { numRuns: 600 },
    );
  });

  it('is 1 for equal texts only', () => {
    fc.assert(
      fc.property(similarTexts, ([left, right]) => (jaroWinkler(left, right) === 1) === (left === right)),
    );
  });
});

describe('what two texts cannot share', () => {
  it('bounds their edit distance and their Jaro–Winkler similarity', () => {
    const texts = fc.tuple(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(fc.oneof(similarTexts, texts), ([left, right]) => {
        const pool = new TextPool([left, right]);
        const bags = new CharacterBags(pool);
        expect(bags.distanceMin(0, 1)).toBeLessThanOrEqual(damerauDistance(left, right));
        expect(bags.distanceMin(1, 0)).toBe(bags.distanceMin(0, 1));
        const jaroMax = bags.jaroMax(0, 1);
        // Four equal letters at the beginning give back at most two fifths of what is missing.
        const most = jaroMax > 0.7 ? jaroMax + 0.4 * (1 - jaroMax) : jaroMax;
        if (left !== '' && right !== '') expect(jaroWinkler(left, right)).toBeLessThanOrEqual(most + 1e-12);
        if (left.startsWith(right)) expect(bags.differBothWays(0, 1)).toBe(false);
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ['KILPATRICK', 'SMOUHA', 9],
    ['6988048', '1735229', 6],
    ['112', '12', 1],
  ])('of %s and %s are at least %d characters', (left, right, expected) => {
    expect(new CharacterBags(new TextPool([left, right])).distanceMin(0, 1)).toBe(expected);
  });
});
