import type { JsonSchema } from './record-schema.js';

/** States of a golden record, as core/merge has them. */
export const GOLDEN_STATUSES = [
  'DRAFT',
  'PENDING_APPROVAL',
  'ACTIVE',
  'HELD',
  'INACTIVE',
  'MERGED',
  'RETIRED',
] as const;

/**
 * An event in the JSON format of CloudEvents 1.0, as webhooks and `GET /v1/changes` send it.
 *
 * @param domain absent: of any domain
 * @param types what `type` may be; absent: any
 * @param attributes schema of the record's attributes
 */
export function cloudEventSchema(
  domain: string | undefined,
  types: readonly string[] | undefined,
  attributes: JsonSchema,
): JsonSchema {
  return {
    type: 'object',
    required: [
      'specversion',
      'id',
      'source',
      'type',
      'subject',
      'time',
      'sequence',
      'correlationid',
      'actor',
      'recordversion',
      'data',
    ],
    properties: {
      specversion: { const: '1.0' },
      id: {
        type: 'string',
        format: 'uuid',
        description: 'The same for ever and to everybody: apply it once.',
      },
      source: { type: 'string', description: 'The hub.' },
      type: types === undefined ? { type: 'string' } : { enum: types },
      subject: { type: 'string', format: 'uuid', description: 'Id of the golden record.' },
      time: { type: 'string', format: 'date-time', description: 'When the hub wrote the version.' },
      datacontenttype: { const: 'application/json' },
      sequence: { type: 'string', pattern: '^\\d{20}$', description: 'Place in the feed, sortable as text.' },
      correlationid: { type: 'string', description: 'Follows the change from the line of the file on.' },
      actor: { type: 'string', description: 'user:<id>, key:<id> or machine.' },
      recordversion: { type: 'string', pattern: '^\\d+$', description: 'Version of the golden record.' },
      data: {
        type: 'object',
        required: ['domain', 'changed', 'id', 'version', 'status'],
        properties: {
          domain: domain === undefined ? { type: 'string' } : { const: domain },
          changed: {
            type: 'array',
            items: { type: 'string' },
            description: 'Attributes that changed, and $status, $sources, $mergedInto.',
          },
          id: { type: 'string', format: 'uuid' },
          version: { type: 'integer', minimum: 1 },
          status: { enum: GOLDEN_STATUSES },
          title: { type: 'string' },
          qualityScore: { type: ['number', 'null'] },
          validFrom: { type: ['string', 'null'] },
          attributes,
          masked: {
            type: 'array',
            items: { type: 'string' },
            description: 'Attributes with a value that the reader may not see.',
          },
          sources: {
            type: 'array',
            items: {
              type: 'object',
              required: ['system', 'key'],
              properties: { system: { type: 'string' }, key: { type: 'string' } },
            },
          },
          related: { type: 'array', items: { type: 'string', format: 'uuid' } },
          mergedInto: { type: 'string', format: 'uuid' },
          truncated: { const: true, description: 'The body was too long for a webhook: fetch the record.' },
        },
      },
    },
  };
}
