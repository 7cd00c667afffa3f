import type { AttributeAuthority, AttributeRule, DomainSource } from '../rules/index.js';

/** What a system may say about an attribute: its own entry, else its group's, else the domain's default. */
export function authorityOf(source: DomainSource, attribute: AttributeRule): AttributeAuthority {
  const { attributes, groups } = source.authority;
  return attributes[attribute.name] ?? groups[attribute.group] ?? source.authority.default;
}
