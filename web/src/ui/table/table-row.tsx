import { Fragment, type MouseEvent } from 'react';
import { t } from '../../i18n/index.js';
import type { TableColumn } from './column.js';
import { RowCheckbox } from './row-checkbox.js';

export interface TableRowProps<Row> {
  domId: string;
  row: Row;
  index: number;
  /** Distance from the top of the list, in pixels. */
  start: number;
  label: string;
  columns: readonly TableColumn<Row>[];
  narrow: boolean;
  isCursor: boolean;
  isSelected: boolean;
  onSelect: ((range: boolean) => void) | undefined;
  onPress: () => void;
}

/** One row, drawn where the scroll position asks for it. */
export function TableRow<Row>(props: TableRowProps<Row>) {
  const { domId, index, start, label, narrow, isCursor, isSelected, onSelect, onPress } = props;
  return (
    <div
      id={domId}
      role="row"
      className={narrow ? 'ts-table-card' : 'ts-table-row'}
      aria-rowindex={index + 2}
      aria-selected={onSelect ? isSelected : undefined}
      data-cursor={isCursor || undefined}
      style={{ transform: `translateY(${start}px)` }}
      onClick={event => {
        if (isMeantForTheRow(event)) onPress();
      }}
    >
      {onSelect ? (
        <div role="gridcell" className="ts-table-cell ts-table-select">
          <RowCheckbox
            label={t('table.select', { row: label })}
            isSelected={isSelected}
            onChange={onSelect}
          />
        </div>
      ) : null}
      {narrow ? <CardCells {...props} /> : <RowCells {...props} />}
    </div>
  );
}

function RowCells<Row>({ columns, row }: TableRowProps<Row>) {
  return columns.map(column => (
    <div key={column.id} role="gridcell" className="ts-table-cell" data-align={column.align}>
      {column.cell(row)}
    </div>
  ));
}

/** Two lines: the title with what stands at its end, and the details below, parted by dots. */
function CardCells<Row>({ columns, row }: TableRowProps<Row>) {
  const placed = (place: TableColumn<Row>['narrow']) => columns.filter(column => column.narrow === place);
  return (
    <>
      <div role="gridcell" className="ts-card-title">
        {placed('title').map(column => (
          <Fragment key={column.id}>{column.cell(row)}</Fragment>
        ))}
      </div>
      <div role="gridcell" className="ts-card-aside">
        {placed('aside').map(column => (
          <Fragment key={column.id}>{column.cell(row)}</Fragment>
        ))}
      </div>
      <div role="gridcell" className="ts-card-detail">
        {placed('detail').map(column => (
          <span key={column.id}>{column.cell(row)}</span>
        ))}
      </div>
    </>
  );
}

/** A press on a link or control of the row is theirs, and marking text to copy opens nothing. */
function isMeantForTheRow(event: MouseEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element) || !event.currentTarget.contains(target)) return false;
  return (
    target.closest('a, button, input, label, [role="separator"]') === null &&
    getSelection()?.isCollapsed !== false
  );
}
