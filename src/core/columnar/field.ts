/**
 * A field is a column made comparable: every distinct value standardised once for its kind, equal results sharing one number.
 */
import { foldCase, wordsOf, compactKey } from '../standardize/characters.js';
import { organisationWords } from '../standardize/names/organisation-words.js';
import type { ColumnKind } from './column-kind.js';
import { sharedInts } from './helpers.js';
import { joinWords } from './join-words.js';
import { modelNumbersOf } from './model-numbers.js';
import { givenNamesFirst } from './names-of-persons.js';
import { isoDate, type DateOrder } from './read-dates.js';
import { sizesOf } from './sizes.js';
import { streetWords } from './street-words.js';
import type { Column } from './table.js';
import { transliterate } from '../standardize/transliterate.js';

/** A column standardised for comparison; number 0 is "no value". */
export interface Field {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly ids: Int32Array;
  readonly values: readonly string[];
  /** Records that have each value. */
  readonly counts: Int32Array;
  /** Records that have any. */
  readonly filled: number;
}

/** Characters of a value that are looked at: what is beyond in a 10 MB field cannot change who it is. */
const VALUE_LENGTH_MAX = 2000;
/** Share of values that standardising changes up to which those that it leaves need not be looked for. */
const CHANGED_SHARE_MAX = 0.1;
/** What people write where they have no value. */
const NO_VALUES: ReadonlySet<string> = new Set([
  'NULL',
  'NONE',
  'N A',
  'NA',
  'NAN',
  'UNKNOWN',
  'NOT AVAILABLE',
  'TBD',
]);

/** Standardises a column for its kind. */
export function fieldOf(column: Column, kind: ColumnKind): Field {
  const texts = standardized(column, kind);
  const met = textsThatMeet(column.values, texts);
  const numberOf = new Map<string, number>([['', 0]]);
  const values: string[] = [''];
  const mapped = new Int32Array(texts.length);
  for (let id = 1; id < texts.length; id++) {
    const text = texts[id]!;
    if (met !== null && !met.has(text)) {
      mapped[id] = values.push(text) - 1;
      continue;
    }
    let number = numberOf.get(text);
    if (number === undefined) {
      number = values.push(text) - 1;
      numberOf.set(text, number);
    }
    mapped[id] = number;
  }
  return numbered(column.name, kind, column.ids, mapped, values);
}

function standardized({ values }: Column, kind: ColumnKind): readonly string[] {
  const standardize = standardizerOf(kind, values);
  return values.map((value, id) => {
    const text = id === 0 ? '' : standardize(value.slice(0, VALUE_LENGTH_MAX));
    return NO_VALUES.has(text) ? '' : text;
  });
}

/**
 * The texts that several values may have become: a value that stayed as it is meets none but what others became. `null` for any, where
 * too many changed for knowing them to save anything.
 */
function textsThatMeet(values: readonly string[], texts: readonly string[]): ReadonlySet<string> | null {
  const met = new Set<string>();
  const most = values.length * CHANGED_SHARE_MAX;
  for (let id = 1; id < values.length; id++) {
    if (texts[id] === values[id]) continue;
    met.add(texts[id]!);
    if (met.size > most) return null;
  }
  return met;
}

/** Kinds that are compared as running words. */
const WORDED: ReadonlySet<ColumnKind> = new Set(['organisation', 'phrase', 'text']);

/** Whether values of this kind are compared by their words and pieces. */
export function isWorded(kind: ColumnKind): boolean {
  return WORDED.has(kind);
}

/** A field with its words in one form, see `joinWords`. */
export function withJoinedWords(field: Field): Field {
  const joined = joinWords(field.values, field.counts);
  const numberOf = new Map<string, number>();
  const values: string[] = [];
  const mapped = Int32Array.from(joined, text => {
    let number = numberOf.get(text);
    if (number === undefined) numberOf.set(text, (number = values.push(text) - 1));
    return number;
  });
  return numbered(field.name, field.kind, field.ids, mapped, values);
}

/** The words of several fields together, in their order: what a record says, whichever column it says it in. */
export function joinedField(name: string, kind: ColumnKind, fields: readonly Field[]): Field {
  const rows = fields[0]!.ids.length;
  const numberOf = new Map<string, number>([['', 0]]);
  const values: string[] = [''];
  const ids = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const text = fields
      .map(({ values: of, ids: at }) => of[at[row]!]!)
      .filter(value => value !== '')
      .join(' ');
    let number = numberOf.get(text);
    if (number === undefined) numberOf.set(text, (number = values.push(text) - 1));
    ids[row] = number;
  }
  return numbered(name, kind, ids, Int32Array.from(values.keys()), values);
}

function numbered(
  name: string,
  kind: ColumnKind,
  rawIds: Int32Array,
  mapped: Int32Array,
  values: readonly string[],
): Field {
  const ids = sharedInts(rawIds.length);
  const counts = sharedInts(values.length);
  for (let row = 0; row < ids.length; row++) {
    const id = mapped[rawIds[row]!]!;
    ids[row] = id;
    counts[id]!++;
  }
  return { name, kind, ids, values, counts, filled: ids.length - counts[0]! };
}

function standardizerOf(kind: ColumnKind, values: readonly string[]): (value: string) => string {
  switch (kind) {
    case 'date': {
      const order = dateOrderOf(values);
      return value => isoDate(value, order) ?? compactKey(value);
    }
    case 'email':
      return value => value.toLowerCase();
    case 'web':
      return value =>
        value
          .toLowerCase()
          .replace(/^[a-z]+:\/\//u, '')
          .replace(/^www\d?\./u, '')
          .replace(/\/+$/u, '');
    case 'phone':
      return value =>
        value
          .replace(/(?:x|ext).*$/iu, '')
          .replace(/\D/gu, '')
          .slice(-10);
    case 'code':
      return compactKey;
    case 'models':
      return modelNumbersOf;
    case 'sizes':
      return sizesOf;
    case 'number':
      return value => value.replace(/[^\d.-]/gu, '');
    case 'person':
      return value => wordsOf(foldCase(transliterate(givenNamesFirst(value))));
    case 'organisation':
      return value => organisationWords(transliterate(value)).join(' ');
    case 'address':
      return value => streetWords(wordsOf(foldCase(transliterate(value))));
    case 'blank':
    case 'constant':
    case 'category':
    case 'word':
    case 'phrase':
    case 'text':
      return value => wordsOf(foldCase(transliterate(value)));
  }
}

/** Day first when some value cannot be month first. */
function dateOrderOf(values: readonly string[]): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const value of values) {
    const parts = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}$/u.exec(value);
    if (parts === null) continue;
    if (Number(parts[1]) > 12) dayFirst++;
    if (Number(parts[2]) > 12) monthFirst++;
  }
  return dayFirst > monthFirst ? 'day-first' : 'month-first';
}
