/**
 * CSV (RFC 4180) written as bytes: every text is quoted and encoded once, however many lines it stands in, and lines are put together
 * in one buffer. Seven million lines of pairs take as long as their bytes take to copy.
 */
import { open, type FileHandle } from 'node:fs/promises';

const BUFFER_BYTES = 1 << 20;
/** Space that a line of numbers and commas never exceeds. */
const SHORT_BYTES = 64;
const COMMA = 44;
const LINE_FEED = 10;
const ZERO = 48;
const POINT = 46;
/** Decimals of a probability. */
const DECIMALS = 6;

/** Texts as they stand in CSV: text t is `bytes[offsets[t], offsets[t + 1])`. */
export class CsvTexts {
  readonly bytes: Uint8Array;
  readonly offsets: Float64Array;

  constructor(texts: readonly string[]) {
    const quoted = texts.map(csvText);
    this.bytes = Buffer.from(quoted.join(''));
    this.offsets = new Float64Array(texts.length + 1);
    const isAscii = this.bytes.length === quoted.reduce((sum, text) => sum + text.length, 0);
    for (const [index, text] of quoted.entries())
      this.offsets[index + 1] = this.offsets[index]! + (isAscii ? text.length : Buffer.byteLength(text));
  }
}

/** A CSV file under way. A line is cells, each followed by a comma or the end of the line. */
export class CsvFile {
  private readonly file: FileHandle;
  private readonly buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private length = 0;
  private readonly full: Uint8Array[] = [];

  private constructor(file: FileHandle) {
    this.file = file;
  }

  /** Writes a whole file. @param lines writes its lines, and waits for `drain` between them where it is told to */
  static async write(
    path: string,
    header: readonly string[],
    lines: (file: CsvFile) => Promise<void>,
  ): Promise<void> {
    const handle = await open(path, 'w');
    try {
      const file = new CsvFile(handle);
      const heads = new CsvTexts(header);
      for (const column of header.keys()) file.text(heads, column, column === header.length - 1);
      await lines(file);
      file.keep();
      await file.drain();
    } finally {
      await handle.close();
    }
  }

  /** Whether `drain` has something to do. */
  get isFull(): boolean {
    return this.full.length > 0;
  }

  /** Hands what is ready to the file system. */
  async drain(): Promise<void> {
    for (const bytes of this.full.splice(0)) await this.file.write(bytes);
  }

  /** One of `texts` as a cell. */
  text({ bytes, offsets }: CsvTexts, index: number, isLast: boolean): void {
    const start = offsets[index]!;
    const end = offsets[index + 1]!;
    this.reserve(end - start);
    if (this.length + end - start + SHORT_BYTES > this.buffer.length) this.full.push(bytes.slice(start, end));
    else for (let at = start; at < end; at++) this.buffer[this.length++] = bytes[at]!;
    this.endCell(isLast);
  }

  /** A whole number as a cell. */
  count(number: number, isLast: boolean): void {
    this.reserve(0);
    this.length += this.buffer.write(String(number), this.length, 'latin1');
    this.endCell(isLast);
  }

  /** A number between 0 and 1 as a cell. */
  probability(number: number, isLast: boolean): void {
    this.reserve(0);
    const { buffer } = this;
    const end = this.length + 2 + DECIMALS;
    let rest = Math.round(number * 10 ** DECIMALS);
    for (let at = end - 1; at > end - 1 - DECIMALS; at--) {
      buffer[at] = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    buffer[this.length] = ZERO + rest;
    buffer[this.length + 1] = POINT;
    this.length = end;
    this.endCell(isLast);
  }

  private endCell(isLast: boolean): void {
    this.buffer[this.length++] = isLast ? LINE_FEED : COMMA;
  }

  private reserve(bytes: number): void {
    if (this.length + bytes + SHORT_BYTES > this.buffer.length) this.keep();
  }

  /** Sets what is in the buffer aside for the file. */
  private keep(): void {
    if (this.length > 0) this.full.push(Uint8Array.prototype.slice.call(this.buffer, 0, this.length));
    this.length = 0;
  }
}

function csvText(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
