import { expect, it } from 'vitest';
import { alignColumns } from './align-columns.js';

it('puts words to the left and figures to the right', () => {
  expect(
    alignColumns([
      ['domain', 'records'],
      ['item', '12'],
      ['supplier', '7.5 %'],
    ]),
  ).toBe(['  domain    records', '  item           12', '  supplier    7.5 %'].join('\n'));
});
