/**
 * Edit distances: how many single-character changes turn one text into the other. Levenshtein counts
 * insertions, deletions and replacements; Damerau (in its optimal string alignment form) also counts a
 * swap of two neighbours as one change, which is the typing error that people make most
 * (`0100871` / `0100817` = 1).
 *
 * Bit-parallel after Myers (1999) and Hyyrö (2003): one column of the distance table is a few words of
 * vertical differences, advanced by a dozen integer operations per character.
 */
import { MAX_COMPARED_LENGTH, encodeInto, pairCodes } from './encode-text.js';

/** For each code unit, the pattern positions where it stands (patterns up to 32). All zero between calls. */
const positions = new Int32Array(65536);
/** For longer patterns: a small number for each code unit of the pattern, 0 for all others. Zero between calls. */
const symbolOf = new Uint16Array(65536);
const WORDS_MAX = MAX_COMPARED_LENGTH / 32;
const symbolPositions = new Int32Array((MAX_COMPARED_LENGTH + 1) * WORDS_MAX);
const plusVertical = new Int32Array(WORDS_MAX);
const minusVertical = new Int32Array(WORDS_MAX);
const diagonalZero = new Int32Array(WORDS_MAX);
const previousEqual = new Int32Array(WORDS_MAX);

/** Levenshtein distance in characters. Symmetric; 0 only for equal texts. */
export function levenshteinDistance(left: string, right: string): number {
  return distanceOfTexts(left, right, false);
}

/** Damerau distance (optimal string alignment): as Levenshtein, and a swap of two neighbours counts once. */
export function damerauDistance(left: string, right: string): number {
  return distanceOfTexts(left, right, true);
}

/** `1 − Levenshtein distance / length of the longer text`, in [0, 1]; two empty texts are equal. */
export function levenshteinSimilarity(left: string, right: string): number {
  return similarityOf(levenshteinDistance(left, right), left, right);
}

/** `1 − Damerau distance / length of the longer text`, in [0, 1]; two empty texts are equal. */
export function damerauSimilarity(left: string, right: string): number {
  return similarityOf(damerauDistance(left, right), left, right);
}

/** Edit distance of two texts of one pool, given as `[start, end)` offsets; with swaps when `transpositions`. */
export function editDistanceCodes(
  codes: Uint16Array,
  leftStart: number,
  leftEnd: number,
  rightStart: number,
  rightEnd: number,
  transpositions: boolean,
): number {
  let left = leftStart;
  let right = rightStart;
  let leftStop = leftEnd;
  let rightStop = rightEnd;
  // Common ends change no optimal alignment and are most of a near-duplicate.
  while (left < leftStop && right < rightStop && codes[left] === codes[right]) {
    left++;
    right++;
  }
  while (left < leftStop && right < rightStop && codes[leftStop - 1] === codes[rightStop - 1]) {
    leftStop--;
    rightStop--;
  }
  if (left === leftStop) return rightStop - right;
  if (right === rightStop) return leftStop - left;
  return leftStop - left <= rightStop - right
    ? distanceByBits(codes, left, leftStop, right, rightStop, transpositions)
    : distanceByBits(codes, right, rightStop, left, leftStop, transpositions);
}

function distanceOfTexts(left: string, right: string, transpositions: boolean): number {
  if (left === right) return 0;
  const leftEnd = encodeInto(pairCodes, 0, left);
  const rightEnd = MAX_COMPARED_LENGTH + encodeInto(pairCodes, MAX_COMPARED_LENGTH, right);
  return editDistanceCodes(pairCodes, 0, leftEnd, MAX_COMPARED_LENGTH, rightEnd, transpositions);
}

function similarityOf(distance: number, left: string, right: string): number {
  const longer = Math.min(Math.max(left.length, right.length), MAX_COMPARED_LENGTH);
  return longer === 0 ? 1 : 1 - distance / longer;
}

function distanceByBits(
  codes: Uint16Array,
  pattern: number,
  patternEnd: number,
  text: number,
  textEnd: number,
  transpositions: boolean,
): number {
  return patternEnd - pattern <= 32
    ? distanceInOneWord(codes, pattern, patternEnd, text, textEnd, transpositions)
    : distanceInWords(codes, pattern, patternEnd, text, textEnd, transpositions);
}

