/**
 * A field is a column made comparable: every distinct value standardised once for its kind, equal results sharing one number.
 */
import { foldCase, wordsOf, compactKey } from '../../standardize/characters.js';
import { organisationWords } from '../../standardize/names/organisation-words.js';
import type { ColumnKind } from './column-kind.js';
import { Dictionary } from '../table/dictionary.js';
import { sharedInts } from '../threads/shared-memory.js';
import { joinWords } from './join-words.js';
import { capitals, writeCapitals } from './capitals.js';
import { modelNumbersOf } from './model-numbers.js';
import { givenNamesFirst } from './names-of-persons.js';
import { isoDate, type DateOrder } from './read-dates.js';
import { sizesOf } from './sizes.js';
import { streetWords } from './street-words.js';
import type { Column } from '../table/table.js';
import type { Texts } from '../table/texts.js';
import { transliterate } from '../../standardize/transliterate.js';

/** A column standardised for comparison; number 0 is "no value". */
export interface Field {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly ids: Int32Array;
  readonly values: Texts;
  /** Records that have each value. */
  readonly counts: Int32Array;
  /** Records that have any. */
  readonly filled: number;
  /** Whether values are several of several columns, with `VALUE_END` between them. */
  readonly isSeveral?: boolean;
}

/** Between the values of a record that has several. */
export const VALUE_END = '\n';

/** Characters of a value that are looked at: what is beyond in a 10 MB field cannot change who it is. */
const VALUE_LENGTH_MAX = 2000;
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
export function fieldOf({ name, ids, values: raw }: Column, kind: ColumnKind): Field {
  const standardize = standardizerOf(kind, raw);
  const isUpper = UPPER_CASED.has(kind);
  const values = new Dictionary();
  const mapped = new Int32Array(raw.length);
  for (let id = 1; id < raw.length; id++) {
    const plain = isUpper ? numberOfWord(values, raw, id) : 0;
    mapped[id] = plain === 0 ? numberOf(values, standardized(raw.at(id))) : plain;
  }
  return numbered(name, kind, ids, mapped, values.texts());

  function standardized(value: string): string {
    const text = standardize(value.slice(0, VALUE_LENGTH_MAX));
    return NO_VALUES.has(text) ? '' : text;
  }
}

/** Kinds of which a single word of plain letters and digits is standardised by writing it in capitals. */
const UPPER_CASED: ReadonlySet<ColumnKind> = new Set(['code', 'category', 'word', 'phrase', 'text']);
/** A word that begins like one of those has to be looked at. */
const NO_VALUE_CAPITALS: ReadonlySet<number> = new Set([...NO_VALUES].map(text => text.charCodeAt(0)));

/** The number of a plain word, without making a text of it; 0 for anything else. */
function numberOfWord(values: Dictionary, raw: Texts, id: number): number {
  const length = writeCapitals(raw, id);
  return length === 0 || NO_VALUE_CAPITALS.has(capitals[0]!) ? 0 : values.idOf(capitals, 0, length);
}

function numberOf(values: Dictionary, text: string): number {
  if (text === '') return 0;
  const bytes = Buffer.from(text);
  return values.idOf(bytes, 0, bytes.length);
}

/** Kinds that are compared as running words. */
const WORDED: ReadonlySet<ColumnKind> = new Set(['organisation', 'phrase', 'text']);

/** Whether values of this kind are compared by their words and pieces. */
export function isWorded(kind: ColumnKind): boolean {
  return WORDED.has(kind);
}

/** A field with its words in one form, see `joinWords`. */
export function withJoinedWords(field: Field): Field {
  const values = new Dictionary();
  const joined = joinWords(field.values.slice(), field.counts);
  const mapped = Int32Array.from(joined, text => numberOf(values, text));
  return numbered(field.name, field.kind, field.ids, mapped, values.texts());
}

/** The words of several fields together, in their order: what a record says, whichever column it says it in. */
export function joinedField(name: string, kind: ColumnKind, fields: readonly Field[]): Field {
  return combinedField(name, kind, fields, values => values.filter(value => value !== '').join(' '));
}

/** The values of several fields, each by itself: of identifiers with the number of their kind (`0=AB1234`, `2=998877`). */
export function severalField(name: string, kind: ColumnKind, fields: readonly Field[]): Field {
  const kinds = kind === 'identifiers' ? kindsOf(fields) : null;
  const write = (value: string, part: number): string =>
    value === '' || kinds === null ? value : `${kinds[part]!}=${value}`;
  const field = combinedField(name, kind, fields, values =>
    [...new Set(values.map(write))].filter(value => value !== '').join(VALUE_END),
  );
  return { ...field, isSeveral: true };
}

/** Distinct values of a field that another has as well, from which the two hold identifiers of one kind. */
const SHARED_MIN = 0.1;

/** The kind of identifier that each field holds, as the number of the first field that holds it. */
function kindsOf(fields: readonly Field[]): readonly number[] {
  const values = fields.map(field => new Set(field.values.slice(1)));
  const kinds = Array.from(fields.keys());
  for (const [second, own] of values.entries()) {
    for (const [first, other] of values.slice(0, second).entries()) {
      const shared = [...own].filter(value => other.has(value)).length;
      if (shared < SHARED_MIN * Math.min(own.size, other.size)) continue;
      const [from, to] = [kinds[second]!, kinds[first]!];
      for (const [field, kind] of kinds.entries()) if (kind === from) kinds[field] = to;
    }
  }
  return kinds;
}

function combinedField(
  name: string,
  kind: ColumnKind,
  fields: readonly Field[],
  combine: (values: readonly string[]) => string,
): Field {
  const rows = fields[0]!.ids.length;
  const texts = fields.map(({ values: of }) => of.slice());
  const values = new Dictionary();
  const ids = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const text = combine(fields.map(({ ids: at }, part) => texts[part]![at[row]!]!));
    ids[row] = numberOf(values, text);
  }
  const mapped = Int32Array.from({ length: values.size }, (_, number) => number);
  return numbered(name, kind, ids, mapped, values.texts());
}

/** Kinds of which a record has several values rather than parts of one. */
const SEVERAL: ReadonlySet<ColumnKind> = new Set(['phone', 'email', 'web', 'identifiers']);

/** Whether several columns of a kind are several values, each compared by itself. */
export function isSeveral(kind: ColumnKind): boolean {
  return SEVERAL.has(kind);
}

function numbered(
  name: string,
  kind: ColumnKind,
  rawIds: Int32Array,
  mapped: Int32Array,
  values: Texts,
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

function standardizerOf(kind: ColumnKind, values: Texts): (value: string) => string {
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
      return value => compactKey(value.replace(/^(\d+)\.0$/u, '$1'));
    case 'identifiers':
      return compactKey;
    case 'models':
      return modelNumbersOf;
    case 'sizes':
      return sizesOf;
    case 'number':
      return value => value.replace(/[^\d.-]/gu, '').replace(/\.0+$|(\.\d*[1-9])0+$/u, '$1');
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
function dateOrderOf(values: Texts): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const value of values.slice()) {
    const parts = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}$/u.exec(value);
    if (parts === null) continue;
    if (Number(parts[1]) > 12) dayFirst++;
    if (Number(parts[2]) > 12) monthFirst++;
  }
  return dayFirst > monthFirst ? 'day-first' : 'month-first';
}
