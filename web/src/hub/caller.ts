import { useSession } from '../session/index.js';

/** Who asks, by the id that tasks, requests and the audit name people by. */
export function useCallerId(): string | undefined {
  const session = useSession();
  return 'user' in session ? `user:${session.user.id}` : undefined;
}
