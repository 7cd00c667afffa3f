import { useQuery } from '@tanstack/react-query';
import { execute, graphql } from '../api/index.js';
import { useMay } from '../session/index.js';

const openWorkDocument = graphql(`
  query OpenWork($tasks: Boolean!, $quarantine: Boolean!) {
    taskCounts @include(if: $tasks) {
      domain
      kind
      count
    }
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
  const found = useQuery({
    queryKey: ['open-work', tasks, quarantine],
    queryFn: ({ signal }) => execute(openWorkDocument, { tasks, quarantine }, signal),
    refetchInterval: 30_000,
  });
  return {
    ...found,
    taskCounts: found.data?.taskCounts ?? [],
    causes: found.data?.quarantineCauses ?? [],
  };
}

/** Adds up counts. */
export function total(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
