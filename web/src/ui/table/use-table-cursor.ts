import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { selectRange, toggleRow } from './row-selection.js';

interface CursorOptions {
  grid: RefObject<HTMLDivElement | null>;
  rowIds: readonly string[];
  pageSize: () => number;
  scrollTo: (index: number) => void;
  onOpen: ((rowId: string) => void) | undefined;
  selected: ReadonlySet<string>;
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
}

/** Where the reader is in a table and what the keys do from there. */
export interface TableCursor {
  index: number;
  moveTo: (index: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** Selects a row, or with `range` everything from the last selected row to it. */
  select: (rowId: string, range: boolean) => void;
}

/**
 * One row of the table has the cursor. `j` and `k` move it from anywhere on the screen, the arrows while
 * the table has the focus; the table itself keeps the focus, because rows come and go while it scrolls.
 */
export function useTableCursor(options: CursorOptions): TableCursor {
  const { grid, rowIds, pageSize, scrollTo, onOpen, selected, onSelect } = options;
  const [cursorId, setCursorId] = useState<string>();
  const anchor = useRef<string>(undefined);
  const index = cursorId === undefined ? -1 : rowIds.indexOf(cursorId);

  const moveTo = (wanted: number) => {
    const reached = Math.min(Math.max(wanted, 0), rowIds.length - 1);
    setCursorId(rowIds[reached]);
    if (reached >= 0) scrollTo(reached);
  };
  const select = (rowId: string, range: boolean) => {
    if (!onSelect) return;
    onSelect(
      range ? selectRange(selected, rowIds, anchor.current ?? rowId, rowId) : toggleRow(selected, rowId),
    );
    anchor.current = rowId;
  };
  const moveFromAnywhere = (step: number) => {
    grid.current?.focus({ preventScroll: true });
    moveTo(index + step);
  };
  const atCursor = (act: (rowId: string) => void) => () => {
    const rowId = rowIds[index];
    if (rowId !== undefined) act(rowId);
  };

  const group = t('keys.group.list');
  useShortcuts([
    { keys: 'j', label: t('keys.next'), group, run: () => moveFromAnywhere(1) },
    { keys: 'k', label: t('keys.previous'), group, run: () => moveFromAnywhere(-1) },
    ...(onSelect
      ? [
          { keys: 'x', label: t('keys.select'), group, run: atCursor(rowId => select(rowId, false)) },
          {
            keys: 'Shift+X',
            label: t('keys.selectRange'),
            group,
            run: atCursor(rowId => select(rowId, true)),
          },
        ]
      : []),
  ]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Keys pressed in a cell's own controls, or in a panel that a cell opened, are theirs.
    if (event.target !== event.currentTarget) return;
    const act = gridKeys(event.key, {
      move: step => moveTo(Math.max(index, step < 0 ? 0 : -1) + step),
      moveTo,
      page: pageSize(),
      last: rowIds.length - 1,
      open: atCursor(rowId => onOpen?.(rowId)),
      select: atCursor(rowId => select(rowId, event.shiftKey)),
    });
    if (!act) return;
    event.preventDefault();
    act();
  };

  return { index, moveTo, onKeyDown, select };
}

interface GridMoves {
  move: (step: number) => void;
  moveTo: (index: number) => void;
  page: number;
  last: number;
  open: () => void;
  select: () => void;
}

/** The keys of the grid pattern (WAI-ARIA Authoring Practices), for whole rows. */
function gridKeys(key: string, moves: GridMoves): (() => void) | undefined {
  switch (key) {
    case 'ArrowDown':
      return () => moves.move(1);
    case 'ArrowUp':
      return () => moves.move(-1);
    case 'PageDown':
      return () => moves.move(moves.page);
    case 'PageUp':
      return () => moves.move(-moves.page);
    case 'Home':
      return () => moves.moveTo(0);
    case 'End':
      return () => moves.moveTo(moves.last);
    case 'Enter':
      return moves.open;
    case ' ':
      return moves.select;
    default:
      return undefined;
  }
}
