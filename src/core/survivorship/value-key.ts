import type { AttributeValue, CompositeValue } from '../model/index.js';
import { compareText, isComposite, isFilled, isList, isScalar } from '../model/index.js';

/** Equality keys of a value's parts by concrete attribute path: `taxIds[0].value` → `842917306`. */
export type ValueKeys = ReadonlyMap<string, string>;

/**
 * The text under which two values are the same value: the standardizer's key where there is one, else the value's text in
 * upper case with single spaces. Lists are compared as sets, composites field by field; blanks do not count.
 */
export function valueKey(value: AttributeValue, path = '', keys?: ValueKeys): string {
  const own = keys?.get(path);
  if (own !== undefined) return own;
  if (isScalar(value)) return foldedText(String(value));
  if (isList(value)) {
    const elements = value.map((item, index) =>
      isFilled(item) ? valueKey(item, `${path}[${index}]`, keys) : '',
    );
    return JSON.stringify(elements.filter(element => element !== '').sort(compareText));
  }
  if (isComposite(value)) return JSON.stringify(compositeKey(value, path, keys));
  return '';
}

/** ASCII words with single spaces between them: what most values are, and all that folding changes of them is case. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/u;

function foldedText(text: string): string {
  if (PLAIN.test(text)) return text.toUpperCase();
  return text.normalize('NFKC').toUpperCase().replace(/\s+/gu, ' ').trim();
}

function compositeKey(
  value: CompositeValue,
  path: string,
  keys: ValueKeys | undefined,
): readonly (readonly string[])[] {
  return Object.entries(value)
    .flatMap(([field, item]) => (isFilled(item) ? [[field, valueKey(item, `${path}.${field}`, keys)]] : []))
    .sort(([left = ''], [right = '']) => compareText(left, right));
}

/**
 * The text under which two elements of a list are the same thing: their `identity` fields, or all of the value where the
 * attribute names none or the element has none of them.
 */
export function elementKey(
  element: AttributeValue,
  identity: readonly string[],
  path: string,
  keys?: ValueKeys,
): string {
  if (!isComposite(element) || identity.length === 0) return valueKey(element, path, keys);
  const parts = identity.map(field => {
    const value = fieldAt(element, field);
    return isFilled(value) ? valueKey(value, `${path}.${field}`, keys) : '';
  });
  return parts.every(part => part === '') ? valueKey(element, path, keys) : JSON.stringify(parts);
}

function fieldAt(element: CompositeValue, path: string): AttributeValue | null | undefined {
  let value: AttributeValue | null | undefined = element;
  for (const field of path.split('.')) {
    value = isComposite(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  }
  return value;
}
