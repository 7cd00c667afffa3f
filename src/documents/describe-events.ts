import type { DomainAttributes } from '../core/rules/index.js';
import { cloudEventSchema, GOLDEN_STATUSES } from './event-schemas.js';
import { recordSchemaOf, type JsonSchema } from './record-schema.js';

/** What happened to a golden record, as the last part of an event's type. */
const CHANGES = ['created', 'updated', 'merged', 'unmerged', 'split', 'restored', 'retired'] as const;

/** A domain as its rules in force have it. */
export interface DescribedDomain {
  /** Version of the rule set. */
  readonly version: number;
  readonly attributes: DomainAttributes;
}

/**
 * The feed as AsyncAPI 3.0: what a webhook target gets and how it checks it, and what a subscriber of GraphQL gets.
 *
 * @param publicUrl where the hub is reached; absent: the address of the document's reader
 */
export function describeEvents(
  domains: readonly DescribedDomain[],
  publicUrl: string | undefined,
): JsonSchema {
  const host = publicUrl === undefined ? 'localhost' : new URL(publicUrl).host;
  const isSecure = publicUrl?.startsWith('https://') === true;
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Touchstone change feed',
      version: '1',
      description:
        'One event per golden version, in an order without holes. Subscribers resume from any cursor; webhook targets get each event until they acknowledge it.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      hub: {
        host,
        pathname: '/graphql',
        protocol: isSecure ? 'wss' : 'ws',
        description: 'graphql-transport-ws (graphql-ws)',
      },
      target: {
        host: '{host}',
        protocol: 'https',
        description: 'The address of a target in a system file.',
        variables: { host: { description: 'Host of the target' } },
      },
    },
    channels: {
      subscription: {
        address: '/graphql',
        servers: [{ $ref: '#/servers/hub' }],
        messages: { frame: { $ref: '#/components/messages/ChangeFrame' } },
        description:
          'subscription ($after: String, $filter: ChangeFilter) { changes(after: $after, filter: $filter) { cursor event { … } } }',
      },
      webhook: {
        address: '/',
        servers: [{ $ref: '#/servers/target' }],
        messages: Object.fromEntries(
          domains.map(({ attributes: { domain } }) => [
            domain,
            { $ref: `#/components/messages/${messageOf(domain)}` },
          ]),
        ),
      },
    },
    operations: {
      followChanges: {
        action: 'send',
        channel: { $ref: '#/channels/subscription' },
        summary:
          'Frames of the feed from a cursor on. A frame without an event is a checkpoint: it moves the cursor only.',
      },
      deliverChange: {
        action: 'send',
        channel: { $ref: '#/channels/webhook' },
        summary: 'One event to one target, as a POST, repeated until it is acknowledged.',
        description: WEBHOOK_RULES,
        bindings: { http: { method: 'POST' } },
      },
    },
    components: {
      messages: {
        ChangeFrame: { name: 'next', payload: { $ref: '#/components/schemas/ChangeFrame' } },
        ...Object.fromEntries(
          domains.map(({ attributes: { domain, label } }) => [
            messageOf(domain),
            {
              name: `${domain}.{change}`,
              title: `A ${label} changed`,
              headers: { $ref: '#/components/schemas/WebhookHeaders' },
              payload: { $ref: `#/components/schemas/${messageOf(domain)}` },
            },
          ]),
        ),
      },
      schemas: {
        WebhookHeaders: WEBHOOK_HEADERS,
        ChangeFrame: CHANGE_FRAME,
        ...Object.fromEntries(domains.flatMap(schemasOfDomain)),
      },
    },
  };
}

/** `supplier` → `SupplierChanged`. */
function messageOf(domain: string): string {
  return `${domain.charAt(0).toUpperCase()}${domain.slice(1)}Changed`;
}

