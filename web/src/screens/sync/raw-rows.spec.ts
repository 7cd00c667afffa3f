import { expect, it } from 'vitest';
import { correctedRaw, editKey, rawRows } from './raw-rows.js';

const grouped = {
  fields: { SKU: 'A1', UOM: 'ZZ' },
  rows: [
    { SKU: 'A1', UOM: 'ZZ' },
    { SKU: 'A1', UOM: 'BX' },
  ],
  joined: { 'prices.csv': [{ SKU: 'A1', PRICE: 4 }] },
  absentFiles: ['hazards.csv'],
};

it('lists the head row of a group once, then the rows of joined files', () => {
  expect(rawRows(grouped).map(({ file, place }) => [file, place])).toEqual([
    [undefined, 1],
    [undefined, 2],
    ['prices.csv', 1],
  ]);
  expect(rawRows({ fields: { NAME: 'Acme' } })).toMatchObject([{ place: 1, fields: { NAME: 'Acme' } }]);
});

it('corrects the head wherever it is written, and keeps what nobody typed', () => {
  const [head, , price] = rawRows(grouped);
  const edits = { [editKey(head?.id ?? '', 'UOM')]: 'EA', [editKey(price?.id ?? '', 'PRICE')]: '4.5' };
  expect(correctedRaw(grouped, edits)).toEqual({
    ...grouped,
    fields: { SKU: 'A1', UOM: 'EA' },
    rows: [{ SKU: 'A1', UOM: 'EA' }, grouped.rows[1]],
    joined: { 'prices.csv': [{ SKU: 'A1', PRICE: 4.5 }] },
  });
  expect(correctedRaw(grouped, {})).toEqual(grouped);
});
