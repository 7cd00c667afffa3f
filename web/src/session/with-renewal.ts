import { RequestFailure } from '../api/request-failure.js';
import { currentSession, expireSession, whenRenewed } from './session-store.js';

/**
 * Runs a request; when the session has ended meanwhile, lets the person sign in again over the screen that
 * they are on and then runs it once more. Nothing that they did has to be done twice.
 */
export async function withRenewal<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const asking = currentSession();
  try {
    return await ask();
  } catch (failure) {
    if (!(failure instanceof RequestFailure) || failure.kind !== 'signed-out') throw failure;
    // A refusal that comes late, when the person has signed in again, says nothing about the new session.
    if (currentSession() === asking) expireSession();
    if (!(await whenRenewed())) throw failure;
    return await ask();
  }
}
