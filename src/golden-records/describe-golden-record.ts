import type { Attributes, AttributeValue } from '../core/model/index.js';
import type { AttributeRule, DomainAttributes } from '../core/rules/index.js';

/** Beyond this a search text finds nothing more that a person would type. */
const SEARCH_TEXT_MAX = 600;
const TITLE_MAX = 200;

/** What lists call a record: its title attribute, else the first source key. */
export function titleOf(domain: DomainAttributes, attributes: Attributes, keys: readonly string[]): string {
  const value = attributes[domain.title];
  const title = typeof value === 'string' && value.trim() !== '' ? value : (keys[0] ?? '(no name)');
  return title.slice(0, TITLE_MAX);
}

/**
 * What search looks through: the title, the searchable public and internal texts, and the source keys, in lower case.
 * Restricted and secret values never get in: finding a record by a value one may not see would reveal it.
 */
export function searchTextOf(
  domain: DomainAttributes,
  attributes: Attributes,
  keys: readonly string[],
): string {
  const words: string[] = [titleOf(domain, attributes, keys)];
  for (const rule of domain.attributes) collect(rule, attributes[rule.name], words);
  words.push(...keys.map(key => key.trim()));
  const unique = [...new Set(words.map(word => word.toLowerCase().trim()).filter(word => word !== ''))];
  return unique.join(' ').slice(0, SEARCH_TEXT_MAX);
}

function collect(rule: AttributeRule, value: AttributeValue | undefined | null, words: string[]): void {
  if (value === undefined || value === null || !rule.searchable) return;
  if (rule.class === 'restricted' || rule.class === 'secret') return;
  if (Array.isArray(value)) {
    for (const element of value) collect(rule, element, words);
  } else if (typeof value === 'string') {
    if (rule.type === 'string' || rule.type === 'text') words.push(value);
  } else if (isFields(value)) {
    for (const field of rule.fields ?? []) collect(field, value[field.name], words);
  }
}

function isFields(
  value: AttributeValue,
): value is { readonly [field: string]: AttributeValue | null | undefined } {
  return typeof value === 'object' && !Array.isArray(value);
}
