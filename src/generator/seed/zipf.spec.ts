import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZipfBlocks, ZipfRanks } from './zipf.js';

describe('ZipfRanks', () => {
  it('draws the first rank about twice as often as the second and ten times as often as the tenth', () => {
    const ranks = new ZipfRanks(60);
    const counts = Array.from({ length: 60 }, () => 0);
    for (let key = 0; key < 100_000; key++) {
      const rank = ranks.rank(key, 7);
      counts[rank] = (counts[rank] ?? 0) + 1;
    }
    expect((counts[0] ?? 0) / (counts[1] ?? 1)).toBeCloseTo(2, 0);
    expect((counts[0] ?? 0) / (counts[9] ?? 1)).toBeGreaterThan(8);
    expect((counts[0] ?? 0) / (counts[9] ?? 1)).toBeLessThan(12);
  });
});

describe('ZipfBlocks', () => {
  it('never gives two numbers the same token and place, and fills no token above its capacity', () => {
    assert(
      property(
        integer({ min: 1, max: 40 }),
        integer({ min: 1, max: 200 }),
        double({ min: 0.01, max: 1, noNaN: true }),
        (tokens, capacity, fill) => {
          const total = Math.max(1, Math.floor(tokens * capacity * fill));
          const blocks = new ZipfBlocks(tokens, total, capacity);
          const seen = new Set<string>();
          for (let number = 0; number < total; number++) {
            const { rank, place } = blocks.locate(number);
            expect(rank).toBeLessThan(tokens);
            expect(place).toBeLessThan(capacity);
            seen.add(`${rank}/${place}`);
          }
          expect(seen.size).toBe(total);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('refuses more numbers than there are places', () => {
    expect(() => new ZipfBlocks(3, 31, 10)).toThrow('cannot hold');
  });
});
