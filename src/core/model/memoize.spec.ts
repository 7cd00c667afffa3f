import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoize } from './memoize.js';

describe('memoize', () => {
  it('answers as the function does, whatever it has forgotten', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 })), fc.integer({ min: 1, max: 6 }), (texts, size) => {
        const remembered = memoize(text => `${text}!`, { size, textLength: 2 });
        expect(texts.map(remembered)).toEqual(texts.map(text => `${text}!`));
      }),
    );
  });

  it('keeps what is asked for again and again, however much else comes', () => {
    const derived: string[] = [];
    const remembered = memoize(
      text => {
        derived.push(text);
        return text.length;
      },
      { size: 10 },
    );
    for (let round = 0; round < 100; round++) {
      remembered('again');
      remembered(`once ${round}`);
    }
    expect(derived.filter(text => text === 'again')).toHaveLength(1);
  });

  it('keeps no more than it may', () => {
    let derivations = 0;
    const remembered = memoize(text => [text, derivations++], { size: 10 });
    for (let text = 0; text < 100; text++) remembered(String(text));
    for (let text = 0; text < 100; text++) remembered(String(text));
    expect(derivations).toBeGreaterThanOrEqual(190);
  });
});
