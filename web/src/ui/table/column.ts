import type { ReactNode } from 'react';

/** One column of a table. */
export interface TableColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** In pixels at the usual text size. */
  width: number;
  /** Takes what the others leave over, at least its width. The reader sizes the others. */
  grow?: boolean;
  align?: 'start' | 'end';
  sortable?: boolean;
  /** Hidden until the reader asks for it in the column menu. */
  hiddenAtFirst?: boolean;
  /**
   * Its place on a phone, where a row becomes a card of two lines: the first line, the end of the first
   * line, the second line. Without it the column is left out there.
   */
  narrow?: 'title' | 'aside' | 'detail';
}

/** What rows are ordered by. */
export interface Sort {
  column: string;
  direction: 'ascending' | 'descending';
}
