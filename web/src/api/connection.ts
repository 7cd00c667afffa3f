import { useSyncExternalStore } from 'react';

const firstPauseMs = 1000;
const longestPauseMs = 15_000;

const listeners = new Set<() => void>();
let reachable = true;
let timer: ReturnType<typeof setTimeout> | undefined;
let pauseMs = firstPauseMs;

/** The hub answered, whatever it said. */
export function reportAnswer(): void {
  clearTimeout(timer);
  pauseMs = firstPauseMs;
  change(true);
}

/** The hub did not answer. From now on it is asked again, less and less often, until it does. */
export function reportSilence(): void {
  change(false);
  clearTimeout(timer);
  timer = setTimeout(() => void askAgain(), pauseMs);
  pauseMs = Math.min(pauseMs * 2, longestPauseMs);
}

/** Asks the hub whether it is there. */
export async function askAgain(): Promise<void> {
  try {
    const answer = await fetch('/health/live', { cache: 'no-store' });
    // A proxy answers for a hub that is gone, with one of the gateway codes.
    if (answer.ok) reportAnswer();
    else reportSilence();
  } catch {
    reportSilence();
  }
}

/** Calls back when the hub is gone (`false`) and when it is there again (`true`). */
export function onConnectionChange(listener: (isReachable: boolean) => void): () => void {
  const notify = () => listener(reachable);
  listeners.add(notify);
  return () => listeners.delete(notify);
}

/** Whether the hub answered when it was last asked. */
export function useReachable(): boolean {
  return useSyncExternalStore(
    listener => onConnectionChange(listener),
    () => reachable,
  );
}

function change(to: boolean): void {
  if (reachable === to) return;
  reachable = to;
  for (const listener of listeners) listener();
}
