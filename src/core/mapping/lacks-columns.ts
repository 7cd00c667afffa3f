/**
 * Whether a record holds what an expression reads. A record is mapped again from what its system sent years ago, when a column that
 * the mapping reads today may not have been there: that it says nothing is then no reason to take a value away.
 */
import type { RawRecord } from './raw-record.js';
import type { ColumnsByFile } from './used-columns.js';

/** Whether the record was received without one of these columns, or without the whole file that it stands in. */
export function lacksColumns(record: RawRecord, primary: string, columns: ColumnsByFile): boolean {
  return [...columns].some(([file, names]) => {
    const rows = file === primary ? [record.fields, ...(record.rows ?? [])] : record.joined?.[file];
    if (rows === undefined) return record.absentFiles?.includes(file) !== true;
    return rows.length > 0 && [...names].some(name => !rows.some(row => Object.hasOwn(row, name)));
  });
}
