import { useSyncExternalStore, useEffect } from 'react';

let shown: string | undefined;
const listeners = new Set<() => void>();

function change(title: string | undefined): void {
  shown = title;
  for (const listener of listeners) listener();
}

/** Names what the screen shows, when its address alone does not: the record, the question. Forgotten with the screen. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    change(title);
    return () => change(undefined);
  }, [title]);
}

/** What the screen calls itself at the moment. */
export function useShownTitle(): string | undefined {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
