import { QueryClient } from '@tanstack/react-query';
import { onConnectionChange } from './connection.js';
import { RequestFailure } from './request-failure.js';

/** How often a question is put again while the hub does not answer, before the screen says so. */
const attemptsMax = 2;

/** What the page knows of the hub, and for how long it believes it. */
export function createQueryClient(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal does not change by asking again; silence may.
        retry: (attempts, failure) =>
          failure instanceof RequestFailure && failure.kind === 'unreachable' && attempts < attemptsMax,
        // The browser's idea of being online says nothing about a hub on the same machine.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  onConnectionChange(isReachable => {
    if (isReachable) void queries.invalidateQueries();
  });
  return queries;
}
