/** Values as lists of words, record by record. */
import { compareValues } from '../fields/column-order.js';
import type { Column, Table } from '../table/table.js';

/** Words of a value as they stand; none for a blank one. */
export type Cell = readonly string[];

/** The cells of one record, column by column. */
export type Cells = readonly Cell[];

/** Of each column the other ones of which it may hold values. */
export type Holds = readonly (readonly number[])[];

/** Characters of a value that are looked at in a sample. */
const LENGTH_MAX = 400;

/** The words of a value. */
export const cellOf = (value: string): Cell => value.split(/\s+/u).filter(word => word !== '');

/** The cells of the first records, which stand in an order that has nothing to do with them. */
export function sampleCells(columns: readonly Column[], rows: number): readonly Cells[] {
  const known = columns.map(() => new Map<number, Cell>());
  return Array.from({ length: rows }, (_, row) =>
    columns.map(({ ids, values }, column) => {
      const id = ids[row]!;
      let cell = known[column]!.get(id);
      if (cell === undefined) known[column]!.set(id, (cell = cellOf(values.at(id).slice(0, LENGTH_MAX))));
      return cell;
    }),
  );
}

/** The columns in an order that depends on what they hold. */
export const columnsInOrder = ({ columns, rows }: Table): readonly Column[] =>
  columns.toSorted((a, b) => compareValues(a, b, rows));
