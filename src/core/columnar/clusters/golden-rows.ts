/**
 * One line per cluster: of each column the value that most members have; of equally common ones the longest, which says most,
 * then the first in text order, so that the result depends on the members alone.
 */
import type { Column } from '../table/table.js';

/** The golden values of one column, cluster by cluster. */
export class GoldenValues {
  private readonly column: Column;
  /** Members with each value; all zero between clusters. */
  private readonly counts: Int32Array;

  constructor(column: Column) {
    this.column = column;
    this.counts = new Int32Array(column.values.length);
  }

  /** Number of the golden value of the rows `members[start, end)` of one cluster; 0 when none has a value. */
  of(members: Int32Array, start: number, end: number): number {
    const { ids, values } = this.column;
    if (end - start === 1) return ids[members[start]!]!;
    const { counts } = this;
    for (let at = start; at < end; at++) counts[ids[members[at]!]!]!++;
    let best = 0;
    for (let at = start; at < end; at++) {
      const id = ids[members[at]!]!;
      if (id === 0 || id === best) continue;
      if (best === 0) best = id;
      else if (
        counts[id] === counts[best] ? saysMore(values.at(id), values.at(best)) : counts[id]! > counts[best]!
      )
        best = id;
    }
    for (let at = start; at < end; at++) counts[ids[members[at]!]!] = 0;
    return best;
  }
}

function saysMore(value: string, than: string): boolean {
  return value.length === than.length ? value < than : value.length > than.length;
}
