import { cleanText } from './row-problem.js';
import type { CellRow, RowProblem } from './row-problem.js';
import type { ReadLimits } from './source-row.js';

/**
 * Cuts text into lines, piece by piece: rows of one cell each, for formats without delimiters (fixed width, NDJSON). Lines
 * end at LF, CRLF or CR; a line beyond the limit is cut and reported.
 */
export class LineSplitter {
  private readonly limits: ReadLimits;
  private held = '';
  private buffer = '';
  private length = 0;
  private line = 1;

  constructor(limits: ReadLimits) {
    this.limits = limits;
  }

  /** Takes the next piece of text and hands over every line that it completes. */
  push(piece: string, emit: (row: CellRow) => void): void {
    let text = this.held + piece;
    this.held = '';
    if (text.endsWith('\r')) {
      this.held = '\r';
      text = text.slice(0, -1);
    }
    const lines = text.split(/\r\n|\n|\r/);
    for (const [index, part] of lines.entries()) {
      if (index > 0) this.endLine(emit);
      this.append(part);
    }
  }

  /** Hands over a last line without line end. */
  end(emit: (row: CellRow) => void): void {
    this.held = '';
    if (this.length > 0) this.endLine(emit);
  }

  private append(part: string): void {
    const room = this.limits.rowChars - this.length;
    this.length += part.length;
    if (room > 0) this.buffer += part.length <= room ? part : part.slice(0, room);
  }

  private endLine(emit: (row: CellRow) => void): void {
    const problems: RowProblem[] = [];
    if (this.length > this.limits.rowChars) {
      problems.push({ kind: 'rowTooLong', cell: 0, limit: this.limits.rowChars });
      this.buffer = this.buffer.slice(0, 200);
    }
    const text = cleanText(this.buffer, kind => problems.push({ kind, cell: 0 }));
    emit({ line: this.line, cells: [text], problems });
    this.line++;
    this.buffer = '';
    this.length = 0;
  }
}
