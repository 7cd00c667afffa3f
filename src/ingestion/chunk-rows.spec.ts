import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkRows } from './chunk-rows.js';

const rowOf = (text: string, joined: readonly string[] = []) => ({
  raw: { fields: { text }, joined: { lines: joined.map(line => ({ line })) } },
});

describe('the rows of one transaction', () => {
  it('are at most so many', () => {
    const rows = Array.from({ length: 7 }, (_, number) => rowOf(String(number)));
    expect([...chunkRows(rows, { records: 3, characters: 1_000 })].map(part => part.length)).toEqual([
      3, 3, 1,
    ]);
  });

  it('are fewer when they are long, those of their joined files included', () => {
    const long = rowOf('a', ['b'.repeat(60)]);
    const rows = [long, long, rowOf('c'), rowOf('d')];
    expect([...chunkRows(rows, { records: 3, characters: 100 })].map(part => part.length)).toEqual([1, 3]);
  });

  it('are one at least, however long it is', () => {
    const rows = [rowOf('a'.repeat(500)), rowOf('b'.repeat(500))];
    expect([...chunkRows(rows, { records: 3, characters: 100 })].map(part => part.length)).toEqual([1, 1]);
  });

  it('come in order and none is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 40 })),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 60 }),
        (texts, records, characters) => {
          const rows = texts.map(text => rowOf(text));
          expect([...chunkRows(rows, { records, characters })].flat()).toEqual(rows);
        },
      ),
    );
  });
});
