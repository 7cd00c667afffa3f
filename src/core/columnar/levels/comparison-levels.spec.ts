import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMN_KINDS } from '../fields/column-kind.js';
import { comparisonOf, isComparable } from './comparison-levels.js';
import { fieldOf, severalField } from '../fields/field.js';
import type { FieldComparison } from './field-comparison.js';
import { Texts } from '../table/texts.js';

const values = ['', 'MERIDIAN MED SUPPLY', 'MERIDIAN MEDICAL SUPPLY CO', '12 Main St', '12 Main Street', '1999-12-31', '1999-12-13', 'a@b.org', '617-384-7579', 'ÅSE', 'Владимир', '株式会社', '7.5', 'x']; // prettier-ignore

/** Whether a pair is left out at the first look; the one that is kept has its number. */
function leftOut(leaveOutFar: FieldComparison['leaveOutFar'], left: number, right: number): boolean {
  const pairs = {
    count: 2,
    left: Int32Array.of(left, left),
    right: Int32Array.of(right, right),
    numbers: Int32Array.of(7, 8),
  };
  leaveOutFar?.(pairs);
  if (pairs.count > 0) expect([pairs.count, ...pairs.numbers]).toEqual([2, 7, 8]);
  return pairs.count === 0;
}

describe.each(COLUMN_KINDS.filter(isComparable))('levels of the kind %s', kind => {
  it('are symmetric, between 1 and the best, and best for equal values', () => {
    const text = fc.oneof(
      fc.constantFrom(...values.slice(1)),
      fc.string({ unit: fc.constantFrom('A', 'B', 'C', '1', '2'), minLength: 1, maxLength: 9 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 2, maxLength: 8 }), texts => {
        const column = {
          name: 'c',
          ids: Int32Array.from(texts.keys(), key => key + 1),
          values: Texts.from(['', ...texts]),
        };
        const single = fieldOf(column, kind);
        const field = kind === 'identifiers' ? severalField('c', kind, [single]) : single;
        const { labels, expected, levelOf, leaveOutFar } = comparisonOf(field);
        expect(expected).toHaveLength(labels.length);
        for (let a = 1; a < field.values.length; a++) {
          expect(levelOf(a, a)).toBe(labels.length - 1);
          for (let b = 1; b < field.values.length; b++) {
            const level = levelOf(a, b);
            expect(level).toBe(levelOf(b, a));
            expect(level).toBeGreaterThanOrEqual(1);
            expect(level).toBeLessThan(labels.length);
            if (a !== b && level > 1) expect(leftOut(leaveOutFar, a, b)).toBe(false);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('expects of true pairs shares that add up to one', () => {
    const field = fieldOf({ name: 'c', ids: new Int32Array(1), values: Texts.from(values) }, kind);
    const sum = comparisonOf(field).expected.reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(1, 6);
  });
});

describe('levels that mean something', () => {
  const levelOf = (kind: (typeof COLUMN_KINDS)[number], left: string, right: string): string => {
    const field = fieldOf(
      { name: 'c', ids: Int32Array.of(1, 2), values: Texts.from(['', left, right]) },
      kind,
    );
    const { labels, levelOf: level } = comparisonOf(field);
    return labels[level(field.ids[0]!, field.ids[1]!)]!;
  };

  it.each([
    ['word', 'Smith', 'Smyth', 'a slip apart'],
    ['word', 'Robert', 'Bob', 'short form'],
    ['word', 'J', 'John', 'short form'],
    ['date', '1999-12-07', '07/12/1999', 'a digit differs or day and month swapped'],
    ['date', '19991231', '31/12/1999', 'equal'],
    ['phone', '(617) 384-7579', '617.384.7579', 'equal'],
    ['code', '6988048', '6988084', 'one slip apart'],
    ['code', '15222.0', '15222', 'equal'],
    ['number', '$399.00', '399', 'equal'],
    ['number', '12.50', '12.5', 'equal'],
    ['email', 'kari.h@x.org', 'karih@y.com', 'same name elsewhere'],
    ['address', '12 Main Street', '12 MAIN ST.', 'equal'],
    ['person', 'Halvorson, Kari', 'KARI HALVORSON', 'equal'],
    ['person', 'Kari Halvorson', 'Halvorson Kari', 'same words'],
    ['person', 'Bob Smith', 'Smith, Robert', 'initial, short form or the same sound'],
    ['person', 'Kari M. Halvorson', 'Kari Halvorson', 'a name missing, or spaced otherwise'],
    ['person', 'Kari Halvorsen', 'Kari Halvorson', 'a slip or two'],
    ['person', 'Halvorson', 'Kari Halvorson', 'the only name of one is in the other'],
    ['person', 'Mary Smith', 'John Smith', 'a name in common'],
    ['person', 'Mary Jones', 'John Smith', 'different'],
    ['organisation', 'Владимир Завод', 'Vladimir Zavod', 'equal'],
    ['phrase', 'CALSTEAM SUPPLY', 'CAL STEAM SUPPLY', 'same words or letters'],
  ] as const)('%s: %s and %s are %s', (kind, left, right, label) => {
    expect(levelOf(kind, left, right)).toBe(label);
  });

  it('does not take neighbouring house numbers for a slip', () => {
    expect(levelOf('address', '12224 VENTURA BLVD', '12225 VENTURA BLVD')).not.toMatch(/same|slip|equal/u);
  });

  it('takes another house of the same street for another place, whatever else is the same', () => {
    expect(levelOf('address', '12 VENTURA BLVD STUDIO CITY', '999 VENTURA BLVD STUDIO CITY')).toMatch(
      /different|0\.08|0\.12/u,
    );
  });

  it('takes plots without a number in common for two places, and postcodes for no plot', () => {
    const low = /different|0\.08|0\.12/u;
    const plot = 'PLOT 42 SECTOR 15 KORANGI INDUSTRIAL AREA KARACHI';
    expect(levelOf('address', `${plot} 75400`, plot.replace('42', '19').replace('15', '17'))).toMatch(low);
    expect(levelOf('address', `${plot} 75400`, `${plot.replace('15', '17')} 74900`)).not.toMatch(low);
    expect(levelOf('address', 'PANTELEJSKA NIS SERBIA 18000', 'PANTELEJSKA 58 NIS SERBIA')).not.toMatch(low);
  });

  it('knows the contractions of addresses', () => {
    const near = /0\.8|0\.92|same/u;
    expect(levelOf('address', 'BOZBURUN MAHALLESI SOKAK 7042', 'BOZBURUN MAH SOKAK 7042')).toMatch(near);
  });

  it('takes names with different numbers for different things, and a number given once for none', () => {
    const low = /different|0\.08|0\.12/u;
    expect(levelOf('organisation', 'SOORTY ENTERPRISES UNIT10', 'SOORTY ENTERPRISES UNIT 6')).toMatch(low);
    expect(levelOf('phrase', 'HOCHBERG FACILITY 1', 'HOCHBERG FACILITY 2')).toMatch(low);
    expect(levelOf('phrase', 'HOCHBERG FACILITY 1', 'HOCHBERG FACILITY')).not.toMatch(low);
  });
});
