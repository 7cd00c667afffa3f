/** Plain words in capitals, byte by byte: most values of most columns are such words, and none of them needs to become a string for it. */
import type { TextBytes } from '../table/texts.js';

/** Longer words are left to whoever looks at texts. */
const WORD_BYTES_MAX = 64;
/** Between a capital and its small letter. */
const CASE = 0x20;

/** The word that was written last. */
export const capitals: Uint8Array = new Uint8Array(WORD_BYTES_MAX);

/** Writes a text of nothing but letters and digits of ASCII into `capitals`; returns its length, 0 for any other text. */
export function writeCapitals({ bytes, offsets }: TextBytes, text: number): number {
  const start = offsets[text]!;
  const length = offsets[text + 1]! - start;
  if (length > WORD_BYTES_MAX) return 0;
  for (let at = 0; at < length; at++) {
    const byte = bytes[start + at]!;
    if (isSmallLetter(byte)) capitals[at] = byte - CASE;
    else if (isCapital(byte) || isDigit(byte)) capitals[at] = byte;
    else return 0;
  }
  return length;
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isCapital = (byte: number): boolean => byte >= 65 && byte <= 90;
const isSmallLetter = (byte: number): boolean => byte >= 97 && byte <= 122;
