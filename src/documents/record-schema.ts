import type { AttributeRule, DomainAttributes } from '../core/rules/index.js';

/** A JSON Schema, as far as the documents write one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The fields that every standardised address has beside those of its rules. */
const ADDRESS_PARTS = [
  'line1',
  'line2',
  'city',
  'state',
  'postalCode',
  'country',
  'attn',
  'careOf',
  'lockbox',
] as const;

const SCALARS: Readonly<Record<Exclude<AttributeRule['type'], 'address' | 'object'>, JsonSchema>> = {
  string: { type: 'string' },
  text: { type: 'string' },
  integer: { type: 'integer' },
  decimal: {
    type: 'string',
    pattern: '^-?\\d+(\\.\\d+)?$',
    description: 'A decimal number as text: 58.7500 stays what it is.',
  },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  instant: { type: 'string', format: 'date-time' },
  code: { type: 'string' },
  reference: { type: 'string' },
};

/**
 * The attributes of a golden record of one domain as JSON Schema 2020-12, from its rules. Nothing is required: what a reader may
 * not see is absent and named in `masked`, and a record in quality DRAFT may lack what its rules require.
 */
export function recordSchemaOf(domain: DomainAttributes): JsonSchema {
  return {
    type: 'object',
    title: domain.label,
    additionalProperties: false,
    properties: fieldsOf(domain.attributes),
  };
}

function fieldsOf(rules: readonly AttributeRule[]): JsonSchema {
  return Object.fromEntries(rules.map(rule => [rule.name, valueSchemaOf(rule)]));
}

function valueSchemaOf(rule: AttributeRule): JsonSchema {
  const one = oneValueOf(rule);
  const about = {
    title: rule.label,
    ...(rule.description !== undefined && { description: rule.description }),
    'x-class': rule.class,
  };
  return rule.multi ? { ...about, type: 'array', items: one } : { ...one, ...about };
}

function oneValueOf(rule: AttributeRule): JsonSchema {
  if (rule.type === 'address' || rule.type === 'object') {
    const parts = rule.type === 'address' ? ADDRESS_PARTS : [];
    const properties = Object.fromEntries(parts.map(part => [part, { type: 'string' }]));
    return { type: 'object', properties: { ...properties, ...fieldsOf(rule.fields ?? []) } };
  }
  return {
    ...SCALARS[rule.type],
    ...(rule.codes !== undefined && { enum: Object.keys(rule.codes) }),
    ...(rule.maxLength !== undefined && { maxLength: rule.maxLength }),
  };
}
