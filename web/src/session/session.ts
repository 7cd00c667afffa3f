import { member, textMember } from '../api/json.js';
import { RequestFailure } from '../api/request-failure.js';
import { request } from '../api/request.js';
import { changeSession, currentSession, type Session, type User } from './session-store.js';

/**
 * Asks the hub who is signed in. A signed-out answer on a page where somebody worked makes the session
 * expired, not gone: see `Session`.
 */
export async function loadSession(): Promise<Session> {
  const before = currentSession();
  try {
    changeSession(readSession(await request('/auth/session')));
  } catch (failure) {
    if (!(failure instanceof RequestFailure) || failure.kind !== 'signed-out') throw failure;
    // The person may have signed in while this was asked: then the answer is about the session before.
    if (currentSession() !== before) return currentSession();
    changeSession(
      before.kind === 'signed-in' || before.kind === 'expired'
        ? { ...before, kind: 'expired' }
        : { kind: 'signed-out' },
    );
  }
  return currentSession();
}

/** Signs in with a password. @throws RequestFailure, `signed-out` when the name or the password is wrong */
export async function signIn(name: string, password: string): Promise<void> {
  await request('/auth/login', { method: 'POST', body: { name, password } });
  await loadSession();
}

/** Sets the password of whoever is signed in, and reads the session anew. @throws RequestFailure with what a good one needs */
export async function setPassword(password: string): Promise<void> {
  await request('/auth/password', { method: 'POST', body: { password } });
  await loadSession();
}

const linkSignIns = new Map<string, Promise<void>>();

/** Signs in with the token of a one-time link. A token is sent once, however often a screen asks: it works only once. */
export function signInWithLink(token: string): Promise<void> {
  const signingIn = linkSignIns.get(token) ?? sendToken(token);
  linkSignIns.set(token, signingIn);
  return signingIn;
}

async function sendToken(token: string): Promise<void> {
  await request('/auth/login-link', { method: 'POST', body: { token } });
  await loadSession();
}

/** Ends the session here and on the hub. A hub that is gone cannot be told; its session ends by itself. */
export async function signOut(): Promise<void> {
  try {
    await request('/auth/logout', { method: 'POST' });
  } catch (failure) {
    if (!(failure instanceof RequestFailure) || failure.kind === 'refused') throw failure;
  }
  changeSession({ kind: 'signed-out' });
}

function readSession(content: unknown): Session {
  const user = readUser(member(content, 'user'), textsOf(member(content, 'actions')));
  const csrfToken = textMember(content, 'csrfToken');
  return user && csrfToken !== undefined ? { kind: 'signed-in', user, csrfToken } : { kind: 'signed-out' };
}

function readUser(content: unknown, actions: readonly string[]): User | undefined {
  const id = textMember(content, 'id');
  const name = textMember(content, 'name');
  const roles = member(content, 'roles');
  if (id === undefined || name === undefined || !Array.isArray(roles)) return undefined;
  return {
    id,
    name,
    displayName: textMember(content, 'displayName') ?? name,
    roles: textsOf(roles),
    hasPassword: member(content, 'hasPassword') !== false,
    actions,
  };
}

function textsOf(content: unknown): readonly string[] {
  return Array.isArray(content) ? content.filter(text => typeof text === 'string') : [];
}
