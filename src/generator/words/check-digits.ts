/**
 * Identifiers with valid check digits, made from their bodies. The algorithms and their sources are those of
 * `core/standardize`; here they only ever compute, never judge.
 */
import { abaCheckDigit, gs1CheckDigit, npiCheckDigit } from '../../core/standardize/index.js';

/** GS1's prefix for demonstrations: such numbers are never issued to a company. */
const GS1_DEMO_PREFIX = '952';

const LEADING_ONE = { 6: 1_000_000, 8: 100_000_000, 9: 1_000_000_000 } as const;

/** Exactly `width` digits; the value must fit. Cheaper than padding, and it is done a dozen times per record. */
const digits = (value: number, width: 6 | 8 | 9): string => String(LEADING_ONE[width] + value).slice(1);

/** GLN-13 in the demonstration range; `number` below 10^9. */
export function glnOf(number: number): string {
  const body = GS1_DEMO_PREFIX + digits(number, 9);
  return body + gs1CheckDigit(body);
}

/** GTIN-14 in the demonstration range. The indicator digit tells the pack level: 0 unit, 1 box, 3 case. */
export function gtinOf(number: number, indicator: number): string {
  const body = indicator + GS1_DEMO_PREFIX + digits(number, 9);
  return body + gs1CheckDigit(body);
}

/** NPI of an individual (first digit 1); `number` below 10^8. */
export function npiOf(number: number): string {
  const body = '1' + digits(number, 8);
  return body + npiCheckDigit(body);
}

/** Routing number with prefix 80, which is valid and not given to banks (it was for traveller's cheques); `number` below 10^6. */
export function abaOf(number: number): string {
  const body = '80' + digits(number, 6);
  return body + abaCheckDigit(body);
}

/** The same identifier with a last digit that cannot be right. */
export function withWrongCheckDigit(identifier: string): string {
  const last = identifier.charCodeAt(identifier.length - 1) - 48;
  return identifier.slice(0, -1) + ((last + 5) % 10);
}
