import type { Fault } from '../../core/model/index.js';

/** What a tokenizer found wrong with a cell. It knows positions only; the names of columns come later. */
export interface RowProblem {
  readonly kind:
    'fieldTooLong' | 'rowTooLong' | 'tooManyColumns' | 'nul' | 'encoding' | 'quote' | 'surrogate' | 'tooDeep';
  /** Index of the cell, or the path inside a JSON record. */
  readonly cell: number | string;
  /** The bound that was passed. */
  readonly limit?: number;
}

/** One physical record: cells in file order, before they have names. */
export interface CellRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problems: readonly RowProblem[];
}

/** Says a problem in the words of a fault. `field` is the column's name where it is known. */
export function faultOf(problem: RowProblem, field: string | undefined): Fault {
  const place = field ?? (typeof problem.cell === 'number' ? `cell ${problem.cell + 1}` : problem.cell);
  const limit = (problem.limit ?? 0).toLocaleString('en-US');
  const [code, message, fix] = wordsOf(problem.kind, place, limit);
  return { code, severity: 'error', message, fix, ...(field === undefined ? {} : { field }) };
}

function wordsOf(kind: RowProblem['kind'], place: string, limit: string): readonly [string, string, string] {
  switch (kind) {
    case 'fieldTooLong':
      return [
        'FIELD_TOO_LONG',
        `${place} has more than ${limit} characters; only its start was kept.`,
        'Shorten the value. A missing closing quote also makes a field swallow what follows.',
      ];
    case 'rowTooLong':
      return [
        'ROW_TOO_LONG',
        `The record has more than ${limit} characters; only its start was kept.`,
        'Split the record, or check that its end is marked as the system file says.',
      ];
    case 'tooManyColumns':
      return [
        'TOO_MANY_COLUMNS',
        `The row has more than ${limit} cells; only the first ones were kept.`,
        'Check the delimiter in the system file, and that rows end where they should.',
      ];
    case 'nul':
      return [
        'NUL_CHARACTER',
        `${place} holds a NUL character, shown as ␀.`,
        'Send text without NUL bytes; a file full of them is UTF-16 or binary: declare its encoding in the system file.',
      ];
    case 'encoding':
      return [
        'ENCODING_INVALID',
        `${place} holds bytes that are no characters in the encoding of the file, shown as �.`,
        'Declare the true encoding in the system file (often windows-1252), or send UTF-8.',
      ];
    case 'surrogate':
      return [
        'ENCODING_INVALID',
        `${place} holds half of a character (a lone surrogate), shown as �.`,
        'Send whole characters: some program cut the text in the middle of one.',
      ];
    case 'quote':
      return [
        'QUOTE_MISPLACED',
        `${place} goes on after its closing quote.`,
        'Double a quote that belongs to the text, or declare quote: null in the system file.',
      ];
    case 'tooDeep':
  }
  return [
    'JSON_TOO_DEEP',
    `The record nests more than ${limit} levels deep.`,
    'Flatten the record: no source format needs that depth.',
  ];
}

const REPLACEMENT = '\uFFFD';
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Makes a text storable (PostgreSQL takes no NUL, JSON no lone surrogate) and reports what had to be replaced or was lost in
 * decoding.
 */
export function cleanText(text: string, report: (kind: 'nul' | 'encoding' | 'surrogate') => void): string {
  let clean = text;
  if (clean.includes(REPLACEMENT)) report('encoding');
  if (clean.includes('\0')) {
    report('nul');
    clean = clean.replaceAll('\0', '␀');
  }
  if (hasLoneSurrogate(clean)) {
    report('surrogate');
    clean = clean.replaceAll(LONE_SURROGATE, REPLACEMENT);
  }
  return clean;
}

/** Whether a text holds half of a surrogate pair. */
export function hasLoneSurrogate(text: string): boolean {
  return text.search(LONE_SURROGATE) !== -1;
}
