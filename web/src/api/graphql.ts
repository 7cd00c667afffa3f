import type { TadaDocumentNode } from 'gql.tada';
import { initGraphQLTada } from 'gql.tada';
import { print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import type { introspection } from '../graphql-env.js';
import { currentSession } from '../session/session-store.js';
import { withRenewal } from '../session/with-renewal.js';
import { member, textMember } from './json.js';
import { RequestFailure } from './request-failure.js';
import { request } from './request.js';

/**
 * Writes a GraphQL document whose variables and result are typed by `schema.graphql`
 * (`npm run -w web graphql-env` after the schema has changed).
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    /** ISO 8601 with a zone. */
    DateTime: string;
    /** ISO 8601 calendar day. */
    Date: string;
    /** Decimal numbers travel as text, because a binary float cannot hold 58.7500. */
    Decimal: string;
    JSON: unknown;
  };
}>();

export { type FragmentOf, type ResultOf, type VariablesOf } from 'gql.tada';

/**
 * Runs a query or a mutation. Failures that the caller can act on come as members of the mutation's result;
 * everything else is thrown.
 * @throws RequestFailure
 */
export function execute<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  // The one place where an answer is believed unseen: the hub checked it against the schema that typed it.
  return send(print(document), variables, signal) as Promise<Result>;
}

/**
 * Runs a query that is written while the page runs, because the fields that it asks for are named by the hub's
 * own rules: the list of a domain. `read` looks at the answer, which no schema has typed.
 * @throws RequestFailure
 */
export async function executeText<Answer>(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  read: (answer: unknown) => Answer,
  signal?: AbortSignal,
): Promise<Answer> {
  return read(await send(query, variables, signal));
}

function send(query: string, variables: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  return withRenewal(async () => {
    const content = await request('/graphql', {
      method: 'POST',
      body: { query, variables },
      // With this type alone, a GraphQL server explains a faulty document instead of just refusing it.
      headers: { accept: 'application/graphql-response+json, application/json' },
      signal,
    });
    throwFirstError(member(content, 'errors'));
    return member(content, 'data');
  });
}

/** What a subscription tells its reader. */
export interface Subscriber<Result> {
  onNext: (result: Result) => void;
  onFailure: (failure: RequestFailure) => void;
  onEnd?: () => void;
}

/**
 * Follows a subscription until the returned function is called. A lost connection is taken up again by
 * itself; a feed that must not miss anything passes the last cursor in `variables` and subscribes anew.
 */
export function subscribe<Result, Variables extends Record<string, unknown>>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  subscriber: Subscriber<Result>,
): () => void {
  return socket().subscribe<Result>(
    { query: print(document), variables },
    {
      next: ({ data, errors }) => {
        const failure = failureIn(errors);
        if (failure) subscriber.onFailure(failure);
        else if (data) subscriber.onNext(data);
      },
      error: reason =>
        subscriber.onFailure(failureIn(reason) ?? new RequestFailure('unreachable', String(reason))),
      complete: () => subscriber.onEnd?.(),
    },
  );
}

/** The hub's code for "nobody is signed in"; over GraphQL there is no 401 to tell it by. */
const signInRequired = 'ACCESS.SIGN_IN_REQUIRED';

let client: Client | undefined;

/** One socket for all subscriptions of the page; opened by the first, closed after the last. */
function socket(): Client {
  client ??= createClient({
    url: `${window.location.origin.replace(/^http/, 'ws')}/graphql`,
    lazy: true,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    connectionParams: () => {
      const session = currentSession();
      return session.kind === 'signed-in' ? { csrfToken: session.csrfToken } : {};
    },
  });
  return client;
}

function throwFirstError(errors: unknown): void {
  const failure = failureIn(errors);
  if (failure) throw failure;
}

/** The first of a response's errors; what follows it is nearly always its consequence. */
function failureIn(errors: unknown): RequestFailure | undefined {
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (first === undefined) return undefined;
  const extensions = member(first, 'extensions');
  const code = textMember(extensions, 'code');
  return new RequestFailure(
    code === signInRequired ? 'signed-out' : 'refused',
    textMember(first, 'message') ?? '',
    {
      code,
      correlationId: textMember(extensions, 'correlationId'),
    },
  );
}
