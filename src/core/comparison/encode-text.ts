/**
 * Text as UTF-16 code units in typed arrays: the form in which the character kernels (Jaro–Winkler, edit
 * distances) work. A bulk load encodes each distinct value once into a `TextPool` and compares by number;
 * a single pair goes through a pair of scratch buffers.
 */

/**
 * Longest text that the character kernels look at, in UTF-16 code units; the rest is ignored. Edit distances
 * cost time in proportion to the product of the lengths, so one 10 MB field must not stall a worker. The
 * longest comparable attribute of the canonical models is a long description of a few hundred characters.
 */
export const MAX_COMPARED_LENGTH = 1024;

/** Texts of ASCII, of which bytes are code units; text `i` is `bytes[offsets[i]..offsets[i + 1])`. */
export interface AsciiTexts {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** Distinct texts encoded back to back; text `i` is `codes[offsets[i]..offsets[i + 1])`. */
export class TextPool {
  readonly codes: Uint16Array;
  readonly offsets: Int32Array;

  constructor(texts: readonly string[] | AsciiTexts) {
    const isEncoded = 'bytes' in texts;
    const count = isEncoded ? texts.offsets.length - 1 : texts.length;
    this.offsets = new Int32Array(count + 1);
    for (let text = 0; text < count; text++) {
      const length = isEncoded ? texts.offsets[text + 1]! - texts.offsets[text]! : texts[text]!.length;
      this.offsets[text + 1] = this.offsets[text]! + Math.min(length, MAX_COMPARED_LENGTH);
    }
    this.codes = new Uint16Array(this.offsets[count]!);
    if (isEncoded) this.copy(texts);
    else for (const [index, text] of texts.entries()) encodeInto(this.codes, this.offsets[index]!, text);
  }

  private copy({ bytes, offsets }: AsciiTexts): void {
    for (let text = 0; text + 1 < offsets.length; text++) {
      let from = offsets[text]!;
      for (let to = this.offsets[text]!; to < this.offsets[text + 1]!;) this.codes[to++] = bytes[from++]!;
    }
  }
}

/** One buffer for both sides of a pair: the left text starts at 0, the right one at `MAX_COMPARED_LENGTH`. */
export const pairCodes = new Uint16Array(2 * MAX_COMPARED_LENGTH);

/** Writes at most `MAX_COMPARED_LENGTH` code units of `text` at `start` and returns how many were written. */
export function encodeInto(codes: Uint16Array, start: number, text: string): number {
  const length = text.length < MAX_COMPARED_LENGTH ? text.length : MAX_COMPARED_LENGTH;
  for (let index = 0; index < length; index++) codes[start + index] = text.charCodeAt(index);
  return length;
}
