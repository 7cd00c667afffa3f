import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { execute, graphql, type ResultOf } from '../../api/index.js';
import { changeRequestFields } from '../records/record.js';

const queueDocument = graphql(`
  query TaskQueue(
    $state: String
    $domain: String
    $kind: String
    $assignee: String
    $search: String
    $first: Int
    $after: String
    $counted: Boolean!
  ) {
    tasks(
      state: $state
      domain: $domain
      kind: $kind
      assignee: $assignee
      search: $search
      first: $first
      after: $after
    ) {
      nodes {
        id
        domain
        kind
        state
        title
        label
        reasons
        score
        priority
        assignee
        createdAt
        dueAt
        version
        goldenRecordIds
      }
      endCursor
      totalCount @include(if: $counted)
    }
  }
`);

export type QueuedTask = ResultOf<typeof queueDocument>['tasks']['nodes'][number];

/** Which tasks: what the address of the list says. */
export interface QueueAsked {
  readonly domain?: string | undefined;
  readonly kind?: string | undefined;
  readonly assignee?: string | undefined;
  /** Only those about the records that this text finds. */
  readonly search?: string | undefined;
}

/** Open tasks, most urgent first, page by page. How many a search has found comes with the first page; other views count by themselves. */
export function queueQuery({ domain, kind, assignee, search }: QueueAsked) {
  return infiniteQueryOptions({
    queryKey: ['tasks', { domain, kind, assignee, search }],
    queryFn: ({ pageParam, signal }) =>
      execute(
        queueDocument,
        {
          state: 'open',
          domain: domain ?? null,
          kind: kind ?? null,
          assignee: assignee ?? null,
          search: search ?? null,
          first: 100,
          after: pageParam,
          counted: search !== undefined && pageParam === null,
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.tasks.endCursor ?? undefined,
    placeholderData: before => before,
  });
}

const scoresDocument = graphql(`
  query TaskScores($domain: String, $kind: String) {
    taskScores(domain: $domain, kind: $kind) {
      from
      to
      count
    }
  }
`);

/** How the scores of open questions spread, in bits. */
export function scoresQuery({ domain, kind }: QueueAsked) {
  return queryOptions({
    queryKey: ['task-scores', { domain, kind }],
    queryFn: ({ signal }) => execute(scoresDocument, { domain: domain ?? null, kind: kind ?? null }, signal),
    select: ({ taskScores }) => taskScores,
  });
}

const explanationFields = graphql(`
  fragment ExplanationFields on Explanation @_unmask {
    summary
    decision {
      probability
      score
      requirement
    }
    comparisons {
      kind
      name
      label
      level
      levelLabel
      weight
    }
    vetoes {
      of
      label
      effect
    }
  }
`);

export type Explanation = ResultOf<typeof explanationFields>;

const previewFields = graphql(`
  fragment PreviewFields on PlanPreview @_unmask {
    summary
    heldForApproval
    changes {
      kind
      goldenRecordId
      attributes
      members
      changed
      provenance {
        attribute
        decidedBy
        reason
        winner {
          system
          key
        }
      }
    }
  }
`);

export type Preview = ResultOf<typeof previewFields>;

const taskDocument = graphql(
  `
    query Task($id: ID!) {
      task(id: $id) {
        id
        domain
        kind
        state
        title
        label
        score
        reasons
        priority
        assignee
        snoozedUntil
        comment
        createdAt
        dueAt
        version
        resolution
        resolvedBy
        goldenRecords {
          id
          title
          status
        }
        sourceRecords {
          recordId
          system
          key
          attributes
          masked
          effectiveAt
          recordedAt
          deleted
          goldenRecord {
            id
            title
          }
        }
        explanation {
          ...ExplanationFields
        }
        preview {
          ...PreviewFields
        }
        candidates {
          goldenRecord {
            id
            title
          }
          sourceRecord {
            recordId
            system
            key
          }
          explanation {
            ...ExplanationFields
          }
          preview {
            ...PreviewFields
          }
        }
      }
    }
  `,
  [explanationFields, previewFields],
);

export type Task = NonNullable<ResultOf<typeof taskDocument>['task']>;

/** One of the golden records that an ambiguous task asks about. */
export type Candidate = Task['candidates'][number];

/** A task with all the evidence. */
export function taskQuery(id: string) {
  return queryOptions({
    queryKey: ['task', id],
    queryFn: ({ signal }) => execute(taskDocument, { id }, signal),
    select: ({ task }) => task,
  });
}

const requestsDocument = graphql(
  `
    query ChangeRequests(
      $domain: String
      $attribute: String
      $search: String
      $after: String
      $counted: Boolean!
    ) {
      changeRequests(domain: $domain, attribute: $attribute, search: $search, first: 50, after: $after) {
        nodes {
          ...ChangeRequestFields
        }
        endCursor
        totalCount @include(if: $counted)
      }
    }
  `,
  [changeRequestFields],
);

/** Which change requests: those of one attribute, or all. */
export interface RequestsAsked {
  readonly domain?: string | undefined;
  readonly attribute?: string | undefined;
  /** Only those of the records that this text finds. */
  readonly search?: string | undefined;
}

/** Changes that wait for approval, longest first; counted like the questions. */
export function requestsQuery({ domain, attribute, search }: RequestsAsked) {
  return infiniteQueryOptions({
    queryKey: ['change-requests', { domain, attribute, search }],
    queryFn: ({ pageParam, signal }) =>
      execute(
        requestsDocument,
        {
          domain: domain ?? null,
          attribute: attribute ?? null,
          search: search ?? null,
          after: pageParam,
          counted: search !== undefined && pageParam === null,
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.changeRequests.endCursor ?? undefined,
    placeholderData: before => before,
  });
}

/** A score in bits (log2 odds) as a probability. */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}
