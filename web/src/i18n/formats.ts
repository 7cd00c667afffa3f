import { activeLocale } from './locale.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `12,480`, `−2`: with a real minus, which is as wide as a plus and not a hyphen. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(activeLocale(), options).format(value).replace('-', '−');
}

/** `87 %` of a share between 0 and 1. */
export function formatShare(share: number, digits = 0): string {
  return formatNumber(share, { style: 'percent', maximumFractionDigits: digits });
}

/** A log-likelihood weight with its sign: `+4.2`, `−0.6`. */
export function formatWeight(weight: number): string {
  return formatNumber(weight, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
}

/** The exact instant with its zone: `Jun 15, 2026, 1:05:22 PM UTC`. */
export function formatInstant(instant: Date): string {
  return new Intl.DateTimeFormat(activeLocale(), { dateStyle: 'medium', timeStyle: 'long' }).format(instant);
}

/** The calendar day of an instant, in the reader's zone: `June 15, 2026`. */
export function formatDay(instant: Date): string {
  return new Intl.DateTimeFormat(activeLocale(), { dateStyle: 'long' }).format(instant);
}

/** The time of day of an instant, in the reader's zone: `1:05 PM`. */
export function formatTimeOfDay(instant: Date): string {
  return new Intl.DateTimeFormat(activeLocale(), { timeStyle: 'short' }).format(instant);
}

/** How long ago or ahead, in the largest unit that fits: `3 days ago`, short `3d ago`. */
export function formatRelative(instant: Date, now: Date, style: 'long' | 'narrow' = 'long'): string {
  const { amount, unit } = largestUnit(instant.getTime() - now.getTime());
  return new Intl.RelativeTimeFormat(activeLocale(), { numeric: 'auto', style }).format(amount, unit);
}

/** A length of time in its largest unit: `2 min`, `5 days`. */
export function formatDuration(milliseconds: number): string {
  const { amount, unit } = largestUnit(milliseconds);
  return formatNumber(Math.abs(amount), { style: 'unit', unit, unitDisplay: 'short' });
}

function largestUnit(milliseconds: number): {
  amount: number;
  unit: 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';
} {
  const length = Math.abs(milliseconds);
  const whole = (unitLength: number) => Math.trunc(milliseconds / unitLength);
  if (length < minute) return { amount: whole(1000), unit: 'second' };
  if (length < hour) return { amount: whole(minute), unit: 'minute' };
  if (length < day) return { amount: whole(hour), unit: 'hour' };
  if (length < 60 * day) return { amount: whole(day), unit: 'day' };
  if (length < 730 * day) return { amount: whole(30.44 * day), unit: 'month' };
  return { amount: whole(365.25 * day), unit: 'year' };
}

/**
 * An amount in a currency. Amounts are decimal strings, because a price of 58.7500 or 0.00417 must be
 * shown as it was agreed: at least two decimals, never fewer than it came with (up to six).
 */
export function formatAmount(amount: string, currency: string): string {
  if (!isDecimal(amount)) return `${amount} ${currency}`;
  const decimals = amount.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  return new Intl.NumberFormat(activeLocale(), {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: Math.min(Math.max(decimals, 2), 6),
  }).format(amount);
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}
