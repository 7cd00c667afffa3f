import { describe, expect, it } from 'vitest';
import { canonicalTable, textHash, type Table } from './table.js';
import { Texts } from './texts.js';

/** Records with a column that says their id once more. */
function tableOf(recordIds: readonly string[]): Table {
  const values = Texts.from(['', ...recordIds]);
  const ids = Int32Array.from(recordIds.keys(), row => row + 1);
  const { length: rows } = recordIds;
  return {
    rows,
    recordIds,
    columns: [{ name: 'copy', ids, values }],
    sourceOf: new Uint16Array(rows),
    sources: ['a'],
  };
}

/** Ids of which some have a hash that an earlier one has. */
function collidingIds(): string[] {
  const firstWith = new Map<number, string>();
  const colliding: string[] = [];
  for (let number = 0; colliding.length < 6; number++) {
    const id = `record ${number}`;
    const first = firstWith.get(textHash(id));
    if (first === undefined) firstWith.set(textHash(id), id);
    else colliding.push(first, id);
  }
  return [...colliding, 'a', 'b', 'c'];
}

describe('the canonical order of records', () => {
  it('is that of their hashes and then of their ids, however they come, and every column goes with it', () => {
    const ids = collidingIds();
    const expected = ids.toSorted((a, b) => textHash(a) - textHash(b) || (a < b ? -1 : 1));
    for (const given of [ids, ids.toReversed(), ids.toSorted()]) {
      const table = canonicalTable(tableOf(given));
      expect(table.recordIds).toEqual(expected);
      const [column] = table.columns;
      expect(Array.from(column!.ids, id => column!.values.at(id))).toEqual(expected);
      expect(Array.from(table.readRows, row => given[row])).toEqual(expected);
      expect([...column!.ids]).toEqual([...expected.keys()].map(row => row + 1));
    }
  });
});
