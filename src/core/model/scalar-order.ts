import type { Scalar } from './values.js';

/** Order by UTF-16 code units: the same on every machine, unlike locale order. Negative, zero or positive. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Digits of a decimal number without its point, and how many of them follow the point. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Longest text read as a number: more digits than any price, and too few to make BigInt slow. */
const DECIMAL_LENGTH_MAX = 60;

function parseDecimal(value: Scalar): Decimal | undefined {
  if (typeof value === 'boolean') return undefined;
  const text = String(value).trim();
  if (text.length > DECIMAL_LENGTH_MAX) return undefined;
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) return undefined;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2] ?? ''}${fraction}`);
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length };
}

function atScale(decimal: Decimal, scale: number): bigint {
  return decimal.digits * 10n ** BigInt(scale - decimal.scale);
}

/** Exact order of two decimal numbers (`58.7500` = `58.75`); `undefined` when one of them is not a decimal number. */
export function compareDecimals(left: Scalar, right: Scalar): number | undefined {
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  if (!a || !b) return undefined;
  const scale = Math.max(a.scale, b.scale);
  const difference = atScale(a, scale) - atScale(b, scale);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** Exact sum as a decimal string; `undefined` when one addend is not a decimal number. */
export function sumDecimals(addends: readonly Scalar[]): string | undefined {
  let digits = 0n;
  let scale = 0;
  for (const addend of addends) {
    const decimal = parseDecimal(addend);
    if (!decimal) return undefined;
    const next = Math.max(scale, decimal.scale);
    digits = atScale({ digits, scale }, next) + atScale(decimal, next);
    scale = next;
  }
  if (scale === 0) return digits.toString();
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since 1970 of an ISO date or instant (a date is its midnight UTC); `undefined` for anything else. */
export function timeOf(value: Scalar): number | undefined {
  if (typeof value !== 'string' || !ISO_TIME.test(value)) return undefined;
  // Without a zone, the machine's own would be read into an instant: results must not depend on where they are made.
  const zoned = !value.includes('T') || /(Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}

/** Order by value: decimals by amount, ISO dates and instants by time, anything else by its text. */
export function compareScalars(left: Scalar, right: Scalar): number {
  const byAmount = compareDecimals(left, right);
  if (byAmount !== undefined) return byAmount;
  const leftTime = timeOf(left);
  const rightTime = timeOf(right);
  if (leftTime !== undefined && rightTime !== undefined) return Math.sign(leftTime - rightTime);
  return compareText(String(left), String(right));
}
