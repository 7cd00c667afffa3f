/**
 * CSV (RFC 4180) written as bytes: every text is quoted and encoded once, however many lines it stands in, and lines are put together
 * in one buffer while the one before is on its way to the file. Seven million lines of pairs take as long as their bytes take to copy.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { PROBABILITY_PARTS, Texts } from '../core/columnar/index.js';

const BUFFER_BYTES = 1 << 20;
/** Space that a line of numbers and commas never exceeds. */
const SHORT_BYTES = 64;
const COMMA = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const ZERO = 48;
const POINT = 46;
/** What makes a text need quotes. */
const MARKS = /[",\r\n]/u;

/** Texts as they stand in CSV: text t is `bytes[offsets[t], offsets[t + 1])`. */
export interface CsvCells {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** Texts made ready for CSV. */
export class CsvTexts implements CsvCells {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;

  constructor(texts: readonly string[] | Texts) {
    const plain = texts instanceof Texts ? texts : Texts.from(texts);
    const { bytes, offsets } = hasMarks(plain.bytes) ? Texts.from(plain.map(csvText)) : plain;
    this.bytes = bytes;
    this.offsets = offsets;
  }
}

/** A CSV file under way. A line is cells, each followed by a comma or the end of the line. */
export class CsvFile {
  private readonly file: FileHandle;
  private buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private length = 0;
  private full: Uint8Array[] = [];

  private constructor(file: FileHandle) {
    this.file = file;
  }

  /** Writes a whole file. @param writeLine writes one line, by its number */
  static async write(
    path: string,
    header: readonly string[],
    lines: number,
    writeLine: (file: CsvFile, line: number) => void,
  ): Promise<void> {
    const handle = await open(path, 'w');
    try {
      const file = new CsvFile(handle);
      const heads = new CsvTexts(header);
      for (const column of header.keys()) file.text(heads, column, column === header.length - 1);
      let line = 0;
      let written = Promise.resolve();
      while (line < lines) {
        line = file.fill(line, lines, writeLine);
        if (line === lines) file.keep();
        await written;
        written = file.drain();
      }
      file.keep();
      await written;
      await file.drain();
    } finally {
      await handle.close();
    }
  }

  /** One of `texts` as a cell. */
  text({ bytes, offsets }: CsvCells, index: number, isLast: boolean): void {
    const start = offsets[index]!;
    const end = offsets[index + 1]!;
    this.reserve(end - start);
    if (this.length + end - start + SHORT_BYTES > this.buffer.length)
      this.full.push(bytes.subarray(start, end));
    else {
      const { buffer } = this;
      let to = this.length;
      for (let at = start; at < end; at++) buffer[to++] = bytes[at]!;
      this.length = to;
    }
    this.endCell(isLast);
  }

  /** A whole number ≥ 0 as a cell. */
  count(number: number, isLast: boolean): void {
    this.reserve(0);
    let digits = 1;
    for (let over = 10; over <= number; over *= 10) digits++;
    this.digits(number, digits);
    this.endCell(isLast);
  }

  /** A number between 0 and 1 as a cell. @param parts of it, see `PROBABILITY_PARTS` */
  probability(parts: number, isLast: boolean): void {
    this.reserve(0);
    const { buffer } = this;
    const whole = parts >= PROBABILITY_PARTS ? 1 : 0;
    const rest = parts - whole * PROBABILITY_PARTS;
    const thousands = Math.trunc(rest / 1000);
    buffer[this.length++] = ZERO + whole;
    buffer[this.length++] = POINT;
    this.digits(thousands, 3);
    this.digits(rest - thousands * 1000, 3);
    this.endCell(isLast);
  }

  /** Writes lines until there is something for the file; returns the number of the next one. */
  private fill(from: number, lines: number, writeLine: (file: CsvFile, line: number) => void): number {
    let line = from;
    while (line < lines && this.full.length === 0) writeLine(this, line++);
    return line;
  }

  /** Hands what is ready to the file system. */
  private async drain(): Promise<void> {
    const { full } = this;
    this.full = [];
    for (const bytes of full) await this.file.write(bytes);
  }

  private digits(number: number, count: number): void {
    const { buffer } = this;
    let rest = number;
    for (let at = this.length + count - 1; at >= this.length; at--) {
      const tens = Math.trunc(rest / 10);
      buffer[at] = ZERO + rest - tens * 10;
      rest = tens;
    }
    this.length += count;
  }

  private endCell(isLast: boolean): void {
    this.buffer[this.length++] = isLast ? LINE_FEED : COMMA;
  }

  private reserve(bytes: number): void {
    if (this.length + bytes + SHORT_BYTES > this.buffer.length) this.keep();
  }

  /** Sets what is in the buffer aside for the file. */
  private keep(): void {
    if (this.length > 0) {
      this.full.push(this.buffer.subarray(0, this.length));
      this.buffer = Buffer.allocUnsafe(BUFFER_BYTES);
    }
    this.length = 0;
  }
}

function hasMarks(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE || byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN) return true;
  }
  return false;
}

/** A text as it stands in CSV, quoted where it must be. */
export function csvText(text: string): string {
  return MARKS.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
