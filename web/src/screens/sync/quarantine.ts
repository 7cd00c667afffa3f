import { infiniteQueryOptions } from '@tanstack/react-query';
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
