/** Exact fractions of integers: unit conversions multiply and divide without ever rounding (1/3 stays 1/3). */

/** A fraction in lowest terms with a positive denominator. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ONE: Fraction = { numerator: 1n, denominator: 1n };

function gcd(left: bigint, right: bigint): bigint {
  let [a, b] = [left < 0n ? -left : left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

function reduced(numerator: bigint, denominator: bigint): Fraction {
  const divisor = gcd(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Longest number read, in characters; conversion factors have far fewer digits. */
const LENGTH_MAX = 40;

/** Reads `50`, `1,000`, `2.5` or `1/3`; `null` for anything else, zero and negatives included. */
export function readFraction(text: string): Fraction | null {
  const match = /^(\d[\d,]*)(?:\.(\d+))?(?:\/(\d+))?$/.exec(text.trim());
  if (match === null || text.length > LENGTH_MAX) return null;
  const [, whole = '', decimals = '', denominator = '1'] = match;
  const numerator = BigInt(whole.replaceAll(',', '') + decimals);
  const divisor = 10n ** BigInt(decimals.length) * BigInt(denominator);
  return numerator === 0n || divisor === 0n ? null : reduced(numerator, divisor);
}

/** A million million: no package holds more, and no unit is a smaller part of one. */
const SIZE_MAX = 10n ** 12n;

/** Whether a quantity can be that of a package. */
export function isPlausible({ numerator, denominator }: Fraction): boolean {
  return numerator <= SIZE_MAX && denominator <= SIZE_MAX;
}

export function multiply(left: Fraction, right: Fraction): Fraction {
  return reduced(left.numerator * right.numerator, left.denominator * right.denominator);
}

export function divide(left: Fraction, right: Fraction): Fraction {
  return reduced(left.numerator * right.denominator, left.denominator * right.numerator);
}

export function equals(left: Fraction, right: Fraction): boolean {
  return left.numerator === right.numerator && left.denominator === right.denominator;
}

/** Order by size: negative when `left` is smaller. */
export function compareFractions(left: Fraction, right: Fraction): number {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `50`, or `1/3` when it is no whole number. */
export function fractionText({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}
