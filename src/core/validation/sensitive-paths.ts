import { attributeOf } from '../model/index.js';
import type { AttributeClass, AttributeRule, DomainAttributes } from '../rules/index.js';

const SENSITIVE: ReadonlySet<AttributeClass> = new Set(['restricted', 'secret']);

/**
 * Whether the values at a path may not be shown in faults, reasons and logs: the attribute or a field on the way is
 * restricted or secret, or the attribute is not known. A composite with one such field is sensitive as a whole.
 */
export function isSensitive(domain: DomainAttributes, path: string): boolean {
  const [name = '', ...fields] = path.replace(/\[\d+\]/g, '').split('.');
  let rule = domain.attributes.find(each => each.name === attributeOf(name));
  if (rule === undefined || SENSITIVE.has(rule.class)) return true;
  for (const field of fields) {
    const next: AttributeRule | undefined = rule.fields?.find(each => each.name === field);
    // Fields that every address has are not listed; they are as sensitive as the address.
    if (next === undefined) return false;
    if (SENSITIVE.has(next.class)) return true;
    rule = next;
  }
  return hasSensitiveField(rule);
}

function hasSensitiveField(rule: AttributeRule): boolean {
  return rule.fields?.some(field => SENSITIVE.has(field.class) || hasSensitiveField(field)) ?? false;
}
