/**
 * How alike two columns are by what they hold, without knowing which of their records are the same: the pieces of their values, the
 * words, the forms (`ddd-dddd`), lengths, amounts. Columns of one meaning in two systems hold other values of one distribution.
 */
import { foldCase } from '../../standardize/characters.js';
import type { ColumnKind, ColumnProfile } from '../fields/column-kind.js';
import type { Field } from '../fields/field.js';
import { textHash, type Column } from '../table/table.js';

const PIECES = 1 << 10;
const WORDS = 1 << 12;
const FORMS = 1 << 9;
/** Distinct values that are looked at. */
const VALUES_MAX = 2000;
const VALUE_LENGTH_MAX = 200;
const FORM_LENGTH_MAX = 24;
/** So few records with a value make a column look half as alike as it is. */
const FEW_RECORDS = 3;
/** Tenths of the amounts in order. */
const QUANTILES = 10;

/** A column of one file, looked at. */
export interface ColumnSketch {
  readonly kind: ColumnKind;
  /** Records with a value, and their share. */
  readonly filled: number;
  readonly filledShare: number;
  /** Records with a value, for each distinct one. */
  readonly recordsPerValue: number;
  /** Words of a value, in the mean. */
  readonly wordsPerValue: number;
  readonly pieces: Float64Array;
  readonly words: Float64Array;
  readonly forms: Float64Array;
  readonly length: number;
  /** Amounts at each tenth, least first; empty where most values are none. */
  readonly amounts: readonly number[];
}

/** Looks at a column. @param field the column, standardised */
export function sketchOf(column: Column, profile: ColumnProfile, field: Field): ColumnSketch {
  const pieces = new Float64Array(PIECES);
  const words = new Float64Array(WORDS);
  const forms = new Float64Array(FORMS);
  for (const raw of column.values.slice(1, VALUES_MAX + 1))
    forms[textHash(formOf(raw.slice(0, VALUE_LENGTH_MAX))) % FORMS]!++;
  const values = field.values.slice(1, VALUES_MAX + 1).map(value => value.slice(0, VALUE_LENGTH_MAX));
  let length = 0;
  for (const [at, value] of values.entries()) {
    length += value.length;
    for (const piece of piecesOf(value)) pieces[textHash(piece) % PIECES]!++;
    for (const word of value.split(' ')) words[textHash(word) % WORDS]! += field.counts[at + 1]!;
  }
  return {
    kind: profile.kind,
    filled: profile.filled,
    filledShare: profile.filled / Math.max(1, column.ids.length),
    recordsPerValue: profile.filled / Math.max(1, profile.distinct),
    wordsPerValue: profile.words,
    // A piece or a word that most values have must not hide the others.
    pieces: unit(pieces.map(Math.sqrt)),
    words: unit(words.map(count => Math.log2(count + 1))),
    forms: unit(forms.map(Math.sqrt)),
    length: length / Math.max(1, values.length),
    amounts: amountsOf(column),
  };
}

/** Words per value up to which a column holds single words. */
const SINGLE_WORDS_MAX = 1.5;
/** So many more words in the other column are still the same. */
const MORE_WORDS_MAX = 1.5;

/** How nearly two columns are no part and whole (surname and full name): 1 where they are none, less the more words the one has. */
export function samePortion(left: ColumnSketch, right: ColumnSketch): number {
  const [fewer, more] = [left.wordsPerValue, right.wordsPerValue].sort((a, b) => a - b);
  return fewer === more || fewer! > SINGLE_WORDS_MAX ? 1 : Math.min(1, (MORE_WORDS_MAX * fewer!) / more!);
}

