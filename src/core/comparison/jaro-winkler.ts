/**
 * Jaro–Winkler similarity: how alike two short texts are when letters were swapped, dropped or mistyped,
 * with more trust in a common beginning (`MERIDAIN` / `MERIDIAN` = 0.975). Good for names of one or two
 * words; long names belong to token alignment.
 *
 * The matched characters of the pattern are kept as bits of one or two 32-bit words, so that "the first
 * free equal character in the window" is one AND and one `x & -x`. Texts over 64 code units take the
 * plain loop.
 */
import { bitCount } from './character-bags.js';
import { MAX_COMPARED_LENGTH, encodeInto, pairCodes } from './encode-text.js';

/** Share of the missing similarity that each common leading character gives back (Winkler 1990). */
const PREFIX_SCALE = 0.1;
const PREFIX_LENGTH_MAX = 4;
/** Below this Jaro value the prefix earns nothing (Winkler 1990, and DuckDB, so that figures compare). */
const PREFIX_BOOST_MIN = 0.7;

/** For each code unit, the bits of the pattern positions where it stands. All zero between calls. */
const positionsLow = new Int32Array(65536);
const positionsHigh = new Int32Array(65536);
const matchedInText = new Uint16Array(MAX_COMPARED_LENGTH);
const takenInPattern = new Uint8Array(MAX_COMPARED_LENGTH);

/** Jaro–Winkler similarity of two texts in [0, 1]; 1 only for equal texts, 0 when nothing agrees. Symmetric. */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1;
  const leftLength = encodeInto(pairCodes, 0, left);
  const rightLength = encodeInto(pairCodes, MAX_COMPARED_LENGTH, right);
  return jaroWinklerCodes(pairCodes, 0, leftLength, MAX_COMPARED_LENGTH, MAX_COMPARED_LENGTH + rightLength);
}

/** The same for two texts of one pool, given as `[start, end)` offsets into its codes. */
export function jaroWinklerCodes(
  codes: Uint16Array,
  leftStart: number,
  leftEnd: number,
  rightStart: number,
  rightEnd: number,
): number {
  const leftLength = leftEnd - leftStart;
  const rightLength = rightEnd - rightStart;
  if (leftLength === 0 || rightLength === 0) return leftLength === rightLength ? 1 : 0;
  const shorter = leftLength < rightLength ? leftLength : rightLength;
  let prefix = 0;
  while (prefix < shorter && codes[leftStart + prefix] === codes[rightStart + prefix]) prefix++;
  if (prefix === leftLength && prefix === rightLength) return 1;

  // Which characters count as transposed depends on which text is scanned. A fixed order of the two
  // (longer as pattern; of equal lengths the greater) makes the result the same both ways round.
  const leftIsPattern =
    leftLength === rightLength
      ? codes[leftStart + prefix]! > codes[rightStart + prefix]!
      : leftLength > rightLength;
  const jaro = leftIsPattern
    ? jaroOrdered(codes, leftStart, leftLength, rightStart, rightLength)
    : jaroOrdered(codes, rightStart, rightLength, leftStart, leftLength);
  if (jaro <= PREFIX_BOOST_MIN) return jaro;
  return jaro + (prefix < PREFIX_LENGTH_MAX ? prefix : PREFIX_LENGTH_MAX) * PREFIX_SCALE * (1 - jaro);
}

function jaroOrdered(codes: Uint16Array, pattern: number, length: number, text: number, textLength: number) {
  if (length <= 32) return jaroOneWord(codes, pattern, length, text, textLength);
  if (length <= 64) return jaroTwoWords(codes, pattern, length, text, textLength);
  return jaroLong(codes, pattern, length, text, textLength);
}

