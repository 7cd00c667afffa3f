/** Which records have a column. */
import type { Column } from '../table/table.js';

/** Records looked at; they stand in an order that has nothing to do with them. */
const ROWS_MAX = 20_000;

/** Records that have both of two columns, for each that has the rarer one; `Infinity` where nobody has that. */
export function shareTogether(left: Column, right: Column): number {
  const rows = Math.min(ROWS_MAX, left.ids.length);
  let [both, first, second] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const [hasFirst, hasSecond] = [Number(left.ids[row] !== 0), Number(right.ids[row] !== 0)];
    both += hasFirst & hasSecond;
    first += hasFirst;
    second += hasSecond;
  }
  const fewer = Math.min(first, second);
  return fewer === 0 ? Infinity : both / fewer;
}
