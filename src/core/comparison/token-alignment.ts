/**
 * Names and descriptions as words with rarity: two texts are alike when their *rare* words pair up, exactly
 * or nearly. `HALVORSEN MEDICAL SUPPLY` and `HALVORSON MED SUPPLY` share all words, the telling one nearly;
 * `MIDWEST MEDICAL SUPPLY` shares only the common ones. This is soft TF-IDF (Cohen, Ravikumar and Fienberg
 * 2003) made symmetric: words pair one to one, best pair first.
 */
import { memoize } from './comparator.js';
import { jaroWinkler } from './jaro-winkler.js';

/** Two different words pair when at least this alike by Jaro–Winkler: one slip in a word of five letters is 0.88–0.96. */
const NEAR_WORD_MIN = 0.88;
/** A word and its beginning of three letters or more (`MED` / `MEDICAL`): likely an abbreviation, not certain. */
const ABBREVIATED = 0.85;
const ABBREVIATION_LENGTH_MIN = 3;
/** Texts of more words than this are cut: pairing costs the product of the unmatched words. */
const TOKENS_MAX = 64;

/** The distinct words of a text in their order. */
export function tokensOf(text: string): readonly string[] {
  const tokens = text.split(' ').filter(token => token !== '');
  return [...new Set(tokens.length > TOKENS_MAX ? tokens.slice(0, TOKENS_MAX) : tokens)];
}

/**
 * How alike two lists of distinct words are, in [0, 1]: Σ similarity × weight × weight over the paired words,
 * divided by the lengths of the two weight vectors (a cosine).
 * @param weightOf rarity of a word, > 0
 */
export function alignTokens(
  left: readonly string[],
  right: readonly string[],
  weightOf: (token: string) => number,
): number {
  const [a, b] = [joinSplitWords(left, right), joinSplitWords(right, left)];
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const inRight = new Set(b);
  const inLeft = new Set(a);
  const paired: number[] = [];
  for (const token of a) if (inRight.has(token)) paired.push(weightOf(token) ** 2);
  const restLeft = a.filter(token => !inRight.has(token));
  const restRight = b.filter(token => !inLeft.has(token));
  if (restLeft.length === 0 && restRight.length === 0) return 1;
  paired.push(...pairNearWords(restLeft, restRight, weightOf));
  // Summed in a fixed order, so that the last bit is the same whichever text comes first.
  const sum = paired.sort((x, y) => x - y).reduce((total, value) => total + value, 0);
  const cosine = sum / Math.sqrt(sumOfSquares(a, weightOf) * sumOfSquares(b, weightOf));
  return cosine < 1 ? cosine : 1;
}

/** Binds alignment to a token weighting; remembers the words of each text. */
export function tokenAligner(weightOf: (token: string) => number): (left: string, right: string) => number {
  const tokens = memoize(tokensOf);
  const weight = memoize(weightOf);
  return (left, right) => alignTokens(tokens(left), tokens(right), weight);
}

/** How alike two single words are: 0 unless one is a slip or the beginning of the other. Words with digits only match exactly. */
export function wordSimilarity(left: string, right: string): number {
  if (left === right) return 1;
  if (/\d/.test(left) || /\d/.test(right)) return 0;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const similarity = jaroWinkler(left, right);
  const near = similarity >= NEAR_WORD_MIN ? similarity : 0;
  const abbreviated = short.length >= ABBREVIATION_LENGTH_MIN && long.startsWith(short) ? ABBREVIATED : 0;
  return Math.max(near, abbreviated);
}

interface WordPair {
  readonly left: string;
  readonly right: string;
  readonly similarity: number;
  readonly product: number;
}

function pairNearWords(
  left: readonly string[],
  right: readonly string[],
  weightOf: (token: string) => number,
): number[] {
  const candidates: WordPair[] = [];
  for (const a of left) {
    for (const b of right) {
      const similarity = wordSimilarity(a, b);
      if (similarity > 0)
        candidates.push({ left: a, right: b, similarity, product: weightOf(a) * weightOf(b) });
    }
  }
  candidates.sort(bestPairFirst);
  const used = new Set<string>();
  const paired: number[] = [];
  // The rests share no word, so one set of used words serves both sides.
  for (const pair of candidates) {
    if (used.has(pair.left) || used.has(pair.right)) continue;
    used.add(pair.left).add(pair.right);
    paired.push(pair.similarity * pair.product);
  }
  return paired;
}

function bestPairFirst(a: WordPair, b: WordPair): number {
  return (
    b.similarity - a.similarity ||
    b.product - a.product ||
    compareText(smaller(a), smaller(b)) ||
    compareText(greater(a), greater(b))
  );
}

const smaller = (pair: WordPair): string => (pair.left < pair.right ? pair.left : pair.right);
const greater = (pair: WordPair): string => (pair.left < pair.right ? pair.right : pair.left);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `CAL STEAM` against `CALSTEAM`: two neighbours that together are a word of the other text become that word. */
function joinSplitWords(tokens: readonly string[], other: readonly string[]): readonly string[] {
  const otherWords = new Set(other);
  const joined: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const next = tokens[index + 1];
    const isSplit =
      next !== undefined && otherWords.has(token + next) && !(otherWords.has(token) && otherWords.has(next));
    joined.push(isSplit ? token + next : token);
    if (isSplit) index++;
  }
  return joined.length === tokens.length ? tokens : [...new Set(joined)];
}

function sumOfSquares(tokens: readonly string[], weightOf: (token: string) => number): number {
  const squares = tokens.map(token => weightOf(token) ** 2).sort((a, b) => a - b);
  return squares.reduce((total, square) => total + square, 0);
}
