export type { Sort, TableColumn } from './column.js';
export { Table, type TableProps } from './table.js';
export { toggleRow } from './row-selection.js';
