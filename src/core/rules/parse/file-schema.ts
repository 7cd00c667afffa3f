import type { SchemaObject } from 'ajv';

/**
 * The form of one kind of rule file: a JSON Schema (draft 7) as a constant, and the TypeScript type of what passes it.
 * Editors complete and underline with the same schema (`rules.schema.json` is generated from these constants).
 */
export interface FileSchema<Shape> {
  /** The name under `$defs` in `rules.schema.json`: `attributes`, `match`… */
  readonly kind: string;
  readonly schema: SchemaObject;
  /** Definitions that `schema` refers to as `#/$defs/<name>`. Names are unique over all kinds. */
  readonly shared?: Readonly<Record<string, SchemaObject>>;
  /** Carries the type only; never set. */
  readonly shape?: Shape;
}

/** An object schema that accepts the given keys only. `title` names the thing in messages: `an attribute`. */
export function objectOf(
  title: string,
  properties: Readonly<Record<string, SchemaObject>>,
  required: readonly string[] = [],
): SchemaObject {
  return { title, type: 'object', properties, required: [...required], additionalProperties: false };
}

/** A mapping from names to things of one form. */
export function mapOf(
  title: string,
  values: SchemaObject,
  names: SchemaObject = { type: 'string' },
): SchemaObject {
  return { title, type: 'object', propertyNames: names, additionalProperties: values };
}

/** A list of things of one form. */
export function listOf(items: SchemaObject, minItems = 0): SchemaObject {
  return { type: 'array', items, minItems };
}

/** Text, with what it is for (shown by editors). */
export function text(description: string): SchemaObject {
  return { type: 'string', minLength: 1, description };
}

/** One of a fixed set of words. */
export function oneOf(values: readonly string[], description: string): SchemaObject {
  return { type: 'string', enum: [...values], description };
}

/** true or false. */
export function flag(description: string): SchemaObject {
  return { type: 'boolean', description };
}

/** A number, fractions allowed. */
export function numeric(description: string): SchemaObject {
  return { type: 'number', description };
}

/** A whole number of at least `minimum`. */
export function whole(description: string, minimum = 0): SchemaObject {
  return { type: 'integer', minimum, description };
}

/** A text, number or boolean. */
export const scalar: SchemaObject = {
  type: ['string', 'number', 'boolean'],
  description: 'a text, a number, true or false',
};
