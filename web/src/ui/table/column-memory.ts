import { useCallback, useState } from 'react';
import type { ColumnSizingState, VisibilityState } from '@tanstack/react-table';

/** What a reader made of a table's columns. */
export interface ColumnMemory {
  visibility: VisibilityState;
  widths: ColumnSizingState;
}

/** The columns of a table as this reader left them on this device; `initial` when they never touched them. */
export function useColumnMemory(
  tableId: string,
  initial: VisibilityState,
): [ColumnMemory, (change: (before: ColumnMemory) => ColumnMemory) => void] {
  const [memory, setMemory] = useState<ColumnMemory>(() => readMemory(tableId, initial));
  const remember = useCallback(
    (change: (before: ColumnMemory) => ColumnMemory) =>
      setMemory(before => {
        const after = change(before);
        try {
          localStorage.setItem(storageKey(tableId), JSON.stringify(after));
        } catch {
          // Full or switched-off storage costs the memory, not the change.
        }
        return after;
      }),
    [tableId],
  );
  return [memory, remember];
}

function storageKey(tableId: string): string {
  return `touchstone.columns.${tableId}`;
}

function readMemory(tableId: string, initial: VisibilityState): ColumnMemory {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey(tableId)) ?? '{}');
    return {
      visibility: { ...initial, ...recordOf(kept, 'visibility', value => typeof value === 'boolean') },
      widths: recordOf(kept, 'widths', value => typeof value === 'number'),
    };
  } catch {
    return { visibility: initial, widths: {} };
  }
}

/** The entries of one member that have the expected type: what an older version kept must not break this one. */
function recordOf<Value>(
  kept: unknown,
  member: string,
  accepts: (value: unknown) => value is Value,
): Record<string, Value> {
  const found: unknown =
    typeof kept === 'object' && kept !== null
      ? Object.entries(kept).find(([key]) => key === member)?.[1]
      : undefined;
  const accepted: Record<string, Value> = {};
  if (typeof found !== 'object' || found === null) return accepted;
  for (const [key, value] of Object.entries(found)) if (accepts(value)) accepted[key] = value;
  return accepted;
}
