import { functionalUpdate, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react';
import { useMediaQuery } from '../use-media-query.js';
import { Skeleton } from '../states.js';
import type { Sort, TableColumn } from './column.js';
import { useColumnMemory } from './column-memory.js';
import { useRowHeight } from './use-row-height.js';
import { useTableCursor } from './use-table-cursor.js';
import { TableHeader } from './table-header.js';
import { TableRow } from './table-row.js';
import './table.css';

export interface TableProps<Row> {
  /** Under which the reader's columns are remembered, and the scroll position restored. */
  id: string;
  label: string;
  columns: readonly TableColumn<Row>[];
  /** The rows that are here already, in order. More may follow: see `rowCount` and `onReachEnd`. */
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The name of a row, for its checkbox. */
  rowLabel: (row: Row) => string;
  /** How many rows there are altogether, where that is known. */
  rowCount?: number;
  sort?: Sort | undefined;
  onSort?: (sort: Sort | undefined) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  onOpen?: (row: Row) => void;
  /** Asks for more rows, a screenful before the reader gets there. */
  onReachEnd?: () => void;
  isLoading?: boolean;
  /** Shown instead of rows when there are none. */
  empty: ReactNode;
  /** Where to start, in pixels, after coming back. */
  initialScroll?: number | undefined;
}

const noneSelected: ReadonlySet<string> = new Set();
const noRows: never[] = [];

/** Rows without end, of which only the visible ones are drawn. On a phone each becomes a card of two lines. */
export function Table<Row>(props: TableProps<Row>) {
  const { id, label, columns, rows, rowId, rowLabel, onSelect, onOpen, selected = noneSelected } = props;
  const grid = useRef<HTMLDivElement>(null);
  const domId = useId();
  const narrow = useMediaQuery('(max-width: 40rem)');
  const rowHeight = useRowHeight(narrow);
  // Scrolling renders this often; the ids of 100,000 rows need not be asked for each time.
  const rowIds = useMemo(() => rows.map(rowId), [rows, rowId]);
  const table = useColumns(props);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialOffset: props.initialScroll ?? 0,
    // The header covers the top of what scrolls.
    scrollPaddingStart: narrow ? 0 : rowHeight,
    // The row with the cursor stays drawn even when scrolled away: the grid's aria-activedescendant names it.
    rangeExtractor: range => {
      const visible = defaultRangeExtractor(range);
      return cursor.index >= 0 && !visible.includes(cursor.index)
        ? [...visible, cursor.index].sort((a, b) => a - b)
        : visible;
    },
  });
  const cursor = useTableCursor({
    grid,
    rowIds,
    pageSize: () => Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / rowHeight) - 1),
    scrollTo: index => virtualizer.scrollToIndex(index, { align: 'auto' }),
    onOpen: onOpen && (opened => rows.filter(row => rowId(row) === opened).forEach(onOpen)),
    selected,
    onSelect,
  });
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);
  useReachEnd(virtualizer.range?.endIndex, rows.length, props.onReachEnd);

  const visible = table.getVisibleLeafColumns();
  const template = columnTemplate(columns, visible, onSelect !== undefined);
  const isEmpty = rows.length === 0;
  return (
    <div className="ts-table" data-narrow={narrow || undefined}>
      <div
        ref={grid}
        className="ts-table-scroll"
        role="grid"
        aria-label={label}
        aria-rowcount={props.rowCount === undefined ? -1 : props.rowCount + 1}
        aria-colcount={visible.length + (onSelect ? 1 : 0)}
        aria-multiselectable={onSelect ? true : undefined}
        aria-busy={props.isLoading}
        aria-activedescendant={cursor.index >= 0 ? `${domId}-${cursor.index}` : undefined}
        tabIndex={0}
        data-scroll-restoration-id={id}
        onKeyDown={cursor.onKeyDown}
        style={{ '--ts-columns': template.columns, '--ts-columns-width': template.width }}
      >
        {narrow ? null : (
          <TableHeader
            table={table}
            columns={columns}
            sort={props.sort}
            onSort={props.onSort}
            selection={onSelect ? { selected, rowIds, onSelect } : undefined}
          />
        )}
        <div
          className="ts-table-body"
          role="rowgroup"
          style={{ blockSize: isEmpty ? 0 : virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            const key = rowIds[index];
            if (row === undefined || key === undefined) return null;
            return (
              <TableRow
                key={key}
                domId={`${domId}-${index}`}
                row={row}
                index={index}
                start={start}
                label={rowLabel(row)}
                columns={columns.filter(column => table.getColumn(column.id)?.getIsVisible())}
                narrow={narrow}
                isCursor={index === cursor.index}
                isSelected={selected.has(key)}
                onSelect={onSelect && (range => cursor.select(key, range))}
                onPress={() => {
                  cursor.moveTo(index);
                  onOpen?.(row);
                }}
              />
            );
          })}
        </div>
      </div>
      {isEmpty ? (
        <div className="ts-table-none">
          {props.isLoading ? <Skeleton label={label} lines={8} /> : props.empty}
        </div>
      ) : null}
    </div>
  );
}

/** The columns as the reader left them: which are shown, and how wide. */
function useColumns<Row>({ id, columns }: TableProps<Row>) {
  const hiddenAtFirst = columns
    .filter(column => column.hiddenAtFirst)
    .map(column => [column.id, false] as const);
  const [memory, remember] = useColumnMemory(id, Object.fromEntries(hiddenAtFirst));
  return useReactTable<Row>({
    // The hub sorts and filters, the virtualizer places rows: only the columns are this library's here.
    data: noRows,
    columns: columns.map(({ id: columnId, header, width }) => ({
      id: columnId,
      header,
      size: width,
      minSize: 48,
      maxSize: 960,
    })),
    getCoreRowModel: getCoreRowModel(),
    columnResizeMode: 'onChange',
    state: { columnVisibility: memory.visibility, columnSizing: memory.widths },
    onColumnVisibilityChange: change =>
      remember(before => ({ ...before, visibility: functionalUpdate(change, before.visibility) })),
    onColumnSizingChange: change =>
      remember(before => ({ ...before, widths: functionalUpdate(change, before.widths) })),
  });
}

function useReachEnd(
  lastVisible: number | undefined,
  loaded: number,
  onReachEnd: (() => void) | undefined,
): void {
  const near = lastVisible !== undefined && loaded > 0 && lastVisible >= loaded - 20;
  useEffect(() => {
    if (near) onReachEnd?.();
  }, [near, loaded, onReachEnd]);
}

function columnTemplate<Row>(
  columns: readonly TableColumn<Row>[],
  visible: readonly { id: string; getSize: () => number }[],
  selectable: boolean,
): { columns: string; width: string } {
  const growing = new Set(columns.filter(column => column.grow).map(column => column.id));
  const rem = (pixels: number) => `${pixels / 16}rem`;
  const tracks = visible.map(column => {
    const width = rem(column.getSize());
    return growing.has(column.id) ? `minmax(${width}, 1fr)` : width;
  });
  const selection = selectable ? 36 : 0;
  const total = visible.reduce((sum, column) => sum + column.getSize(), selection);
  return { columns: [...(selectable ? [rem(selection)] : []), ...tracks].join(' '), width: rem(total) };
}
