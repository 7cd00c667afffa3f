/**
 * Cuts delimited text into rows of cells, piece by piece, holding one row at a time. Written here instead of taken from a CSV
 * library because the promises are about damage: an oversized field or a million columns must cost one row, not the file or
 * the memory, a stray quote must be reported with its line, and CR-only files, LF files with a CR inside a cell and CRLF
 * files must all be read as meant.
 */
import { cleanText, hasLoneSurrogate } from './row-problem.js';
import type { CellRow, RowProblem } from './row-problem.js';
import { unreadable } from './source-row.js';
import type { ReadLimits } from './source-row.js';

/** Characters of a field that is too long which are still kept, to recognise it by. */
const EXCERPT_CHARS = 200;

const CR = 13;
const LF = 10;

type State = 'fieldStart' | 'plain' | 'quoted' | 'quoteClosed';

export class DelimitedTokenizer {
  private readonly delimiter: number;
  private readonly quote: number;
  private readonly quoteText: string;
  private readonly limits: ReadLimits;
  private state: State = 'fieldStart';
  /** Known after the first line end: rows end at LF (with or without CR before), or at CR alone. */
  private rowEnd: 'unknown' | 'lf' | 'cr' = 'unknown';
  private held = '';
  private field = '';
  private fieldLength = 0;
  private rowLength = 0;
  private cells: string[] = [];
  private cellCount = 0;
  private problems: RowProblem[] = [];
  private line = 1;
  private rowLine = 1;
  private quoteLine = 1;
  private suspicious = false;

  constructor(delimiter: string, quote: string | null, limits: ReadLimits) {
    this.delimiter = delimiter.charCodeAt(0);
    this.quote = quote === null ? -1 : quote.charCodeAt(0);
    this.quoteText = quote ?? '';
    this.limits = limits;
  }

  /** Takes the next piece of text and hands over every row that it completes. */
  push(piece: string, emit: (row: CellRow) => void): void {
    let text = this.held + piece;
    this.held = '';
    // Whether a CR ends the row is known only with the character after it.
    if (text.endsWith('\r')) {
      this.held = '\r';
      text = text.slice(0, -1);
    }
    this.read(text, emit);
  }

  /** The file is over: hands over a last row without line end, or fails if the file ends inside quotes. */
  end(emit: (row: CellRow) => void): void {
    if (this.held !== '') {
      this.held = '';
      this.read('\r\n', emit);
    }
    if (this.state === 'quoted') {
      throw unreadable(
        'QUOTE_UNTERMINATED',
        `The quote opened on line ${this.quoteLine} is never closed: the file was cut there, or the quote belongs to the text.`,
        'Send the whole file, or double the quotes that belong to the text. Rows before that line were read.',
      );
    }
    if (this.state !== 'fieldStart' || this.cellCount > 0) this.endRow(emit);
  }

  private read(text: string, emit: (row: CellRow) => void): void {
    // Cells are cleaned only from the first piece on that needs it: nearly all files never do.
    this.suspicious ||= text.includes('\0') || text.includes('\uFFFD') || hasLoneSurrogate(text);
    let index = 0;
    while (index < text.length) {
      switch (this.state) {
        case 'fieldStart':
          if (text.charCodeAt(index) === this.quote) {
            this.state = 'quoted';
            this.quoteLine = this.line;
            index++;
          } else this.state = 'plain';
          break;
        case 'plain':
          index = this.readPlain(text, index, emit);
          break;
        case 'quoted':
          index = this.readQuoted(text, index);
          break;
        case 'quoteClosed':
          index = this.readAfterQuote(text, index);
      }
    }
  }

