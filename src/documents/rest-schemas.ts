import type { JsonSchema } from './record-schema.js';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const COUNTS = ['read', 'created', 'updated', 'unchanged', 'stale', 'deleted', 'quarantined'] as const;

/** An object whose properties are all there, and no others. */
function exactly(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', required: Object.keys(properties), additionalProperties: false, properties };
}

/** What REST operations take and answer, by name. */
export const REST_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  BatchReceipt: exactly({ batchId: { type: 'string', format: 'uuid' } }),
  Batch: exactly({
    id: { type: 'string', format: 'uuid' },
    system: text,
    domain: text,
    state: { enum: ['receiving', 'queued', 'processing', 'resolving', 'done', 'failed', 'cancelled'] },
    phase: { type: 'string', description: 'What it is doing, for people.' },
    contentType: { type: ['string', 'null'] },
    bulk: {
      type: 'boolean',
      description: 'What is new is matched and merged as a set, once all is taken in.',
    },
    bytes: count,
    bytesRead: count,
    parts: {
      ...exactly({ done: count, planned: count }),
      description: 'How far the present phase of a bulk load is; 0 of 0 before all is taken in.',
    },
    counts: {
      ...exactly(Object.fromEntries(COUNTS.map(name => [name, count]))),
      description: 'Every row read ends in exactly one of the other counts.',
    },
    causes: {
      type: 'array',
      items: { $ref: '#/components/schemas/Fault' },
      description: 'What is wrong with the batch as a whole.',
    },
    quarantine: {
      type: 'array',
      items: { $ref: '#/components/schemas/BatchCause' },
      description: 'Why rows wait in quarantine, once the batch has ended: one entry per kind of cause.',
    },
    files: { type: 'array', items: text },
    correlationId: {
      type: 'string',
      description: 'Every record, event and log line of the batch carries it.',
    },
    submittedBy: text,
    createdAt: instant,
    startedAt: { type: ['string', 'null'], format: 'date-time' },
    finishedAt: { type: ['string', 'null'], format: 'date-time' },
  }),
  BatchCause: exactly({
    code: { type: 'string', description: 'Stable.' },
    rows: { ...count, description: 'Rows that still wait for this reason.' },
    firstRow: { type: ['integer', 'null'], description: 'Number of the first one in the batch.' },
    message: { type: 'string', description: 'What is wrong with that one.' },
    fix: { type: ['string', 'null'] },
  }),
  Acknowledgement: {
    type: 'object',
    required: ['system', 'target', 'id', 'recordId', 'version', 'status'],
    properties: {
      system: { type: 'string', maxLength: 200, description: 'The system whose file names the target.' },
      target: { type: 'string', maxLength: 200 },
      id: {
        type: 'string',
        maxLength: 255,
        description: 'Of this acknowledgement; repeating it changes nothing.',
      },
      recordId: { type: 'string', format: 'uuid' },
      version: {
        type: 'string',
        pattern: '^[1-9][0-9]{0,17}$',
        description: 'As `recordversion` of the event.',
      },
      status: { enum: ['ACCEPTED', 'APPLIED', 'REVIEW', 'REJECTED'] },
      reason: { type: 'string', maxLength: 2000 },
      correctiveAction: { type: 'string', maxLength: 2000 },
    },
  },
  AcknowledgementAnswer: exactly({
    repeated: { type: 'boolean', description: 'The hub had this acknowledgement already.' },
  }),
  Fault: {
    type: 'object',
    required: ['code', 'severity', 'message'],
    properties: {
      code: { type: 'string', description: 'Stable.' },
      severity: { enum: ['error', 'warning', 'info'] },
      message: text,
      attribute: text,
      field: text,
      value: {},
      fix: text,
    },
  },
  ChangesPage: exactly({
    events: { type: 'array', items: { $ref: '#/components/schemas/ChangeEvent' } },
    cursor: { type: 'string', description: 'Ask again with `after` set to it.' },
    hasMore: { type: 'boolean', description: 'There is more right now.' },
  }),
  GraphqlRequest: {
    type: 'object',
    required: ['query'],
    properties: {
      query: text,
      operationName: { type: ['string', 'null'] },
      variables: { type: ['object', 'null'] },
    },
  },
  GraphqlResponse: {
    type: 'object',
    properties: {
      data: { type: ['object', 'null'] },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['message', 'extensions'],
          properties: {
            message: text,
            extensions: { type: 'object', required: ['code'], properties: { code: text } },
          },
        },
      },
    },
  },
  Login: { type: 'object', required: ['name', 'password'], properties: { name: text, password: text } },
  LoginLink: { type: 'object', required: ['token'], properties: { token: text } },
  NewPassword: { type: 'object', required: ['password'], properties: { password: text } },
  Session: exactly({
    user: exactly({
      id: text,
      name: text,
      displayName: text,
      roles: { type: 'array', items: text },
      hasPassword: { type: 'boolean' },
    }),
    actions: { type: 'array', items: text, description: 'What the person may do.' },
    csrfToken: { type: 'string', description: 'Send it with whatever changes something.' },
    expiresAt: instant,
  }),
  Liveness: exactly({ status: { const: 'live' } }),
  Readiness: exactly({
    ready: { type: 'boolean' },
    parts: {
      type: 'object',
      additionalProperties: text,
      description: 'Part → `ok`, or what is wrong with it.',
    },
  }),
};
