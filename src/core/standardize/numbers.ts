/** Standardizers for numbers, percentages and money: exact decimal strings, never floats. */
import type { Standardized } from '../model/index.js';
import { decimalKey, readDecimal } from './decimal-text.js';
import { accepted, fault, refused } from './outcome.js';
import { fromText, type StandardizeContext, type Standardizer } from './standardizer.js';
import { currencyOf } from './tables/currencies.js';

/** A JSON number always has a decimal point, whatever the source's files use. */
function separatorFor(raw: unknown, context: StandardizeContext): '.' | ',' {
  return typeof raw === 'number' ? '.' : (context.decimalSeparator ?? '.');
}

const NOT_A_NUMBER = (text: string, separator: '.' | ','): Standardized =>
  refused('NUMBER_FORMAT', `This is not a number written with a decimal "${separator}".`, {
    raw: text,
    fix: 'Check the decimal separator in the source file’s format, or correct the value.',
  });

function numberReader(read: (decimal: string, text: string) => Standardized, strip?: RegExp): Standardizer {
  return (raw, context) =>
    fromText(text => {
      const separator = separatorFor(raw, context);
      const decimal = readDecimal(strip === undefined ? text : text.replace(strip, ''), separator);
      return decimal === null ? NOT_A_NUMBER(text, separator) : read(decimal, text);
    })(raw, context);
}

/** Exact decimal as a string, scale kept. */
export const decimal: Standardizer = numberReader(value => accepted(value, decimalKey(value)));

/** Whole number as a JSON number; `7.00` counts as 7, `7.5` and anything beyond 2^53 is refused. */
export const integer: Standardizer = numberReader((value, text) => {
  const whole = decimalKey(value);
  if (whole.includes('.')) return refused('INTEGER_EXPECTED', 'A whole number was expected.', { raw: text });
  const number = Number(whole);
  if (!Number.isSafeInteger(number)) {
    return refused('INTEGER_RANGE', 'The number is too large to be held exactly.', { raw: text });
  }
  return accepted(number, whole);
});

/** Percentage points as an exact decimal string: `11.50 %` → `11.50`. No guess is made about `0.115`. */
export const percent: Standardizer = numberReader((value, text) => {
  const outside = value.startsWith('-') || /^\d{3,}/.test(value);
  const beyond = outside && decimalKey(value) !== '100';
  const faults = beyond
    ? [fault('PERCENT_RANGE', 'info', 'The percentage is outside 0 to 100.', { raw: text })]
    : [];
  return accepted(value, decimalKey(value), {}, faults);
}, /\s*%$/);

const SYMBOLS: Readonly<Record<string, string>> = {
  US$: 'USD',
  $: '',
  C$: 'CAD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
};
const MONEY =
  /^([-(]?)\s*(?:([A-Za-z]{3})|(US\$|C\$|[$€£¥]))?\s*([-(]?)([^A-Za-z$€£¥]+)(?:([A-Za-z]{3})|([$€£¥]))?\)?$/u;

/** The sign stands before or after the currency (`-$5`, `$-5`, `($5)`); the closing parenthesis may be lost to the pattern. */
function signed(sign: string, amount: string): string {
  if (sign !== '(') return sign + amount;
  return `(${amount.endsWith(')') ? amount : `${amount})`}`;
}

/**
 * Amount of money as an exact decimal string; a currency written with it goes to `parts.currency`. All
 * decimals are kept: contract prices have four or five.
 */
export const money: Standardizer = (raw, context) =>
  fromText(text => {
    const separator = separatorFor(raw, context);
    const match = MONEY.exec(text);
    const [, outer = '', codeBefore, symbolBefore, inner = '', amount = '', codeAfter, symbolAfter] =
      match ?? [];
    const sign = outer.startsWith('(') || inner.startsWith('(') ? '(' : outer || inner;
    const value = match === null ? null : readDecimal(signed(sign, amount.trim()), separator);
    if (value === null) return NOT_A_NUMBER(text, separator);
    const code = (codeBefore ?? codeAfter)?.toUpperCase() ?? SYMBOLS[symbolBefore ?? symbolAfter ?? ''];
    if (code !== undefined && code !== '' && currencyOf(code) === null) {
      return refused('CURRENCY_UNKNOWN', `There is no currency ${code} in ISO 4217.`, { raw: text });
    }
    return accepted(value, decimalKey(value), code ? { currency: code } : {});
  })(raw, context);