function distanceInOneWord(
  codes: Uint16Array,
  pattern: number,
  patternEnd: number,
  text: number,
  textEnd: number,
  transpositions: boolean,
): number {
  const length = patternEnd - pattern;
  for (let index = 0; index < length; index++) positions[codes[pattern + index]!]! |= 1 << index;
  const last = 1 << (length - 1);
  const swaps = transpositions ? -1 : 0;
  let plus = -1;
  let minus = 0;
  let zero = 0;
  let equalBefore = 0;
  let distance = length;
  for (let at = text; at < textEnd; at++) {
    const equal = positions[codes[at]!]!;
    const swapped = ((~zero & equal) << 1) & equalBefore & swaps;
    zero = (((equal & plus) + plus) ^ plus) | equal | minus | swapped;
    const rise = minus | ~(zero | plus);
    const fall = zero & plus;
    if ((rise & last) !== 0) distance++;
    if ((fall & last) !== 0) distance--;
    const riseShifted = (rise << 1) | 1;
    plus = (fall << 1) | ~(zero | riseShifted);
    minus = riseShifted & zero;
    equalBefore = equal;
  }
  for (let at = pattern; at < patternEnd; at++) positions[codes[at]!] = 0;
  return distance;
}

function distanceInWords(
  codes: Uint16Array,
  pattern: number,
  patternEnd: number,
  text: number,
  textEnd: number,
  transpositions: boolean,
): number {
  const words = numberSymbols(codes, pattern, patternEnd);
  plusVertical.fill(-1, 0, words);
  minusVertical.fill(0, 0, words);
  diagonalZero.fill(0, 0, words);
  previousEqual.fill(0, 0, words);
  const last = 1 << ((patternEnd - pattern - 1) & 31);
  let distance = patternEnd - pattern;
  for (let at = text; at < textEnd; at++) {
    const row = symbolOf[codes[at]!]! * words;
    distance += advanceColumn(row, words, last, transpositions);
  }
  for (let at = pattern; at < patternEnd; at++) symbolOf[codes[at]!] = 0;
  return distance;
}

/** Numbers the code units of the pattern and notes their positions; returns the words per symbol. */
function numberSymbols(codes: Uint16Array, pattern: number, patternEnd: number): number {
  const length = patternEnd - pattern;
  const words = (length + 31) >> 5;
  let symbols = 0;
  symbolPositions.fill(0, 0, words);
  for (let index = 0; index < length; index++) {
    const code = codes[pattern + index]!;
    let symbol = symbolOf[code]!;
    if (symbol === 0) {
      symbol = ++symbols;
      symbolOf[code] = symbol;
      symbolPositions.fill(0, symbol * words, (symbol + 1) * words);
    }
    symbolPositions[symbol * words + (index >> 5)]! |= 1 << (index & 31);
  }
  return words;
}

/** One text character: updates every word of the column and returns by how much the last row's distance changed. */
function advanceColumn(row: number, words: number, last: number, transpositions: boolean): number {
  let riseCarry = 1;
  let fallCarry = 0;
  let swapCarry = 0;
  let change = 0;
  for (let word = 0; word < words; word++) {
    const equal = symbolPositions[row + word]!;
    const plus = plusVertical[word]!;
    const minus = minusVertical[word]!;
    const notZero = ~diagonalZero[word]! & equal;
    const swapped = transpositions ? ((notZero << 1) | swapCarry) & previousEqual[word]! : 0;
    swapCarry = notZero >>> 31;
    const start = equal | fallCarry;
    const zero = (((start & plus) + plus) ^ plus) | start | minus | swapped;
    const rise = minus | ~(zero | plus);
    const fall = zero & plus;
    if (word === words - 1) change = ((rise & last) !== 0 ? 1 : 0) - ((fall & last) !== 0 ? 1 : 0);
    const riseShifted = (rise << 1) | riseCarry;
    const fallShifted = (fall << 1) | fallCarry;
    riseCarry = rise >>> 31;
    fallCarry = fall >>> 31;
    plusVertical[word] = fallShifted | ~(zero | riseShifted);
    minusVertical[word] = riseShifted & zero;
    diagonalZero[word] = zero;
    previousEqual[word] = equal;
  }
  return change;
}
