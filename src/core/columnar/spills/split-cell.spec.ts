import { describe, expect, it } from 'vitest';
import { cellOf } from './cells.js';
import { ColumnWords } from './column-words.js';
import { splitCell } from './split-cell.js';

const TITLES = ['rose garden', 'garden tools', 'rose tools', 'iron garden', 'iron rose', 'old tools'];
const AUTHORS = ['ann lee', 'bob lee', 'ann ray', 'bob ray', 'cy lee', 'cy ray'];
const [TITLE, AUTHOR, YEAR] = [0, 1, 2];

const words = new ColumnWords(
  Array.from({ length: 600 }, (_, row) => [
    cellOf(TITLES[row % 6]!),
    cellOf(AUTHORS[row % 6]!),
    // Of years new ones come up now and then.
    cellOf(String(1910 + (row % 100))),
  ]),
  [[AUTHOR, YEAR], [TITLE, YEAR], []],
);

function splitOf(text: string, ...others: readonly number[]): Readonly<Record<number, string>> {
  const cell = cellOf(text);
  const stretches = splitCell(cell, [TITLE, ...others], words);
  return Object.fromEntries(
    stretches.map(({ column, from, to }) => [column, cell.slice(from, to).join(' ')]),
  );
}

describe('the words of a value', () => {
  it.each([
    ['rose garden', {}],
    ['rose garden ann lee', { [AUTHOR]: 'ann lee' }],
    ['ann lee rose garden', { [AUTHOR]: 'ann lee' }],
    ['rose ann lee garden', { [AUTHOR]: 'ann lee' }],
    ['ann lee', { [AUTHOR]: 'ann lee' }],
    ['rose garden ann lee 2001', { [AUTHOR]: 'ann lee', [YEAR]: '2001' }],
    // Nobody has seen that year, but years look like it.
    ['rose garden 2012', { [YEAR]: '2012' }],
    ['rose garden 2001.0', { [YEAR]: '2001.0' }],
    // Nobody has seen that word, and nothing says whose it is.
    ['rose garden zebra', {}],
  ])('of %s go where they belong', (text, expected) => {
    expect(splitOf(text, AUTHOR, YEAR)).toEqual(expected);
  });

  it('stay where the column that they look like has a value', () => {
    expect(splitOf('rose garden ann lee 2001', AUTHOR)).toEqual({ [AUTHOR]: 'ann lee' });
    expect(splitOf('rose garden ann lee')).toEqual({});
  });

  it('make one value of each column, the likelier one', () => {
    expect(splitOf('ann rose bob lee', AUTHOR)).toEqual({ [AUTHOR]: 'bob lee' });
  });
});
