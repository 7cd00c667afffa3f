/** Bank identifiers. Restricted data: messages show at most the last four characters and faults carry no value. */
import { abaCheckDigit, ibanCheckDigits, mod97 } from '../check-digits.js';
import { accepted, fault, masked, presentParts, refused } from '../outcome.js';
import { identifier, type Standardizer } from '../standardizer.js';
import { countryName } from '../tables/countries.js';
import { IBAN_LENGTHS } from '../tables/iban-lengths.js';

const SEPARATORS = /[\s.-]/g;

/** First two digits that the Federal Reserve assigns: 00–12, 21–32, 61–72, 80. */
function hasFederalReservePrefix(digits: string): boolean {
  const prefix = Number(digits.slice(0, 2));
  return prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80;
}

/** ABA routing number: nine digits. The checksum alone is not enough: 500000005 passes it. */
export const aba: Standardizer = identifier(raw => {
  const digits = raw.replace(SEPARATORS, '');
  if (!/^\d{9}$/.test(digits)) {
    const fix =
      /^\d{8}$/.test(digits) && abaCheckDigit(`0${digits.slice(0, 7)}`) === Number(digits.slice(-1))
        ? 'A leading zero was lost.'
        : undefined;
    return refused(
      'ABA_FORMAT',
      `A routing number has nine digits (${masked(digits)}).`,
      fix === undefined ? {} : { fix },
    );
  }
  if (/^0+$/.test(digits)) return refused('ABA_DUMMY', 'A routing number of zeros is a placeholder.');
  if (!hasFederalReservePrefix(digits))
    return refused(
      'ABA_PREFIX',
      `The Federal Reserve assigns no routing number that starts like this one (${masked(digits)}).`,
    );
  const right = abaCheckDigit(digits.slice(0, 8));
  if (right !== Number(digits.slice(8))) {
    return refused(
      'ABA_CHECK_DIGIT',
      `The check digit of this routing number is wrong (${masked(digits)}).`,
      { fix: `If the first eight digits are right, the last one is ${right}.` },
    );
  }
  return accepted(digits, digits, { district: digits.slice(0, 2) });
});

/** Account numbers from payment providers' test pages and manuals. */
const TEST_ACCOUNTS = new Set([
  '000123456789',
  '123456789',
  '1234567890',
  '12345678',
  '0123456789',
  '987654321',
  '9876543210',
  '123456',
]);

/** An account number: 4 to 17 digits in the US, up to 34 letters and digits elsewhere. Leading zeros matter. */
export const bankAccount: Standardizer = identifier((raw, context) => {
  const value = raw.replace(SEPARATORS, '').toUpperCase();
  const american = (context.country ?? 'US') === 'US';
  if (!(american ? /^\d{4,17}$/ : /^[A-Z0-9]{4,34}$/).test(value)) {
    const expected = american
      ? 'An account number in the US has 4 to 17 digits'
      : 'An account number has 4 to 34 letters and digits';
    return refused('BANK_ACCOUNT_FORMAT', `${expected} (${masked(value)}).`, { severity: 'warning' });
  }
  const placeholder = TEST_ACCOUNTS.has(value) || /^(.)\1+$/.test(value);
  const faults = placeholder
    ? [
        fault('BANK_ACCOUNT_DUMMY', 'warning', `${masked(value)} is a well-known test number.`, {
          fix: 'Call the supplier back on a known number.',
        }),
      ]
    : [];
  return accepted(value, value, { last4: value.slice(-4) }, faults);
});

/** International Bank Account Number (ISO 13616), without spaces. */
export const iban: Standardizer = identifier(raw => {
  const value = raw
    .replace(/[\s.-]/g, '')
    .replace(/^IBAN:?/i, '')
    .toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(value))
    return refused('IBAN_FORMAT', `No IBAN is written like this (${masked(value)}).`);
  const country = value.slice(0, 2);
  const length = IBAN_LENGTHS[country];
  if (length === undefined)
    return refused('IBAN_COUNTRY', `${country} does not take part in the IBAN register.`);
  if (length !== value.length)
    return refused(
      'IBAN_LENGTH',
      `An IBAN of ${country} has ${length} characters, not ${value.length} (${masked(value)}).`,
    );
  if (mod97(value.slice(4) + value.slice(0, 4)) !== 1) {
    const right = ibanCheckDigits(country, value.slice(4));
    return refused('IBAN_CHECK_DIGITS', `The check digits of this IBAN are wrong (${masked(value)}).`, {
      fix: `If the rest is right, it starts with ${country}${right}.`,
    });
  }
  return accepted(value, value, { country, last4: value.slice(-4) });
});

/** Business identifier code (ISO 9362). The key has 11 characters: `XXX` is the head office. */
export const bic: Standardizer = identifier(raw => {
  const value = raw.replace(SEPARATORS, '').toUpperCase();
  if (!/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(value))
    return refused('BIC_FORMAT', 'A BIC has 8 or 11 characters, the first six of them letters.');
  const country = value.slice(4, 6);
  // Kosovo uses XK, which ISO 3166 reserves for users.
  if (countryName(country) === null && country !== 'XK')
    return refused('BIC_COUNTRY', `There is no country ${country}.`);
  return accepted(
    value,
    value.padEnd(11, 'X'),
    presentParts({ bank: value.slice(0, 4), country, branch: value.slice(8) }),
  );
});
