import type { AttributeValue } from '../model/index.js';
import type { FieldPath, RowCondition } from '../rules/index.js';
import { plainNumber } from '../standardize/decimal-text.js';
import type { Fields, FieldValue, RawRecord } from './raw-record.js';
import { GROUP_ROWS } from './scope.js';

/** Where an expression is evaluated: the whole record, and the row or element in scope. */
export interface FieldScope {
  readonly record: RawRecord;
  readonly element: FieldValue;
}

/** The value at a path, or `undefined` when there is none. */
export function fieldAt(path: FieldPath, scope: FieldScope): FieldValue | undefined {
  let value: FieldValue | undefined = path.fromRecord ? scope.record.fields : scope.element;
  if (path.file !== undefined) value = scope.record.joined?.[path.file]?.[0];
  for (const segment of path.segments) {
    if (typeof segment === 'number') value = isList(value) ? value[segment] : undefined;
    else value = isFields(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }
  return value;
}

/** What an `each` goes through: rows of a joined file or group, or elements of a JSON list (a lone object counts as a list of one). */
export function elementsOf(over: FieldPath, scope: FieldScope): readonly FieldValue[] {
  if (over.file === GROUP_ROWS) return scope.record.rows ?? [scope.record.fields];
  if (over.file !== undefined && over.segments.length === 0) return scope.record.joined?.[over.file] ?? [];
  const value = fieldAt(over, scope);
  if (isList(value)) return value;
  return isFields(value) ? [value] : [];
}

/** True for JSON lists. */
export function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
  return Array.isArray(value);
}

/** True for rows and JSON objects. */
export function isFields(value: FieldValue | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a scalar. Blank cells and null tokens say nothing; other texts keep their blanks, which may be part of a key. */
export function cellText(value: FieldValue | undefined, nullTokens: ReadonlySet<string>): string | undefined {
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed === '' || nullTokens.has(trimmed) ? undefined : value;
}

/** A JSON value as an attribute value: nulls, blanks and what is empty without them are left out. */
export function attributeValueOf(
  value: FieldValue | undefined,
  nullTokens: ReadonlySet<string>,
): AttributeValue | undefined {
  if (isList(value)) {
    const elements = value
      .map(element => attributeValueOf(element, nullTokens))
      .filter(element => element !== undefined);
    return elements.length === 0 ? undefined : elements;
  }
  if (isFields(value)) {
    const fields: Record<string, AttributeValue> = {};
    for (const [name, field] of Object.entries(value)) {
      const read = attributeValueOf(field, nullTokens);
      if (read !== undefined) fields[name] = read;
    }
    return Object.keys(fields).length === 0 ? undefined : fields;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return cellText(value, nullTokens);
}

/** Whether a condition holds. Texts are compared without surrounding blanks; an absent value equals the empty text. */
export function compileCondition(
  condition: RowCondition,
  nullTokens: ReadonlySet<string>,
): (scope: FieldScope) => boolean {
  switch (condition.kind) {
    case 'all': {
      const parts = condition.of.map(part => compileCondition(part, nullTokens));
      return scope => parts.every(part => part(scope));
    }
    case 'any': {
      const parts = condition.of.map(part => compileCondition(part, nullTokens));
      return scope => parts.some(part => part(scope));
    }
    case 'not': {
      const part = compileCondition(condition.of, nullTokens);
      return scope => !part(scope);
    }
    case 'present': {
      const { path, present } = condition;
      return scope => (attributeValueOf(fieldAt(path, scope), nullTokens) !== undefined) === present;
    }
    case 'matches': {
      const { path } = condition;
      const pattern = new RegExp(condition.pattern, 'u');
      return scope => pattern.test(conditionText(path, scope, NO_TOKENS));
    }
    case 'is':
  }
  const { path } = condition;
  const values = new Set(condition.values);
  // Null tokens are compared as they stand: a rule may well ask for the token itself.
  return scope => values.has(conditionText(path, scope, NO_TOKENS));
}

const NO_TOKENS: ReadonlySet<string> = new Set();

function conditionText(path: FieldPath, scope: FieldScope, nullTokens: ReadonlySet<string>): string {
  return (cellText(fieldAt(path, scope), nullTokens) ?? '').trim().slice(0, PATTERN_INPUT_MAX);
}

/** Longer texts are cut before a regular expression sees them, so that a slow pattern meets a bounded input. */
export const PATTERN_INPUT_MAX = 2_000;
