import type { Action } from '../access/index.js';
import type { JsonSchema } from './record-schema.js';

/** One operation of the REST API. */
export interface RestOperation {
  readonly method: 'get' | 'post';
  /** With parameters in braces. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  /** The right that it needs; `open` to everybody; `session` for whoever is signed in as a person. */
  readonly access: Action | 'open' | 'session';
  readonly parameters?: readonly JsonSchema[];
  readonly requestBody?: JsonSchema;
  /** By status: what it answers when all goes well. */
  readonly responses: Readonly<Record<string, JsonSchema>>;
  /** By status: codes of the problems that belong to it. */
  readonly problems: Readonly<Record<string, readonly string[]>>;
}

const SIGN_IN = ['ACCESS.SIGN_IN_REQUIRED', 'ACCESS.KEY_INVALID'];

const json = (description: string, schema: string): JsonSchema => ({
  description,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});

const jsonBody = (schema: string): JsonSchema => ({
  required: true,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});

const query = (name: string, description: string, schema: JsonSchema): JsonSchema => ({
  name,
  in: 'query',
  description,
  schema,
});

const inPath = (name: string, description: string, schema: JsonSchema = { type: 'string' }): JsonSchema => ({
  name,
  in: 'path',
  required: true,
  description,
  schema,
});

const list = (name: string, what: string): JsonSchema => ({
  ...query(name, `Only ${what}; several separated by commas or repeated.`, {
    type: 'array',
    items: { type: 'string' },
  }),
  style: 'form',
  explode: false,
});

const binary: JsonSchema = { schema: { type: 'string', format: 'binary' } };

