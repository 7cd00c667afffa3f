import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from './assign.js';

/** The greatest total, by trying everything. */
function best(gains: readonly (readonly number[])[], row = 0, taken = new Set<number>()): number {
  if (row === gains.length) return 0;
  let most = best(gains, row + 1, taken);
  for (const [column, gain] of gains[row]!.entries()) {
    if (taken.has(column)) continue;
    most = Math.max(most, gain + best(gains, row + 1, new Set([...taken, column])));
  }
  return most;
}

const matrices = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

describe('an assignment', () => {
  it('has the greatest total gain, gives no column twice and takes no loss', () => {
    fc.assert(
      fc.property(matrices, gains => {
        const partners = [...assign(gains)];
        const taken = partners.filter(column => column >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        const own = partners.map((column, row) => (column < 0 ? 0 : gains[row]![column]!));
        expect(own.every((gain, row) => gain > 0 || partners[row] === -1)).toBe(true);
        expect(own.reduce((sum, gain) => sum + gain, 0)).toBe(best(gains));
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect([...assign([])]).toEqual([]);
    expect([...assign([[], []])]).toEqual([-1, -1]);
  });
});
