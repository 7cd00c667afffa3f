import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { scorePairs, scoreRecords, type Placement } from './score-clusters.js';

/** `aab/abb`: three records; entities a, a, b in clusters a, b, b. */
const placements = (text: string): Placement[] => {
  const [entities = '', clusters = ''] = text.split('/');
  return entities.split('').map((entity, place) => ({ entity, cluster: clusters[place] ?? '' }));
};

describe('scorePairs', () => {
  it('counts right, wrong and missing pairs', () => {
    // True: 01, 02, 12 and 34. Merged: 01 and 23, 24, 34. Right: 01 and 34.
    expect(scorePairs(placements('aaabb/xxyyy'))).toEqual({
      truePairs: 4,
      merged: 4,
      mergedRight: 2,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
    });
  });

  it('calls nothing merged precise, and finds all of no pairs', () => {
    expect(scorePairs(placements('ab/xy'))).toMatchObject({ precision: 1, recall: 1, f1: 1 });
    expect(scorePairs(placements('aa/xy'))).toMatchObject({ precision: 1, recall: 0, f1: 0 });
  });

  it('counts the same pairs as looking at each of them', () => {
    const placement = fc.record({
      entity: fc.constantFrom('a', 'b', 'c'),
      cluster: fc.constantFrom('x', 'y', 'z'),
    });
    fc.assert(
      fc.property(fc.array(placement, { maxLength: 30 }), all => {
        const pairs = all.flatMap((left, place) => all.slice(place + 1).map(right => [left, right] as const));
        const score = scorePairs(all);
        expect(score.truePairs).toBe(pairs.filter(([l, r]) => l.entity === r.entity).length);
        expect(score.merged).toBe(pairs.filter(([l, r]) => l.cluster === r.cluster).length);
        expect(score.mergedRight).toBe(
          pairs.filter(([l, r]) => l.entity === r.entity && l.cluster === r.cluster).length,
        );
      }),
    );
  });
});

describe('scoreRecords', () => {
  it('averages over records, not over pairs', () => {
    // Precision: 1, 1, 1/3, 2/3, 2/3; recall: 2/3, 2/3, 1/3, 1, 1.
    const { precision, recall } = scoreRecords(placements('aaabb/xxyyy'));
    expect(precision).toBeCloseTo(11 / 15);
    expect(recall).toBeCloseTo(11 / 15);
  });
});
