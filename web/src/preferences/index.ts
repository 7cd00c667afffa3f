import { useSyncExternalStore } from 'react';

/** What a person sets once and keeps on this device. */
export interface Preferences {
  theme: 'light' | 'dark';
  density: 'compact' | 'comfortable';
  rail: 'wide' | 'narrow';
  language: string;
}

const listeners = new Set<() => void>();

/** A kept preference, or `undefined` when the person never chose. Storage that is switched off reads as never chosen. */
export function readPreference(name: keyof Preferences): string | undefined {
  try {
    return localStorage.getItem(`touchstone.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a preference, or forgets it, and shows it at once. */
export function writePreference<Name extends keyof Preferences>(
  name: Name,
  value: Preferences[Name] | undefined,
): void {
  try {
    if (value === undefined) localStorage.removeItem(`touchstone.${name}`);
    else localStorage.setItem(`touchstone.${name}`, value);
  } catch {
    // A browser that keeps nothing still shows the choice until the page is left.
  }
  if (name !== 'language') document.documentElement.dataset[name] = value ?? '';
  for (const listener of listeners) listener();
}

/** Puts the kept theme and density on the page. Runs once, before the first render. */
export function startPreferences(): void {
  document.documentElement.dataset['theme'] = readPreference('theme') ?? '';
  document.documentElement.dataset['density'] = readPreference('density') ?? '';
}

/** A preference that re-renders its reader when it changes. */
export function usePreference(name: keyof Preferences): string | undefined {
  return useSyncExternalStore(subscribe, () => readPreference(name));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
