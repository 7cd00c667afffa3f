import type { Attributes, AttributeValue } from '../core/model/index.js';
import type { AttributeClass, AttributeRule, DomainAttributes } from '../core/rules/index.js';

/** Attributes as somebody may see them. */
export interface MaskedAttributes {
  readonly attributes: Attributes;
  /** Attributes (or fields, `contacts.phone`) that have a value which the reader may not see, sorted. */
  readonly masked: readonly string[];
}

/** Takes out what the reader's classes do not cover, at any depth. That there is a value stays visible; the value does not. */
export function maskAttributes(
  domain: DomainAttributes,
  attributes: Attributes,
  classes: ReadonlySet<AttributeClass>,
): MaskedAttributes {
  const masked = new Set<string>();
  const shown = maskFields(domain.attributes, attributes, '', classes, masked);
  return { attributes: shown, masked: [...masked].sort() };
}

/** Whether the reader may see values of an attribute. Names that the rules do not know are not shown to anybody. */
export function isReadable(
  domain: DomainAttributes,
  attribute: string,
  classes: ReadonlySet<AttributeClass>,
): boolean {
  const rule = domain.attributes.find(each => each.name === attribute);
  return rule !== undefined && classes.has(rule.class);
}

function maskFields(
  rules: readonly AttributeRule[],
  values: Attributes,
  path: string,
  classes: ReadonlySet<AttributeClass>,
  masked: Set<string>,
): Record<string, AttributeValue> {
  const byName = new Map(rules.map(rule => [rule.name, rule]));
  const shown: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const rule = byName.get(name);
    const place = path === '' ? name : `${path}.${name}`;
    // Components that a standardizer adds to an address have the class of the address itself.
    if (rule === undefined) {
      if (path !== '') shown[name] = value;
    } else if (!classes.has(rule.class)) masked.add(place);
    else shown[name] = maskValue(rule, value, place, classes, masked);
  }
  return shown;
}

function maskValue(
  rule: AttributeRule,
  value: AttributeValue,
  path: string,
  classes: ReadonlySet<AttributeClass>,
  masked: Set<string>,
): AttributeValue {
  const fields = rule.fields ?? [];
  // Records that callers ask about are whatever they sent: null is possible at any depth.
  if (fields.length === 0 || typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(element => maskValue(rule, element, path, classes, masked));
  const filled = Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (part == null ? [] : [[name, part]])),
  );
  return maskFields(fields, filled, path, classes, masked);
}

function isList(value: AttributeValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}
