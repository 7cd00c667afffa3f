import { infiniteQueryOptions } from '@tanstack/react-query';
import { execute, graphql, type ResultOf } from '../../api/index.js';

const batchesDocument = graphql(`
  query Batches($first: Int, $after: String) {
    batches(first: $first, after: $after) {
      nodes {
        id
        system
        domain
        state
        phase
        files
        bytes
        bytesRead
        parts {
          done
          planned
        }
        counts {
          read
          created
          updated
          unchanged
          stale
          deleted
          quarantined
        }
        causes {
          code
          message
          fix
        }
        correlationId
        submittedBy
        createdAt
        startedAt
        finishedAt
      }
      endCursor
    }
  }
`);

export type Batch = ResultOf<typeof batchesDocument>['batches']['nodes'][number];

const pageSize = 30;
const pollMs = 1000;
const idleMs = 15_000;
const running = new Set(['receiving', 'queued', 'processing', 'resolving']);

/** Whether a batch is still on its way. */
export function isRunning(batch: Pick<Batch, 'state'>): boolean {
  return running.has(batch.state);
}

/** How many rows of deliveries ended in one way. */
export function sumOf(batches: readonly Pick<Batch, 'counts'>[], count: keyof Batch['counts']): number {
  return batches.reduce((sum, { counts }) => sum + counts[count], 0);
}

/** Deliveries, newest first; asked for every second while one is on its way. */
export const batchesQuery = infiniteQueryOptions({
  queryKey: ['batches'],
  queryFn: ({ pageParam, signal }) => execute(batchesDocument, { first: pageSize, after: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: page => page.batches.endCursor ?? undefined,
  refetchInterval: query =>
    query.state.data?.pages.some(page => page.batches.nodes.some(isRunning)) ? pollMs : idleMs,
});