  /** Reads unquoted text up to the end of the field. */
  private readPlain(text: string, from: number, emit: (row: CellRow) => void): number {
    let index = from;
    while (index < text.length) {
      const code = text.charCodeAt(index);
      if (code === this.delimiter) {
        this.append(text, from, index);
        this.endField();
        this.state = 'fieldStart';
        return index + 1;
      }
      if (code === LF || code === CR) {
        const length = this.lineEndAt(text, index);
        if (length > 0) {
          this.append(text, from, index);
          this.line++;
          this.endRow(emit);
          return index + length;
        }
      }
      index++;
    }
    this.append(text, from, index);
    return index;
  }

  /** Characters of the line end at `index`; 0 when the character is part of a cell. Settles what ends rows in this file. */
  private lineEndAt(text: string, index: number): number {
    const isCr = text.charCodeAt(index) === CR;
    const pair = isCr && text.charCodeAt(index + 1) === LF;
    if (this.rowEnd === 'unknown') this.rowEnd = isCr && !pair ? 'cr' : 'lf';
    if (pair) return 2;
    return isCr === (this.rowEnd === 'cr') ? 1 : 0;
  }

  private readQuoted(text: string, from: number): number {
    const close = text.indexOf(this.quoteText, from);
    const end = close === -1 ? text.length : close;
    for (let index = from; index < end; index++) {
      const code = text.charCodeAt(index);
      if (code === LF || (code === CR && this.rowEnd === 'cr')) this.line++;
    }
    this.append(text, from, end);
    if (close === -1) return end;
    this.state = 'quoteClosed';
    return close + 1;
  }

  /** After a quote inside a quoted field: a doubled one, the end of the field, or text that should not be there. */
  private readAfterQuote(text: string, index: number): number {
    const code = text.charCodeAt(index);
    if (code === this.quote) {
      this.append(this.quoteText, 0, 1);
      this.state = 'quoted';
      return index + 1;
    }
    if (code !== this.delimiter && code !== LF && code !== CR) {
      this.addProblem({ kind: 'quote', cell: this.cellCount });
      this.field = this.quoteText + this.field + this.quoteText;
    }
    this.state = 'plain';
    return index;
  }

  private append(text: string, from: number, to: number): void {
    if (to <= from) return;
    const length = to - from;
    this.fieldLength += length;
    this.rowLength += length;
    if (this.fieldLength > this.limits.fieldChars) {
      if (this.fieldLength - length <= this.limits.fieldChars) {
        this.addProblem({ kind: 'fieldTooLong', cell: this.cellCount, limit: this.limits.fieldChars });
        this.field = (this.field + text.slice(from, from + EXCERPT_CHARS)).slice(0, EXCERPT_CHARS);
      }
      return;
    }
    if (this.rowLength > this.limits.rowChars) {
      if (this.rowLength - length <= this.limits.rowChars) {
        this.addProblem({ kind: 'rowTooLong', cell: this.cellCount, limit: this.limits.rowChars });
      }
      return;
    }
    this.field = this.field === '' ? text.slice(from, to) : this.field + text.slice(from, to);
  }

  private addProblem(problem: RowProblem): void {
    // A damaged row may be wrong a million times over; the first few say it all.
    if (this.problems.length < 10) this.problems.push(problem);
  }

  private endField(): void {
    if (this.cellCount < this.limits.columns) {
      const cell = this.cellCount;
      const text = this.suspicious
        ? cleanText(this.field, kind => this.addProblem({ kind, cell }))
        : this.field;
      this.cells.push(text);
    } else if (this.cellCount === this.limits.columns) {
      this.addProblem({ kind: 'tooManyColumns', cell: this.cellCount, limit: this.limits.columns });
    }
    this.cellCount++;
    this.field = '';
    this.fieldLength = 0;
  }

  private endRow(emit: (row: CellRow) => void): void {
    this.endField();
    emit({ line: this.rowLine, cells: this.cells, problems: this.problems });
    this.cells = [];
    this.cellCount = 0;
    this.problems = [];
    this.rowLength = 0;
    this.rowLine = this.line;
    this.state = 'fieldStart';
  }
}
