/**
 * What two texts cannot share, told from one word of 32 bits each, so that most pairs of unlike texts are never compared letter by letter.
 * The characters that one text has and the other lacks bound the edit distance from below (bag distance, Bartolini, Ciaccia and
 * Patella 2002), and what is left bounds how many can match in Jaro's measure: of `KILPATRICK` and `SMOUHA` no letter can.
 */
import type { TextPool } from './encode-text.js';

/** A character's second occurrence has a bit of its own, half way round: digits, which repeat, share none with their first. */
const SECOND_SHIFT = 16;

/** Bounds for pairs of the texts of a pool, by number. */
export class CharacterBags {
  /** Of each text which characters it has, as bits by their last five, and its length. */
  private readonly marks: Int32Array;

  constructor({ codes, offsets }: TextPool) {
    const texts = offsets.length - 1;
    this.marks = new Int32Array(2 * texts);
    for (let text = 0; text < texts; text++) {
      let once = 0;
      let twice = 0;
      for (let at = offsets[text]!; at < offsets[text + 1]!; at++) {
        const bit = 1 << (codes[at]! & 31);
        twice |= once & bit;
        once |= bit;
      }
      this.marks[2 * text] = once | (twice << SECOND_SHIFT) | (twice >>> SECOND_SHIFT);
      this.marks[2 * text + 1] = offsets[text + 1]! - offsets[text]!;
    }
  }

  /** Whether each of two texts has a character that the other lacks; `false` says nothing. */
  differBothWays(left: number, right: number): boolean {
    const a = this.marks[2 * left]!;
    const b = this.marks[2 * right]!;
    return (a & ~b) !== 0 && (b & ~a) !== 0;
  }

  /** At most the edit distance of two texts, with swaps or without. */
  distanceMin(left: number, right: number): number {
    const { marks } = this;
    const a = marks[2 * left]!;
    const b = marks[2 * right]!;
    const longer = Math.abs(marks[2 * left + 1]! - marks[2 * right + 1]!);
    return Math.max(longer, bitCount(a & ~b), bitCount(b & ~a));
  }

  /** At least the Jaro similarity of two texts. */
  jaroMax(left: number, right: number): number {
    const { marks } = this;
    const a = marks[2 * left]!;
    const b = marks[2 * right]!;
    const leftLength = marks[2 * left + 1]!;
    const rightLength = marks[2 * right + 1]!;
    const matches = Math.min(leftLength - bitCount(a & ~b), rightLength - bitCount(b & ~a));
    return matches <= 0 ? 0 : (matches / leftLength + matches / rightLength + 1) / 3;
  }
}

/** Bits that are set in a word of 32. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
