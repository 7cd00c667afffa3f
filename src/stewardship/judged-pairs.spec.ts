import { describe, expect, it } from 'vitest';
import { judgedPairs } from './judged-pairs.js';

const AMBIGUOUS = {
  kind: 'ambiguous' as const,
  goldenIds: ['waiting', 'g1', 'g2'],
  recordIds: ['7', '8', '1', '2'],
};
const GOLDEN_OF = new Map([
  ['7', 'waiting'],
  ['8', 'waiting'],
  ['1', 'g1'],
  ['2', 'g2'],
]);

describe('the pairs that an answer is about', () => {
  it('are all pairs of the records of a plain task', () => {
    const task = { kind: 'conflict' as const, goldenIds: ['a', 'b'], recordIds: ['1', '2', '3'] };
    expect(judgedPairs(task, { verdict: 'different' }, new Map())).toEqual([
      ['1', '2'],
      ['1', '3'],
      ['2', '3'],
    ]);
  });

  it('are those with the chosen candidate, and never those of two candidates', () => {
    expect(judgedPairs(AMBIGUOUS, { verdict: 'same', candidateId: 'g2' }, GOLDEN_OF)).toEqual([
      ['7', '2'],
      ['8', '2'],
    ]);
    expect(judgedPairs(AMBIGUOUS, { verdict: 'different' }, GOLDEN_OF)).toEqual([
      ['7', '1'],
      ['7', '2'],
      ['8', '1'],
      ['8', '2'],
    ]);
  });

  it.each([
    [{ verdict: 'same' as const }, 'TASK.CHOOSE_CANDIDATE'],
    [{ verdict: 'same' as const, candidateId: 'g9' }, 'TASK.NO_CANDIDATE'],
    [{ verdict: 'same' as const, candidateId: 'waiting' }, 'TASK.NO_CANDIDATE'],
  ])('are refused for %j', (aim, code) => {
    expect(() => judgedPairs(AMBIGUOUS, aim, GOLDEN_OF)).toThrow(expect.objectContaining({ code }));
  });
});
