import type { ErrorObject, SchemaObject } from 'ajv';
import { didYouMean } from './did-you-mean.js';
import type { DocumentPath } from './yaml-document.js';

/** A schema error in words, and what it is about. */
export interface SchemaComplaint {
  readonly path: DocumentPath;
  readonly of: 'key' | 'value';
  readonly message: string;
}

/**
 * Turns JSON Schema errors into sentences for people. A value that may have several forms (`anyOf`) gives one complaint:
 * about the form that it resembles by type, or, when it resembles none, a list of what is possible.
 */
export function explainSchemaErrors(errors: readonly ErrorObject[]): readonly SchemaComplaint[] {
  const unions = errors.filter(error => error.keyword === 'anyOf');
  const told = new Set<string>();
  const complaints: SchemaComplaint[] = [];
  for (const error of errors) {
    if (error.keyword === 'if' || error.keyword === 'propertyNames') continue;
    const union = unions.find(candidate => candidate !== error && isBelow(error, candidate));
    if (union !== undefined && !isResembled(error, union)) continue;
    if (
      error.keyword === 'anyOf' &&
      errors.some(other => other !== error && isBelow(other, error) && isResembled(other, error))
    ) {
      continue;
    }
    const complaint = explain(error);
    const key = JSON.stringify(complaint);
    if (!told.has(key)) complaints.push(complaint);
    told.add(key);
  }
  return complaints;
}

function isBelow(error: ErrorObject, union: ErrorObject): boolean {
  return (
    error.instancePath.startsWith(union.instancePath) &&
    error.schemaPath !== union.schemaPath &&
    branchOf(error, union) !== undefined
  );
}

/** The branch of the union that an error belongs to, when that branch has the JSON type of the value. */
function isResembled(error: ErrorObject, union: ErrorObject): boolean {
  const branch = branchOf(error, union);
  return (
    branch !== undefined &&
    hasType(union.data, branch) &&
    !(error.keyword === 'type' && error.instancePath === union.instancePath)
  );
}

function branchOf(error: ErrorObject, union: ErrorObject): SchemaObject | undefined {
  const branches: unknown = union.schema;
  if (!Array.isArray(branches)) return undefined;
  const byPath = new RegExp(`^${escapeRegExp(union.schemaPath)}/(\\d+)(/|$)`).exec(error.schemaPath);
  const branch: unknown =
    byPath === null ? branches.find(each => each === error.parentSchema) : branches[Number(byPath[1])];
  return isSchema(branch) ? branch : undefined;
}

function hasType(value: unknown, schema: SchemaObject): boolean {
  const types: unknown[] = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  return types.includes(jsonType(value));
}

function explain(error: ErrorObject): SchemaComplaint {
  const path = decodePointer(error.instancePath);
  const schema: SchemaObject = isSchema(error.parentSchema) ? error.parentSchema : {};
  const param = (name: string): string =>
    String(Object.entries(error.params).find(([key]) => key === name)?.[1] ?? '');
  if (error.propertyName !== undefined) {
    const name = error.propertyName;
    return {
      path: [...path, name],
      of: 'key',
      message: `'${name}' cannot be used as a name: ${whyNot(error, schema)}`,
    };
  }
  const value = (message: string): SchemaComplaint => ({ path, of: 'value', message });
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = param('additionalProperty');
      const known = isSchema(schema['properties']) ? Object.keys(schema['properties']) : [];
      // `{ label: Noun first, then modifiers }`: the comma ends the text inside braces.
      const hint = name.includes(' ')
        ? '; if this is part of a text with a comma, put that text in quotes'
        : didYouMean(name, known) || `; it can have: ${known.join(', ')}`;
      return {
        path: [...path, name],
        of: 'key',
        message: `unknown setting '${name}' of ${titleOf(schema)}${hint}`,
      };
    }
    case 'required':
      return { path, of: 'key', message: `${titleOf(schema)} needs '${param('missingProperty')}'` };
    case 'type':
      return value(typeMessage(error, schema));
    case 'enum': {
      const allowed: unknown = schema['enum'];
      const words = Array.isArray(allowed) ? allowed.map(String) : [];
      const hint = didYouMean(String(error.data), words) || `; it can be: ${words.join(', ')}`;
      return value(`'${String(error.data)}' is not allowed here${hint}`);
    }
    default:
      return value(whyNot(error, schema));
  }
}

function whyNot(error: ErrorObject, schema: SchemaObject): string {
  const described = typeof schema['description'] === 'string' ? schema['description'] : undefined;
  switch (error.keyword) {
    case 'anyOf':
    case 'pattern':
    case 'not':
    case 'const':
      return described === undefined ? (error.message ?? 'not allowed') : `it must be ${described}`;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return 'must not be empty';
    case 'enum':
      return `it can be: ${Array.isArray(schema['enum']) ? schema['enum'].join(', ') : ''}`;
    default:
      return error.message ?? 'not allowed';
  }
}

function typeMessage(error: ErrorObject, schema: SchemaObject): string {
  const wanted: readonly unknown[] = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  const found = jsonType(error.data);
  // YAML reads 0012 and true as number and boolean; a leading zero would be lost without a word.
  const quote =
    wanted.includes('string') && ['integer', 'number', 'boolean'].includes(found) ? '; put it in quotes' : '';
  return `must be ${wanted.map(type => WORDS.get(String(type)) ?? String(type)).join(' or ')}, not ${WORDS.get(found) ?? found}${quote}`;
}

const WORDS = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a mapping of names to values'],
  ['null', 'empty'],
]);

function jsonType(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function titleOf(schema: SchemaObject): string {
  return typeof schema['title'] === 'string' ? schema['title'] : 'this';
}

function decodePointer(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isSchema(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escapeRegExp(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
