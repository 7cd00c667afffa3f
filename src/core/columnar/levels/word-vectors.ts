/**
 * Texts as weighted words in typed arrays, for comparing many pairs of a field: soft TF-IDF (Cohen, Ravikumar and Fienberg 2003).
 * Each word weighs by its rarity among the records of the field; words that are not shared pair up when one is a slip, a
 * beginning or a contraction of the other.
 */
import { CharacterBags, TextPool, wordSimilarity } from '../../comparison/index.js';
import type { Field } from '../fields/field.js';

/** Words of a text that count; more are cut. */
const WORDS_MAX = 64;
/** Unshared words of each side that are tried against each other. */
const UNSHARED_MAX = 12;
/**
 * Words are near from a Jaro–Winkler similarity of 0.88 (`comparison/word-similarity`), which with four equal letters at the beginning takes a
 * Jaro similarity of (0.88 − 0.4) / 0.6 = 0.8; a little less, for the last bit. One slip in five letters is 0.86.
 */
const NEAR_WORD_JARO_MIN = 0.79;
/** Remembered pairs of near words; a power of two. */
const MEMO_SIZE = 1 << 16;

/** The words of every value of a field. */
export class WordVectors {
  /** Distinct words; word w is `words[w]`. */
  readonly words: readonly string[];
  /** Records in which each word stands. */
  readonly recordCounts: Int32Array;
  /** ln(records / records with the word) + a half, so that a word that everybody has still counts a little. */
  readonly weights: Float64Array;
  /** Words of value v: `wordIds[starts[v] .. starts[v + 1])`, ascending, distinct. */
  readonly starts: Int32Array;
  readonly wordIds: Int32Array;
  /** Length of each value's weight vector. */
  readonly norms: Float64Array;
  private readonly bags: CharacterBags;
  private readonly hasDigit: Uint8Array;
  private readonly memoKeys = new Float64Array(MEMO_SIZE).fill(-1);
  private readonly memoValues = new Float64Array(MEMO_SIZE);
  private readonly restLeft = new Int32Array(WORDS_MAX);
  private readonly restRight = new Int32Array(WORDS_MAX);

  constructor({ values, counts, filled }: Pick<Field, 'values' | 'counts' | 'filled'>) {
    const numberOf = new Map<string, number>();
    const words: string[] = [];
    const starts = new Int32Array(values.length + 1);
    const lists: number[][] = [];
    for (const value of values) {
      const list = new Set<number>();
      for (const word of value === '' ? [] : value.split(' ')) {
        if (word === '' || list.size === WORDS_MAX) continue;
        let number = numberOf.get(word);
        if (number === undefined) numberOf.set(word, (number = words.push(word) - 1));
        list.add(number);
      }
      lists.push([...list].sort((a, b) => a - b));
    }
    const recordCounts = new Int32Array(words.length);
    let total = 0;
    for (const [value, list] of lists.entries()) {
      starts[value] = total;
      total += list.length;
      for (const word of list) recordCounts[word]! += counts[value]!;
    }
    starts[values.length] = total;
    this.wordIds = new Int32Array(total);
    this.weights = Float64Array.from(
      recordCounts,
      count => Math.log(Math.max(1, filled) / Math.max(1, count)) + 0.5,
    );
    this.norms = new Float64Array(values.length);
    for (const [value, list] of lists.entries()) {
      this.wordIds.set(list, starts[value]);
      this.norms[value] = Math.sqrt(list.reduce((sum, word) => sum + this.weights[word]! ** 2, 0));
    }
    this.words = words;
    this.recordCounts = recordCounts;
    this.starts = starts;
    this.bags = new CharacterBags(new TextPool(words));
    this.hasDigit = Uint8Array.from(words, word => (/\d/u.test(word) ? 1 : 0));
  }

