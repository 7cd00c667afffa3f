export { askAgain, onConnectionChange, useReachable } from './connection.js';
export {
  execute,
  executeText,
  graphql,
  subscribe,
  type FragmentOf,
  type ResultOf,
  type VariablesOf,
} from './graphql.js';
export { member, textMember } from './json.js';
export { createQueryClient } from './query-client.js';
export { RequestFailure, type FailureKind } from './request-failure.js';
export { rest } from './rest.js';
