/**
 * GS1 keys: GTIN (stored as 14 digits, so that GTIN-8, -12, -13 and -14 of one trade item are equal) and GLN.
 * A wrong check digit typed by a person is an error; in an imported file it is a warning, because published
 * registries contain a few (1 of 15,747 in a measured FDA release) and the record is still wanted. Such a number is kept
 * and has no key: it must neither join two records nor keep them apart.
 */
import type { Standardized } from '../../model/index.js';
import { gs1CheckDigit } from '../check-digits.js';
import { accepted, fault, presentParts, refused } from '../outcome.js';
import { identifier, type StandardizeContext, type Standardizer } from '../standardizer.js';

const GTIN_LENGTHS = new Set([8, 12, 13, 14]);

/** Spreadsheets turn long digit strings into `1.06141E+13`; the lost digits cannot be guessed. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+?\d{1,2}$/i;

export function hasValidCheckDigit(digits: string): boolean {
  return gs1CheckDigit(digits.slice(0, -1)) === digits.charCodeAt(digits.length - 1) - 48;
}

function withRightCheckDigit(digits: string): string {
  return digits.slice(0, -1) + String(gs1CheckDigit(digits.slice(0, -1)));
}

/** Digits of a GS1 key without the spaces and hyphens that labels print; `null` when other characters remain. */
function digitsOf(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d+$/.test(digits) ? digits : null;
}

function damaged(kind: 'GTIN' | 'GLN', raw: string): Standardized {
  return SCIENTIFIC.test(raw)
    ? refused(
        `${kind}_SCIENTIFIC`,
        'A spreadsheet has turned the number into scientific notation; digits are lost.',
        {
          raw,
          fix: 'Export the column as text and send it again.',
        },
      )
    : refused(`${kind}_FORMAT`, `A ${kind} consists of digits only.`, { raw });
}

function checkDigitFault(
  kind: 'GTIN' | 'GLN',
  digits: string,
  raw: string,
  context: StandardizeContext,
): Standardized['faults'] {
  const right = withRightCheckDigit(digits);
  const severity = context.system === undefined ? 'error' : 'warning';
  return [
    fault(`${kind}_CHECK_DIGIT`, severity, `The check digit of this ${kind} is wrong.`, {
      raw,
      fix: `If the other digits are right, the ${kind} is ${right}.`,
    }),
  ];
}

/** Parts of a 14-digit GTIN. The same root under another indicator is another pack level of the same product. */
function gtinParts(gtin14: string): Readonly<Record<string, string>> {
  return presentParts({
    indicator: gtin14.charAt(0),
    root: gtin14.slice(1, 13),
    ndc10: gtin14.startsWith('003') ? gtin14.slice(3, 13) : null,
  });
}

/** A GTIN of any length as 14 digits. */
export const gtin: Standardizer = identifier((raw, context) => {
  const digits = digitsOf(raw);
  if (digits === null) return damaged('GTIN', raw);
  if (/^0+$/.test(digits)) return refused('GTIN_DUMMY', 'A GTIN of zeros is a placeholder.', { raw });
  const padded = digits.padStart(14, '0');
  const valid = padded.length === 14 && hasValidCheckDigit(padded);
  if (GTIN_LENGTHS.has(digits.length)) {
    if (valid) return accepted(padded, padded, gtinParts(padded));
    const faults = checkDigitFault('GTIN', digits, raw, context);
    return context.system === undefined
      ? { value: null, key: null, parts: {}, faults }
      : accepted(padded, null, {}, faults);
  }
  if (valid && digits.length > 8) {
    return accepted(padded, padded, gtinParts(padded), [
      fault(
        'GTIN_ZEROS_LOST',
        'warning',
        `The GTIN has ${digits.length} digits: leading zeros were lost on the way.`,
        {
          raw,
          fix: `Its full form is ${padded}.`,
        },
      ),
    ]);
  }
  return refused('GTIN_LENGTH', `A GTIN has 8, 12, 13 or 14 digits, not ${digits.length}.`, { raw });
});

/** A Global Location Number: 13 digits. */
export const gln: Standardizer = identifier((raw, context) => {
  const digits = digitsOf(raw);
  if (digits === null) return damaged('GLN', raw);
  if (/^0+$/.test(digits)) return refused('GLN_DUMMY', 'A GLN of zeros is a placeholder.', { raw });
  const body = digits.length === 14 && digits.startsWith('0') ? digits.slice(1) : digits;
  if (body.length === 12 && hasValidCheckDigit(body)) {
    const padded = `0${body}`;
    return accepted(padded, padded, {}, [
      fault('GLN_ZEROS_LOST', 'warning', 'The GLN has 12 digits: its leading zero was lost on the way.', {
        raw,
        fix: `Its full form is ${padded}.`,
      }),
    ]);
  }
  if (body.length !== 13) return refused('GLN_LENGTH', `A GLN has 13 digits, not ${digits.length}.`, { raw });
  if (hasValidCheckDigit(body)) return accepted(body, body);
  const faults = checkDigitFault('GLN', body, raw, context);
  return context.system === undefined
    ? { value: null, key: null, parts: {}, faults }
    : accepted(body, null, {}, faults);
});
