/**
 * What a column holds, read from its values and never from its header: a renamed column is the same column. Each test asks
 * which share of the distinct values has a form; the first form that enough of them have decides.
 */
import { foldCase, wordsOf } from '../../standardize/characters.js';
import { legalFormEndingAt } from '../../standardize/tables/legal-forms.js';
import { areGivenNames, areNamesOfPersons } from './names-of-persons.js';
import type { Column } from '../table/table.js';
import type { Texts } from '../table/texts.js';

export const COLUMN_KINDS = [
  'blank',
  'constant',
  'date',
  'email',
  'web',
  'phone',
  'code',
  'number',
  'category',
  'word',
  'person',
  'organisation',
  'address',
  'phrase',
  'text',
  'models',
  'sizes',
  'identifiers',
] as const;

/**
 * - `blank`, `constant`: says nothing about who is who
 * - `date`, `email`, `web`, `phone`, `code` (identifiers, postcodes, house numbers), `number` (amounts, measures)
 * - `category`: few values for many records
 * - `word`: one word or two (given name, surname, city)
 * - `models` (model and part numbers inside running text; no column is one by itself)
 * - `sizes` (what tells variants apart inside names of products; no column is one by itself)
 * - `identifiers` (of several columns, each on few records; no column is one by itself)
 * - `person` (whole names of persons), `organisation`, `address`, `phrase` (any other line of a few words: titles), `text` (long)
 */
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** What was counted of a column. */
export interface ColumnProfile {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Records with a value. */
  readonly filled: number;
  readonly distinct: number;
  /** Chance that two records with a value have the same one: Σ count × (count − 1) / (filled × (filled − 1)). */
  readonly agreement: number;
  /** Words per value, mean over distinct values. */
  readonly words: number;
}

/** Distinct values looked at; more change no share by more than a few per mille. */
const SAMPLE_MAX = 4000;
/** Share of values with a form at which the column has it: dirty columns keep a fifth of misfits. */
const FORM_SHARE_MIN = 0.8;
/** E-mail addresses and dates are so particular that a dirtier column is still one. */
const PARTICULAR_SHARE_MIN = 0.6;
/** A column whose values each stand for at least so many records groups records rather than naming them. */
const CATEGORY_RECORDS_PER_VALUE = 12;
const CATEGORY_VALUES_MAX = 60;
/** Of ten random digits 58 in a hundred have the form of a telephone number. */
const BARE_PHONE_SHARE_MIN = 0.95;
/** Words per value above which a column is read as running text. */
const TEXT_WORDS_MIN = 12;
const WORD_WORDS_MAX = 1.35;
/** Legal forms end one organisation name in twenty even where most are left out. */
const CODE_WORDS_MAX = 3;
const LEGAL_FORM_SHARE_MIN = 0.05;
const ADDRESS_SHARE_MIN = 0.35;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const WEB =
  /^(?:https?:\/\/|www\.)\S+$|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|io|co|us|uk|de|fr|eu)(?:\/\S*)?$/iu;
const PHONE = /^\+?[\d\s().\-/x]{7,25}$/u;
/** As the USA write theirs; no telephone number is grouped so. */
const SOCIAL_SECURITY_NUMBER = /^\d{3}-\d{2}-\d{4}$/u;
const PHONE_MARKS = /[().\-/ +]/u;
/** Ten digits of which neither the first nor the fourth is 0 or 1, nor a second area-code digit 9: the North American plan. */
const BARE_PHONE = /^1?[2-9][0-8]\d[2-9]\d{6}$/u;
const NUMBER = /^[-+$€£]?\s?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[-+$€£]?\s?\d+[.,]\d+\s?%?$|^[$€£]\s?\d+$/u;
/** Coordinates and readings: too many digits after the point for money. */
const MEASUREMENT = /^-?\d{1,3}\.\d{3,}$/u;
/** A telephone number with one point, with and without area code; measurements of one column do not all have this form. */
const POINTED_PHONE = /^\d{3}\.\d{4}$|^[2-9]\d{2}\.[2-9]\d{6}$/u;
/** A code out of a program that takes whatever has only digits for a decimal number (`15222.0`). */
const CODE_AS_DECIMAL = /^\d{4,}\.0$/u;
const DIGITS = /^\d+$/u;
const CODE = /^(?=[^\s]*\d)[\p{L}\p{N}\-./#_]{1,40}$/u;
const SPACED_CODE = /^(?=.*\d)[A-Z0-9]{2,4}\s[A-Z0-9]{2,4}$/iu;
const STREET_WORD =
  /\b(?:STREET|ST|AVENUE|AVE|ROAD|RD|DRIVE|DR|LANE|LN|BLVD|BOULEVARD|COURT|CT|PLACE|PL|WAY|HWY|HIGHWAY|PKWY|CIRCUIT|CRESCENT|TERRACE|CLOSE|PO BOX|SUITE|STE|FLOOR|STRASSE|STR|RUE|CALLE|VIA|PLOT|INDUSTRIAL|ZONE)\b/u;
const ISO_DATE = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}.*)?$/u;
const LOCAL_DATE = /^\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})$/u;
const NAMED_DATE = /^(?:\d{1,2}[ -][A-Z]{3,9}\.?,?[ -]\d{2,4}|[A-Z]{3,9}\.? \d{1,2},? \d{4})$/iu;

