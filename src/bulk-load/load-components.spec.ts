import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoadComponents } from './load-components.js';

function componentsOf(
  loaded: readonly string[],
  joins: readonly (readonly [string, string])[],
): LoadComponents {
  const components = new LoadComponents(loaded);
  for (const [left, right] of joins) components.join(left, right);
  return components;
}

describe('the parts in which a bulk load is merged', () => {
  it('keep together what hangs together, over records of the hub and their golden record, too', () => {
    const components = componentsOf(
      ['11', '12', '13', '14', '15'],
      [
        ['11', '14'],
        // 12 and 15 meet two records of the hub that are one golden record.
        ['12', '3'],
        ['15', '4'],
        ['3', 'golden'],
        ['4', 'golden'],
      ],
    );
    expect(components.parts(1)).toEqual([['11', '14'], ['12', '15'], ['13']]);
    expect(components.strangers()).toEqual(['3', '4', 'golden']);
    expect(components.isLoaded('11')).toBe(true);
    expect(components.isLoaded('3')).toBe(false);
  });

  it('hold every record of the load once, and no other, and are full but for the last', () => {
    const ids = fc.integer({ min: 1, max: 60 }).map(String);
    fc.assert(
      fc.property(
        fc.uniqueArray(ids, { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(ids, ids)),
        fc.integer({ min: 1, max: 10 }),
        (loaded, joins, size) => {
          const parts = componentsOf(loaded, joins).parts(size);
          expect(parts.flat().toSorted()).toEqual(loaded.toSorted());
          expect(parts.slice(0, -1).every(part => part.length >= size)).toBe(true);
          const partOf = new Map(parts.flatMap((part, place) => part.map(id => [id, place] as const)));
          for (const [left, right] of joins) {
            if (partOf.has(left) && partOf.has(right)) expect(partOf.get(left)).toBe(partOf.get(right));
          }
        },
      ),
    );
  });
});
