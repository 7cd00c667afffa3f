import { infiniteQueryOptions, useQueryClient } from '@tanstack/react-query';
import { execute, graphql, type ResultOf } from '../../api/index.js';

const quarantineDocument = graphql(`
  query Quarantine($system: String, $domain: String, $batchId: ID, $code: String, $after: String) {
    quarantine(system: $system, domain: $domain, batchId: $batchId, code: $code, first: 50, after: $after) {
      nodes {
        id
        system
        domain
        batchId
        rowNumber
        key
        raw
        withheld
        causes {
          code
          severity
          message
          attribute
          field
          value
          fix
        }
        state
        version
        createdAt
      }
      endCursor
    }
  }
`);

export type QuarantinedRecord = ResultOf<typeof quarantineDocument>['quarantine']['nodes'][number];

/** Which rows: what the address says. */
export interface QuarantineAsked {
  readonly system?: string | undefined;
  readonly domain?: string | undefined;
  readonly code?: string | undefined;
  readonly batch?: string | undefined;
}

/** Open quarantine, page by page. */
export function quarantineQuery({ system, domain, code, batch }: QuarantineAsked) {
  return infiniteQueryOptions({
    queryKey: ['quarantine', { system, domain, code, batch }],
    queryFn: ({ pageParam, signal }) =>
      execute(
        quarantineDocument,
        {
          system: system ?? null,
          domain: domain ?? null,
          code: code ?? null,
          batchId: batch ?? null,
          after: pageParam,
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.quarantine.endCursor ?? undefined,
  });
}

/** What shows quarantine, and the records that its rows become, asks the hub again. */
export function useRefreshQuarantine() {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [['quarantine'], ['open-work'], ['records']])
      void queries.invalidateQueries({ queryKey });
  };
}

export const correctDocument = graphql(`
  mutation CorrectQuarantined($id: ID!, $version: Int!, $raw: JSON!) {
    correctQuarantined(id: $id, version: $version, raw: $raw) {
      __typename
      ... on RecordOutcome {
        outcome
        quarantineId
        causes {
          code
          message
        }
      }
      ... on StaleVersion {
        message
      }
      ... on Refused {
        message
      }
    }
  }
`);

export const discardDocument = graphql(`
  mutation DiscardQuarantined($id: ID!, $version: Int!, $reason: String!) {
    discardQuarantined(id: $id, version: $version, reason: $reason) {
      __typename
      ... on DiscardedRecord {
        id
      }
      ... on StaleVersion {
        message
      }
      ... on Refused {
        message
      }
    }
  }
`);

/** A cause with how many open rows of a system and domain have it. */
interface CountedCause {
  readonly system: string;
  readonly domain: string;
  readonly code: string;
  readonly count: number;
}

/** How many rows the address asks for, where the hub has counted them: not of one delivery. */
export function countAsked(
  { system, domain, code, batch }: QuarantineAsked,
  { causes, quarantined }: { readonly causes: readonly CountedCause[]; readonly quarantined: number },
): number | undefined {
  if (batch !== undefined) return undefined;
  if (code === undefined) return system === undefined && domain === undefined ? quarantined : undefined;
  return causes
    .filter(
      cause =>
        cause.code === code &&
        (system === undefined || cause.system === system) &&
        (domain === undefined || cause.domain === domain),
    )
    .reduce((sum, { count }) => sum + count, 0);
}

/**
 * The row on the screen: the one asked for, else the first. One that is asked for and not here yet is not given by another:
 * somebody could be typing already.
 */
export function chosenRow<Row extends { readonly id: string }>(
  rows: readonly Row[],
  asked: string | undefined,
  isFetching: boolean,
): Row | 'awaited' | undefined {
  return rows.find(({ id }) => id === asked) ?? (asked !== undefined && isFetching ? 'awaited' : rows[0]);
}
