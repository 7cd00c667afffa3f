import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { execute, graphql } from '../api/index.js';
import { t } from '../i18n/index.js';
import { useCallerId } from './caller.js';

const actorsDocument = graphql(`
  query Actors {
    actors {
      id
      name
    }
  }
`);

/** What versions, tasks and the audit call the hub itself. */
const machine = 'machine';

/** Gives the name of whoever did something, from the id that it is kept under; the reader is `you`. */
export function useActorName(): (id: string) => string {
  const caller = useCallerId();
  const { data } = useQuery({
    queryKey: ['actors'],
    queryFn: ({ signal }) => execute(actorsDocument, {}, signal),
    staleTime: 5 * 60_000,
  });
  return useCallback(
    id => {
      if (id === caller) return t('work.you');
      if (id === machine) return t('actor.machine');
      return data?.actors.find(actor => actor.id === id)?.name ?? id;
    },
    [caller, data],
  );
}
