/**
 * Dates as people get them wrong: day and month swapped, one digit mistyped, only the year known. Dates are
 * ISO 8601 (`2026-07-01`, `2026-07`, `2026`); an instant counts by its date.
 */
import { damerauDistance } from './edit-distance.js';

const ISO_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/u;
const DAY_MS = 86_400_000;

/**
 * 1 equal, 0.95 equal as far as both are known, 0.9 day and month swapped, 0.85 one digit mistyped or two
 * swapped, 0.7 at most `nearDays` apart, 0.4 same year, 0 otherwise or when either is no date.
 */
export function dateSimilarity(left: string, right: string, nearDays: number): number {
  const a = ISO_DATE.exec(left);
  const b = ISO_DATE.exec(right);
  if (a === null || b === null) return 0;
  if (a[0] === b[0]) return 1;
  if (a[0].startsWith(b[0]) || b[0].startsWith(a[0])) return 0.95;
  const [, leftYear, leftMonth, leftDay] = a;
  const [, rightYear, rightMonth, rightDay] = b;
  const isSwapped = leftYear === rightYear && leftMonth === rightDay && leftDay === rightMonth;
  if (isSwapped && leftDay !== undefined && rightDay !== undefined) return 0.9;
  if (a[0].length === b[0].length && damerauDistance(a[0], b[0]) === 1) return 0.85;
  const apart = Math.abs(Date.parse(a[0]) - Date.parse(b[0])) / DAY_MS;
  if (a[0].length === 10 && b[0].length === 10 && apart <= nearDays) return 0.7;
  return leftYear === rightYear ? 0.4 : 0;
}
