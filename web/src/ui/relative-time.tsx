import { useSyncExternalStore } from 'react';
import { formatInstant, formatRelative } from '../i18n/index.js';
import './values.css';

const tickMs = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

export interface RelativeTimeProps {
  /** ISO 8601 with a zone. */
  instant: string;
  style?: 'long' | 'narrow';
}

/** How long ago or ahead something is; the exact time and its zone on hover. Every one on the page moves on together. */
export function RelativeTime({ instant, style = 'long' }: RelativeTimeProps) {
  const current = useSyncExternalStore(subscribeToClock, () => now);
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return <span>{instant}</span>;
  return (
    <time className="ts-time" dateTime={instant} title={formatInstant(date)}>
      {formatRelative(date, new Date(current), style)}
    </time>
  );
}

function subscribeToClock(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const tick of listeners) tick();
    }, tickMs);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}
