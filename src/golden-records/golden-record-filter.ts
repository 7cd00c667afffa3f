import { DomainError } from '../core/model/index.js';
import type { AttributeClass, AttributeRule, DomainAttributes } from '../core/rules/index.js';
import type { SqlParameters } from '../platform/database/index.js';

/** What a filter may look at, and what the reader may not see. */
export interface FilterScope {
  readonly attributes: DomainAttributes;
  readonly classes: ReadonlySet<AttributeClass>;
}

/** Fields that every golden record has, with the SQL that reads them from the row `g`. */
export const RECORD_FIELDS: Readonly<
  Record<string, { readonly sql: string; readonly type: AttributeRule['type'] }>
> = {
  title: { sql: 'g.title', type: 'string' },
  status: { sql: 'g.status', type: 'string' },
  version: { sql: 'g.version', type: 'integer' },
  qualityScore: { sql: 'g.quality_score', type: 'integer' },
  recordedAt: { sql: 'g.recorded_at', type: 'instant' },
};

const CASTS: Partial<Record<AttributeRule['type'], string>> = {
  integer: 'numeric',
  decimal: 'numeric',
  date: 'text',
  boolean: 'boolean',
  instant: 'timestamptz',
};

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '=',
  ne: 'IS DISTINCT FROM',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

/**
 * Compiles a GraphQL filter into a condition on `golden_record g`. Names are taken from the rules, never from the request; values
 * are parameters.
 *
 * @throws DomainError `ATTRIBUTE.NOT_READABLE` for a filter on a class that the reader lacks: it would tell its value
 */
export function filterToSql(filter: unknown, scope: FilterScope, parameters: SqlParameters): string {
  return conditions(filter, scope, parameters);
}

function conditions(filter: unknown, scope: FilterScope, parameters: SqlParameters): string {
  const parts = entriesOf(filter).map(([name, value]) => {
    if (name === 'and' || name === 'or') {
      const inner = listOf(value).map(each => conditions(each, scope, parameters));
      return inner.length === 0 ? 'true' : `(${inner.join(name === 'and' ? ' AND ' : ' OR ')})`;
    }
    if (name === 'not') return `NOT (${conditions(value, scope, parameters)})`;
    const field = RECORD_FIELDS[name];
    if (field !== undefined) return operators(field.sql, field.type, value, parameters);
    const rule = scope.attributes.attributes.find(each => each.name === name);
    if (rule === undefined) throw new DomainError('REQUEST.INVALID', `no attribute '${name}' to filter by`);
    return attribute(rule, 'g.attributes', value, scope, parameters);
  });
  return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`;
}

function attribute(
  rule: AttributeRule,
  parent: string,
  value: unknown,
  scope: FilterScope,
  parameters: SqlParameters,
): string {
  requireReadable(rule, scope);
  const name = parameters.add(rule.name);
  if (rule.multi) {
    const list = `CASE jsonb_typeof(${parent}->${name}) WHEN 'array' THEN ${parent}->${name} ELSE '[]'::jsonb END`;
    const parts = entriesOf(value).map(([operator, operand]) => {
      if (operator === 'isEmpty') return `jsonb_array_length(${list}) ${operand === true ? '=' : '>'} 0`;
      if (operator === 'has') return `(${list}) @> jsonb_build_array(${parameters.add(operand)}::text)`;
      const inner = fields(rule, 'e', operand, scope, parameters);
      return `EXISTS (SELECT 1 FROM jsonb_array_elements(${list}) AS e WHERE ${inner})`;
    });
    return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`;
  }
  if (isComposite(rule)) return fields(rule, `(${parent}->${name})`, value, scope, parameters);
  return operators(`(${parent}->>${name})`, rule.type, value, parameters);
}

/** Conditions on the fields of an object. */
function fields(
  rule: AttributeRule,
  parent: string,
  value: unknown,
  scope: FilterScope,
  parameters: SqlParameters,
): string {
  const known = new Map((rule.fields ?? []).map(field => [field.name, field]));
  const parts = entriesOf(value).map(([name, operand]) => {
    const field = known.get(name);
    if (field === undefined)
      return operators(`(${parent}->>${parameters.add(name)})`, 'string', operand, parameters);
    return attribute(field, parent, operand, scope, parameters);
  });
  return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`;
}

function operators(
  sql: string,
  type: AttributeRule['type'],
  value: unknown,
  parameters: SqlParameters,
): string {
  const cast = CASTS[type];
  const left = cast === undefined ? sql : `(${sql})::${cast}`;
  const typed = (operand: unknown): string => `${parameters.add(operand)}::${cast ?? 'text'}`;
  const parts = entriesOf(value).map(([operator, operand]) => {
    const comparison = COMPARISONS[operator];
    if (comparison !== undefined) return `${left} ${comparison} ${typed(operand)}`;
    switch (operator) {
      case 'in':
        return `${left} = ANY(${parameters.add(listOf(operand))}::${cast ?? 'text'}[])`;
      case 'isNull':
        return `${sql} IS ${operand === true ? '' : 'NOT '}NULL`;
      case 'startsWith':
        return `starts_with(lower(${sql}), lower(${parameters.add(operand)}::text))`;
      case 'contains':
        return `position(lower(${parameters.add(operand)}::text) IN lower(${sql})) > 0`;
      default:
        throw new DomainError('REQUEST.INVALID', `no filter operator '${operator}'`);
    }
  });
  return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`;
}

/** Whether an attribute is made of fields. */
export function isComposite(rule: AttributeRule): boolean {
  return rule.type === 'object' || rule.type === 'address';
}

/** @throws DomainError `ATTRIBUTE.NOT_READABLE` */
export function requireReadable(rule: AttributeRule, scope: FilterScope): void {
  if (scope.classes.has(rule.class)) return;
  throw new DomainError('ATTRIBUTE.NOT_READABLE', `you may not filter or order by '${rule.name}'`, {
    details: { attribute: rule.name },
  });
}

/** The SQL expression that a list is ordered by, as text that sorts right, and its type for the cursor. */
export function orderExpression(
  field: string,
  scope: FilterScope,
  parameters: SqlParameters,
): { sql: string; cast: string } {
  const record = RECORD_FIELDS[field];
  if (record !== undefined) {
    const cast = record.type === 'integer' ? 'numeric' : record.type === 'instant' ? 'timestamptz' : 'text';
    return { sql: record.sql, cast };
  }
  const rule = scope.attributes.attributes.find(each => each.name === field);
  if (rule === undefined || rule.multi || isComposite(rule)) {
    throw new DomainError('REQUEST.INVALID', `no attribute '${field}' to order by`);
  }
  requireReadable(rule, scope);
  const sql = `(g.attributes->>${parameters.add(field)})`;
  if (rule.type === 'integer' || rule.type === 'decimal')
    return { sql: `coalesce(${sql}::numeric, 'Infinity')`, cast: 'numeric' };
  return { sql: `coalesce(${sql}, '')`, cast: 'text' };
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).filter(([, operand]) => operand !== undefined && operand !== null);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
