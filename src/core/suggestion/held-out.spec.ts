import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidencePattern } from '../training/index.js';
import { calibrateScores, chooseThresholds } from './choose-thresholds.js';
import { judge, type Judge, type JudgingColumn } from './held-out.js';

const column = (place: number, name: string): JudgingColumn => ({
  place,
  name,
  attributes: [name],
  bits: [0, -4, 10],
  agrees: 2,
  top: 2,
  isTelling: true,
  canJudge: true,
  isNumber: true,
  isGiven: true,
  isTitle: false,
});
const [phone, licence] = [column(0, 'phone'), column(1, 'licence')];
const judges: readonly Judge[] = [{ column: licence, m: 0.9, isMeasured: true }];
const pattern = (levels: readonly number[], pairs: number): EvidencePattern => ({
  levels: Uint8Array.from(levels),
  adjustment: 0,
  isForbidden: false,
  pairs,
  judgedSame: 0,
  judgedOther: 0,
  unshared: new Float64Array(levels.length).fill(pairs),
});

describe('evidence that had no part in choosing pairs', () => {
  it('says how many of them are one thing, those without a value aside', () => {
    // Of 1,000 pairs with one phone 800 are one thing, of which 72 % keep their licence number in both systems or lack it in one.
    const pairs = [pattern([2, 2], 450), pattern([2, 1], 175), pattern([2, 0], 375)];
    expect(judge(pairs, judges, [phone])).toEqual({
      share: 450 / (0.9 * 625),
      checked: 625,
      isDoubted: false,
    });
  });

  it('does not judge what it chose itself', () => {
    expect(judge([pattern([2, 2], 100)], judges, [phone, licence])).toMatchObject({ checked: 0, share: 0 });
  });

  it('can object without having been measured, but not approve', () => {
    const assumed = [{ column: licence, m: 0.9, isMeasured: false }];
    expect(judge([pattern([2, 2], 100)], assumed, [phone])).toEqual({
      share: 0,
      checked: 0,
      isDoubted: false,
    });
    expect(judge([pattern([2, 2], 60), pattern([2, 1], 40)], assumed, [phone]).isDoubted).toBe(true);
  });
});

describe('what scores mean', () => {
  const patterns = fc.array(
    fc.record({
      levels: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
      pairs: fc.integer({ min: 1, max: 1000 }),
    }),
  );

  it('never falls as they rise, and is a share', () => {
    fc.assert(
      fc.property(patterns, fc.double({ min: -15, max: 15, noNaN: true }), (found, prior) => {
        const scores = calibrateScores(
          found.map(({ levels, pairs }) => pattern(levels, pairs)),
          [phone, licence],
          judges,
          prior,
        );
        for (const [place, { share }] of scores.entries()) {
          expect(share).toBeGreaterThanOrEqual(Math.max(0, scores[place - 1]?.share ?? 0));
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('the thresholds', () => {
  const scores = Array.from({ length: 56 }, (_, at) => ({ score: at - 15, share: at / 55, checked: 10 }));

  it('stand apart, and keep nearly all merges', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -10, max: 30, noNaN: true })),
        fc.array(
          fc.record({
            score: fc.double({ min: -10, max: 30, noNaN: true }),
            pairs: fc.integer({ min: 1, max: 50 }),
          }),
        ),
        fc.integer({ min: 1, max: 10 }),
        (questions, merges, leastSame) => {
          const ground = { scores, questions, merges, leastSame, records: 1000, isJudged: true };
          const { same, review } = chooseThresholds(ground);
          expect(review).toBeLessThan(same);
          expect(same).toBeGreaterThanOrEqual(leastSame);
          const from = (bits: number): number =>
            merges.reduce((sum, { score, pairs }) => (score >= bits ? sum + pairs : sum), 0);
          expect(from(same)).toBeGreaterThanOrEqual(0.95 * from(leastSame) - 1e-9);
        },
      ),
    );
  });

  it('ask no more than people can answer where nobody can check what merges', () => {
    const questions = Array.from({ length: 500 }, (_, at) => at / 25);
    const { review } = chooseThresholds({
      scores,
      questions,
      merges: [{ score: 5, pairs: 10 }],
      leastSame: 2,
      records: 1000,
      isJudged: false,
    });
    expect(questions.filter(score => score >= review).length).toBeLessThanOrEqual(41);
  });
});
