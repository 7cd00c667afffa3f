import { useEffect, useEffectEvent } from 'react';
import { shortcuts, type Shortcut } from './shortcuts.js';

/** Offers shortcuts while the calling component is on the screen; `run` always sees its newest render. */
export function useShortcuts(offered: readonly Shortcut[]): void {
  const run = useEffectEvent((keys: string) => offered.find(shortcut => shortcut.keys === keys)?.run());
  // Labels and keys decide when to register again; the functions change with every render.
  const identity = offered.map(({ keys, label }) => `${keys}\t${label}`).join('\n');
  const current = useEffectEvent(() => offered);

  useEffect(() => {
    const registered = current().map(shortcut =>
      Object.assign({}, shortcut, { run: () => run(shortcut.keys) }),
    );
    return shortcuts.register(registered);
  }, [identity]);
}

/** Listens on the window for every registered shortcut. Used once, by the frame. */
export function useShortcutListener(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => shortcuts.handle(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
