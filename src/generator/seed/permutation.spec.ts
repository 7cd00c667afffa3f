import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Permutation } from './permutation.js';

describe('Permutation', () => {
  it('gives every number once, and its inverse finds it again', () => {
    assert(
      property(integer({ min: 1, max: 3_000 }), integer({ min: 0, max: 4_294_967_295 }), (size, salt) => {
        const permutation = new Permutation(size, salt);
        const values = Array.from({ length: size }, (_, index) => permutation.at(index));
        expect(new Set(values).size).toBe(size);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...values)).toBeLessThan(size);
        for (const [index, value] of values.entries()) expect(permutation.indexOf(value)).toBe(index);
      }),
      { numRuns: 100 },
    );
  });

  it('stays exact for the largest network in the largest number space', () => {
    const size = 999_999_999;
    const permutation = new Permutation(size, 4_294_967_295);
    const values = new Set<number>();
    for (let index = 4_190_000; index < 4_200_000; index++) {
      const value = permutation.at(index);
      expect(Number.isSafeInteger(value)).toBe(true);
      values.add(value);
    }
    expect(values.size).toBe(10_000);
  });
});
