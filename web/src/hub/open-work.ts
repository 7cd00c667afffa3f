import { useQuery } from '@tanstack/react-query';
import { execute, graphql } from '../api/index.js';
import { useMay } from '../session/index.js';
import { useCallerId } from './caller.js';

const openWorkDocument = graphql(`
  query OpenWork($tasks: Boolean!, $quarantine: Boolean!, $requests: Boolean!, $me: String) {
    taskCounts @include(if: $tasks) {
      domain
      kind
      count
    }
    mine: taskCounts(assignee: $me) @include(if: $tasks) {
      count
    }
    changeRequestCounts @include(if: $requests) {
      domain
      attribute
      count
    }
    quarantineTotal @include(if: $quarantine)
    quarantineCauses @include(if: $quarantine) {
      system
      domain
      code
      count
    }
  }
`);

/** How much waits, as far as the reader may know. Asked again every half minute. */
export function useOpenWork() {
  const tasks = useMay('task.read');
  const quarantine = useMay('quarantine.read');
  const requests = useMay('change-request.read');
  const me = useCallerId();
  const found = useQuery({
    queryKey: ['open-work', tasks, quarantine, requests, me],
    queryFn: ({ signal }) =>
      execute(openWorkDocument, { tasks, quarantine, requests, me: me ?? null }, signal),
    refetchInterval: 30_000,
  });
  return {
    ...found,
    taskCounts: found.data?.taskCounts ?? [],
    /** Assigned to the reader. */
    mine: total(found.data?.mine ?? []),
    /** Changes that wait for approval, per attribute. */
    requestCounts: found.data?.changeRequestCounts ?? [],
    /** Rows in quarantine. */
    quarantined: found.data?.quarantineTotal ?? 0,
    /** Why they are there; a row may have several causes. */
    causes: found.data?.quarantineCauses ?? [],
  };
}

/** Adds up counts. */
export function total(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
