import type { Header, Table as TableState } from '@tanstack/react-table';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { t } from '../../i18n/index.js';
import { IconButton } from '../button.js';
import { Popover } from '../popover.js';
import { Checkbox } from '../toggle.js';
import type { Sort, TableColumn } from './column.js';
import { RowCheckbox } from './row-checkbox.js';

export interface TableHeaderProps<Row> {
  table: TableState<Row>;
  columns: readonly TableColumn<Row>[];
  sort: Sort | undefined;
  onSort: ((sort: Sort | undefined) => void) | undefined;
  selection:
    | {
        selected: ReadonlySet<string>;
        rowIds: readonly string[];
        onSelect: (selected: ReadonlySet<string>) => void;
      }
    | undefined;
}

/** The names of the columns, which sort and resize; and the menu of columns at the end. */
export function TableHeader<Row>({ table, columns, sort, onSort, selection }: TableHeaderProps<Row>) {
  return (
    <div className="ts-table-head" role="rowgroup">
      <div className="ts-table-head-row" role="row" aria-rowindex={1}>
        <div className="ts-table-row" role="none">
          {selection ? <SelectAll {...selection} /> : null}
          {table.getFlatHeaders().map(header => {
            const column = columns.find(({ id }) => id === header.column.id);
            return column ? (
              <HeaderCell key={header.id} header={header} column={column} sort={sort} onSort={onSort} />
            ) : null;
          })}
        </div>
        <ColumnMenu table={table} columns={columns} />
      </div>
    </div>
  );
}

function SelectAll({ selected, rowIds, onSelect }: NonNullable<TableHeaderProps<unknown>['selection']>) {
  const count = rowIds.filter(rowId => selected.has(rowId)).length;
  const all = count > 0 && count === rowIds.length;
  return (
    <div role="columnheader" className="ts-table-cell ts-table-select">
      <RowCheckbox
        label={t('table.selectAll')}
        isSelected={all}
        isIndeterminate={count > 0 && !all}
        onChange={() => onSelect(all ? new Set() : new Set(rowIds))}
      />
    </div>
  );
}

interface HeaderCellProps<Row> {
  header: Header<Row, unknown>;
  column: TableColumn<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort | undefined) => void) | undefined;
}

function HeaderCell<Row>({ header, column, sort, onSort }: HeaderCellProps<Row>) {
  const direction = sort?.column === column.id ? sort.direction : undefined;
  const sortable = (column.sortable ?? false) && onSort !== undefined;
  return (
    <div
      role="columnheader"
      className="ts-table-cell"
      data-align={column.align}
      aria-sort={sortable ? (direction ?? 'none') : undefined}
    >
      {sortable ? (
        <button
          type="button"
          className="ts-table-sort"
          onClick={() => onSort(nextSort(column.id, direction))}
        >
          {column.header}
          {direction === 'ascending' ? <ArrowUp aria-hidden size={13} /> : null}
          {direction === 'descending' ? <ArrowDown aria-hidden size={13} /> : null}
        </button>
      ) : (
        <span className="ts-table-name">{column.header}</span>
      )}
      {column.grow ? null : <ResizeHandle header={header} name={column.header} />}
    </div>
  );
}

function nextSort(column: string, direction: Sort['direction'] | undefined): Sort | undefined {
  if (direction === undefined) return { column, direction: 'ascending' };
  return direction === 'ascending' ? { column, direction: 'descending' } : undefined;
}

const keyStep = 16;

function ResizeHandle<Row>({ header, name }: { header: Header<Row, unknown>; name: string }) {
  const width = header.column.getSize();
  const resizeBy = (step: number) =>
    header
      .getContext()
      .table.setColumnSizing(widths => ({ ...widths, [header.column.id]: Math.max(48, width + step) }));
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('table.resize', { column: name })}
      aria-valuenow={Math.round(width)}
      aria-valuemin={48}
      aria-valuemax={960}
      tabIndex={0}
      className="ts-table-resize"
      data-resizing={header.column.getIsResizing() || undefined}
      onPointerDown={header.getResizeHandler()}
      onDoubleClick={() => header.column.resetSize()}
      onKeyDown={event => {
        if (event.key === 'ArrowLeft') resizeBy(-keyStep);
        if (event.key === 'ArrowRight') resizeBy(keyStep);
      }}
    />
  );
}

function ColumnMenu<Row>({ table, columns }: Pick<TableHeaderProps<Row>, 'table' | 'columns'>) {
  return (
    <div role="columnheader" className="ts-table-columns">
      <Popover
        label={t('table.columns')}
        placement="bottom end"
        trigger={<IconButton icon={Columns3} label={t('table.columns')} />}
      >
        <div className="ts-table-column-list">
          {columns.map(({ id, header }) => {
            const column = table.getColumn(id);
            const isOnlyOne = table.getVisibleLeafColumns().length === 1 && column?.getIsVisible();
            return (
              <Checkbox
                key={id}
                isSelected={column?.getIsVisible() ?? false}
                isDisabled={isOnlyOne ?? false}
                onChange={shown => column?.toggleVisibility(shown)}
              >
                {header}
              </Checkbox>
            );
          })}
        </div>
      </Popover>
    </div>
  );
}
