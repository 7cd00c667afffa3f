/**
 * Moves values that have spilled into other columns of their record back into their own, which they left blank: `objectivity industrial
 * exhibit very large data bases` as a title, and no venue. Records are compared as they would be had nothing been spilled; what is
 * written out stays as it was read.
 */
import { cellOf, columnsInOrder, sampleCells, type Cells, type Holds } from './cells.js';
import { ColumnWords } from './column-words.js';
import { Dictionary } from '../table/dictionary.js';
import { namedColumn } from '../table/named-column.js';
import { splitCell, type Stretch } from './split-cell.js';
import type { Column, Table } from '../table/table.js';

/** A column that holds values of others, in records that leave those blank. */
export interface SpillPlan {
  readonly column: string;
  /** The others. */
  readonly holds: readonly string[];
}

/** Records from which is learned what each column's words are; they stand in an order that has nothing to do with them. */
const ROWS_MAX = 20_000;
/** Times that words are counted: first as they stand, then with what that moves in its place. */
const ROUNDS = 2;

/**
 * Moves values back. What it takes for one is learned from a sample of the records.
 * @param table in its canonical form
 * @throws DomainError `DEDUPE.UNKNOWN_COLUMN` when the table lacks a column of the plan
 */
export function moveBack(table: Table, spills: readonly SpillPlan[]): Table {
  if (spills.length === 0) return table;
  const names = new Set(spills.flatMap(({ column, holds }) => [column, ...holds]));
  const columns = columnsInOrder({ ...table, columns: [...names].map(name => namedColumn(table, name)) });
  const numberOf = new Map(columns.map(({ name }, number) => [name, number]));
  const heldBy = new Map(spills.map(({ column, holds }) => [column, holds]));
  const holds = columns.map(({ name }) =>
    (heldBy.get(name) ?? []).map(other => numberOf.get(other)!).sort((a, b) => a - b),
  );
  const sample = sampleCells(columns, Math.min(ROWS_MAX, table.rows));
  let words = new ColumnWords(sample, holds);
  for (let round = 1; round < ROUNDS; round++) {
    const former = words;
    words = new ColumnWords(
      sample.map(cells => inPlace(cells, holds, former)),
      holds,
    );
  }
  const moved = movedColumns(columns, table.rows, cells => inPlace(cells, holds, words));
  return {
    ...table,
    columns: table.columns.map(column => moved.find(({ name }) => name === column.name) ?? column),
  };
}

/** A record with what has spilled in its place; the same one where nothing has. */
export function inPlace(record: Cells, holds: Holds, words: ColumnWords): Cells {
  const found = new Map<number, Stretch & { readonly into: number }>();
  for (const [into, cell] of record.entries()) {
    if (cell.length === 0) continue;
    const blank = holds[into]!.filter(column => record[column]!.length === 0);
    if (blank.length === 0) continue;
    for (const stretch of splitCell(cell, [into, ...blank], words))
      if (stretch.bits > (found.get(stretch.column)?.bits ?? 0))
        found.set(stretch.column, { ...stretch, into });
  }
  if (found.size === 0) return record;
  const stretches = [...found.values()];
  return record.map((cell, column) => {
    const own = found.get(column);
    if (own !== undefined) return record[own.into]!.slice(own.from, own.to);
    const gone = stretches.filter(({ into }) => into === column);
    return gone.length === 0
      ? cell
      : cell.filter((_, at) => gone.every(({ from, to }) => at < from || at >= to));
  });
}

function movedColumns(
  columns: readonly Column[],
  rows: number,
  move: (cells: Cells) => Cells,
): readonly Column[] {
  const moved = columns.map(({ name }) => ({ name, ids: new Int32Array(rows), values: new Dictionary() }));
  for (let row = 0; row < rows; row++) {
    const isWhole = columns.every(({ ids }) => ids[row] !== 0);
    const before = isWhole ? null : columns.map(({ ids, values }) => cellOf(values.at(ids[row]!)));
    const after = before === null ? null : move(before);
    for (const [number, { ids, values }] of moved.entries()) {
      const column = columns[number]!;
      if (after?.[number] === before?.[number]) {
        const id = column.ids[row]!;
        const { bytes, offsets } = column.values;
        if (id !== 0) ids[row] = values.idOf(bytes, offsets[id]!, offsets[id + 1]!);
      } else if (after![number]!.length > 0) {
        const bytes = Buffer.from(after![number]!.join(' '));
        ids[row] = values.idOf(bytes, 0, bytes.length);
      }
    }
  }
  return moved.map(({ name, ids, values }) => ({ name, ids, values: values.texts() }));
}