/** All of them, in the order of the life of a record. */
export const REST_OPERATIONS: readonly RestOperation[] = [
  {
    method: 'post',
    path: '/v1/sources/{system}/{domain}/records',
    operationId: 'submitRecords',
    summary: 'Send records of one domain from one source system',
    description:
      'The body is a file in the system’s own format, streamed, or several that belong together as multipart/form-data. When the answer comes, everything is durable; `Location` is where its processing is watched.',
    access: 'batch.submit',
    parameters: [
      inPath('system', 'Name of the source system’s file in golden-record-rules/systems'),
      inPath('domain', 'Domain of the records'),
      query('name', 'Name of the file, where the system’s file tells several apart by it', {
        type: 'string',
      }),
      query(
        'bulk',
        'For first loads: what is new is matched and merged as a set, by all workers, once everything is taken in',
        { type: 'boolean', default: false },
      ),
      {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'Repeating a request with the same key and content answers with the first one’s batch.',
        schema: { type: 'string', minLength: 1, maxLength: 255 },
      },
    ],
    requestBody: {
      required: true,
      content: {
        'text/csv': binary,
        'application/x-ndjson': binary,
        'application/json': binary,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': binary,
        'application/octet-stream': binary,
        'multipart/form-data': {
          schema: { type: 'object', additionalProperties: { type: 'string', format: 'binary' } },
        },
      },
    },
    responses: {
      202: {
        ...json('Everything is safe and will be processed', 'BatchReceipt'),
        headers: {
          Location: { schema: { type: 'string' }, description: 'The batch' },
          'Idempotency-Replayed': { schema: { const: 'true' }, description: 'This was a repetition' },
        },
      },
    },
    problems: {
      400: ['REQUEST.INVALID', 'BATCH.EMPTY'],
      401: SIGN_IN,
      403: ['ACCESS.DENIED', 'ACCESS.CSRF'],
      404: ['SOURCE.UNKNOWN_SYSTEM', 'SOURCE.UNKNOWN_DOMAIN'],
      408: ['BATCH.UPLOAD_STALLED'],
      413: ['BATCH.TOO_LARGE'],
      415: ['REQUEST.UNSUPPORTED_MEDIA_TYPE', 'REQUEST.UNSUPPORTED_ENCODING'],
      422: ['IDEMPOTENCY.KEY_REUSED', 'BATCH.UPLOAD_INCOMPLETE', 'BATCH.TOO_MANY_FILES'],
      503: ['DATABASE.UNAVAILABLE'],
      507: ['DATABASE.DISK_FULL'],
    },
  },
  {
    method: 'get',
    path: '/v1/batches/{id}',
    operationId: 'getBatch',
    summary: 'How far a batch is',
    access: 'batch.read',
    parameters: [inPath('id', 'Id of the batch', { type: 'string', format: 'uuid' })],
    responses: { 200: json('Its progress, counts and causes', 'Batch') },
    problems: {
      400: ['REQUEST.INVALID'],
      401: SIGN_IN,
      403: ['ACCESS.DENIED'],
      404: ['BATCH.NOT_FOUND'],
    },
  },
  {
    method: 'get',
    path: '/v1/changes',
    operationId: 'listChanges',
    summary: 'Events after a cursor',
    description:
      'In feed order, without holes. Without `after`, from the beginning. Keep `cursor` and ask again with it.',
    access: 'feed.read',
    parameters: [
      query('after', 'Cursor of an earlier answer with the same filter', { type: 'string' }),
      query('limit', 'Most events of one answer', { type: 'integer', minimum: 1, maximum: 1000 }),
      query('wait', 'Seconds to wait for an event when there is none', {
        type: 'integer',
        minimum: 0,
        maximum: 30,
      }),
      list('domain', 'these domains'),
      list('type', 'these event types'),
      list('record', 'these golden records'),
      list('changed', 'events that changed one of these attributes'),
    ],
    responses: { 200: json('A page of the feed', 'ChangesPage') },
    problems: {
      400: ['REQUEST.INVALID'],
      401: SIGN_IN,
      403: ['ACCESS.DENIED'],
      410: ['FEED.CURSOR_EXPIRED'],
      422: [
        'FEED.CURSOR_INVALID',
        'FEED.CURSOR_FOREIGN',
        'FEED.CURSOR_AHEAD_OF_LOG',
        'FEED.CURSOR_FILTER_MISMATCH',
      ],
    },
  },
  {
    method: 'post',
    path: '/v1/acks',
    operationId: 'acknowledge',
    summary: 'What became of an event at a target',
    description:
      'The way back from targets. Sending an acknowledgement again changes nothing and answers the same.',
    access: 'delivery.acknowledge',
    requestBody: jsonBody('Acknowledgement'),
    responses: { 200: json('It is kept', 'AcknowledgementAnswer') },
    problems: {
      400: ['REQUEST.INVALID'],
      401: SIGN_IN,
      403: ['ACCESS.DENIED'],
      404: ['TARGET.NOT_FOUND', 'DELIVERY.NOT_FOUND'],
      409: ['ACKNOWLEDGEMENT.ID_IN_USE'],
    },
  },
  {
    method: 'post',
    path: '/graphql',
    operationId: 'graphql',
    summary: 'Queries and mutations of GraphQL',
    description:
      'Every operation of schema.graphql, each with its own right. Subscriptions come over a WebSocket at the same path.',
    access: 'session',
    requestBody: jsonBody('GraphqlRequest'),
    responses: { 200: json('Its data, and the errors of its fields', 'GraphqlResponse') },
    problems: {},
  },
  {
    method: 'get',
    path: '/auth/session',
    operationId: 'getSession',
    summary: 'Who is signed in',
    access: 'session',
    responses: { 200: json('The session of the cookie', 'Session') },
    problems: { 401: ['ACCESS.SIGN_IN_REQUIRED'] },
  },
  {
    method: 'post',
    path: '/auth/login',
    operationId: 'signIn',
    summary: 'Sign in by name and password',
    access: 'open',
    requestBody: jsonBody('Login'),
    responses: { 200: json('The new session; its cookie is set', 'Session') },
    problems: { 400: ['REQUEST.INVALID'], 401: ['ACCESS.SIGN_IN_FAILED'], 429: ['ACCESS.LOCKED'] },
  },
  {
    method: 'post',
    path: '/auth/login-link',
    operationId: 'signInByLink',
    summary: 'Sign in by a one-time link',
    access: 'open',
    requestBody: jsonBody('LoginLink'),
    responses: { 200: json('The new session; its cookie is set', 'Session') },
    problems: { 400: ['REQUEST.INVALID'], 401: ['ACCESS.LINK_INVALID'] },
  },
  {
    method: 'post',
    path: '/auth/password',
    operationId: 'setPassword',
    summary: 'Set one’s own password',
    access: 'session',
    requestBody: jsonBody('NewPassword'),
    responses: { 204: { description: 'It is set' } },
    problems: {
      400: ['REQUEST.INVALID'],
      401: ['ACCESS.SIGN_IN_REQUIRED'],
      403: ['ACCESS.CSRF'],
      422: ['ACCESS.PASSWORD_TOO_SHORT'],
    },
  },
  {
    method: 'post',
    path: '/auth/logout',
    operationId: 'signOut',
    summary: 'Sign out',
    access: 'open',
    responses: { 204: { description: 'Nobody is signed in any more' } },
    problems: {},
  },
  {
    method: 'get',
    path: '/health/live',
    operationId: 'isLive',
    summary: 'Whether the process answers at all',
    access: 'open',
    responses: { 200: json('It does; restart it when this does not come', 'Liveness') },
    problems: {},
  },
  {
    method: 'get',
    path: '/health/ready',
    operationId: 'isReady',
    summary: 'Whether requests can be served',
    access: 'open',
    responses: {
      200: json('They can', 'Readiness'),
      503: json('They cannot; send none until this changes', 'Readiness'),
    },
    problems: {},
  },
  {
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    summary: 'All metrics of the process',
    access: 'open',
    responses: {
      200: {
        description: 'In the text format of Prometheus',
        content: { 'text/plain': { schema: { type: 'string' } } },
      },
    },
    problems: {},
  },
  {
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenapi',
    summary: 'This document',
    access: 'open',
    responses: {
      200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
    },
    problems: {},
  },
  {
    method: 'get',
    path: '/asyncapi.json',
    operationId: 'getAsyncapi',
    summary: 'The feed over subscriptions and webhooks, with the records of each domain',
    access: 'open',
    responses: {
      200: { description: 'AsyncAPI 3.0', content: { 'application/json': { schema: { type: 'object' } } } },
    },
    problems: {},
  },
  {
    method: 'get',
    path: '/docs/error-codes',
    operationId: 'getErrorCodes',
    summary: 'Every stable error code, what it means and what helps',
    access: 'open',
    responses: {
      200: { description: 'Markdown', content: { 'text/markdown': { schema: { type: 'string' } } } },
    },
    problems: {},
  },
];
