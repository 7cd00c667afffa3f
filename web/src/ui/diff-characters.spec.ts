import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffCharacters, likeness } from './diff-characters.js';

const marks = { equal: '', removed: '-', added: '+', swapped: '~' };
const written = (left: string, right: string) =>
  diffCharacters(left, right)
    .map(part => (part.kind === 'equal' ? part.text : `[${marks[part.kind]}${part.text}]`))
    .join('');

describe('diffCharacters', () => {
  it.each([
    ['Meridian', 'Meridian', 'Meridian'],
    ['Meridian', 'Meridain', 'Merid[~ai]n'],
    ['Smith', 'Smyth', 'Sm[-i][+y]th'],
    ['INC', 'Inc.', 'Inc[+.]'],
    ['MERIDIAN SUPPLY', 'Meridain Supply', 'Merid[~ai]n Supply'],
    ['', 'new', '[+new]'],
    ['Zoë', 'Zoe', 'Zo[-ë][+e]'],
  ])('shows what changes from %j to %j', (left, right, expected) => {
    expect(written(left, right)).toBe(expected);
  });

  it('does not tear apart values that have little in common', () => {
    expect(written('Cardinal Health', 'Owens & Minor')).toBe('[-Cardinal Health][+Owens & Minor]');
  });

  it('gives back the value as it is spelled, and the other text but for its case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
        const parts = diffCharacters(left, right).filter(part => part.kind !== 'swapped');
        fc.pre(parts.length === diffCharacters(left, right).length);
        const without = (kind: string) =>
          parts
            .filter(part => part.kind !== kind)
            .map(part => part.text)
            .join('');
        expect(without('removed')).toBe(right);
        expect(without('added').toLowerCase()).toBe(left.toLowerCase());
      }),
    );
  });

  it('answers quickly for descriptions of thousands of letters', () => {
    const started = performance.now();
    diffCharacters('glove nitrile '.repeat(500), 'glove vinyl '.repeat(500));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('likeness', () => {
  it.each([
    ['Acme', 'Acme', { kind: 'equal' }],
    ['ACME', 'Acme', { kind: 'case' }],
    ['Acme, Inc.', 'ACME INC', { kind: 'punctuation' }],
    ['Meridian', 'Meridain', { kind: 'swapped', count: 2 }],
    ['Smith', 'Smyth', { kind: 'characters', count: 1 }],
    ['Acme', 'Baxter', { kind: 'different' }],
  ])('of %j and %j is %o', (left, right, expected) => {
    expect(likeness(left, right)).toEqual(expected);
  });

  it('is the same in both directions', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(likeness(left, right)).toEqual(likeness(right, left));
      }),
    );
  });
});
