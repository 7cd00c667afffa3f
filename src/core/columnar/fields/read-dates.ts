/** Dates in the forms that files have them, as ISO text. */

/** What the first of two ambiguous numbers is. */
export type DateOrder = 'day-first' | 'month-first';

const MONTHS: ReadonlyMap<string, number> = new Map(
  ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].map((name, index) => [
    name,
    index + 1,
  ]),
);
/** Two-digit years up to this are of this century: the pivot of POSIX strptime. */
const PIVOT_YEAR = 68;

/** `1999-12-31`, or `null` for what is no date. Impossible days and months are kept: a typing error still compares. */
export function isoDate(text: string, order: DateOrder): string | null {
  const value = text.trim();
  let match = /^(\d{4})(\d{2})(\d{2})$/u.exec(value) ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/u.exec(value);
  if (match !== null) return written(Number(match[1]), Number(match[2]), Number(match[3]));
  match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/u.exec(value);
  if (match !== null) {
    const [first, second] = [Number(match[1]), Number(match[2])];
    const isDayFirst = first > 12 || (order === 'day-first' && second <= 12);
    return written(fullYear(match[3]!), isDayFirst ? second : first, isDayFirst ? first : second);
  }
  match = /^(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*\.?,?[ -](\d{2,4})$/u.exec(value);
  const day = match?.[1] ?? /^[A-Za-z]+\.? (\d{1,2}),? \d{4}$/u.exec(value)?.[1];
  const month = MONTHS.get((match?.[2] ?? value.slice(0, 3)).toUpperCase());
  const year = match?.[3] ?? /(\d{4})$/u.exec(value)?.[1];
  if (day === undefined || month === undefined || year === undefined) return null;
  return written(fullYear(year), month, Number(day));
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year <= PIVOT_YEAR ? 2000 + year : 1900 + year;
}

function written(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