function schemasOfDomain({
  version,
  attributes,
}: DescribedDomain): readonly (readonly [string, JsonSchema])[] {
  const { domain } = attributes;
  const record = `${domain.charAt(0).toUpperCase()}${domain.slice(1)}`;
  return [
    [
      messageOf(domain),
      cloudEventSchema(
        domain,
        CHANGES.map(change => `${domain}.${change}`),
        { $ref: `#/components/schemas/${record}` },
      ),
    ],
    [record, { ...recordSchemaOf(attributes), 'x-rule-set-version': version }],
  ];
}

const WEBHOOK_RULES = [
  'Signature: Standard Webhooks. `webhook-signature` holds one or more `v1,<base64>` separated by blanks, each HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>` with a key of the target (base64 after `whsec_`); accept the event when one fits and the timestamp is recent. While a secret is being changed, both keys sign.',
  'Repetitions carry the same `webhook-id`: drop those that you have applied.',
  'Order: per golden record, a higher `touchstone-version` never comes before a lower one is acknowledged, under the target’s ordering.',
  'Answers: 2xx applied, 202 taken and still to be applied; 400, 413, 415 and 422 set this event aside for a person; 401, 403 and 404 hold the target; 410 suspends it; 429 and 5xx are tried again, after Retry-After where given. Redirects are not followed.',
  'A body above 64 KiB is cut to what names the change, with `data.truncated: true`; fetch the record then.',
].join('\n\n');

const text = (description: string): JsonSchema => ({ type: 'string', description });

const WEBHOOK_HEADERS: JsonSchema = {
  type: 'object',
  properties: {
    'content-type': { const: 'application/json' },
    'user-agent': { const: 'Touchstone' },
    'webhook-id': text('Names the delivery; the same for all its attempts.'),
    'webhook-timestamp': {
      type: 'string',
      pattern: '^\\d+$',
      description: 'Seconds since 1970 of this attempt.',
    },
    'webhook-signature': { type: 'string', pattern: '^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*$' },
    'touchstone-attempt': { type: 'string', pattern: '^[1-9]\\d*$', description: 'Counted from 1.' },
    'touchstone-correlation-id': text('Follows the change from the line of the file on.'),
    'touchstone-position': { type: 'string', pattern: '^\\d+$', description: 'Place in the feed.' },
    'touchstone-record': text('Id of the golden record.'),
    'touchstone-version': { type: 'string', pattern: '^\\d+$', description: 'Version of the golden record.' },
    'ce-specversion': { const: '1.0' },
    'ce-id': text('As `id` of the body.'),
    'ce-source': text('As `source` of the body.'),
    'ce-type': text('As `type` of the body.'),
    'ce-subject': text('As `subject` of the body.'),
    'ce-sequence': text('As `sequence` of the body.'),
  },
  required: [
    'content-type',
    'webhook-id',
    'webhook-timestamp',
    'webhook-signature',
    'touchstone-attempt',
    'touchstone-correlation-id',
    'touchstone-position',
    'touchstone-record',
    'touchstone-version',
  ],
};

/** What a subscriber gets depends on the fields that it selects; these are all that there are. */
const CHANGE_FRAME: JsonSchema = {
  type: 'object',
  required: ['cursor'],
  properties: {
    cursor: text('Resume after this.'),
    event: {
      type: ['object', 'null'],
      description: 'Absent in a checkpoint.',
      properties: {
        id: { type: 'string', format: 'uuid' },
        position: { type: 'string', pattern: '^\\d+$' },
        type: text('For instance supplier.updated.'),
        domain: text('The domain.'),
        recordId: { type: 'string', format: 'uuid' },
        version: { type: 'string', pattern: '^\\d+$' },
        changed: { type: 'array', items: { type: 'string' } },
        occurredAt: { type: 'string', format: 'date-time' },
        payload: {
          type: 'object',
          properties: { status: { enum: GOLDEN_STATUSES } },
          description: 'As `data` of the webhook.',
        },
        masked: { type: 'array', items: { type: 'string' } },
        correlationId: text('Follows the change from the line of the file on.'),
        actor: text('user:<id>, key:<id> or machine.'),
      },
    },
  },
};
