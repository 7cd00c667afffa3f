import type { Table } from '../core/columnar/index.js';
import { StartupError } from '../platform/errors/index.js';

/** Two records by their places in the table. */
export interface RecordPair {
  readonly left: number;
  readonly right: number;
}

/**
 * The records that people name as `left,right`. Ids may have commas of their own: the text is cut at whichever comma leaves two ids.
 *
 * @throws StartupError when there are no two such records
 */
export function findRecords(
  { recordIds }: Pick<Table, 'recordIds'>,
  names: readonly string[],
): readonly RecordPair[] {
  if (names.length === 0) return [];
  const rowOf = new Map(recordIds.map((id, row) => [id, row]));
  return names.map(name => {
    for (let comma = name.indexOf(','); comma >= 0; comma = name.indexOf(',', comma + 1)) {
      const left = rowOf.get(name.slice(0, comma).trim());
      const right = rowOf.get(name.slice(comma + 1).trim());
      if (left !== undefined && right !== undefined && left !== right) return { left, right };
    }
    const example = recordIds.slice(0, 2).join(',');
    throw new StartupError(`--explain ${name}: these are no two records; name them by id, like ${example}.`);
  });
}
