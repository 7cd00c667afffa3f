/** Identifiers of organisations and classification codes: DUNS, UEI, LEI, CAGE, NAICS, UNSPSC. */
import { leiCheckDigits, mod97 } from '../check-digits.js';
import { accepted, fault, presentParts, refused } from '../outcome.js';
import { identifier, type Standardizer } from '../standardizer.js';

const SEPARATORS = /[\s.-]/g;

/** D-U-N-S number: nine digits. It has no usable check digit. A DUNS+4 keeps its suffix in parts. */
export const duns: Standardizer = identifier(raw => {
  const digits = raw.replace(SEPARATORS, '').replace(/^DUNS#?:?/i, '');
  if (!/^\d+$/.test(digits)) return refused('DUNS_FORMAT', 'A DUNS number consists of digits.', { raw });
  if (digits.length !== 9 && digits.length !== 13) {
    const fix =
      digits.length < 9 && digits.length > 6
        ? `If leading zeros were lost, it is ${digits.padStart(9, '0')}.`
        : undefined;
    return refused('DUNS_LENGTH', `A DUNS number has 9 digits, not ${digits.length}.`, {
      raw,
      ...(fix === undefined ? {} : { fix }),
    });
  }
  const number = digits.slice(0, 9);
  if (/^(\d)\1{8}$/.test(number) || number === '123456789')
    return refused('DUNS_DUMMY', 'This DUNS number is a placeholder.', { raw });
  return accepted(number, number, presentParts({ suffix: digits.slice(9) }));
});

/**
 * Unique Entity Identifier of SAM.gov: 12 letters and digits without I and O, not starting with 0, without nine
 * digits in a row. The formula of its last character is unpublished, so only the format is checked. Source: GSA.
 */
export const uei: Standardizer = identifier(raw => {
  const value = raw.replace(SEPARATORS, '').toUpperCase();
  if (value.length !== 12)
    return refused('UEI_LENGTH', `A UEI has 12 characters, not ${value.length}.`, { raw });
  if (/[IO]/.test(value)) {
    return refused('UEI_LETTERS', 'A UEI has no letters I and O.', {
      raw,
      fix: `Perhaps the digits 1 and 0 were meant: ${value.replaceAll('I', '1').replaceAll('O', '0')}.`,
    });
  }
  if (!/^[1-9A-Z][0-9A-Z]{11}$/.test(value) || /\d{9}/.test(value))
    return refused('UEI_FORMAT', 'No UEI is written like this.', { raw });
  return accepted(value, value);
});

/** Legal Entity Identifier: 18 letters and digits and two check digits (ISO 17442). */
export const lei: Standardizer = identifier(raw => {
  const value = raw.replace(SEPARATORS, '').toUpperCase();
  if (!/^[A-Z0-9]{18}\d{2}$/.test(value))
    return refused('LEI_FORMAT', 'An LEI has 18 letters and digits and two check digits.', { raw });
  if (mod97(value) === 1) return accepted(value, value, { issuer: value.slice(0, 4) });
  const right = value.slice(0, 18) + leiCheckDigits(value.slice(0, 18));
  return refused('LEI_CHECK_DIGITS', 'The check digits of this LEI are wrong.', {
    raw,
    fix: `If the rest is right, the LEI is ${right}.`,
  });
});

/** CAGE code: five characters, digits at both ends, no I and O. Source: DLA CAGE. */
export const cage: Standardizer = identifier(raw => {
  const value = raw.replace(SEPARATORS, '').toUpperCase();
  return /^\d[0-9A-HJ-NP-Z]{3}\d$/.test(value)
    ? accepted(value, value)
    : refused(
        'CAGE_FORMAT',
        'A CAGE code has five characters, the first and last of them digits, and no I or O.',
        { raw, severity: 'warning' },
      );
});

/** NAICS industry code: two to six digits; golden records want six. */
export const naics: Standardizer = identifier(raw => {
  const value = raw.replace(SEPARATORS, '');
  if (!/^[1-9]\d{1,5}$/.test(value))
    return refused('NAICS_FORMAT', 'A NAICS code has two to six digits.', { raw, severity: 'warning' });
  return accepted(value, value, { sector: value.slice(0, 2), level: String(value.length) });
});

const UNSPSC_LEVELS = ['segment', 'family', 'class', 'commodity'] as const;

/**
 * UNSPSC code: four pairs of digits. `parts.level` says how deep it classifies; anything above commodity is a
 * quality defect of an item.
 */
export const unspsc: Standardizer = identifier(raw => {
  const digits = raw.replace(SEPARATORS, '');
  if (!/^[1-9]\d+$/.test(digits) || (digits.length !== 8 && digits.length !== 10)) {
    const short = /^[1-9]\d(?:\d\d){0,2}$/.test(digits)
      ? `Its eight-digit form is ${digits.padEnd(8, '0')}.`
      : undefined;
    return refused('UNSPSC_FORMAT', 'A UNSPSC code has eight digits.', {
      raw,
      severity: 'warning',
      ...(short === undefined ? {} : { fix: short }),
    });
  }
  const value = digits.slice(0, 8);
  const depth = value.endsWith('000000') ? 0 : value.endsWith('0000') ? 1 : value.endsWith('00') ? 2 : 3;
  const level = UNSPSC_LEVELS[depth] ?? 'commodity';
  const parts = presentParts({
    level,
    segment: `${value.slice(0, 2)}000000`,
    family: depth >= 1 ? `${value.slice(0, 4)}0000` : null,
    class: depth >= 2 ? `${value.slice(0, 6)}00` : null,
    businessFunction: digits.slice(8),
  });
  const faults =
    depth === 3
      ? []
      : [
          fault('UNSPSC_NOT_COMMODITY', 'warning', `The code names a ${level}, not a commodity.`, {
            raw,
            fix: 'Classify the item one level deeper.',
          }),
        ];
  return accepted(value, value, parts, faults);
});
