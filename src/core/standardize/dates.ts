/**
 * Dates and instants. Out: ISO 8601. In: every notation met in ERP, WMS and spreadsheet extracts, with the
 * tokens that are no dates at all: `00000000` means none, `99991231` means open end.
 */
import type { Standardized } from '../model/index.js';
import { NOTHING, accepted, fault, refused } from './outcome.js';
import { fromText, type StandardizeContext, type Standardizer } from './standardizer.js';

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const OPEN_END: Day = { year: 9999, month: 12, day: 31 };

const MONTHS: ReadonlyMap<string, number> = new Map(
  ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].map((name, index) => [
    name,
    index + 1,
  ]),
);

/** Two-digit years as Oracle's RR format reads them: 00–49 is 2000–2049, 50–99 is 1950–1999. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

/** Milliseconds since the epoch; years below 100 are not shifted into the 1900s as `Date.UTC` would. */
function utcMs(day: Day, msOfDay = 0): number {
  return (
    Date.UTC(2000 + (day.year % 400), day.month - 1, day.day) +
    (Math.floor(day.year / 400) - 5) * MS_PER_400_YEARS +
    msOfDay
  );
}

const MS_PER_DAY = 86_400_000;
const MS_PER_400_YEARS = 146_097 * MS_PER_DAY;

