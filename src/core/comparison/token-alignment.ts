/**
 * Names and descriptions as words with rarity: two texts are alike when their *rare* words pair up, exactly
 * or nearly. `HALVORSEN MEDICAL SUPPLY` and `HALVORSON MED SUPPLY` share all words, the telling one nearly;
 * `MIDWEST MEDICAL SUPPLY` shares only the common ones. This is soft TF-IDF (Cohen, Ravikumar and Fienberg
 * 2003) made symmetric: words pair one to one, best pair first.
 */
import { memoize } from '../model/index.js';
import { areSpelledAlike } from './spelling.js';
import { wordSimilarity } from './word-similarity.js';

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
  /** Some words pair only by a slip that makes another word of a short one (`META` and `BETA`); never so unless asked for. */
  readonly isRespelled: boolean;
}

/** How much two words that differ by such a slip count. */
const RESPELLED = 0.9;
/** Unpaired words on a side up to which such slips are looked for: nobody misspells every word. */
const RESPELLED_REST_MAX = 2;

/** How alike two texts are by their words; see `align`. */
export function alignTokens(
  left: WeightedTokens,
  right: WeightedTokens,
  weight: (token: string) => number,
): number {
  return align(left, right, weight, false).similarity;
}

/**
 * Pairs the words of two texts. The similarity is Σ similarity × weight × weight over the paired words, divided by the lengths
 * of the two weight vectors (a cosine).
 *
 * @param isAllOrNothing answers 0 for texts that have not the same words
 */
function align(
  left: WeightedTokens,
  right: WeightedTokens,
  weight: (token: string) => number,
  withSlips: boolean,
  isAllOrNothing = false,
): Alignment {
  const [a, b] = [joinSplitWords(left, right, weight), joinSplitWords(right, left, weight)];
  if (a.tokens.length === 0 || b.tokens.length === 0) {
    return {
      similarity: a.tokens.length === b.tokens.length ? 1 : 0,
      contradicts: false,
      isRespelled: false,
    };
  }
  const paired: number[] = [];
  const restLeft: string[] = [];
  for (const token of a.tokens) {
    const own = a.weightOf.get(token) ?? 0;
    if (b.weightOf.has(token)) paired.push(own * own);
    else restLeft.push(token);
  }
  const restRight = b.tokens.filter(token => !a.weightOf.has(token));
  if (restLeft.length === 0 && restRight.length === 0)
    return { similarity: 1, contradicts: false, isRespelled: false };
  if (isAllOrNothing) return { similarity: 0, contradicts: false, isRespelled: false };
  const isCrossed = restLeft.length > 0 && restRight.length > 0;
  const isTried =
    withSlips && restLeft.length <= RESPELLED_REST_MAX && restRight.length <= RESPELLED_REST_MAX;
  const near = isCrossed ? pairNearWords(restLeft, restRight, a, b, paired, isTried) : NO_PAIRS;
  const sum = paired.sort((x, y) => x - y).reduce((total, value) => total + value, 0);
  const cosine = sum / Math.sqrt(a.sumOfSquares * b.sumOfSquares);
  return {
    similarity: cosine < 1 ? cosine : 1,
    contradicts: restLeft.length > near.count && restRight.length > near.count,
    isRespelled: near.respelled > 0,
  };
}

/** Binds alignment to a token weighting; remembers the words of each text. */
export function tokenAligner(weightOf: (token: string) => number): (left: string, right: string) => number {
  const weight = memoize(weightOf);
  const weigh = memoize(text => weighTokens(tokensOf(text), weight));
  return (left, right) => align(weigh(left), weigh(right), weight, false).similarity;
}

/** As `tokenAligner`, with slips in short words, and says whether the two names contradict each other. */
export function nameAligner(
  weightOf: (token: string) => number,
): (left: string, right: string, isAllOrNothing?: boolean) => Alignment {
  const weight = memoize(weightOf);
  const weigh = memoize(text => weighTokens(tokensOf(text), weight));
  return (left, right, isAllOrNothing) => align(weigh(left), weigh(right), weight, true, isAllOrNothing);
}

interface WordPair {
  readonly left: string;
  readonly right: string;
  readonly similarity: number;
  readonly product: number;
  readonly isRespelled: boolean;
}

/** How many words paired, and how many of them by a slip in a short word. */
interface NearPairs {
  readonly count: number;
  readonly respelled: number;
}

const NO_PAIRS: NearPairs = { count: 0, respelled: 0 };

/** Pairs the words that the two texts do not share, best pair first, and adds what each pair contributes to `paired`. */
function pairNearWords(
  left: readonly string[],
  right: readonly string[],
  leftText: WeightedTokens,
  rightText: WeightedTokens,
  paired: number[],
  withSlips: boolean,
): NearPairs {
  const candidates: WordPair[] = [];
  const telling = right.filter(token => !HAS_DIGIT.test(token));
  for (const a of left) {
    // Numbers decide: 7.5 is not nearly 7.6.
    if (HAS_DIGIT.test(a)) continue;
    for (const b of telling) {
      const near = wordSimilarity(a, b);
      const isRespelled = near === 0 && withSlips && areSpelledAlike(a, b);
      if (near === 0 && !isRespelled) continue;
      const product = (leftText.weightOf.get(a) ?? 0) * (rightText.weightOf.get(b) ?? 0);
      candidates.push({
        left: a,
        right: b,
        similarity: isRespelled ? RESPELLED : near,
        product,
        isRespelled,
      });
    }
  }
  candidates.sort(bestPairFirst);
  const used = new Set<string>();
  let respelled = 0;
  // The rests share no word, so one set of used words serves both sides.
  for (const pair of candidates) {
    if (used.has(pair.left) || used.has(pair.right)) continue;
    used.add(pair.left).add(pair.right);
    paired.push(pair.similarity * pair.product);
    if (pair.isRespelled) respelled++;
  }
  return { count: used.size / 2, respelled };
}

const HAS_DIGIT = /\d/u;

function bestPairFirst(a: WordPair, b: WordPair): number {
  return (
    Number(a.isRespelled) - Number(b.isRespelled) ||
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