/** How alike two columns are, between 0 and 1. */
export function alikeness(left: ColumnSketch, right: ColumnSketch): number {
  const kinds = kindsAlike(left.kind, right.kind);
  if (kinds === 0) return 0;
  const sizes = ratio(left.length, right.length);
  const forms = cosine(left.forms, right.forms);
  const isAmount = left.amounts.length > 0 && right.amounts.length > 0;
  const content = isAmount
    ? 0.6 * amountsAlike(left.amounts, right.amounts) + 0.4 * forms
    : 0.4 * cosine(left.pieces, right.pieces) + 0.35 * cosine(left.words, right.words) + 0.25 * forms;
  const shape =
    0.6 * sizes +
    0.2 * ratio(left.recordsPerValue, right.recordsPerValue) +
    0.2 * ratio(left.filledShare + 0.1, right.filledShare + 0.1);
  const fewer = Math.min(left.filled, right.filled);
  return (fewer / (fewer + FEW_RECORDS)) * kinds * (0.75 * content + 0.25 * shape);
}

const SAYING_NOTHING: ReadonlySet<ColumnKind> = new Set(['blank', 'constant']);
const NUMERIC: ReadonlySet<ColumnKind> = new Set(['code', 'number']);
const PARTICULAR: ReadonlySet<ColumnKind> = new Set(['date', 'email', 'web', 'phone']);

/** Whether columns of two kinds may be one: the same values can look like few or many, like words or names. */
function kindsAlike(left: ColumnKind, right: ColumnKind): number {
  if (SAYING_NOTHING.has(left) || SAYING_NOTHING.has(right)) return 0;
  if (left === right) return 1;
  if (PARTICULAR.has(left) || PARTICULAR.has(right)) {
    const other = PARTICULAR.has(left) ? right : left;
    // A telephone number without marks looks like any number, and so does a year.
    const isPhoneOrDate = [left, right].some(kind => kind === 'phone' || kind === 'date');
    return isPhoneOrDate && other === 'code' ? 0.8 : 0;
  }
  if (NUMERIC.has(left) === NUMERIC.has(right)) return 1;
  return 0.7;
}

function amountsAlike(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (const [at, amount] of left.entries()) {
    const other = right[at]!;
    sum +=
      amount === other
        ? 1
        : Math.max(0, 1 - Math.abs(amount - other) / Math.max(Math.abs(amount), Math.abs(other)));
  }
  return sum / left.length;
}

function amountsOf({ ids, values }: Column): readonly number[] {
  const amounts = values
    .slice()
    .map(value => (value === '' ? Number.NaN : Number(value.replace(/[$€£,\s%]/gu, ''))));
  const known: number[] = [];
  let filled = 0;
  for (const id of ids) {
    if (id === 0) continue;
    filled++;
    if (!Number.isNaN(amounts[id]!)) known.push(amounts[id]!);
  }
  if (known.length === 0 || known.length < 0.8 * filled) return [];
  known.sort((a, b) => a - b);
  return Array.from(
    { length: QUANTILES + 1 },
    (_, tenth) => known[Math.round((tenth * (known.length - 1)) / QUANTILES)]!,
  );
}

/** `(702) 919-1300` → `(ddd)_ddd-dddd`, `Main Street` → `Aa_Aa`. */
function formOf(value: string): string {
  return value
    .slice(0, FORM_LENGTH_MAX)
    .replace(/\d/gu, '9')
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/\p{L}\p{L}*/gu, letters => (letters.startsWith('A') ? letters : 'a'))
    .replace(/9{6,}/gu, '999999');
}

/** Pieces of three characters of a value, its ends marked. */
export function* piecesOf(value: string): Generator<string> {
  const marked = ` ${foldCase(value)} `;
  for (let at = 0; at + 3 <= marked.length; at++) yield marked.slice(at, at + 3);
}

const ratio = (a: number, b: number): number => (a === b ? 1 : Math.min(a, b) / Math.max(a, b));

function unit(vector: Float64Array): Float64Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const norm = Math.sqrt(sum) || 1;
  return vector.map(value => value / norm);
}

function cosine(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!;
  return sum;
}
