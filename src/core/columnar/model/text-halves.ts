/**
 * Texts looked at in two halves: their words fall into two groups by first letter. What unrelated texts have in common in one half says
 * next to nothing about the other, so two that are alike in both are so more often than chance has it only where they are the same. (Two
 * views that are independent given the class are what co-training rests on: Blum and Mitchell 1998.) First letters, because slips are
 * seldom there, so that a misspelt word stays in its half; words that go together stay together.
 */
import { samplePairs, type PairScope } from '../blocking/pair-scope.js';
import type { PairList } from '../blocking/pairs.js';
import type { Field } from '../fields/field.js';
import { WordVectors } from '../levels/word-vectors.js';
import { groupsOfWords } from './word-groups.js';

/** Ways of halving that are tried: each is blind to texts with all words in one half. */
const HALVINGS = 6;
/** Likeness from which on each level is, beyond the lowest. */
const LEVELS_FROM = [0.05, 0.15, 0.25, 0.4, 0.6, 0.8, 0.95];
/** Levels of likeness in a half. */
export const HALF_LEVELS = LEVELS_FROM.length + 1;

/** More of either show no more. Measured: twice as many move no set by more than .003. */
const RANDOM_PAIRS_MAX = 100_000;
const CANDIDATES_MAX = 60_000;

/** How pairs compare in both halves, for one way of halving. A cell is `level in one half * HALF_LEVELS + level in the other`. */
export interface HalvedPairs {
  /** Random pairs by cell. */
  readonly random: Float64Array;
  /** Random pairs looked at, those that lack words in a half as well. */
  readonly randomCount: number;
  /** Candidates looked at, by cell. */
  readonly found: Float64Array;
  /** The cell of each of them, −1 where either text lacks words in a half; number `at` is candidate `floor(at * step)`. */
  readonly cells: Int32Array;
  readonly step: number;
}

/** Looks at a field of words in several ways of halving. */
export function comparedInHalves(
  field: Field,
  scope: PairScope,
  candidates: PairList,
): readonly HalvedPairs[] {
  const vectors = new WordVectors(field);
  const groups = groupsOfWords(vectors, field.counts);
  const sample = samplePairs(scope, RANDOM_PAIRS_MAX);
  const step = Math.max(1, candidates.count / CANDIDATES_MAX);
  const looked = Math.floor(candidates.count / step);
  return Array.from({ length: HALVINGS }, (_, halving) => {
    const halves = Uint8Array.from(groups, word => halfOf(vectors.words[word]!.codePointAt(0)!, halving));
    const cellsOf = (pairs: PairList, every: number, count: number): Int32Array =>
      Int32Array.from({ length: count }, (__, at) => {
        const pair = Math.floor(at * every);
        return cellOf(vectors, halves, field.ids[pairs.left[pair]!]!, field.ids[pairs.right[pair]!]!);
      });
    const cells = cellsOf(candidates, step, looked);
    return {
      random: countCells(cellsOf(sample, 1, sample.count)),
      randomCount: sample.count,
      found: countCells(cells),
      cells,
      step,
    };
  });
}

/** The half of the words that begin with a letter. */
function halfOf(letter: number, halving: number): number {
  const mixed = Math.imul(letter + 1, 0x9e3779b1) ^ Math.imul(halving + 1, 0x85ebca6b);
  return (Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 13) & 1;
}

function cellOf(vectors: WordVectors, halves: Uint8Array, left: number, right: number): number {
  if (left === 0 || right === 0) return -1;
  const one = vectors.similarityWithin(left, right, halves, 0);
  const other = one === undefined ? undefined : vectors.similarityWithin(left, right, halves, 1);
  return one === undefined || other === undefined ? -1 : levelOf(one) * HALF_LEVELS + levelOf(other);
}

function levelOf(likeness: number): number {
  let level = 0;
  while (level < LEVELS_FROM.length && likeness >= LEVELS_FROM[level]!) level++;
  return level;
}

function countCells(cells: Int32Array): Float64Array {
  const counts = new Float64Array(HALF_LEVELS ** 2);
  for (const cell of cells) if (cell >= 0) counts[cell]!++;
  return counts;
}