function jaroOneWord(codes: Uint16Array, pattern: number, length: number, text: number, textLength: number) {
  for (let index = 0; index < length; index++) positionsLow[codes[pattern + index]!]! |= 1 << index;
  const reach = windowReach(length);
  let window = reach >= 31 ? -1 : (1 << (reach + 1)) - 1;
  let matched = 0;
  let count = 0;
  for (let index = 0; index < textLength; index++) {
    const code = codes[text + index]!;
    const free = positionsLow[code]! & window & ~matched;
    if (free !== 0) {
      matched |= free & -free;
      matchedInText[count++] = code;
    }
    window = index < reach ? (window << 1) | 1 : window << 1;
  }
  for (let index = 0; index < length; index++) positionsLow[codes[pattern + index]!] = 0;
  if (count === 0) return 0;
  const transposed = outOfOrder(codes, pattern, matched, 0);
  return jaroOf(count, transposed, length, textLength);
}

function jaroTwoWords(codes: Uint16Array, pattern: number, length: number, text: number, textLength: number) {
  for (let index = 0; index < 32; index++) positionsLow[codes[pattern + index]!]! |= 1 << index;
  for (let index = 32; index < length; index++) positionsHigh[codes[pattern + index]!]! |= 1 << (index - 32);
  const reach = windowReach(length);
  // The window never reaches past bit 31 at the start: a pattern of 64 has a reach of 31.
  let windowLow = reach >= 31 ? -1 : (1 << (reach + 1)) - 1;
  let windowHigh = 0;
  let matchedLow = 0;
  let matchedHigh = 0;
  let count = 0;
  for (let index = 0; index < textLength; index++) {
    const code = codes[text + index]!;
    let free = positionsLow[code]! & windowLow & ~matchedLow;
    if (free !== 0) {
      matchedLow |= free & -free;
      matchedInText[count++] = code;
    } else {
      free = positionsHigh[code]! & windowHigh & ~matchedHigh;
      if (free !== 0) {
        matchedHigh |= free & -free;
        matchedInText[count++] = code;
      }
    }
    windowHigh = (windowHigh << 1) | (windowLow >>> 31);
    windowLow = index < reach ? (windowLow << 1) | 1 : windowLow << 1;
  }
  for (let index = 0; index < length; index++) {
    const code = codes[pattern + index]!;
    positionsLow[code] = 0;
    positionsHigh[code] = 0;
  }
  if (count === 0) return 0;
  const inLow = bitCount(matchedLow);
  const transposed =
    outOfOrder(codes, pattern, matchedLow, 0) + outOfOrder(codes, pattern + 32, matchedHigh, inLow);
  return jaroOf(count, transposed, length, textLength);
}

function jaroLong(codes: Uint16Array, pattern: number, length: number, text: number, textLength: number) {
  const reach = windowReach(length);
  takenInPattern.fill(0, 0, length);
  let count = 0;
  for (let index = 0; index < textLength; index++) {
    const code = codes[text + index]!;
    const last = Math.min(index + reach, length - 1);
    for (let at = Math.max(0, index - reach); at <= last; at++) {
      if (takenInPattern[at] !== 0 || codes[pattern + at] !== code) continue;
      takenInPattern[at] = 1;
      matchedInText[count++] = code;
      break;
    }
  }
  if (count === 0) return 0;
  let transposed = 0;
  let seen = 0;
  for (let at = 0; at < length; at++) {
    if (takenInPattern[at] !== 0 && codes[pattern + at] !== matchedInText[seen++]) transposed++;
  }
  return jaroOf(count, transposed, length, textLength);
}

/** Two equal characters match when their positions differ by at most this (Jaro 1989). */
function windowReach(longer: number): number {
  const reach = (longer >> 1) - 1;
  return reach > 0 ? reach : 0;
}

/** How many matched pattern characters differ from the matched text character of the same rank. */
function outOfOrder(codes: Uint16Array, pattern: number, matched: number, firstRank: number): number {
  let count = 0;
  let rank = firstRank;
  for (let bits = matched; bits !== 0; bits &= bits - 1) {
    if (codes[pattern + 31 - Math.clz32(bits & -bits)] !== matchedInText[rank++]) count++;
  }
  return count;
}

function jaroOf(matches: number, outOfOrderCount: number, length: number, textLength: number): number {
  const transpositions = outOfOrderCount >> 1;
  return (matches / length + matches / textLength + (matches - transpositions) / matches) / 3;
}
