import { queryOptions } from '@tanstack/react-query';
import { execute, graphql, type ResultOf } from '../../api/index.js';

const provenanceFields = graphql(`
  fragment ProvenanceFields on AttributeProvenance @_unmask {
    attribute
    value
    decidedBy
    reason
    winner {
      recordId
      system
      key
    }
    pin {
      reason
      by
      until
    }
    elements {
      winner {
        recordId
        system
        key
      }
      reason
    }
    losers {
      source {
        recordId
        system
        key
      }
      value
      agrees
      because
    }
  }
`);

export const changeRequestFields = graphql(`
  fragment ChangeRequestFields on ChangeRequest @_unmask {
    id
    domain
    goldenRecordId
    attribute
    from
    to
    masked
    reason
    alongWith
    state
    requestedBy
    requestedAt
    goldenRecord {
      id
      title
    }
  }
`);

const recordDocument = graphql(
  `
    query Record($id: ID!) {
      goldenRecord(id: $id) {
        id
        domain
        version
        status
        title
        qualityScore
        attributes
        masked
        recordedAt
        createdAt
        provenance {
          ...ProvenanceFields
        }
        faults {
          code
          severity
          message
          attribute
          fix
        }
        sources {
          recordId
          system
          key
          attributes
          masked
          effectiveAt
          recordedAt
          deleted
          since
          madeBy
          reason
          score
        }
        changeRequests {
          ...ChangeRequestFields
        }
        versions: recordVersions(first: 50) {
          version
          status
          title
          attributes
          masked
          changed
          cause
          actor
          recordedAt
        }
      }
    }
  `,
  [provenanceFields, changeRequestFields],
);

export type GoldenRecord = NonNullable<ResultOf<typeof recordDocument>['goldenRecord']>;
export type SourceRecord = GoldenRecord['sources'][number];
export type Provenance = GoldenRecord['provenance'][number];
export type ChangeRequest = ResultOf<typeof changeRequestFields>;

/** A golden record with everything that its page shows at once. */
export function recordQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => execute(recordDocument, { id }, signal),
    select: ({ goldenRecord }) => goldenRecord,
  });
}

export const historyDocument = graphql(`
  query RecordHistory($id: ID!, $asOf: DateTime, $knownAt: DateTime) {
    goldenRecord(id: $id) {
      id
      history(asOf: $asOf, knownAt: $knownAt) {
        attributes
        masked
        redirectsTo
        members {
          recordId
          system
          key
          version
        }
      }
    }
  }
`);

export const explainDocument = graphql(`
  query ExplainPair($left: ID!, $right: ID!) {
    explain(leftId: $left, rightId: $right) {
      decision {
        decision
        score
      }
      comparisons {
        levelLabel
        weight
      }
      vetoes {
        label
      }
    }
  }
`);

export const recordTasksDocument = graphql(`
  query RecordTasks($id: ID!) {
    tasks(goldenRecordId: $id, first: 50) {
      nodes {
        id
        label
        title
        score
        createdAt
      }
    }
  }
`);

export const previewDocument = graphql(`
  query PreviewAction($action: GoldenRecordAction!) {
    previewGoldenRecordAction(action: $action) {
      __typename
      ... on PlanPreview {
        summary
        heldForApproval
        changes {
          kind
          goldenRecordId
          attributes
          members
          changed
        }
      }
      ... on Refused {
        code
        message
      }
    }
  }
`);

export const changeDocument = graphql(`
  mutation ChangeRecords($action: GoldenRecordAction!, $reason: String!) {
    changeGoldenRecords(action: $action, reason: $reason) {
      __typename
      ... on GoldenRecordsChanged {
        summary
        goldenRecords {
          id
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

/** What a change of one record answers: what was done, in words, or why not. */
const changeOutcome = graphql(`
  fragment ChangeOutcome on ChangeGoldenRecordsResult @_unmask {
    __typename
    ... on GoldenRecordsChanged {
      summary
    }
    ... on StaleVersion {
      message
    }
    ... on Refused {
      message
    }
  }
`);

export const statusDocument = graphql(
  `
    mutation ChangeStatus($id: ID!, $request: StatusRequest!, $reason: String!) {
      changeStatus(id: $id, request: $request, reason: $reason) {
        ...ChangeOutcome
      }
    }
  `,
  [changeOutcome],
);

export const pinDocument = graphql(
  `
    mutation Pin($id: ID!, $attribute: String!, $value: JSON, $reason: String!, $expiresAt: DateTime) {
      pinAttribute(id: $id, attribute: $attribute, value: $value, reason: $reason, expiresAt: $expiresAt) {
        ...ChangeOutcome
      }
    }
  `,
  [changeOutcome],
);

export const unpinDocument = graphql(
  `
    mutation Unpin($id: ID!, $attribute: String!, $reason: String!) {
      unpinAttribute(id: $id, attribute: $attribute, reason: $reason) {
        ...ChangeOutcome
      }
    }
  `,
  [changeOutcome],
);