function exists({ year, month, day }: Day): boolean {
  if (month < 1 || month > 12 || day < 1 || year > 9999) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

/** Day of an Excel serial number in the 1900 date system, whose day 60 is a 29 February 1900 that never was. */
function fromExcelSerial(serial: number): Day | null {
  if (serial < 61 || serial > 2_958_465) return null;
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

type DayReader = (text: string) => Day | null;

function numeric(pattern: RegExp, order: 'ymd' | 'mdy' | 'dmy'): DayReader {
  const [year, month, day] = order === 'ymd' ? [1, 2, 3] : order === 'mdy' ? [3, 1, 2] : [3, 2, 1];
  return text => {
    const match = pattern.exec(text);
    if (match === null) return null;
    return { year: fullYear(match[year] ?? ''), month: Number(match[month]), day: Number(match[day]) };
  };
}

/** The time of day that may follow a date; what it says is only read by {@link instant}. */
const REST = String.raw`(?:[T ].*)?$`;
const SEPARATED = new RegExp(String.raw`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})` + REST);

const READERS: Readonly<Record<string, DayReader>> = {
  'YYYY-MM-DD': numeric(new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})` + REST), 'ymd'),
  YYYYMMDD: numeric(/^(\d{4})(\d{2})(\d{2})(?:\d{4,6}|[T ].*)?$/, 'ymd'),
  'YYYY/MM/DD': numeric(new RegExp(String.raw`^(\d{4})[/.](\d{1,2})[/.](\d{1,2})` + REST), 'ymd'),
  'MM/DD/YYYY': numeric(SEPARATED, 'mdy'),
  'DD/MM/YYYY': numeric(SEPARATED, 'dmy'),
  MMDDYYYY: numeric(/^(\d{2})(\d{2})(\d{4})$/, 'mdy'),
  DDMMYYYY: numeric(/^(\d{2})(\d{2})(\d{4})$/, 'dmy'),
  YYMMDD: numeric(/^(\d{2})(\d{2})(\d{2})$/, 'ymd'),
  'DD-MON-YY': text => {
    const match = /^(\d{1,2})[- /]?([A-Za-z]{3})[A-Za-z]*[- /,]*(\d{4}|\d{2})(?:[T :].*)?$/.exec(text);
    const month = MONTHS.get((match?.[2] ?? '').toUpperCase());
    return match === null || month === undefined
      ? null
      : { year: fullYear(match[3] ?? ''), month, day: Number(match[1]) };
  },
  'MON DD, YYYY': text => {
    const match = /^([A-Za-z]{3})[A-Za-z]*\.? (\d{1,2}),? (\d{4})(?:[T ].*)?$/.exec(text);
    const month = MONTHS.get((match?.[1] ?? '').toUpperCase());
    return match === null || month === undefined
      ? null
      : { year: Number(match[3]), month, day: Number(match[2]) };
  },
  EXCEL: text => (/^\d{2,7}(?:\.\d+)?$/.test(text) ? fromExcelSerial(Number(text)) : null),
};

/** Other names of the formats above, as people write them in source files' descriptions. */
const FORMAT_ALIASES: Readonly<Record<string, string>> = {
  ISO: 'YYYY-MM-DD', 'YYYY.MM.DD': 'YYYY/MM/DD', 'MM-DD-YYYY': 'MM/DD/YYYY', 'M/D/YYYY': 'MM/DD/YYYY',
  'MM/DD/YY': 'MM/DD/YYYY', 'DD.MM.YYYY': 'DD/MM/YYYY', 'DD-MM-YYYY': 'DD/MM/YYYY', 'D/M/YYYY': 'DD/MM/YYYY',
  'DD-MON-YYYY': 'DD-MON-YY', 'DD MON YYYY': 'DD-MON-YY', EXCEL_SERIAL: 'EXCEL',
}; // prettier-ignore

/** Tried in this order where a source states no formats. Excel serials are last and only for plausible years. */
const DEFAULT_FORMATS = ['YYYYMMDD', 'YYYY/MM/DD', 'MM/DD/YYYY', 'DD-MON-YY', 'MON DD, YYYY'];

/** 1954-10-04 to 2119-01-11: five digits are a serial in this range, anything else is too risky to guess. */
const PLAUSIBLE_SERIAL = /^[2-7]\d{4}(?:\.\d+)?$/;

/** Names of the date formats that a source may list. */
export function dateFormatNames(): readonly string[] {
  return [...Object.keys(READERS), ...Object.keys(FORMAT_ALIASES)];
}

/**
 * The reader of a listed format. ISO dates are always readable, whatever a source lists, because the hub's own
 * values are ISO.
 */
function readDay(text: string, context: StandardizeContext): Day | null {
  const iso = READERS['YYYY-MM-DD']?.(text) ?? null;
  if (iso !== null) return exists(iso) ? iso : null;
  for (const format of context.dateFormats ?? DEFAULT_FORMATS) {
    const name = format.toUpperCase();
    const day = READERS[FORMAT_ALIASES[name] ?? name]?.(text) ?? null;
    if (day !== null && exists(day)) return day;
  }
  return context.dateFormats === undefined && PLAUSIBLE_SERIAL.test(text)
    ? fromExcelSerial(Number(text))
    : null;
}

/** No date: zeros in any notation, and the first day that databases can hold. */
const NONE = /^(?:0[-/.]?)+$|^0001-?01-?01(?:[T ].*)?$/;
/** Open end in any notation, and Oracle's last day, 31 December 4712. */
const OPEN =
  /^(?:9999[-/.]?12[-/.]?31|12[-/.]?31[-/.]?9999|31[-/.]?12[-/.]?9999|31-DEC-(?:9999|4712)|4712-12-31|99999999)(?:[T ].*)?$/i;

function isoDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function unreadable(text: string, context: StandardizeContext): Standardized {
  const formats = (context.dateFormats ?? ['YYYY-MM-DD', ...DEFAULT_FORMATS]).join(', ');
  return refused('DATE_FORMAT', `This is no date that exists, written as ${formats}.`, {
    raw: text,
    fix: 'Correct the date, or add its format to the source’s date formats.',
  });
}

/**
 * A calendar day. Where a time and an offset follow, the day is the one the source wrote, not the one in UTC:
 * a contract that starts `2025-07-01T00:00:00-05:00` starts on 1 July.
 */
export const date: Standardizer = fromText((raw, context) => {
  if (NONE.test(raw)) return NOTHING;
  if (OPEN.test(raw)) return accepted(isoDay(OPEN_END), isoDay(OPEN_END), { openEnd: 'true' });
  const day = raw.length > 60 ? null : readDay(raw, context);
  if (day === null) return unreadable(raw, context);
  return accepted(isoDay(day), isoDay(day));
});

const TIME =
  /(?:[T ]|^\d{8})(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(AM|PM)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;

function offsetMs(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '');
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function hourOf(text: string | undefined, half: string | undefined): number {
  const hour = Number(text ?? 0);
  if (half === undefined) return hour;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

/** ISO 8601 in UTC; a fraction only when there is one, to the millisecond. `null` outside the years 1 to 9999. */
function isoInstant(ms: number): string | null {
  const moment = new Date(ms);
  const year = moment.getUTCFullYear();
  if (!Number.isFinite(ms) || !(year >= 1 && year <= 9999)) return null;
  return moment.toISOString().replace(/\.?0*Z$/, match => (match.startsWith('.') ? 'Z' : match));
}

/** Ten digits are seconds since 1970, thirteen are milliseconds. */
function fromEpoch(text: string): string | null {
  if (/^\d{13}$/.test(text)) return isoInstant(Number(text));
  return /^\d{10}$/.test(text) ? isoInstant(Number(text) * 1000) : null;
}

/** A moment in time in UTC. Without an offset in the value UTC is assumed, and said so. */
export const instant: Standardizer = fromText((raw, context) => {
  if (NONE.test(raw)) return NOTHING;
  const epoch = fromEpoch(raw);
  if (epoch !== null) return accepted(epoch, epoch);
  const day = raw.length > 60 ? null : readDay(raw, context);
  if (day === null) return unreadable(raw, context);
  const [, hour, minute, second, fraction, half, zone] = TIME.exec(raw.replace(/:(\d{3})$/, '.$1')) ?? [];
  const ms = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const msOfDay = ((hourOf(hour, half) * 60 + Number(minute ?? 0)) * 60 + Number(second ?? 0)) * 1000 + ms;
  if (msOfDay > MS_PER_DAY || Number(minute ?? 0) > 59) return unreadable(raw, context);
  const value = isoInstant(utcMs(day, msOfDay) - offsetMs(zone));
  if (value === null) return unreadable(raw, context);
  const faults =
    zone === undefined
      ? [
          fault('INSTANT_WITHOUT_ZONE', 'info', 'The time names no zone; UTC was assumed.', {
            raw,
            fix: 'Send the offset, for instance -05:00.',
          }),
        ]
      : [];
  return accepted(value, value, {}, faults);
});
