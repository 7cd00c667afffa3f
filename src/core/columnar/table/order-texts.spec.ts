import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderTexts } from './order-texts.js';

const compared = (texts: readonly string[]): number[] =>
  [...texts.keys()].sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b));

describe('the order of texts', () => {
  it.each([
    ['short ones that repeat', fc.string({ unit: fc.constantFrom('a', 'b', '\0'), maxLength: 5 }), 0],
    ['any script', fc.string({ unit: 'grapheme', maxLength: 6 }), 0],
    ['a long common beginning', fc.string({ unit: fc.constantFrom('a', 'z', 'é'), maxLength: 9 }), 37],
  ])('is that of comparing them: %s', (_, text, common) => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 120 }), ends => {
        const texts = ends.map(end => 'x'.repeat(common) + end);
        expect([...orderTexts(texts)]).toEqual(compared(texts));
      }),
    );
  });

  it('is that of many ids', () => {
    const texts = Array.from({ length: 3000 }, (_, row) => `p${(row * 7919) % 3001}-${row % 3}`);
    expect([...orderTexts(texts)]).toEqual(compared(texts));
  });

  it('puts a text before those that go on', () => {
    const texts = Array.from({ length: 200 }, (_, row) => 'abcdabcd'.slice(0, 1 + (row % 8)));
    expect([...orderTexts(texts)]).toEqual(compared(texts));
  });

  it('ends where all are equal', () => {
    expect([...orderTexts(Array.from({ length: 100 }, () => 'same'))]).toEqual([...Array(100).keys()]);
  });
});
