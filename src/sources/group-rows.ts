import type { Fault } from '../core/model/index.js';
import type { Fields } from '../core/mapping/index.js';
import type { RowGrouping } from '../core/rules/index.js';
import type { SourceRow } from './readers/index.js';

/** One record's own columns, and the rows that it was made from when the file is grouped. */
export interface GroupedRow extends SourceRow {
  readonly rows?: readonly Fields[];
}

/**
 * Makes one record of consecutive rows with the same values in the grouping columns. A fault of one of its rows is a fault of the
 * record: a contract that silently lacks a price line is worse than one that waits in quarantine.
 */
export async function* groupRows(
  rows: AsyncIterable<SourceRow>,
  grouping: RowGrouping,
  rowsMax: number,
): AsyncGenerator<GroupedRow> {
  let group: RowGroup | undefined;
  for await (const row of rows) {
    const key = JSON.stringify(grouping.by.map(column => row.fields[column] ?? null));
    if (group?.key !== key) {
      if (group !== undefined) yield group.record(grouping.head);
      group = new RowGroup(key, rowsMax);
    }
    group.add(row);
  }
  if (group !== undefined) yield group.record(grouping.head);
}

/** Faults kept of one group: the first ones say what is wrong with the file. */
const FAULTS_MAX = 50;

class RowGroup {
  readonly key: string;
  readonly #rowsMax: number;
  readonly #rows: SourceRow[] = [];
  readonly #faults: Fault[] = [];
  #count = 0;

  constructor(key: string, rowsMax: number) {
    this.key = key;
    this.#rowsMax = rowsMax;
  }

  add(row: SourceRow): void {
    this.#count++;
    if (this.#rows.length < this.#rowsMax) this.#rows.push(row);
    for (const fault of row.faults) {
      if (this.#faults.length < FAULTS_MAX)
        this.#faults.push({ ...fault, message: `Line ${row.line}: ${fault.message}` });
    }
  }

  record(head: RowGrouping['head']): GroupedRow {
    const first = this.#rows[0] ?? { rowNumber: 0, line: 0, fields: {}, faults: [] };
    const chosen = head === 'first' ? first : (this.#rows.at(-1) ?? first);
    return {
      rowNumber: first.rowNumber,
      line: first.line,
      fields: chosen.fields,
      rows: this.#rows.map(row => row.fields),
      faults: this.#count > this.#rowsMax ? [...this.#faults, this.#tooLarge()] : this.#faults,
    };
  }

  #tooLarge(): Fault {
    return {
      code: 'GROUP_TOO_LARGE',
      severity: 'error',
      message: `The record spans ${this.#count} rows; only the first ${this.#rowsMax} were kept.`,
      fix: 'Check the columns that rows are grouped by, or split the record at the source.',
    };
  }
}
