import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sameJson } from './index.js';

const anyJson = fc.jsonValue({ maxDepth: 3 });

describe('sameJson', () => {
  it('says what comparing the canonical texts says', () => {
    // Few names and numbers, so that equal values, and values that differ by a member, are frequent.
    const small = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 0, 1, '', 'a', true),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 2 }),
      object: fc.dictionary(fc.constantFrom('a', 'b', 'toString'), tie('value'), { maxKeys: 2 }),
    })).value;
    fc.assert(
      fc.property(fc.oneof(small, anyJson), fc.oneof(small, anyJson), (left, right) => {
        expect(sameJson(left, right)).toBe(canonicalJson(left) === canonicalJson(right));
        expect(sameJson(left, structuredClone(left))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['the order of keys', { a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }, true],
    ['members that do not exist', { a: 1, b: undefined }, { a: 1 }, true],
    ['members that exist on one side', { a: 1, b: undefined }, { a: 1, c: 2 }, false],
    ['holes in lists', [undefined, 1], [null, 1], true],
    ['the order of lists', [1, 2], [2, 1], false],
    ['a list and an object', [], {}, false],
    ['a text and a number', '1', 1, false],
    ['nothing and an object', null, {}, false],
  ])('looks at %s', (_, left, right, same) => {
    expect(sameJson(left, right)).toBe(same);
    expect(sameJson(right, left)).toBe(same);
  });
});
