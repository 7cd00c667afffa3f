import { useSyncExternalStore } from 'react';

/** Who works here. */
export interface User {
  readonly id: string;
  /** What one signs in with. */
  readonly name: string;
  /** What people call them. */
  readonly displayName: string;
  readonly roles: readonly string[];
  /** Has set a password; without one, the next sign-in needs another one-time link. */
  readonly hasPassword: boolean;
  /** What the person may do. The hub checks again: this only spares buttons that it would refuse. */
  readonly actions: readonly string[];
}

/**
 * Where the session stands. `expired`: the person was signed in on this page and must show again who they
 * are; the screen stays as it is meanwhile.
 */
export type Session =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in' | 'expired'; readonly user: User; readonly csrfToken: string };

const listeners = new Set<() => void>();
let session: Session = { kind: 'unknown' };

export function currentSession(): Session {
  return session;
}

export function changeSession(to: Session): void {
  session = to;
  for (const listener of listeners) listener();
}

/** Marks the session as ended, if there was one. */
export function expireSession(): void {
  if (session.kind === 'signed-in') changeSession({ ...session, kind: 'expired' });
}

/** Waits for an expired session to be renewed (`true`) or given up (`false`). */
export function whenRenewed(): Promise<boolean> {
  return new Promise(resolve => {
    const check = () => {
      if (session.kind === 'expired') return;
      listeners.delete(check);
      resolve(session.kind === 'signed-in');
    };
    listeners.add(check);
    check();
  });
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, currentSession);
}

/** Whether the person at this screen may do something: an action of the hub's policy, such as `task.resolve`. */
export function useMay(action: string): boolean {
  const current = useSession();
  return 'user' in current && current.user.actions.includes(action);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back when nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  return subscribe(() => {
    if (session.kind === 'signed-out') listener();
  });
}
