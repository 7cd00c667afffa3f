import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../model/index.js';
import { identifierChecks, standardizerNames, standardizers, type Standardizer } from './index.js';

const scalarText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udc00y',
    '🎉🎊',
    ' ',
    '\u00a0',
    '???',
    '"',
    '株式会社',
    'ﬁ ½ ™',
    'e\u0301',
    'A\u200b\u0301',
    '(',
    ')',
    '((',
    ',,,',
    '-',
  ),
);

/** Words that make the readers take their special ways, in any order and separated in any way. */
const trickyText = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'ACME', 'Inc', 'LLC', 'L L C', 'N.A.', 'The', 'DBA', 'd/b/a', 'C/O', 'ATTN:', 'LOCKBOX', '774190', 'REMIT TO', 'FKA', '(SUB', 'X)', '(DBA', '-', '&', 'Co.',
        'PO BOX', 'P.O. Box', '12', '100', '1/2', 'N', 'East', 'Main', 'St', 'ST', 'Ave', 'HIGHWAY', 'U S', '431', 'STE', '900', '#900', 'FL', '3', '9TH', 'Floor', 'RR', '2', 'BOX',
        'Boston', 'MA', 'New York', '02115', '67203-1234', 'ONE', 'PLAZA', 'BLDG', 'C', 'REAR', 'I-10', 'COUNTY', 'ROAD', 'USA', '%', 'DEPT',
        '50', 'PR/BX', '4', 'BX/CA', 'EA', '=', '200', 'GLOVE', 'STER', 'NON', '7½', '7.50', 'MM', 'x', '4"', 'MS-4410', 'A4', 'AMD 04', 'REF:', '$', 'USD', '%', '+1', '316', '555', '0142', 'ext',
        'SSN', 'VAT', 'DE123456789', '84-2917306', '(01)', '+H980', 'www.', 'example', '.com', '@', 'JAN', '2026', '07/01/2026', 'T00:00:00-05:00', 'Jr', 'MD', 'van der',
      ),
      fc.constantFrom(' ', '  ', ', ', ',', '\n', '-', '; ', ''),
    ),
    { maxLength: 9 },
  )
  .map(words => words.map(([word, separator]) => word + separator).join('')); // prettier-ignore

const composite = fc.dictionary(
  fc.constantFrom(
    'line1',
    'line2',
    'lines',
    'city',
    'state',
    'zip',
    'country',
    'type',
    'value',
    'uom',
    'qoe',
    'quantity',
    'of',
    'first',
    'last',
    '__proto__',
    'use',
  ),
  fc.oneof(scalarText, trickyText, fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
);

const anything: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 3, arbitrary: scalarText },
  { weight: 6, arbitrary: trickyText },
  fc.double(),
  fc.integer(),
  fc.boolean(),
  composite,
  fc.array(fc.oneof(scalarText, trickyText, composite), { maxLength: 4 }),
);

function expectCanonical(standardize: Standardizer, raw: AttributeValue): void {
  const once = standardize(raw, {});
  expect(once.key).not.toBe('');
  if (once.value === null) return;
  const twice = standardize(once.value, {});
  expect(twice.value).toEqual(once.value);
  expect(twice.key).toBe(once.key);
}

describe.each(standardizerNames().map(name => [name, standardizers[name]] as const))(
  '%s',
  (_name, standardize) => {
    it('gives its own canonical value back, with the same key, and never throws', () => {
      fc.assert(
        fc.property(anything, raw => expectCanonical(standardize, raw)),
        { numRuns: 200 },
      );
    });

    it('survives very long and very nested values', () => {
      const long = [
        'x'.repeat(10_000),
        '1'.repeat(10_000),
        'A '.repeat(5_000),
        '(('.repeat(5_000),
        ', '.repeat(5_000),
        '1 N ST '.repeat(1_500),
      ];
      for (const raw of long) expect(() => standardize(raw, {})).not.toThrow();
      let nested: AttributeValue = 'x';
      for (let depth = 0; depth < 5_000; depth++) nested = [nested];
      expect(() => standardize(nested, {})).not.toThrow();
    });

    it('answers nothing, without a fault, for blanks', () => {
      for (const raw of ['', '   ', '\u0000', []])
        expect(standardize(raw, {})).toMatchObject({ value: null, key: null, faults: [] });
    });
  },
);

describe('faults', () => {
  const restricted = ['ein', 'taxId', 'ssn', 'itin', 'aba', 'bankAccount', 'iban'] as const;

  it.each(restricted)('of %s never show more than the last four characters of the value', name => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{5,20}$/), digits => {
        const variants = [
          digits,
          `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`,
          `DE${digits}`,
          `SSN ${digits}`,
        ];
        for (const raw of variants) {
          const shown = JSON.stringify(standardizers[name](raw, {}).faults);
          expect(shown).not.toContain(digits);
          expect(shown.includes(digits.slice(-5))).toBe(false);
        }
      }),
    );
  });

  it('have a stable code and a sentence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...standardizerNames()), anything, (name, raw) => {
        for (const fault of standardizers[name](raw, {}).faults) {
          expect(fault.code).toMatch(/^[A-Z][A-Z0-9_]+$/);
          expect(fault.message).toMatch(/[.]$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('identifier checks', () => {
  it('say what is wrong with a value and are silent about valid ones and blanks', () => {
    expect(identifierChecks['npi']?.('1234567890')?.code).toBe('NPI_CHECK_DIGIT');
    expect(identifierChecks['npi']?.('1234567893')).toBeNull();
    expect(identifierChecks['npi']?.('')).toBeNull();
    expect(identifierChecks['gtin']?.('10614141000034')?.severity).toBe('error');
  });
});
