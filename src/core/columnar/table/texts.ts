/**
 * Texts by number, as bytes in memory that all threads see. A million strings are a million objects to make, to keep and to clear up, once more
 * in every thread; most of them nobody ever looks at by themselves.
 */
import { sharedBytes } from '../threads/shared-memory.js';

/** Bytes that are decoded in one go: texts are cut out of the whole, and long ones keep it alive. */
const DECODED_BYTES = 1 << 16;
/** Texts that are encoded in one go. */
const ENCODED_TEXTS = 4096;
const ASCII_MAX = 127;

/** What texts are made of; all of it can be given to another thread. */
export interface TextBytes {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** Text t is `bytes[offsets[t], offsets[t + 1])`. */
  readonly offsets: Uint32Array;
  /** Whether all of it is ASCII, so that bytes are characters. */
  readonly isPlain: boolean;
}

/** Texts by number. */
export class Texts implements TextBytes {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  readonly isPlain: boolean;
  readonly #buffer: Buffer;

  constructor({ bytes, offsets, isPlain }: TextBytes) {
    this.bytes = bytes;
    this.offsets = offsets;
    this.isPlain = isPlain;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The given texts in their order. */
  static from(texts: readonly string[]): Texts {
    const offsets = new Uint32Array(texts.length + 1);
    const parts: Buffer[] = [];
    let isPlain = true;
    for (let from = 0; from < texts.length; from += ENCODED_TEXTS) {
      const some = texts.slice(from, from + ENCODED_TEXTS);
      const together = some.join('');
      const encoded = Buffer.from(together);
      const isEncodedPlain = encoded.length === together.length;
      for (const [index, text] of some.entries()) {
        const length = isEncodedPlain ? text.length : Buffer.byteLength(text);
        offsets[from + index + 1] = offsets[from + index]! + length;
      }
      isPlain &&= isEncodedPlain;
      parts.push(encoded);
    }
    const bytes = sharedBytes(offsets[texts.length]!);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return new Texts({ bytes, offsets, isPlain });
  }

  get length(): number {
    return this.offsets.length - 1;
  }

  /** One text. */
  at(text: number): string {
    const start = this.offsets[text]!;
    const end = this.offsets[text + 1]!;
    return start === end ? '' : this.#buffer.toString(this.isPlain ? 'latin1' : 'utf8', start, end);
  }

  /** Some texts, from one to before another; all of them when nothing is said. */
  slice(from = 0, to = this.length): string[] {
    const end = Math.min(to, this.length);
    const texts: string[] = [];
    const { offsets } = this;
    for (let first = from; first < end;) {
      let next = first + 1;
      while (next < end && offsets[next + 1]! - offsets[first]! <= DECODED_BYTES) next++;
      if (this.isPlain) {
        const start = offsets[first]!;
        const together = this.#buffer.toString('latin1', start, offsets[next]);
        for (let text = first; text < next; text++)
          texts.push(together.slice(offsets[text]! - start, offsets[text + 1]! - start));
      } else for (let text = first; text < next; text++) texts.push(this.at(text));
      first = next;
    }
    return texts;
  }

  map<Result>(read: (text: string, number: number) => Result): Result[] {
    return this.slice().map((text, number) => read(text, number));
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.slice().values();
  }

  /** Each text with its number. */
  entries(): IterableIterator<[number, string]> {
    return this.slice().entries();
  }

  /** Some of the texts, in the given order. */
  select(numbers: Int32Array): Texts {
    const offsets = new Uint32Array(numbers.length + 1);
    for (let at = 0; at < numbers.length; at++) {
      const text = numbers[at]!;
      offsets[at + 1] = offsets[at]! + this.offsets[text + 1]! - this.offsets[text]!;
    }
    const bytes = sharedBytes(offsets[numbers.length]!);
    for (let at = 0, to = 0; at < numbers.length; at++) {
      const end = this.offsets[numbers[at]! + 1]!;
      for (let from = this.offsets[numbers[at]!]!; from < end;) bytes[to++] = this.bytes[from++]!;
    }
    return new Texts({ bytes, offsets, isPlain: this.isPlain });
  }
}

/** Whether bytes are ASCII throughout. */
export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > ASCII_MAX) return false;
  return true;
}
