import { ERROR_CODES } from '../platform/errors/index.js';
import { cloudEventSchema } from './event-schemas.js';
import { REST_OPERATIONS, type RestOperation } from './rest-operations.js';
import { REST_SCHEMAS } from './rest-schemas.js';
import type { JsonSchema } from './record-schema.js';

/**
 * Every REST operation as OpenAPI 3.1. A test holds it against the routes that the hub really has, in both directions, and its
 * schemas against real answers.
 *
 * @param publicUrl where the hub is reached; absent: the address of the document's reader
 */
export function describeRest(publicUrl: string | undefined): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of REST_OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method] = describeOperation(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Touchstone REST API',
      version: '1',
      description:
        'Records in, changes out, health. Everything else is GraphQL at `/graphql` (schema.graphql); the feed over subscriptions and webhooks is described in `/asyncapi.json`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl ?? '/' }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `Authorization: Bearer ts_…`' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'touchstone_session',
          description: 'The session of a browser',
        },
      },
      schemas: {
        ...REST_SCHEMAS,
        ChangeEvent: cloudEventSchema(undefined, undefined, {
          type: 'object',
          description: 'By domain: see /asyncapi.json.',
        }),
        Problem: PROBLEM,
      },
      responses: {
        Problem: { description: 'What went wrong, as problem+json (RFC 9457)', content: PROBLEM_CONTENT },
      },
    },
  };
}

function describeOperation({ access, responses, problems, ...operation }: RestOperation): JsonSchema {
  const { method: _method, path: _path, parameters = [], ...rest } = operation;
  return {
    ...rest,
    ...(parameters.length > 0 && { parameters }),
    // Empty: open to everybody.
    security: access === 'open' ? [] : [{ apiKey: [] }, { session: [] }],
    ...(access !== 'open' && { 'x-required-action': access }),
    responses: {
      ...responses,
      ...Object.fromEntries(
        Object.entries(problems).map(([status, codes]) => [
          status,
          {
            description: codes.map(code => `\`${code}\`: ${meaningOf(code)}`).join(' '),
            content: PROBLEM_CONTENT,
          },
        ]),
      ),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function meaningOf(code: string): string {
  const found = ERROR_CODES[code];
  if (found === undefined) throw new Error(`the code ${code} has no description`);
  return found.meaning;
}

const PROBLEM: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'correlationId', 'retry', 'details'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'The page of all codes, at this one.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: {
      type: 'string',
      description: 'Stable: switch on it.',
      examples: Object.keys(ERROR_CODES).slice(0, 5),
    },
    detail: { type: 'string', description: 'For people.' },
    correlationId: {
      type: 'string',
      description: 'Quote it: the log has everything about the request under it.',
    },
    retry: { enum: ['never', 'later', 'after-refresh'] },
    details: { type: 'object', description: 'Facts by code.' },
  },
};

const PROBLEM_CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
} as const;
