import { expect, it } from 'vitest';
import { textTable } from '../../../../test/builders/text-table.js';
import { longerTexts } from './longer-texts.js';
import type { CanonicalTable } from '../table/table.js';

/** A list of titles of one to eight words, the venue beside them blank in every sixth record. @param more words of titles without a venue, of each `every`th of them */
function titles(records: number, more: number, every = 1): CanonicalTable {
  const rows = Array.from({ length: records }, (_, record) => {
    const hasVenue = record % 6 !== 0;
    const words = 1 + ((record * 7 + Math.floor(record / 8)) % 8) + (record % (6 * every) === 0 ? more : 0);
    return {
      title: Array.from({ length: words }, (__, at) => `w${at}`).join(' '),
      venue: hasVenue ? 'vldb' : '',
    };
  });
  return textTable(rows, ['title', 'venue']);
}

const suspicions = (table: CanonicalTable): string[] =>
  longerTexts(table, table.rows).map(({ into, from }) => `${into.name} may hold ${from.name}`);

it('are those of records that lack another value, when the difference is no chance', () => {
  expect(suspicions(titles(1_200, 1))).toEqual(['title may hold venue']);
  expect(suspicions(titles(1_200, 0))).toEqual([]);
});

it('are none where chance alone makes a difference', () => {
  // Lengths spread by 2.3 words: of 60 records without a venue the mean is known to a third of a word.
  const table = titles(360, 1, 3);
  const title = table.columns.find(({ name }) => name === 'title')!;
  const venue = table.columns.find(({ name }) => name === 'venue')!;
  const lengthsOf = (filled: boolean): number[] =>
    [...title.ids]
      .filter((_, row) => (venue.ids[row] !== 0) === filled)
      .map(id => title.values.at(id).split(' ').length);
  const mean = (lengths: readonly number[]): number => lengths.reduce((a, b) => a + b, 0) / lengths.length;
  expect(mean(lengthsOf(false)) - mean(lengthsOf(true))).toBeGreaterThan(0.1);
  expect(suspicions(table)).toEqual([]);
});

it('are none where too few records lack the value', () => {
  expect(suspicions(titles(240, 5))).toEqual([]);
});
