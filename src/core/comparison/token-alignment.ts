/**
 * Names and descriptions as words with rarity: two texts are alike when their *rare* words pair up, exactly
 * or nearly. `HALVORSEN MEDICAL SUPPLY` and `HALVORSON MED SUPPLY` share all words, the telling one nearly;
 * `MIDWEST MEDICAL SUPPLY` shares only the common ones. This is soft TF-IDF (Cohen, Ravikumar and Fienberg
 * 2003) made symmetric: words pair one to one, best pair first.
 */
import { memoize } from './comparator.js';
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
/** 0.6 × (2 + ratio) / 3 + 0.4 ≥ 0.88 needs lengths in this ratio. */
const NEAR_LENGTHS_MIN = 0.4;
/** Texts of more words than this are cut: pairing costs the product of the unmatched words. */
const TOKENS_MAX = 64;

/** The distinct words of a text in their order. */
export function tokensOf(text: string): readonly string[] {
  const tokens = text.split(' ').filter(token => token !== '');
  return [...new Set(tokens.length > TOKENS_MAX ? tokens.slice(0, TOKENS_MAX) : tokens)];
}

/** A text as words with their rarity, worked out once per text. */
export interface WeightedTokens {
  /** Distinct, in their order. */
  readonly tokens: readonly string[];
  readonly weightOf: ReadonlyMap<string, number>;
  /** Each word joined with the next one. */
  readonly joined: readonly string[];
  readonly sumOfSquares: number;
}

/** Weighs distinct words. @param weight rarity of a word, > 0 */
export function weighTokens(tokens: readonly string[], weight: (token: string) => number): WeightedTokens {
  const weightOf = new Map(tokens.map(token => [token, weight(token)]));
  // Summed in the order of size, so that the last bit does not depend on the order of the words.
  const squares = [...weightOf.values()].map(value => value * value).sort((a, b) => a - b);
  return {
    tokens,
    weightOf,
    joined: tokens.slice(1).map((token, index) => `${tokens[index] ?? ''}${token}`),
    sumOfSquares: squares.reduce((total, square) => total + square, 0),
  };
}

/** How two texts fit by their words. */
export interface Alignment {
  /** In [0, 1]. */
  readonly similarity: number;
  /** Each has a word that pairs with none of the other: not one name with words left out, but two names. */
  readonly contradicts: boolean;
}

/** How alike two texts are by their words; see `align`. */
export function alignTokens(
  left: WeightedTokens,
  right: WeightedTokens,
  weight: (token: string) => number,
): number {
  return align(left, right, weight).similarity;
}

/**
 * Pairs the words of two texts. The similarity is Σ similarity × weight × weight over the paired words, divided by the lengths
 * of the two weight vectors (a cosine).
 */
function align(left: WeightedTokens, right: WeightedTokens, weight: (token: string) => number): Alignment {
  const [a, b] = [joinSplitWords(left, right, weight), joinSplitWords(right, left, weight)];
  if (a.tokens.length === 0 || b.tokens.length === 0) {
    return { similarity: a.tokens.length === b.tokens.length ? 1 : 0, contradicts: false };
  }
  const paired: number[] = [];
  const restLeft: string[] = [];
  for (const token of a.tokens) {
    const own = a.weightOf.get(token) ?? 0;
    if (b.weightOf.has(token)) paired.push(own * own);
    else restLeft.push(token);
  }
  const restRight = b.tokens.filter(token => !a.weightOf.has(token));
  if (restLeft.length === 0 && restRight.length === 0) return { similarity: 1, contradicts: false };
  const isCrossed = restLeft.length > 0 && restRight.length > 0;
  const near = isCrossed ? pairNearWords(restLeft, restRight, a, b, paired) : 0;
  const sum = paired.sort((x, y) => x - y).reduce((total, value) => total + value, 0);
  const cosine = sum / Math.sqrt(a.sumOfSquares * b.sumOfSquares);
  return {
    similarity: cosine < 1 ? cosine : 1,
    contradicts: restLeft.length > near && restRight.length > near,
  };
}

/** Binds alignment to a token weighting; remembers the words of each text. */
export function tokenAligner(weightOf: (token: string) => number): (left: string, right: string) => number {
  const alignNames = nameAligner(weightOf);
  return (left, right) => alignNames(left, right).similarity;
}

/** As `tokenAligner`, and says whether the two texts contradict each other. */
export function nameAligner(weightOf: (token: string) => number): (left: string, right: string) => Alignment {
  const weight = memoize(weightOf);
  const weigh = memoize(text => weighTokens(tokensOf(text), weight));
  return (left, right) => align(weigh(left), weigh(right), weight);
}

/** How alike two different words without digits are: 0 unless one is a slip or the beginning of the other. */
function wordSimilarity(left: string, right: string): number {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const isBeginning = short.length >= ABBREVIATION_LENGTH_MIN && long.startsWith(short);
  const abbreviated = isBeginning ? ABBREVIATED : isContraction(short, long) ? CONTRACTED : 0;
  // Jaro–Winkler cannot reach the bound when the lengths differ by more: at best (2 + short / long) / 3, plus the prefix.
  if (short.length < NEAR_LENGTHS_MIN * long.length) return abbreviated;
  const similarity = Math.max(jaroWinkler(left, right), slipSimilarity(short, long));
  return similarity >= NEAR_WORD_MIN ? Math.max(similarity, abbreviated) : abbreviated;
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

interface WordPair {
  readonly left: string;
  readonly right: string;
  readonly similarity: number;
  readonly product: number;
}

/**
 * Pairs the words that the two texts do not share, best pair first, and adds what each pair contributes to `paired`.
 * Returns how many pairs there are.
 */
function pairNearWords(
  left: readonly string[],
  right: readonly string[],
  leftText: WeightedTokens,
  rightText: WeightedTokens,
  paired: number[],
): number {
  const candidates: WordPair[] = [];
  const telling = right.filter(token => !HAS_DIGIT.test(token));
  for (const a of left) {
    // Numbers decide: 7.5 is not nearly 7.6.
    if (HAS_DIGIT.test(a)) continue;
    for (const b of telling) {
      const similarity = wordSimilarity(a, b);
      if (similarity === 0) continue;
      const product = (leftText.weightOf.get(a) ?? 0) * (rightText.weightOf.get(b) ?? 0);
      candidates.push({ left: a, right: b, similarity, product });
    }
  }
  candidates.sort(bestPairFirst);
  const used = new Set<string>();
  // The rests share no word, so one set of used words serves both sides.
  for (const pair of candidates) {
    if (used.has(pair.left) || used.has(pair.right)) continue;
    used.add(pair.left).add(pair.right);
    paired.push(pair.similarity * pair.product);
  }
  return used.size / 2;
}

const HAS_DIGIT = /\d/u;

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
function joinSplitWords(
  text: WeightedTokens,
  other: WeightedTokens,
  weight: (token: string) => number,
): WeightedTokens {
  if (!text.joined.some(joined => other.weightOf.has(joined))) return text;
  const tokens: string[] = [];
  for (let index = 0; index < text.tokens.length; index++) {
    const token = text.tokens[index] ?? '';
    const next = text.tokens[index + 1];
    const joined = text.joined[index];
    const isSplit =
      next !== undefined &&
      joined !== undefined &&
      other.weightOf.has(joined) &&
      !(other.weightOf.has(token) && other.weightOf.has(next));
    tokens.push(isSplit ? joined : token);
    if (isSplit) index++;
  }
  return weighTokens([...new Set(tokens)], weight);
}
