/**
 * Delimited text (RFC 4180 and its relatives) straight into dictionary columns: no row objects, no string per cell. The
 * delimiter is read from the text; quotes, doubled quotes and line breaks inside quotes are understood; blanks around
 * a value are no part of it, and a value of nothing else is blank.
 */
import { DomainError } from '../../model/index.js';
import { Dictionary } from './dictionary.js';
import type { Outcome } from '../threads/outcome.js';
import { sharedBytes } from '../threads/shared-memory.js';
import type { Column } from './table.js';
import { Texts } from './texts.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
const QUOTE = 34;
const DELIMITERS = [44, 59, 9, 124]; // , ; tab |
/** Lines that the delimiter is read from. */
const SAMPLED_LINES = 20;

/** A parsed file. */
export interface Parsed {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Rows with fewer values than columns (the rest is blank), and rows with more (what is beyond is left out). */
  readonly shortRows: number;
  readonly longRows: number;
}

/** Some columns of a file, and its rows. */
export interface ParsedPart extends Parsed {
  /** Numbers of the columns among all of the file. */
  readonly numbers: readonly number[];
}

/** Parses some columns of a file beside the others. */
export interface ParseHelper {
  readonly parse: (input: ParseInput) => Outcome<ParsedPart>;
}

/** A file in UTF-8, and the numbers of the columns that are wanted. */
export interface ParseInput {
  readonly bytes: Uint8Array;
  readonly numbers: readonly number[];
}

/**
 * Parses one file. Helpers take columns of their own: going through the text costs little, numbering its values much.
 * @throws DomainError `DEDUPE.NO_HEADER` when there is no header line, `DEDUPE.UNCLOSED_QUOTE` when a quoted value never ends
 */
export function parseDelimited(content: Uint8Array, helpers: readonly ParseHelper[] = []): Parsed {
  const bytes = asUtf8(content);
  if (helpers.length === 0) {
    const { numbers: _all, ...whole } = parseColumns(bytes, null);
    return whole;
  }
  const [own, ...others] = sharesOf(bytes, helpers.length + 1);
  const seen = inSharedMemory(bytes);
  const waits = others.map((numbers, helper) => helpers[helper]!.parse({ bytes: seen, numbers }));
  const parts = [parseColumns(seen, own!), ...waits.map(wait => wait())];
  const columns: Column[] = [];
  for (const part of parts) {
    for (const [index, { name, ids, values }] of part.columns.entries())
      columns[part.numbers[index]!] = { name, ids, values: new Texts(values) };
  }
  const { rows, shortRows, longRows } = parts[0]!;
  return { rows, shortRows, longRows, columns };
}

/** Parses some columns of a file, given as UTF-8. @param wanted their numbers; `null` for all */
export function parseColumns(bytes: Uint8Array, wanted: readonly number[] | null): ParsedPart {
  const reader = new CellReader(bytes, findDelimiter(bytes));
  const names = reader.header();
  const numbers = wanted ?? [...names.keys()];
  const columns = names.map((_, number) => (numbers.includes(number) ? new ColumnReader(bytes) : null));
  const lines = readLines(reader, columns, Infinity);
  return { ...lines, numbers, columns: numbers.map(number => columns[number]!.finish(names[number]!)) };
}

function readLines(
  reader: CellReader,
  columns: readonly (ColumnReader | null)[],
  most: number,
): Pick<Parsed, 'rows' | 'shortRows' | 'longRows'> {
  const { bytes } = reader;
  let rows = 0;
  let shortRows = 0;
  let longRows = 0;
  while (reader.at < bytes.length && rows < most) {
    if (reader.skipEmptyLine()) continue;
    let cell = 0;
    do {
      reader.next();
      if (cell < columns.length) columns[cell]?.add(reader.source, reader.start, reader.end);
      cell++;
    } while (!reader.isLineEnd);
    if (cell < columns.length) shortRows++;
    else if (cell > columns.length) longRows++;
    for (; cell < columns.length; cell++) columns[cell]?.add(bytes, 0, 0);
    rows++;
  }
  return { rows, shortRows, longRows };
}

/** Rows by which it is seen how many values a column has. */
const SAMPLED_ROWS = 2000;
/** What a new value costs beside one that was there before: room, a copy, and memory that is far away. */
const NEW_VALUE_COST = 4;

