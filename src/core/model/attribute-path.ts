import type { Attributes, AttributeValue, CompositeValue, Scalar } from './values.js';

/** A value found in a record, with the concrete path that leads to it: `taxIds[0].value`. */
export interface ValueAtPath {
  readonly path: string;
  readonly value: AttributeValue;
}

/** True for strings, numbers and booleans. */
export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** True for a value with named parts; false for lists and scalars. */
export function isComposite(value: unknown): value is CompositeValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list of values (the readonly-aware form of `Array.isArray`). */
export function isList(value: AttributeValue | null | undefined): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

/** Whether a value says anything: blank text, empty lists and composites of nothing do not. */
export function isFilled(value: AttributeValue | null | undefined): value is AttributeValue {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (isList(value)) return value.some(isFilled);
  if (isComposite(value)) return Object.values(value).some(isFilled);
  return true;
}

/** How many scalars a value holds, blanks not counted: the measure of its completeness. */
export function countFilled(value: AttributeValue | null | undefined): number {
  if (!isFilled(value)) return 0;
  if (isList(value)) return value.reduce<number>((sum, item) => sum + countFilled(item), 0);
  if (isComposite(value)) {
    return Object.values(value).reduce<number>((sum, item) => sum + countFilled(item), 0);
  }
  return 1;
}

/**
 * The filled values at an attribute path, in order. A path through a list yields one value per element, and a list at its
 * end yields its elements: `taxIds.value` gives `taxIds[0].value`, `taxIds[1].value`.
 */
export function valuesAt(attributes: Attributes | CompositeValue, path: string): readonly ValueAtPath[] {
  // Most paths are the name of an attribute, and every check of every record asks.
  if (!path.includes('.')) {
    const own = Object.hasOwn(attributes, path) ? attributes[path] : undefined;
    return isFilled(own) ? spread(path, own) : [];
  }
  const fields = path.split('.');
  let found: ValueAtPath[] = [{ path: '', value: attributes }];
  for (const field of fields) {
    found = found.flatMap(({ path: parent, value }) => {
      const child = isComposite(value) && Object.hasOwn(value, field) ? value[field] : undefined;
      return isFilled(child) ? spread(parent === '' ? field : `${parent}.${field}`, child) : [];
    });
  }
  return found;
}

/** Whether there is a filled value at an attribute path. */
export function hasValueAt(attributes: Attributes | CompositeValue, path: string): boolean {
  if (path.includes('.')) return valuesAt(attributes, path).length > 0;
  return Object.hasOwn(attributes, path) && isFilled(attributes[path]);
}

function spread(path: string, value: AttributeValue): ValueAtPath[] {
  if (!isList(value)) return [{ path, value }];
  return value.flatMap((item, index) => (isFilled(item) ? spread(`${path}[${index}]`, item) : []));
}

/** The attribute that a path starts in: `taxIds` for `taxIds[0].value`. */
export function attributeOf(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? path;
}
