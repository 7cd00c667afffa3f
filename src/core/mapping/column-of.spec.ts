import { expect, it } from 'vitest';
import type { Expression } from '../rules/index.js';
import { columnOf } from './column-of.js';

const path = (text: string): Expression => ({
  kind: 'path',
  path: { fromRecord: false, segments: [text], text },
});
const object = (fields: Readonly<Record<string, Expression>>): Expression => ({
  kind: 'object',
  fields,
  needs: [],
});
const list = (...of: Expression[]): Expression => ({ kind: 'list', of });

const mapping: Readonly<Record<string, Expression>> = {
  description: { kind: 'firstOf', of: [{ kind: 'constant', value: 'none' }, path('Name'), path('Title')] },
  vendorItems: object({ supplierName: path('Supplier Name'), uom: path('UOM code'), active: { kind: 'constant', value: true } }),
  taxIds: list(object({ value: path('TAX1') }), object({ value: path('TAX2'), state: path('STATE') })),
  phones: { kind: 'when', condition: { kind: 'present', path: { fromRecord: false, segments: ['P'], text: 'P' }, present: true }, use: list(path('P'), path('Q')) },
  lines: { kind: 'each', over: { fromRecord: false, segments: ['LINES'], text: 'LINES' }, map: object({ uom: path('U') }), first: false },
}; // prettier-ignore

it.each([
  ['description', 'Name'],
  ['vendorItems', 'Supplier Name'],
  ['vendorItems[0].uom', 'UOM code'],
  ['vendorItems.uom', 'UOM code'],
  ['vendorItems[0].active', undefined],
  ['vendorItems[0].price', undefined],
  ['vendorItems[0].toString', undefined],
  ['taxIds[1].value', 'TAX2'],
  ['taxIds[0].value', 'TAX1'],
  // The first one was left out: the second one is at its place.
  ['taxIds[0].state', 'STATE'],
  ['taxIds[7].value', 'TAX1'],
  ['phones[1]', 'Q'],
  ['lines[3].uom', 'LINES'],
  ['unknown', undefined],
  ['toString', undefined],
  ['', undefined],
])('the column of %s is %s', (attribute, column) => {
  expect(columnOf({ mapping }, attribute)).toBe(column);
});
