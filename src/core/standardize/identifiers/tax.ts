/**
 * Tax identification numbers. They are restricted data: messages show at most the last four digits, and no fault
 * carries the value.
 */
import type { AttributeValue, Standardized } from '../../model/index.js';
import { compactKey } from '../characters.js';
import { NOTHING, accepted, fault, masked, presentParts, refused } from '../outcome.js';
import { identifier, type StandardizeContext, type Standardizer, type TextReader } from '../standardizer.js';
import { fieldText } from '../text.js';
import { VAT_PATTERNS } from '../tables/vat-numbers.js';

/** Two-digit prefixes that the IRS has not assigned. It adds some over the years, so they are a warning. Source: IRS list of EIN prefixes. */
const EIN_PREFIXES_UNASSIGNED = new Set('00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97'.split(' '));

/** Nine digits, or a fault. Keeps the message free of all but the last four. */
function nineDigits(text: string, kind: string): string | Standardized {
  const digits = text.replace(/[\s.-]/g, '');
  if (!/^\d+$/.test(digits))
    return refused(`${kind}_FORMAT`, `An ${kind} consists of digits, with hyphens at most.`);
  if (digits.length === 9) return digits;
  const fix =
    digits.length === 8
      ? 'A leading zero was probably lost; compare with the tax form.'
      : 'Compare with the tax form.';
  return refused(
    `${kind}_LENGTH`,
    `An ${kind} has 9 digits, this one (${masked(digits)}) has ${digits.length}.`,
    { fix },
  );
}

/** Placeholders: all digits the same, or counting up or down. */
function isDummy(digits: string): boolean {
  return /^(\d)\1{8}$/.test(digits) || digits === '123456789' || digits === '987654321';
}

function dummy(kind: string, digits: string): Standardized {
  return refused(`${kind}_DUMMY`, `${masked(digits)} is a placeholder, not a number that was ever issued.`, {
    fix: 'Ask the payee for a signed W-9.',
  });
}

/** Employer Identification Number as `84-2917306`; the key is the nine digits. */
export const ein: Standardizer = identifier(raw => {
  const digits = nineDigits(raw, 'EIN');
  if (typeof digits !== 'string') return digits;
  if (isDummy(digits)) return dummy('EIN', digits);
  const prefix = digits.slice(0, 2);
  const faults = EIN_PREFIXES_UNASSIGNED.has(prefix)
    ? [
        fault(
          'EIN_PREFIX_UNASSIGNED',
          'warning',
          `No EIN is known to start with ${prefix} (${masked(digits)}).`,
          { fix: 'Compare with the W-9 or run IRS TIN matching.' },
        ),
      ]
    : [];
  return accepted(`${prefix}-${digits.slice(2)}`, digits, { type: 'EIN' }, faults);
});

/** Numbers printed in advertising and thousands of forms since 1938. Source: SSA, "Social Security numbers: misused". */
const SSN_PUBLISHED = new Set(['078051120', '219099999', '457555462']);

