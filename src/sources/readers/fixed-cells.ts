import type { FileSpec } from '../../core/rules/index.js';
import type { CellRow } from './row-problem.js';

/**
 * Cuts a line of a fixed-width file at the declared widths. A line that stops early yields fewer cells (a column of which at
 * least one character is there counts); text after the last column yields one more.
 */
export function cutFixed(row: CellRow, file: FileSpec): CellRow {
  const line = row.cells[0] ?? '';
  if (line.trim() === '') return { ...row, cells: [''] };
  const cells: string[] = [];
  let from = 0;
  for (const { width = 0 } of file.columns) {
    if (from >= line.length) break;
    cells.push(line.slice(from, from + width));
    from += width;
  }
  if (line.length > from && line.slice(from).trim() !== '') cells.push(line.slice(from));
  return { ...row, cells };
}
