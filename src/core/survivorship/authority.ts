import type { AttributeAuthority, DomainAttributes, DomainAuthority } from '../rules/index.js';

/** System → attribute → what the system may say about it. */
export type AuthorityTable = ReadonlyMap<string, ReadonlyMap<string, AttributeAuthority>>;

/**
 * Spells out the system files' authority for every attribute of a domain: its own entry, else the one of its group of
 * attributes, else the system's default.
 */
export function authorityTable(
  domain: DomainAttributes,
  systems: readonly { readonly system: string; readonly authority: DomainAuthority }[],
): AuthorityTable {
  return new Map(
    systems.map(({ system, authority }) => [
      system,
      new Map(
        domain.attributes.map(({ name, group }) => [
          name,
          authority.attributes[name] ?? authority.groups[group] ?? authority.default,
        ]),
      ),
    ]),
  );
}
