/**
 * Decimal numbers as text. A price of 58.7500 stays 58.7500: nothing here goes through a binary float. Reads
 * the notations found in ERP extracts: group separators, trailing minus (SAP), parentheses for negatives,
 * exponents, decimal comma where the source says so.
 */

/** Exponents beyond this are damage, not quantities; it also bounds the length of the result. */
const EXPONENT_MAX = 400;

/** Writes a JavaScript number without exponent (`1e21` → `1000000000000000000000`). */
export function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? (shiftExponent(text) ?? text) : text;
}

/** `1.25e3` → `1250`; `null` when it is no such number or the exponent is absurd. */
function shiftExponent(text: string): string | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,4})$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > EXPONENT_MAX) return null;
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const GROUPED = {
  '.': /^\d{1,3}(?:[, '\u00a0\u202f]\d{3})+(?:\.\d*)?$/u,
  ',': /^\d{1,3}(?:[. '\u00a0\u202f]\d{3})+(?:,\d*)?$/u,
};
const SEPARATORS = { '.': /[, '\u00a0\u202f]/gu, ',': /[. '\u00a0\u202f]/gu };

/** Longer texts are damage; the longest JSON number written out has 309 digits. */
const LENGTH_MAX = 500;

/**
 * Reads a decimal number exactly: no leading zeros, scale kept, `-` only for negatives other than zero.
 * @returns `null` when the text is not a number in the given notation
 */
export function readDecimal(text: string, separator: '.' | ',' = '.'): string | null {
  if (text.length > LENGTH_MAX) return null;
  let body = text.replaceAll('\u2212', '-');
  let negative = false;
  if (body.startsWith('(') && body.endsWith(')')) {
    negative = true;
    body = body.slice(1, -1).trim();
  } else if (body.endsWith('-')) {
    negative = true;
    body = body.slice(0, -1).trim();
  } else if (body.startsWith('-') || body.startsWith('+')) {
    negative = body.startsWith('-');
    body = body.slice(1).trim();
  }
  if (GROUPED[separator].test(body)) body = body.replace(SEPARATORS[separator], '');
  if (separator === ',') body = body.replace(',', '.');
  if (/e/i.test(body)) body = shiftExponent(body) ?? '';
  const match = /^(\d*)(?:\.(\d*))?$/.exec(body);
  if (match === null) return null;
  const [, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const unsigned = fraction === '' ? digits : `${digits}.${fraction}`;
  return negative && /[1-9]/.test(unsigned) ? `-${unsigned}` : unsigned;
}

/** Equality form of a decimal string: no trailing zeros (`58.7500` and `58.75` are equal). */
export function decimalKey(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
