import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoadComponents, type LoadedRecord } from './load-components.js';

function componentsOf(
  loaded: readonly LoadedRecord[],
  joins: readonly (readonly [string, string])[],
): LoadComponents {
  const components = new LoadComponents(loaded);
  for (const [left, right] of joins) components.join(left, right);
  return components;
}

const ofLoad = (loadId: string, ids: readonly string[]): LoadedRecord[] => ids.map(id => ({ id, loadId }));

describe('the parts in which bulk loads are merged', () => {
  it('keep together what hangs together, over records of the hub and their golden record, too', () => {
    const components = componentsOf(ofLoad('a', ['11', '12', '13', '14', '15']), [
      ['11', '14'],
      // 12 and 15 meet two records of the hub that are one golden record.
      ['12', '3'],
      ['15', '4'],
      ['3', 'golden'],
      ['4', 'golden'],
    ]);
    expect(components.parts(1)).toEqual([
      { senderId: 'a', recordIds: ['11', '14'] },
      { senderId: 'a', recordIds: ['12', '15'] },
      { senderId: 'a', recordIds: ['13'] },
    ]);
    expect(components.strangers()).toEqual(['3', '4', 'golden']);
    expect(components.isLoaded('11')).toBe(true);
    expect(components.isLoaded('3')).toBe(false);
  });

  it('are done on behalf of the load that brought the last of what hangs together', () => {
    const components = componentsOf(
      [...ofLoad('a', ['1', '2', '3']), ...ofLoad('b', ['4', '5'])],
      [['2', '5']],
    );
    expect(components.parts(10)).toEqual([
      { senderId: 'a', recordIds: ['1', '3'] },
      { senderId: 'b', recordIds: ['2', '5', '4'] },
    ]);
  });

  it('hold every record of the loads once, and no other, and are full but for the last of each load', () => {
    const ids = fc.integer({ min: 1, max: 60 }).map(String);
    const records = fc.uniqueArray(fc.record({ id: ids, loadId: fc.constantFrom('a', 'b', 'c') }), {
      selector: ({ id }) => id,
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        records,
        fc.array(fc.tuple(ids, ids)),
        fc.integer({ min: 1, max: 10 }),
        (loaded, joins, size) => {
          const parts = componentsOf(loaded, joins).parts(size);
          expect(parts.flatMap(part => part.recordIds).toSorted()).toEqual(
            loaded.map(({ id }) => id).toSorted(),
          );
          for (const loadId of ['a', 'b', 'c']) {
            const own = parts.filter(part => part.senderId === loadId);
            expect(own.slice(0, -1).every(part => part.recordIds.length >= size)).toBe(true);
          }
          const partOf = new Map(
            parts.flatMap((part, place) => part.recordIds.map(id => [id, place] as const)),
          );
          for (const [left, right] of joins) {
            if (partOf.has(left) && partOf.has(right)) expect(partOf.get(left)).toBe(partOf.get(right));
          }
        },
      ),
    );
  });
});
