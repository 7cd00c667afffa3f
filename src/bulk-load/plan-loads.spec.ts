import { describe, expect, it } from 'vitest';
import { planLoads, type LoadProgress } from './plan-loads.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 28, 8, minute));
const NONE = { planned: 0, open: 0 };
const DONE = { planned: 3, open: 0 };
const OPEN = { planned: 3, open: 1 };

const load = (id: string, minute: number, more: Partial<LoadProgress> = {}): LoadProgress => ({
  id,
  createdAt: at(minute),
  match: NONE,
  merge: NONE,
  matchedAt: null,
  mergedWith: null,
  ...more,
});
const matched = (id: string, minute: number, matchedMinute: number): LoadProgress =>
  load(id, minute, { match: DONE, matchedAt: at(matchedMinute) });

const NOTHING = { match: [], wait: [], merge: [], finish: [] };

describe('what comes next for the bulk loads of a domain', () => {
  it('is nothing where there are none, or their parts are open', () => {
    expect(planLoads([], null)).toEqual(NOTHING);
    const loads = [
      load('a', 1, { match: OPEN }),
      load('b', 2, { match: DONE, merge: OPEN, matchedAt: at(3) }),
    ];
    expect(planLoads(loads, null)).toEqual(NOTHING);
  });

  it('is matching, merging, and the end for a load that is alone', () => {
    expect(planLoads([load('a', 1)], null)).toEqual({ ...NOTHING, match: ['a'] });
    expect(planLoads([matched('a', 1, 2)], null)).toEqual({ ...NOTHING, merge: ['a'] });
    const merged = load('a', 1, { match: DONE, merge: DONE, matchedAt: at(2) });
    expect(planLoads([merged], null)).toEqual({ ...NOTHING, finish: ['a'] });
  });

  it('is waiting while a load that was sent before is taken in, is to be matched, or is being matched', () => {
    const first = matched('a', 1, 5);
    expect(planLoads([first], at(5))).toEqual({ ...NOTHING, wait: ['a'] });
    expect(planLoads([first, load('b', 3)], null)).toEqual({ ...NOTHING, match: ['b'], wait: ['a'] });
    expect(planLoads([first, load('b', 3, { match: OPEN })], null)).toEqual({ ...NOTHING, wait: ['a'] });
  });

  it('is merging all that are matched at once, as soon as one of them need not wait', () => {
    const loads = [matched('a', 1, 5), matched('b', 3, 9)];
    expect(planLoads(loads, null)).toEqual({ ...NOTHING, merge: ['a', 'b'] });
    // The second one would wait for a third; the first does not, however many come after it.
    expect(planLoads([...loads, load('c', 8, { match: OPEN })], at(9))).toEqual({
      ...NOTHING,
      merge: ['a', 'b'],
    });
  });

  it('waits for no load that is being merged, and for none that goes with it', () => {
    const merging = load('a', 1, { match: DONE, merge: OPEN, matchedAt: at(2) });
    const goesWithIt = load('b', 2, { match: DONE, matchedAt: at(3), mergedWith: 'a' });
    expect(planLoads([merging, goesWithIt, matched('c', 3, 4)], null)).toEqual({ ...NOTHING, merge: ['c'] });
    const merged = { ...merging, merge: DONE };
    expect(planLoads([merged, goesWithIt], null)).toEqual({ ...NOTHING, finish: ['a'] });
  });
});