function hyphenated(digits: string): string {
  return `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
}

/** Social Security Number as `123-45-6789`. */
export const ssn: Standardizer = identifier(raw => {
  const digits = nineDigits(raw, 'SSN');
  if (typeof digits !== 'string') return digits;
  if (isDummy(digits) || SSN_PUBLISHED.has(digits)) return dummy('SSN', digits);
  const area = digits.slice(0, 3);
  if (area === '000' || area === '666' || area >= '900') {
    const fix = area >= '900' ? 'Numbers that start with 9 are ITINs or ATINs.' : 'Compare with the W-9.';
    return refused('SSN_AREA', `No SSN has the area of this one (${masked(digits)}).`, { fix });
  }
  if (digits.slice(3, 5) === '00')
    return refused('SSN_GROUP', `The middle digits of an SSN are never 00 (${masked(digits)}).`);
  if (digits.slice(5) === '0000')
    return refused('SSN_SERIAL', 'The last four digits of an SSN are never 0000.');
  return accepted(hyphenated(digits), digits, { type: 'SSN' });
});

const ITIN_GROUP = /^(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])$/;

/** Individual Taxpayer (ITIN) or Adoption Taxpayer (ATIN) Identification Number as `9xx-xx-xxxx`. Ranges: IRS. */
export const itin: Standardizer = identifier(raw => {
  const digits = nineDigits(raw, 'ITIN');
  if (typeof digits !== 'string') return digits;
  if (isDummy(digits)) return dummy('ITIN', digits);
  const group = digits.slice(3, 5);
  if (!digits.startsWith('9'))
    return refused('ITIN_AREA', `An ITIN starts with 9 (${masked(digits)}).`, {
      fix: 'This may be an SSN or an EIN.',
    });
  if (group === '93') return accepted(hyphenated(digits), digits, { type: 'ATIN' });
  if (!ITIN_GROUP.test(group))
    return refused('ITIN_GROUP', `No ITIN has the middle digits of this one (${masked(digits)}).`);
  return accepted(hyphenated(digits), digits, { type: 'ITIN' });
});

const LABELLED = /^(EIN|FEIN|TIN|SSN|ITIN|ATIN|VAT|GST|TAX ID)\b[\s#:.]*(?=\S)/i;

type TaxType = 'EIN' | 'SSN' | 'ITIN' | 'FOREIGN';

const TYPES: Readonly<Record<string, TaxType>> = {
  EIN: 'EIN', FEIN: 'EIN', SSN: 'SSN', ITIN: 'ITIN', ATIN: 'ITIN',
  VAT: 'FOREIGN', GST: 'FOREIGN', FOREIGN: 'FOREIGN', 'FOREIGN TIN': 'FOREIGN', FOREIGN_TIN: 'FOREIGN',
}; // prettier-ignore

/**
 * Which kind of number it is: as labelled, else by hyphens (`12-3456789`, `123-45-6789`), else an EIN, because
 * payees in supplier files are mostly organisations.
 */
function typeOf(text: string, stated: string, country: string): TaxType {
  const known = TYPES[stated.toUpperCase()];
  if (known !== undefined) return known;
  if (/^\d{2}-\d{7}$/.test(text)) return 'EIN';
  if (/^\d{3}[- ]\d{2}[- ]\d{4}$/.test(text)) return text.startsWith('9') ? 'ITIN' : 'SSN';
  if (/^[\d\s-]+$/.test(text)) return country === 'US' ? 'EIN' : 'FOREIGN';
  return 'FOREIGN';
}

/** A VAT or other foreign number: letters and digits, its country's format where the table has it. */
function foreignNumber(text: string, country: string): Standardized {
  const compact = compactKey(text);
  if (!/^[A-Z0-9]{4,20}$/.test(compact) || !/\d/.test(compact)) {
    return refused(
      'TAX_ID_FORMAT',
      `This is no tax number: 4 to 20 letters and digits were expected (${masked(compact)}).`,
    );
  }
  if (/^\d+$/.test(compact) && country === 'US') {
    return refused(
      'TAX_ID_COUNTRY',
      `A foreign number of digits only (${masked(compact)}) means nothing without its country.`,
      {
        fix: 'Send the country with the number, or the number with its country prefix.',
      },
    );
  }
  const prefix = compact.slice(0, 2);
  const prefixed = VAT_PATTERNS[prefix];
  const pattern = prefixed ?? VAT_PATTERNS[country];
  if (prefixed === undefined || pattern === undefined) {
    return accepted(
      compact,
      compact,
      presentParts({ type: 'FOREIGN', country: country === 'US' ? null : country }),
    );
  }
  const faults = pattern.test(compact.slice(2))
    ? []
    : [
        fault(
          'VAT_FORMAT',
          'warning',
          `VAT numbers of ${prefix} are written differently (${masked(compact)}).`,
        ),
      ];
  return accepted(compact, compact, { type: 'VAT', country: prefix === 'EL' ? 'GR' : prefix }, faults);
}

const TAX_READERS: Readonly<Record<TaxType, TextReader>> = {
  EIN: ein,
  SSN: ssn,
  ITIN: itin,
  FOREIGN: (body, context) => foreignNumber(body, context.country ?? 'US'),
};

function readTaxId(text: string, stated: string, context: StandardizeContext): Standardized {
  const label = LABELLED.exec(text)?.[0] ?? '';
  const body = text.slice(label.length);
  const type = typeOf(body, stated || label.replace(/[\s#:.]+$/, ''), context.country ?? 'US');
  return TAX_READERS[type](body, context);
}

const scalarTaxId: Standardizer = identifier((text, context) => readTaxId(text, '', context));

function isComposite(
  raw: AttributeValue,
): raw is Exclude<AttributeValue, string | number | boolean | readonly AttributeValue[]> {
  return typeof raw === 'object' && !Array.isArray(raw);
}

/**
 * A tax number of any kind. `parts.type` says which: EIN, SSN, ITIN, ATIN, VAT or FOREIGN. A composite
 * `{type, value, country}` is read by its stated type and comes back with type, value and country filled in.
 */
export const taxId: Standardizer = (raw, context) => {
  if (!isComposite(raw)) return scalarTaxId(raw, context);
  const text = fieldText(raw['value']);
  if (text === '') return NOTHING;
  const stated = fieldText(raw['country']).toUpperCase();
  const country = /^[A-Z]{2}$/.test(stated) ? stated : context.country;
  const read =
    text.length > 60
      ? scalarTaxId('x'.repeat(201), context)
      : readTaxId(text, fieldText(raw['type']), {
          ...context,
          ...(country === undefined ? {} : { country }),
        });
  if (read.value === null) return read;
  const type = read.parts['type'] ?? 'FOREIGN';
  return {
    ...read,
    value: { ...raw, type, value: read.value, country: read.parts['country'] ?? country ?? 'US' },
  };
};