  /** How alike two values are by their words, in [0, 1]; symmetric. 0 where one has no words. */
  similarity(left: number, right: number): number {
    const { starts, wordIds, weights, norms } = this;
    let i = starts[left]!;
    let j = starts[right]!;
    const iEnd = starts[left + 1]!;
    const jEnd = starts[right + 1]!;
    if (i === iEnd || j === jEnd) return 0;
    let dot = 0;
    let restLeft = 0;
    let restRight = 0;
    while (i < iEnd || j < jEnd) {
      const a = i < iEnd ? wordIds[i]! : Infinity;
      const b = j < jEnd ? wordIds[j]! : Infinity;
      if (a === b) {
        dot += weights[a]! * weights[a]!;
        i++;
        j++;
      } else if (a < b) {
        this.restLeft[restLeft++] = a;
        i++;
      } else {
        this.restRight[restRight++] = b;
        j++;
      }
    }
    if (restLeft > 0 && restRight > 0) dot += this.pairRest(restLeft, restRight);
    return Math.min(1, dot / (norms[left]! * norms[right]!));
  }

  /**
   * The same by the words of one half alone; undefined where either value has none of them.
   * @param halves the half that each word belongs to
   */
  similarityWithin(left: number, right: number, halves: Uint8Array, half: number): number | undefined {
    const { starts, wordIds, weights } = this;
    let i = starts[left]!;
    let j = starts[right]!;
    const iEnd = starts[left + 1]!;
    const jEnd = starts[right + 1]!;
    let dot = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    let restLeft = 0;
    let restRight = 0;
    while (i < iEnd || j < jEnd) {
      const a = i < iEnd ? wordIds[i]! : Infinity;
      const b = j < jEnd ? wordIds[j]! : Infinity;
      const word = Math.min(a, b);
      if (a === word) i++;
      if (b === word) j++;
      if (halves[word] !== half) continue;
      const square = weights[word]! ** 2;
      if (a === word) leftSquares += square;
      if (b === word) rightSquares += square;
      if (a === b) dot += square;
      else if (a === word) this.restLeft[restLeft++] = a;
      else this.restRight[restRight++] = b;
    }
    if (leftSquares === 0 || rightSquares === 0) return undefined;
    if (restLeft > 0 && restRight > 0) dot += this.pairRest(restLeft, restRight);
    return Math.min(1, dot / Math.sqrt(leftSquares * rightSquares));
  }

  /** What the unshared words add to the dot product: greedily, the best pair first. */
  private pairRest(leftCount: number, rightCount: number): number {
    const { restLeft, restRight, weights } = this;
    const lefts = Math.min(leftCount, UNSHARED_MAX);
    const rights = Math.min(rightCount, UNSHARED_MAX);
    let takenLeft = 0;
    let takenRight = 0;
    let sum = 0;
    for (let round = Math.min(lefts, rights); round > 0; round--) {
      let best = 0;
      let bestLeft = -1;
      let bestRight = -1;
      for (let i = 0; i < lefts; i++) {
        if ((takenLeft & (1 << i)) !== 0) continue;
        const a = restLeft[i]!;
        for (let j = 0; j < rights; j++) {
          if ((takenRight & (1 << j)) !== 0) continue;
          const b = restRight[j]!;
          const gain = this.wordSimilarity(a, b) * weights[a]! * weights[b]!;
          if (gain > best) {
            best = gain;
            bestLeft = i;
            bestRight = j;
          }
        }
      }
      if (bestLeft < 0) break;
      sum += best;
      takenLeft |= 1 << bestLeft;
      takenRight |= 1 << bestRight;
    }
    return sum;
  }

  /** How alike two different words are: 0 unless one is a slip or the beginning of the other. Numbers are never alike. */
  private wordSimilarity(left: number, right: number): number {
    if (this.hasDigit[left] === 1 || this.hasDigit[right] === 1) return 0;
    // Neither can be near nor the other's beginning, as is true of most.
    if (this.bags.differBothWays(left, right) && this.bags.jaroMax(left, right) < NEAR_WORD_JARO_MIN)
      return 0;
    const a = left < right ? left : right;
    const b = left < right ? right : left;
    const key = a * 2 ** 26 + b;
    const slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 16;
    if (this.memoKeys[slot] === key) return this.memoValues[slot]!;
    const similarity = wordSimilarity(this.words[a]!, this.words[b]!);
    this.memoKeys[slot] = key;
    this.memoValues[slot] = similarity;
    return similarity;
  }
}
