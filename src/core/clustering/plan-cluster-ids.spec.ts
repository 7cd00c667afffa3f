import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planClusterIds } from './index.js';

/** `G1:ab` → records a and b were in golden record G1. */
const links = (...groups: string[]) =>
  new Map(
    groups.flatMap(group => Array.from(group.slice(3)).map(record => [record, group.slice(0, 2)] as const)),
  );
const created = new Map([
  ['G1', '2026-01-01T00:00:00Z'],
  ['G2', '2025-01-01T00:00:00Z'],
  ['G3', '2026-01-01T00:00:00Z'],
]);
const plan = (previous: Map<string, string>, ...clusters: string[]) =>
  planClusterIds({ previous, clusters: clusters.map(records => Array.from(records)), createdAt: created });
const ids = (...args: Parameters<typeof plan>) =>
  plan(...args).assignments.map(assignment => (assignment === 'new' ? 'new' : assignment.goldenId));

describe('planClusterIds', () => {
  it('keeps an id while its cluster only gains or loses records', () => {
    expect(ids(links('G1:abc'), 'abx', 'y')).toEqual(['G1', 'new']);
  });

  it('keeps the oldest id on a merge, however small, and redirects the others to it', () => {
    const result = plan(links('G1:abc', 'G2:d'), 'abcd');
    expect(result.assignments).toEqual([{ goldenId: 'G2' }]);
    expect([...result.redirects]).toEqual([['G1', 'G2']]);
  });

  it('keeps the smallest id when golden records of equal age merge', () => {
    expect(ids(links('G3:ab', 'G1:c'), 'abc')).toEqual(['G1']);
  });

  it('leaves the id with the largest part on a split, and lists the parts', () => {
    const result = plan(links('G1:abc'), 'c', 'ab');
    expect(result.assignments).toEqual(['new', { goldenId: 'G1' }]);
    expect([...result.splits]).toEqual([['G1', [1, 0]]]);
  });

  it('leaves the id with the part that has the smallest record when parts are equal', () => {
    expect(ids(links('G1:abcd'), 'bc', 'ad')).toEqual(['new', 'G1']);
  });

  it('counts only its own records when a golden record splits and merges at once', () => {
    const result = plan(links('G1:abc', 'G2:d'), 'abd', 'c');
    expect(result.assignments).toEqual([{ goldenId: 'G2' }, 'new']);
    expect([...result.redirects]).toEqual([['G1', 'G2']]);
  });

  it('names golden records that lost all their records', () => {
    expect(plan(links('G1:a', 'G2:b'), 'b').emptied).toEqual(['G1']);
  });

  it('gives every id once, accounts for every golden record, and does not depend on the order of clusters or links', () => {
    const instance = fc.record({
      previous: fc.array(
        fc.tuple(fc.constantFrom(...Array.from('abcdefgh')), fc.constantFrom('G1', 'G2', 'G3')),
        {
          maxLength: 8,
        },
      ),
      parts: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 }),
    });
    fc.assert(
      fc.property(instance, ({ previous, parts }) => {
        const clusters = [0, 1, 2, 3, 4]
          .map(part => Array.from('abcdefgh').filter((_, number) => parts[number] === part))
          .filter(records => records.length > 0);
        const forward = planClusterIds({ previous: new Map(previous), clusters, createdAt: created });
        const turned = planClusterIds({
          previous: new Map([...new Map(previous)].toReversed()),
          clusters: clusters.toReversed().map(records => records.toReversed()),
          createdAt: created,
        });
        expect(turned.assignments.toReversed()).toEqual(forward.assignments);
        expect(turned.redirects).toEqual(forward.redirects);
        const used = forward.assignments.flatMap(assignment =>
          assignment === 'new' ? [] : [assignment.goldenId],
        );
        expect(new Set(used).size).toBe(used.length);
        const goldens = new Set(new Map(previous).values());
        expect([...used, ...forward.redirects.keys(), ...forward.emptied].sort()).toEqual(
          [...goldens].sort(),
        );
        for (const survivor of forward.redirects.values()) expect(used).toContain(survivor);
      }),
    );
  });
});
