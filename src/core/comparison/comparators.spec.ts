import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparators, Frequencies, NO_FREQUENCIES } from './index.js';

const context = { feature: 'name', options: {}, frequencies: new Frequencies(NO_FREQUENCIES) };
const listOf = (side: string | readonly string[]): readonly string[] =>
  typeof side === 'string' ? [side] : side;

/** Text as it comes: words, digits, punctuation, other scripts, blanks. */
const text = fc.oneof(
  fc.string({ maxLength: 50 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        'MERIDIAN',
        'MED',
        'MEDICAL',
        'SUPPLY',
        'A',
        'AB',
        '7.5',
        '7½',
        '18 MM',
        'LT',
        'RIGHT',
        '|',
        ',',
        '-',
      ),
      { maxLength: 7 },
    )
    .map(words => words.join(' ')),
  fc.stringMatching(/^[0-9-]{0,12}$/),
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    .map(date => date.toISOString().slice(0, 10)),
);

describe.each([...comparators.values()])('the comparator $name', comparator => {
  const similarity = comparator.prepare(context);

  it.each(
    comparator.levels.map((level, index) => ({
      ...level,
      next: comparator.levels[index - 1]?.atLeast ?? Infinity,
    })),
  )('says "$label" from $atLeast: $example', ({ atLeast, next, example: [left, right] }) => {
    const value = similarity(listOf(left), listOf(right));
    expect(value).toBeGreaterThanOrEqual(atLeast);
    expect(value).toBeLessThan(next);
  });

  it('lists its levels best first, down to 0', () => {
    const bounds = comparator.levels.map(level => level.atLeast);
    expect(bounds).toEqual(bounds.toSorted((a, b) => b - a));
    expect(bounds.at(-1)).toBe(0);
  });

  it('is symmetric, bounded by 0 and 1, and 0 without values', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), fc.array(text, { maxLength: 3 }), (left, right) => {
        const value = similarity(left, right);
        expect(value).toBe(similarity(right, left));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(similarity([], right)).toBe(0);
        expect(similarity(left, [])).toBe(0);
        expect(
          similarity(
            [''],
            right.filter(other => other !== ''),
          ),
        ).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('says what it says, and below what must be reached something below it', () => {
    const bounds = [...comparator.levels.map(level => level.atLeast), 0.5, 0.92, 0.99];
    fc.assert(
      fc.property(text, text, fc.constantFrom(...bounds), (left, right, atLeast) => {
        const [value, early] = [similarity([left], [right]), similarity([left], [right], atLeast)];
        if (value >= atLeast) expect(early).toBe(value);
        else expect(early).toBeLessThan(atLeast);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds a value equal to itself', () => {
    fc.assert(
      fc.property(text, value => {
        fc.pre(value.trim() !== '');
        expect(similarity([value], [value])).toBe(1);
      }),
    );
  });
});

describe('the comparator address', () => {
  const similarity = comparators.get('address')?.prepare(context) ?? (() => NaN);

  it.each([
    [
      'the same street of another city, ZIP unknown',
      '100 MAIN ST||WICHITA|KS|',
      '100 MAIN ST||TOPEKA|KS|66603',
      0,
    ],
    [
      'the same street of the same city, ZIP unknown on one side',
      '100 MAIN ST||WICHITA|KS|',
      '100 MAIN ST||WICHITA|KS|67202',
      0.9,
    ],
    ['the same PO box', 'PO BOX 774190||CHICAGO|IL|60677', 'PO BOX 774190 CHICAGO IL 60677-4001', 1],
    ['a unit cut off', '100 MAIN ST|STE 48|TOPEKA|KS|66603', '100 MAIN ST|STE 480|TOPEKA|KS|66603', 0.9],
    ['two units', '100 MAIN ST|STE 4|TOPEKA|KS|66603', '100 MAIN ST|STE 48|TOPEKA|KS|66603', 0.8],
    ['two PO boxes', 'PO BOX 774190||CHICAGO|IL|60677', 'PO BOX 774191||CHICAGO|IL|60677', 0.5],
  ])('tells %s', (_, left, right, expected) => {
    expect(similarity([left], [right])).toBe(expected);
  });
});

describe('the comparator tokens', () => {
  const similarity = comparators.get('tokens')?.prepare(context) ?? (() => NaN);

  it.each([
    ['DRESSING FOAM BRDR', 'DRESSING FOAM BORDERED'],
    ['CATHETER IV SFTY', 'CATHETER IV SAFETY'],
    ['SPONGE GAUZE COTN', 'SPONGE GAUZE COTTON'],
  ])('knows the contraction in %s of %s', (left, right) => {
    expect(similarity([left], [right])).toBeGreaterThan(0.9);
  });

  it.each([
    ['CATHETER CTD', 'CATHETER CARTED'],
    ['SCREW LKG', 'SCREW LAG'],
  ])('does not take the last word of %s for that of %s', (left, right) => {
    expect(similarity([left], [right])).toBeLessThan(0.6);
  });
});

describe('the comparator organizationName', () => {
  const similarity = comparators.get('organizationName')?.prepare(context) ?? (() => NaN);

  it.each([
    [
      'a slip in a word that repeats letters',
      'HENDRICKS MURRIWEATHER VASCULAR',
      'HENDRICKS MERRIWEATHER VASCULAR',
    ],
    ['spacing and a cut', 'FARNSWORTHCRAWLEY WOUND CARE L', 'FARNSWORTH CRAWLEY WOUND CARE LTD'],
    ['a contraction', 'GEN PROBE MDCL SUPPLY', 'GEN PROBE MEDICAL SUPPLY'],
  ])('reaches nearly the same words through %s', (_, left, right) => {
    expect(similarity([left], [right])).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    ['P CARD ONLY US NATIONAL COUNTY BANK NA HSA', 'P CARD ONLY US NATIONAL COUNTY BANK NA HSS'],
    [
      'GREATER LAKES REGIONAL COMMUNITY HOSPITAL HEALTH SERVICE RADIOLOGY',
      'GREATER LAKES REGIONAL COMMUNITY HOSPITAL HEALTH SERVICE PATHOLOGY',
    ],
  ])('keeps %s and %s below, however many words they share (N1, N3)', (left, right) => {
    expect(similarity([left], [right])).toBeLessThan(0.8);
  });
});
