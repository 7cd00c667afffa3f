/**
 * How alike two different words of a text are: a slip, the beginning or a contraction of the other, or nothing. The measure of words for the
 * comparators of rule files and for whole columns alike.
 */
import { damerauDistance } from './edit-distance.js';
import { jaroWinkler } from './jaro-winkler.js';

/** Two different words pair when at least this alike by Jaro–Winkler: one slip in a word of five letters is 0.88–0.96. */
const NEAR_WORD_MIN = 0.88;
/** Jaro–Winkler pairs letters greedily and misses slips in words that repeat letters (`MURRIWEATHER`); from here on one slip counts. */
const SLIP_LENGTH_MIN = 5;
/** A word and its beginning of three letters or more (`MED` / `MEDICAL`): likely an abbreviation, not certain. */
const ABBREVIATED = 0.85;
const ABBREVIATION_LENGTH_MIN = 3;
/** Vowels and more left out (`BRDR` / `BORDERED`, `SFTY` / `SAFETY`): as likely as a beginning, but fits more words. */
const CONTRACTED = 0.8;
/** Letters of the longer word that may differ: TECHNOLOGY is nearly TECHNOLGOIES, BAY is not nearly BAYKAL. */
const SLIPS_SHARE_MAX = 1 / 3;
/** 0.6 × (2 + ratio) / 3 + 0.4 ≥ 0.88 needs lengths in this ratio. */
const NEAR_LENGTHS_MIN = 0.4;

/** How alike two different words without digits are: 0 unless one is a slip or the beginning of the other. */
export function wordSimilarity(left: string, right: string): number {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const isBeginning = short.length >= ABBREVIATION_LENGTH_MIN && long.startsWith(short);
  const abbreviated = isBeginning ? ABBREVIATED : isContraction(short, long) ? CONTRACTED : 0;
  // Jaro–Winkler cannot reach the bound when the lengths differ by more: at best (2 + short / long) / 3, plus the prefix.
  if (short.length < NEAR_LENGTHS_MIN * long.length) return abbreviated;
  const similarity = Math.max(jaroWinkler(left, right), slipSimilarity(short, long));
  if (similarity < NEAR_WORD_MIN) return abbreviated;
  // A common beginning counts much with Jaro–Winkler; VOLKSWERK is no slip in VOLKSWAGEN.
  const isNear = abbreviated > 0 || damerauDistance(short, long) <= SLIPS_SHARE_MAX * long.length;
  return isNear ? Math.max(similarity, abbreviated) : 0;
}

/** For words that are one slip apart a similarity that counts as near; 0 for others. */
function slipSimilarity(short: string, long: string): number {
  if (short.length < SLIP_LENGTH_MIN || long.length - short.length > 1) return 0;
  return damerauDistance(short, long) === 1 ? Math.max(NEAR_WORD_MIN, 1 - 1 / long.length) : 0;
}

const VOWELS = new Set('AEIOU');

/**
 * Whether a word is another one with letters left out: the same first letter, all its letters in order, and of the long word's
 * consonants none skipped before the last one that is kept. `CTD` is COATED, and neither CARTED nor CATHETERIZED.
 */
function isContraction(short: string, long: string): boolean {
  if (short.length < ABBREVIATION_LENGTH_MIN || short.length === long.length || short[0] !== long[0])
    return false;
  let place = 1;
  for (let index = 1; index < long.length && place < short.length; index++) {
    if (long[index] === short[place]) place++;
    else if (!VOWELS.has(long[index] ?? '') && long[index] !== long[index - 1]) return false;
  }
  return place === short.length;
}