/** The columns of a file in so many parts that take about as long as each other. */
function sharesOf(bytes: Uint8Array, parts: number): readonly (readonly number[])[] {
  const reader = new CellReader(bytes, findDelimiter(bytes));
  const columns = reader.header().map(() => new ColumnReader(bytes));
  const { rows } = readLines(reader, columns, SAMPLED_ROWS);
  const costs = columns.map(column => rows + NEW_VALUE_COST * column.finish('').values.length);
  const shares = Array.from({ length: parts }, () => ({ numbers: [] as number[], cost: 0 }));
  for (const number of [...costs.keys()].sort((a, b) => costs[b]! - costs[a]! || a - b)) {
    const least = shares.reduce((best, share) => (share.cost < best.cost ? share : best));
    least.numbers.push(number);
    least.cost += costs[number]!;
  }
  return shares.map(({ numbers }) => numbers);
}

function inSharedMemory(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const shared = sharedBytes(bytes.length);
  shared.set(bytes);
  return shared;
}

/** Cells of a column that are looked up together: their places stay in the nearest cache, and so do those of small columns' values. */
const CELLS_AT_ONCE = 1024;

/** One column under way. */
class ColumnReader {
  private readonly dictionary = new Dictionary();
  private readonly bytes: Uint8Array;
  private readonly cells = {
    starts: new Uint32Array(CELLS_AT_ONCE),
    ends: new Uint32Array(CELLS_AT_ONCE),
    count: 0,
  };
  private ids = new Int32Array(CELLS_AT_ONCE);
  private rows = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The next cell, `source[start, end)`; nothing between them is blank. */
  add(source: Uint8Array, start: number, end: number): void {
    const { cells } = this;
    if (cells.count === CELLS_AT_ONCE) this.lookUp();
    cells.starts[cells.count] = start;
    cells.ends[cells.count++] = end;
    if (source === this.bytes) return;
    // What stands elsewhere, because it had doubled quotes, is overwritten by the next one.
    cells.count--;
    this.lookUp();
    this.ids[this.rows++] = end > start ? this.dictionary.idOf(source, start, end) : 0;
  }

  finish(name: string): Column {
    this.lookUp();
    return { name, ids: this.ids.slice(0, this.rows), values: this.dictionary.texts() };
  }

  /** Numbers the cells so far; leaves room for one row more. */
  private lookUp(): void {
    const { cells } = this;
    while (this.rows + cells.count >= this.ids.length) this.ids = grown(this.ids);
    this.dictionary.idsOf(this.bytes, cells, this.ids, this.rows);
    this.rows += cells.count;
    cells.count = 0;
  }
}

/** Reads one cell after the other; `source[start, end)` is the last one, trimmed. */
class CellReader {
  at: number;
  start = 0;
  end = 0;
  source: Uint8Array;
  isLineEnd = false;
  private unquoted = new Uint8Array(1024);
  readonly bytes: Uint8Array;
  private readonly delimiter: number;
  /** By byte: 1 for one that ends a cell. */
  private readonly isEnd = new Uint8Array(256);