/** Looks at a column. */
export function profileColumn(column: Column): ColumnProfile {
  const counts = new Int32Array(column.values.length);
  let filled = 0;
  for (const id of column.ids) {
    counts[id]!++;
    if (id !== 0) filled++;
  }
  const distinct = column.values.length - 1;
  let pairs = 0;
  for (let id = 1; id <= distinct; id++) pairs += counts[id]! * (counts[id]! - 1);
  const sample = sampleOf(column.values);
  const words = sample.reduce((sum, value) => sum + wordCount(value), 0) / Math.max(1, sample.length);
  const isGroup =
    distinct <= CATEGORY_VALUES_MAX &&
    filled >= distinct * CATEGORY_RECORDS_PER_VALUE &&
    // Persons are many and their given names few; the names are no groups for that.
    !areGivenNames(column.values.map(foldCase), counts);
  const kind = kindOf(sample, { filled, distinct, words, isGroup });
  const agreement = filled < 2 ? 0 : pairs / (filled * (filled - 1));
  return { name: column.name, kind, filled, distinct, agreement, words };
}

function kindOf(
  sample: readonly string[],
  {
    filled,
    distinct,
    words,
    isGroup,
  }: {
    readonly filled: number;
    readonly distinct: number;
    readonly words: number;
    readonly isGroup: boolean;
  },
): ColumnKind {
  if (filled === 0) return 'blank';
  if (distinct === 1 && filled > 1) return 'constant';
  const share = (test: (value: string) => boolean): number => sample.filter(test).length / sample.length;
  if (share(value => EMAIL.test(value)) >= PARTICULAR_SHARE_MIN) return 'email';
  if (share(isDate) >= FORM_SHARE_MIN) return 'date';
  if (share(value => WEB.test(value)) >= FORM_SHARE_MIN) return 'web';
  if (isGroup) return 'category';
  const isMeasured = share(value => MEASUREMENT.test(value)) >= FORM_SHARE_MIN;
  if (isMeasured && share(value => POINTED_PHONE.test(value)) < FORM_SHARE_MIN) return 'number';
  if (share(isPhone) >= FORM_SHARE_MIN && share(hasPhoneMarks) >= 0.3) return 'phone';
  if (share(value => BARE_PHONE.test(value)) >= BARE_PHONE_SHARE_MIN) return 'phone';
  if (share(value => NUMBER.test(value) || DIGITS.test(value)) >= FORM_SHARE_MIN) {
    if (areCodesAsDecimals(sample)) return 'code';
    return share(value => NUMBER.test(value)) > 0.2 ? 'number' : 'code';
  }
  if (share(isCode) >= FORM_SHARE_MIN) return 'code';
  if (words > TEXT_WORDS_MIN) return 'text';
  if (words <= WORD_WORDS_MAX) return 'word';
  if (share(looksLikeAddress) >= ADDRESS_SHARE_MIN) return 'address';
  if (areNamesOfPersons(sample)) return 'person';
  if (share(hasLegalForm) >= LEGAL_FORM_SHARE_MIN) return 'organisation';
  return 'phrase';
}

/** Whether nearly all are, and of one length, which numbers are not. */
function areCodesAsDecimals(sample: readonly string[]): boolean {
  const lengths = new Map<number, number>();
  for (const value of sample)
    if (CODE_AS_DECIMAL.test(value)) lengths.set(value.length, (lengths.get(value.length) ?? 0) + 1);
  return Math.max(0, ...lengths.values()) >= FORM_SHARE_MIN * sample.length;
}

/** Evenly over the distinct values, which stand in an order that has nothing to do with them. */
function sampleOf(values: Texts): readonly string[] {
  const step = Math.max(1, Math.floor((values.length - 1) / SAMPLE_MAX));
  const sample: string[] = [];
  for (let id = 1; id < values.length && sample.length < SAMPLE_MAX; id += step) {
    sample.push(values.at(id).slice(0, 400));
  }
  return sample;
}

function wordCount(value: string): number {
  let words = 1;
  for (let at = 0; at < value.length; at++) if (value[at] === ' ' && value[at + 1] !== ' ') words++;
  return words;
}

function isDate(value: string): boolean {
  if (value.length === 8 && DIGITS.test(value)) return isCalendarDate(value);
  return ISO_DATE.test(value) || LOCAL_DATE.test(value) || NAMED_DATE.test(value);
}

/** One word with digits, or up to three of which most characters are digits (`REF ARR 689809-2012`). */
function isCode(value: string): boolean {
  if (CODE.test(value) || SPACED_CODE.test(value)) return true;
  if (!/\d/u.test(value)) return false;
  const digits = value.replace(/\D/gu, '').length;
  const letters = value.replace(/[^\p{L}]/gu, '').length;
  return digits > letters && wordCount(value.trim()) <= CODE_WORDS_MAX;
}

/** `YYYYMMDD` between 1800 and 2100. */
function isCalendarDate(value: string): boolean {
  const [year, month, day] = [value.slice(0, 4), value.slice(4, 6), value.slice(6)].map(Number);
  return year! >= 1800 && year! < 2100 && month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31;
}

function isPhone(value: string): boolean {
  if (!PHONE.test(value) || SOCIAL_SECURITY_NUMBER.test(value)) return false;
  const digits = value.replace(/\D/gu, '').length;
  return digits >= 7 && digits <= 15;
}

const hasPhoneMarks = (value: string): boolean => PHONE_MARKS.test(value.trim());

function looksLikeAddress(value: string): boolean {
  const folded = wordsOf(foldCase(value));
  return STREET_WORD.test(folded) && (/\d/u.test(folded) || folded.split(' ').length <= 4);
}

function hasLegalForm(value: string): boolean {
  const words = wordsOf(foldCase(value)).split(' ');
  const form = legalFormEndingAt(words, words.length);
  return (
    form !== null && form.code.length > 1 && form.code !== 'PA' && form.code !== 'AS' && form.code !== 'SE'
  );
}
