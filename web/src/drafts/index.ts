import { useCallback, useState } from 'react';

/**
 * State for typed text that outlives a reload, a conflict and an expired session. It is kept for this tab
 * until `discard` is called, when what was typed has been saved. Never for passwords or restricted values.
 */
export function useDraft(
  key: string,
  initial = '',
): [text: string, change: (text: string) => void, discard: () => void] {
  const storageKey = `touchstone.draft.${key}`;
  const [text, setText] = useState(() => readDraft(storageKey) ?? initial);
  const change = useCallback(
    (next: string) => {
      setText(next);
      keepDraft(storageKey, next);
    },
    [storageKey],
  );
  const discard = useCallback(() => {
    setText(initial);
    keepDraft(storageKey, undefined);
  }, [storageKey, initial]);
  return [text, change, discard];
}

function readDraft(storageKey: string): string | undefined {
  try {
    return sessionStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined;
  }
}

function keepDraft(storageKey: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, text);
  } catch {
    // Without storage the text lives as long as the screen.
  }
}
