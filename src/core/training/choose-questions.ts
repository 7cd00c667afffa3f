/**
 * Which pairs people should be asked about, so that their answers teach most (uncertainty sampling, weighted by reach and by expected
 * change: Settles 2009, sections 3.1, 3.4 and 5). An answer counts for its pair and, in part, for all pairs that compare alike.
 */
import { MODEL_WORTH, scorePattern, type RefinedWeights } from './refine-weights.js';
import type { EvidencePattern } from './count-patterns.js';
import type { Training } from './train-weights.js';
import { pairName, type RecordPair } from './training-record.js';

/** A pair worth asking about. */
export interface Question {
  readonly left: string;
  readonly right: string;
  readonly pattern: number;
  /** Unjudged pairs that compare alike. */
  readonly alike: number;
  /** Chance of being the same, in [0, 1]. */
  readonly probability: number;
  /** Bits. */
  readonly score: number;
  /** Pairs whose opinion an answer is expected to change, and bits by which it moves all weights together. */
  readonly pairsMoved: number;
  readonly bitsMoved: number;
}

/** log2 odds from which the machine is sure: 30 to 1. */
const SURE_BITS = 5;

/**
 * Chooses questions greedily, most telling first. A pattern that was asked about counts a quarter, a ninth, … as much for the
 * next question, and no record is asked about twice while others are left.
 *
 * @param pairs those that training saw, in its order
 */
export function chooseQuestions(
  { patterns, patternOf, refined, judged }: Training,
  pairs: readonly RecordPair[],
  { prior, count }: { readonly prior: number; readonly count: number },
): readonly Question[] {
  const waiting = patterns.flatMap((pattern, number) => {
    const { pairsMoved, bitsMoved } = worth(pattern, refined.posterior[number] ?? 0, refined);
    return pattern.pairs > 0 && isUnsure(refined.posterior[number] ?? 0) && pairsMoved * bitsMoved > 0
      ? [{ number, pattern, pairsMoved, bitsMoved, asked: 0, members: [] as RecordPair[] }]
      : [];
  });
  const byNumber = new Map(waiting.map(each => [each.number, each]));
  for (const [place, pair] of pairs.entries()) {
    if (!judged.has(pairName(pair))) byNumber.get(patternOf[place] ?? -1)?.members.push(pair);
  }
  const used = new Set<string>();
  const questions: Question[] = [];
  while (questions.length < count) {
    let best: (typeof waiting)[number] | undefined;
    let most = 0;
    for (const each of waiting) {
      const value = (each.pairsMoved * each.bitsMoved) / (1 + each.asked) ** 2;
      if (value > most && each.members.length > 0) [best, most] = [each, value];
    }
    if (best === undefined) break;
    const fresh = best.members.findIndex(([left, right]) => !used.has(left) && !used.has(right));
    const [pair] = best.members.splice(Math.max(0, fresh), 1);
    best.asked += 1;
    if (pair === undefined) break;
    const [left, right] = pair;
    used.add(left).add(right);
    questions.push({
      left,
      right,
      pattern: best.number,
      alike: best.pattern.pairs,
      probability: refined.posterior[best.number] ?? 0,
      score: scorePattern(best.pattern, refined.weights, prior),
      pairsMoved: best.pairsMoved,
      bitsMoved: best.bitsMoved,
    });
  }
  return questions;
}

/** What a veto has decided is sure, too. */
function isUnsure(probability: number): boolean {
  return Math.abs(Math.log2(probability / (1 - probability))) <= SURE_BITS;
}

/**
 * What an answer is expected to do. `2 p (1 − p)` is how far an answer lies from the opinion on average: most where the opinion is
 * evenly torn. The pair itself moves by that much, and the others of its pattern by the share that one more answer has in
 * their opinion. Moving x pairs from one side to the other moves log2(m / u) of their level by x (1 / same + 1 / other) / ln 2.
 */
function worth(
  { levels, pairs, judgedSame, judgedOther }: EvidencePattern,
  probability: number,
  refined: RefinedWeights,
): { readonly pairsMoved: number; readonly bitsMoved: number } {
  const torn = 2 * probability * (1 - probability);
  const pairsMoved = torn * (1 + pairs / (MODEL_WORTH + judgedSame + judgedOther + 1));
  let bitsMoved = 0;
  for (const [column, digit] of levels.entries()) {
    const level = refined.levels[column]?.[digit - 1];
    if (level === undefined || level.keptBecause === 'not-weighed') continue;
    // One answer never moves a level by more than a bit: with so few pairs it is not learned yet.
    bitsMoved += Math.min(1, (pairsMoved * (1 / (level.same + 1) + 1 / (level.other + 1))) / Math.LN2);
  }
  return { pairsMoved, bitsMoved };
}
