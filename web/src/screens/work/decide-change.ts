import { execute, graphql } from '../../api/index.js';
import { useCallerId } from '../../hub/index.js';
import { useMay } from '../../session/index.js';
import type { ChangeRequest } from '../records/record.js';

const approveDocument = graphql(`
  mutation ApproveChange($id: ID!, $reason: String) {
    approveChange(id: $id, reason: $reason) {
      __typename
      ... on ChangeRequest {
        id
      }
      ... on Refused {
        message
      }
    }
  }
`);

const rejectDocument = graphql(`
  mutation RejectChange($id: ID!, $reason: String!) {
    rejectChange(id: $id, reason: $reason) {
      __typename
      ... on ChangeRequest {
        id
      }
      ... on Refused {
        message
      }
    }
  }
`);

/** What can be said to a change. */
export type RequestVerdict = 'approve' | 'reject';

/** Sends a decision. */
export function sendDecision(
  id: string,
  verdict: RequestVerdict,
  reason: string,
): Promise<{ readonly __typename: string; readonly message?: string }> {
  return verdict === 'approve'
    ? execute(approveDocument, { id, reason }).then(({ approveChange }) => approveChange)
    : execute(rejectDocument, { id, reason }).then(({ rejectChange }) => rejectChange);
}

/** Whether this person decides about a change: an approver, and not who asked for it. */
export function useMayDecide(): (request: ChangeRequest) => boolean {
  const mayDecide = useMay('change-request.decide');
  const caller = useCallerId();
  return ({ requestedBy }) => mayDecide && requestedBy !== caller;
}
