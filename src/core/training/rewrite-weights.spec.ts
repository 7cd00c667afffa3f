import { describe, expect, it } from 'vitest';
import { rewriteWeights } from './rewrite-weights.js';

const FILE = `# When are two records the same party?

identifiers:
  taxId:
    label: tax id   # as printed
    weight: 14 # u = 1/16,000
    maxSharing: 12
  # A company has one number per site.
  duns: { label: 'DUNS #', role: strong, weight: 12, conflict: weight, conflictWeight: -2 }

comparisons:
  name:
    levels:
      - { name: same, atLeast: 1,   weight: 8, termFrequency: true }
      - { name: cut, atLeast: 0.95, weight: 6 } # fields of 30 characters
      - { name: near, atLeast: 0.8, m: 0.1, u: 0.01 }
      - { name: other, weight: -7 }
`;

const origin = 'm .9, u .001: 120 pairs of 2026-11-27';

describe('rewriteWeights', () => {
  it('replaces numbers and says where they come from, and leaves every other character', () => {
    const edits = [
      { path: ['identifiers', 'taxId', 'weight'], weight: 13.5, origin },
      { path: ['identifiers', 'duns', 'weight'], weight: 12.8, origin: 'm .95' },
      { path: ['identifiers', 'duns', 'conflictWeight'], weight: -3.4, origin: 'different m .05' },
      { path: ['comparisons', 'name', 'levels', 0, 'weight'], weight: 8.2, origin },
      { path: ['comparisons', 'name', 'levels', 1, 'weight'], weight: 7.5, origin },
      { path: ['comparisons', 'name', 'levels', 2, 'weight'], weight: 3.1, origin },
    ];
    expect(rewriteWeights(FILE, edits)).toBe(
      FILE.replace('weight: 14 # u = 1/16,000', `weight: 13.5 # u = 1/16,000; trained: ${origin}`)
        .replace(
          'weight: 12, conflict: weight, conflictWeight: -2 }',
          'weight: 12.8, conflict: weight, conflictWeight: -3.4 } # trained: m .95; different m .05',
        )
        .replace(
          'weight: 8, termFrequency: true }',
          `weight: 8.2, termFrequency: true } # trained: ${origin}`,
        )
        .replace(
          'weight: 6 } # fields of 30 characters',
          `weight: 7.5 } # fields of 30 characters; trained: ${origin}`,
        )
        .replace('m: 0.1, u: 0.01 }', `weight: 3.1, m: 0.1, u: 0.01 } # trained: ${origin}`),
    );
  });

  it('writes anew what an earlier training said', () => {
    const edit = (weight: number, words: string) => [
      { path: ['identifiers', 'taxId', 'weight'], weight, origin: words },
      { path: ['comparisons', 'name', 'levels', 3, 'weight'], weight: -weight, origin: words },
    ];
    const once = rewriteWeights(FILE, edit(9, 'first'));
    expect(rewriteWeights(once, edit(10, 'second'))).toBe(rewriteWeights(FILE, edit(10, 'second')));
  });

  it('keeps the line ends of Windows', () => {
    const edits = [{ path: ['identifiers', 'taxId', 'weight'], weight: 13, origin }];
    const text = FILE.replaceAll('\n', '\r\n');
    expect(rewriteWeights(text, edits)).toBe(rewriteWeights(FILE, edits).replaceAll('\n', '\r\n'));
  });

  it.each([
    { what: 'an alias', text: 'identifiers: { a: &one { weight: 1 }, b: *one }', name: 'b' },
    { what: 'a merge key', text: 'common: &one\n  weight: 1\nidentifiers:\n  b:\n    <<: *one\n', name: 'b' },
    {
      what: 'a number that another place names',
      text: 'identifiers: { a: { weight: &w 1 }, b: { weight: *w } }',
      name: 'a',
    },
  ])('refuses a weight behind $what', ({ text, name }) => {
    const edits = [{ path: ['identifiers', name, 'weight'], weight: 2, origin }];
    expect(() => rewriteWeights(text, edits)).toThrow(RangeError);
  });
});
