import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { execute, graphql, type ResultOf } from '../api/index.js';

const systemsDocument = graphql(`
  query Systems {
    systems {
      id
      label
      kind
      domains
    }
  }
`);

export type SystemInfo = ResultOf<typeof systemsDocument>['systems'][number];

const none: readonly SystemInfo[] = [];

/** Every system that sends or receives records; empty until it is known. */
export function useSystems(): readonly SystemInfo[] {
  const found = useQuery({
    queryKey: ['systems'],
    queryFn: ({ signal }) => execute(systemsDocument, {}, signal),
    staleTime: 5 * 60_000,
  });
  return found.data?.systems ?? none;
}

/** Gives a reason of the machine with the names of systems as people say them: rules know systems by their ids. */
export function useReasonWords(): (reason: string) => string {
  const systems = useSystems();
  return useCallback(
    reason => reason.replaceAll(/[\w-]+/g, word => systems.find(({ id }) => id === word)?.label ?? word),
    [systems],
  );
}

/** Gives the name of a system as people say it. */
export function useSystemLabel(): (id: string) => string {
  const systems = useSystems();
  return useCallback(id => systems.find(system => system.id === id)?.label ?? id, [systems]);
}
