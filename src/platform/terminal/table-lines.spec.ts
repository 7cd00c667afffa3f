import { expect, it } from 'vitest';
import { tableLines } from './table-lines.js';

it('puts words to the left and figures to the right', () => {
  expect(
    tableLines([
      ['domain', 'records'],
      ['item', '12'],
      ['supplier', '7.5 %'],
    ]),
  ).toBe(['  domain    records', '  item           12', '  supplier    7.5 %'].join('\n'));
});
