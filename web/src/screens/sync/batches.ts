import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { execute, graphql, type ResultOf } from '../../api/index.js';

const batchFields = graphql(`
  fragment BatchFields on Batch @_unmask {
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
`);

const batchesDocument = graphql(
  `
    query Batches($first: Int, $after: String) {
      batches(first: $first, after: $after) {
        nodes {
          ...BatchFields
        }
        endCursor
      }
    }
  `,
  [batchFields],
);

const recentDocument = graphql(
  `
    query RecentDeliveries($since: DateTime!, $failed: Int!) {
      batchTotals(since: $since) {
        batches
        rows
        quarantined
        failed
      }
      batches(state: "failed", first: $failed) {
        nodes {
          ...BatchFields
        }
      }
    }
  `,
  [batchFields],
);

export type Batch = ResultOf<typeof batchesDocument>['batches']['nodes'][number];

const pageSize = 30;
const pollMs = 1000;
const idleMs = 15_000;
/** A day: what came overnight is what a morning begins with. */
const recentMs = 24 * 60 * 60_000;
/** Deliveries shown on the home screen; Sync has all. */
export const recentShown = 6;
const running = new Set(['receiving', 'queued', 'processing', 'resolving']);

/** Whether a batch came in the last day. */
export function isRecent(batch: Pick<Batch, 'createdAt'>): boolean {
  return Date.now() - Date.parse(batch.createdAt) < recentMs;
}

/** Whether a batch is still on its way. */
export function isRunning(batch: Pick<Batch, 'state'>): boolean {
  return running.has(batch.state);
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

/** Sums over the deliveries of the last day, and those that failed most recently. */
export const recentQuery = queryOptions({
  queryKey: ['batches', 'recent'],
  queryFn: ({ signal }) =>
    execute(
      recentDocument,
      { since: new Date(Date.now() - recentMs).toISOString(), failed: recentShown },
      signal,
    ),
  refetchInterval: idleMs,
});
