import { describe, expect, it } from 'vitest';
import { withChanceTail } from './chance-tail.js';

describe('likeness by chance', () => {
  it('goes on falling where the sample holds true pairs', () => {
    const shares = Float64Array.of(0, 0.9, 0.09, 0.009, 0.0009, 0.00005, 0.00005);
    const tail = withChanceTail(shares, 100_000);
    expect([...tail.subarray(0, 5)]).toEqual([...shares.subarray(0, 5)]);
    expect(tail[5]).toBeLessThan(0.00005 + 1e-12);
    expect(tail[6]).toBeCloseTo(tail[5]! / 10, 6);
  });

  it('is never more than sampled', () => {
    const shares = Float64Array.of(0, 0.5, 0.3, 0.2, 0, 0.1);
    const tail = withChanceTail(shares, 1000);
    for (let level = 1; level < shares.length; level++)
      expect(tail[level]).toBeLessThanOrEqual(shares[level]!);
  });
});
