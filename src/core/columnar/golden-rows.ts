/**
 * One line per cluster: of each column the value that most members have; of equally common ones the longest, which says most,
 * then the first in text order, so that the result depends on the members alone.
 */
import type { Table } from './table.js';

/** The golden value of every column for the rows of one cluster. */
export function goldenRow({ columns }: Table, rows: readonly number[]): readonly string[] {
  return columns.map(({ ids, values }) => {
    if (rows.length === 1) return values[ids[rows[0]!]!]!;
    const counts = new Map<string, number>();
    for (const row of rows) {
      const value = values[ids[row]!]!;
      if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    let best = '';
    let bestCount = 0;
    for (const [value, count] of counts) {
      const isBetter =
        count > bestCount ||
        (count === bestCount &&
          (value.length > best.length || (value.length === best.length && value < best)));
      if (isBetter) [best, bestCount] = [value, count];
    }
    return best;
  });
}
