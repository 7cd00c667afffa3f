/** The column that a plan names. */
import { DomainError } from '../../model/index.js';
import type { Column, Table } from './table.js';

/** @throws DomainError `DEDUPE.UNKNOWN_COLUMN` when the table lacks it */
export function namedColumn({ columns }: Table, name: string): Column {
  const column = columns.find(one => one.name === name);
  if (column !== undefined) return column;
  throw new DomainError(
    'DEDUPE.UNKNOWN_COLUMN',
    `the rules compare a column '${name}', which the files lack`,
    { details: { column: name } },
  );
}
