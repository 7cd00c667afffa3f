import { canonicalTable, Texts, type CanonicalTable, type Column } from '../../src/core/columnar/index.js';

/**
 * A table of one source, in its canonical form; records are called `r0`, `r1` … in their order.
 * @param rows cells by the name of their column; absent ones are blank
 * @param columns names in the order of the columns: those of the cells, or what they are called instead
 */
export function textTable(
  rows: readonly Readonly<Record<string, string>>[],
  columns: readonly (string | readonly [own: string, called: string])[],
): CanonicalTable {
  return canonicalTable({
    rows: rows.length,
    columns: columns.map(column =>
      typeof column === 'string' ? columnOf(rows, column, column) : columnOf(rows, ...column),
    ),
    recordIds: rows.map((_, row) => `r${row}`),
    sourceOf: new Uint16Array(rows.length),
    sources: ['all'],
  });
}

function columnOf(rows: readonly Readonly<Record<string, string>>[], own: string, name: string): Column {
  const cells = rows.map(row => row[own] ?? '');
  const values = ['', ...new Set(cells.filter(cell => cell !== ''))];
  const idOf = new Map(values.map((value, id) => [value, id]));
  return { name, ids: Int32Array.from(cells, cell => idOf.get(cell)!), values: Texts.from(values) };
}
