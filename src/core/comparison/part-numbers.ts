/**
 * Manufacturer part numbers, catalogue and contract numbers: the same number with other punctuation
 * (`MS-4410-75` / `MS441075`), with leading zeros, or misread by a scanner (O for 0). Anything else is another
 * number: neighbouring catalogue numbers are neighbouring *products*, so edit distance earns little.
 */
import { damerauSimilarity } from './edit-distance.js';

/** What a scanner or a typist takes for another character, folded to one of the group. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  I: '1',
  L: '1',
  S: '5',
  B: '8',
  Z: '2',
};
/** A shorter number is contained in too many others. */
const CONTAINED_LENGTH_MIN = 5;
/** Numbers that merely look alike never reach a level that means "the same number". */
const ALIKE_MAX = 0.6;

/**
 * 1 equal, 0.95 equal without punctuation and case, 0.9 without leading zeros of a run of digits, 0.8 with look-alikes
 * folded, 0.7 one begins or ends the other, else at most 0.6 by Damerau similarity.
 */
export function partNumberSimilarity(left: string, right: string): number {
  if (left === right) return 1;
  const a = plainPartNumber(left);
  const b = plainPartNumber(right);
  if (a === '' || b === '') return 0;
  if (a === b) return 0.95;
  if (
    withoutLeadingZeros(left) === withoutLeadingZeros(right) ||
    withoutLeadingZeros(a) === withoutLeadingZeros(b)
  )
    return 0.9;
  if (foldLookAlikes(a) === foldLookAlikes(b)) return 0.8;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= CONTAINED_LENGTH_MIN && (long.startsWith(short) || long.endsWith(short))) return 0.7;
  return ALIKE_MAX * damerauSimilarity(a, b);
}

function plainPartNumber(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Zeros lead the whole number (`0MS-441`), or a run of digits after punctuation or a letter: `MS-0441` = `MS-441`. */
function withoutLeadingZeros(text: string): string {
  return plainPartNumber(text.replace(/^0+(?=.)|(\D)0+(?=\d)/gu, '$1'));
}

function foldLookAlikes(text: string): string {
  return text.replace(/[OQILSBZ]/gu, letter => LOOK_ALIKES[letter] ?? letter);
}
