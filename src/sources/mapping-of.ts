import { compileDomain, type CompiledDomain } from '../core/mapping/index.js';
import type { LoadedRules } from '../rules/index.js';
import { unknownSourceDomain, unknownSystem } from './sources.errors.js';

/**
 * How a system's records of a domain come in, by rules that were loaded and not activated.
 * @throws DomainError `SOURCE.UNKNOWN_SYSTEM`, `SOURCE.UNKNOWN_DOMAIN`
 */
export function mappingOf(
  { systems, domains }: LoadedRules,
  systemId: string,
  domain: string,
): CompiledDomain {
  const system = systems.byId.get(systemId);
  if (system === undefined) throw unknownSystem(systemId, systems.byId.keys());
  const source = system.domains.find(each => each.domain === domain);
  const ruleSet = domains.get(domain)?.ruleSet;
  if (source === undefined || ruleSet === undefined)
    throw unknownSourceDomain(systemId, domain, system.domains.map(each => each.domain)); // prettier-ignore
  return compileDomain(system, source, ruleSet.attributes);
}