  constructor(bytes: Uint8Array, delimiter: number) {
    this.bytes = bytes;
    this.source = bytes;
    this.delimiter = delimiter;
    for (const byte of [delimiter, LINE_FEED, CARRIAGE_RETURN]) this.isEnd[byte] = 1;
    this.at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  /** Column names, unique: a second `name` becomes `name 2`, a blank one `column 3`. */
  header(): string[] {
    const names: string[] = [];
    while (this.at < this.bytes.length && this.skipEmptyLine());
    if (this.at >= this.bytes.length)
      throw new DomainError('DEDUPE.NO_HEADER', 'the file is empty: no header line');
    const decoder = new TextDecoder();
    do {
      this.next();
      const text = decoder.decode(this.source.subarray(this.start, this.end)) || `column ${names.length + 1}`;
      let name = text;
      for (let copy = 2; names.includes(name); copy++) name = `${text} ${copy}`;
      names.push(name);
    } while (!this.isLineEnd);
    return names;
  }

  skipEmptyLine(): boolean {
    const { bytes } = this;
    if (bytes[this.at] === LINE_FEED) {
      this.at++;
      return true;
    }
    if (bytes[this.at] === CARRIAGE_RETURN) {
      this.at += bytes[this.at + 1] === LINE_FEED ? 2 : 1;
      return true;
    }
    return false;
  }

  next(): void {
    const { bytes, delimiter, isEnd } = this;
    let at = this.at;
    while ((bytes[at] === SPACE || bytes[at] === TAB) && bytes[at] !== delimiter) at++;
    if (bytes[at] === QUOTE) {
      this.nextQuoted(at);
      return;
    }
    const start = at;
    while (at < bytes.length && isEnd[bytes[at]!] === 0) at++;
    let end = at;
    while (end > start && isBlank(bytes[end - 1]!)) end--;
    this.source = bytes;
    this.start = start;
    this.end = end;
    this.finishCell(at);
  }

  private nextQuoted(quote: number): void {
    const { bytes } = this;
    let at = quote + 1;
    let length = 0;
    let from = at;
    for (;;) {
      const close = bytes.indexOf(QUOTE, at);
      if (close < 0) {
        throw new DomainError(
          'DEDUPE.UNCLOSED_QUOTE',
          `a quoted value that begins at byte ${quote} never ends`,
          {
            details: { byte: quote },
          },
        );
      }
      if (bytes[close + 1] === QUOTE) {
        length = this.collect(from, close + 1, length);
        at = from = close + 2;
        continue;
      }
      // Without doubled quotes the value is used where it stands.
      if (length === 0) {
        this.source = bytes;
        this.trim(quote + 1, close);
      } else {
        length = this.collect(from, close, length);
        this.source = this.unquoted;
        this.trim(0, length);
      }
      at = close + 1;
      break;
    }
    while (at < bytes.length) {
      const byte = bytes[at]!;
      if (byte === this.delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN) break;
      at++;
    }
    this.finishCell(at);
  }

  private collect(from: number, to: number, length: number): number {
    const needed = length + to - from;
    if (needed > this.unquoted.length) {
      const more = new Uint8Array(Math.max(needed, this.unquoted.length * 2));
      more.set(this.unquoted);
      this.unquoted = more;
    }
    this.unquoted.set(this.bytes.subarray(from, to), length);
    return needed;
  }

  private trim(start: number, end: number): void {
    let [from, to] = [start, end];
    while (from < to && isBlank(this.source[from]!)) from++;
    while (to > from && isBlank(this.source[to - 1]!)) to--;
    this.start = from;
    this.end = to;
  }

  private finishCell(at: number): void {
    const { bytes } = this;
    this.isLineEnd = at >= bytes.length || bytes[at] !== this.delimiter;
    this.at = at + (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED ? 2 : 1);
  }
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

/** The candidate that splits the first lines into the most cells, all alike; a comma when nothing does. */
function findDelimiter(bytes: Uint8Array): number {
  const counts = DELIMITERS.map(() => [0]);
  let isQuoted = false;
  let lines = 0;
  for (let at = 0; at < bytes.length && lines < SAMPLED_LINES; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (byte === LINE_FEED) {
      lines++;
      for (const perLine of counts) perLine.push(0);
    } else {
      const index = DELIMITERS.indexOf(byte);
      if (index >= 0) counts[index]![lines]!++;
    }
  }
  const rank = counts.map(perLine => {
    const header = perLine[0]!;
    const full = perLine.slice(0, Math.max(1, lines));
    const alike = full.filter(count => count === header).length / full.length;
    return header === 0 ? 0 : alike * 1000 + header;
  });
  const best = Math.max(...rank);
  return best === 0 ? DELIMITERS[0]! : DELIMITERS[rank.indexOf(best)]!;
}

/** UTF-16 with a byte order mark, as spreadsheets export it, becomes UTF-8; everything else stays. */
function asUtf8(bytes: Uint8Array): Uint8Array {
  const mark = bytes.length < 2 ? 0 : bytes[0]! * 256 + bytes[1]!;
  if (mark !== 0xfffe && mark !== 0xfeff) return bytes;
  const text = new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be').decode(bytes);
  return new TextEncoder().encode(text);
}

function grown(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}
