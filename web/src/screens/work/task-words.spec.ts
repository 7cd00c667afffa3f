import { describe, expect, it } from 'vitest';
import { scoreWords, whyAsked } from './task-words.js';

describe('a score in words', () => {
  it('is a probability, and never claims certainty', () => {
    expect([scoreWords(0), scoreWords(2.74), scoreWords(26), scoreWords(-30)]).toEqual([
      '0.50',
      '0.87',
      '> 0.99',
      '< 0.01',
    ]);
  });
});

describe('why a question is asked', () => {
  it('names the contradiction, and leaves out the reason that lists every rule', () => {
    const rules = `merging without a person needs ${'same tax id and alike names, or '.repeat(5)}`;
    expect(whyAsked({ kind: 'duplicate', label: 'possible duplicate', reasons: [rules, 'same phone'] })).toBe(
      'same phone',
    );
    expect(whyAsked({ kind: 'ambiguous', label: 'different departments: ICU ≠ ER', reasons: [] })).toBe(
      'different departments: ICU ≠ ER',
    );
  });
});
