/**
 * Which pairs people should be asked about, so that their answers teach most (uncertainty sampling, weighted by reach and by expected
 * change: Settles 2009, sections 3.1, 3.4 and 5): those near the decision whether a person looks. An answer counts for its pair and, in part, for all pairs that compare alike.
 */
import type { DecisionRules } from '../rules/index.js';
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

/** Bits on either side of the review threshold from which the machine is sure: 7 below even and 13 above, by the shipped rules. */
const SURE_BITS = 10;
/**
 * Scores overstate how sure they are, because evidence is taken for independent: of supplier pairs that wait for review on an invented
 * network, with chances of 90 % and more, two in five are different. With bits halved, 200 answers bring 2,003 supposed pairs
 * to 1,910, where 1,861 are true; as they are, to 1,956.
 */
const OVERSTATED = 2;

/**
 * Chooses questions greedily, most telling first. A pattern that was asked about counts a quarter, a ninth, … as much for the
 * next question, and no record is asked about twice while others are left.
 *
 * @param pairs those that training saw, in its order
 */
export function chooseQuestions(
  { patterns, patternOf, refined, judged }: Training,
  pairs: readonly RecordPair[],
  { decision, count }: { readonly decision: DecisionRules; readonly count: number },
): readonly Question[] {
  const waiting = patterns.flatMap((pattern, number) => {
    const doubt = doubtOf(refined.posterior[number] ?? 0, decision.review);
    const { pairsMoved, bitsMoved } = worth(pattern, doubt, refined);
    return pattern.pairs > 0 && pairsMoved * bitsMoved > 0
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
      score: scorePattern(best.pattern, refined.weights, decision.prior),
      pairsMoved: best.pairsMoved,
      bitsMoved: best.bitsMoved,
    });
  }
  return questions;
}

/**
 * How far an answer is from the opinion on average, `2 p (1 − p)` for a chance p of being on the upper side of where people are asked:
 * a half at the threshold, nothing where the machine is sure or a veto has decided.
 */
function doubtOf(probability: number, review: number): number {
  const bits = Math.log2(probability / (1 - probability)) - review;
  if (!(Math.abs(bits) <= SURE_BITS)) return 0;
  const upper = 1 / (1 + 2 ** (-bits / OVERSTATED));
  return 2 * upper * (1 - upper);
}

/**
 * What an answer is expected to do. Its pair moves as far as it is in doubt, and the others of its pattern by the share that one more
 * answer has in their opinion. Moving x pairs from one side to the other moves log2(m / u) of their level by
 * x (1 / same + 1 / other) / ln 2.
 */
function worth(
  { levels, pairs, judgedSame, judgedOther }: EvidencePattern,
  doubt: number,
  refined: RefinedWeights,
): { readonly pairsMoved: number; readonly bitsMoved: number } {
  const pairsMoved = doubt * (1 + pairs / (MODEL_WORTH + judgedSame + judgedOther + 1));
  let bitsMoved = 0;
  for (const [column, digit] of levels.entries()) {
    const level = refined.levels[column]?.[digit - 1];
    if (level === undefined || level.keptBecause === 'not-weighed') continue;
    // One answer never moves a level by more than a bit: with so few pairs it is not learned yet.
    bitsMoved += Math.min(1, (pairsMoved * (1 / (level.same + 1) + 1 / (level.other + 1))) / Math.LN2);
  }
  return { pairsMoved, bitsMoved };
}
