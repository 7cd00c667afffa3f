import { DomainError } from '../core/model/index.js';
import { formatRuleFault } from '../core/rules/parse/index.js';
import type { RuleFault } from '../core/rules/parse/index.js';

/** The rule files are wrong; the message lists every fault, one per line, as `file:line:column message`. */
export function rulesInvalid(faults: readonly RuleFault[]): DomainError {
  const head =
    faults.length === 1 ? 'a rule file has a fault' : `the rule files have ${faults.length} faults`;
  return new DomainError('RULES.INVALID', [`${head}:`, ...faults.map(formatRuleFault)].join('\n'), {
    details: { faults },
  });
}

/** No folder of rules has this name. */
export function unknownDomain(domain: string): DomainError {
  return new DomainError('RULES.UNKNOWN_DOMAIN', `there is no domain '${domain}'`, { details: { domain } });
}

/** The domain never had this version. */
export function unknownVersion(domain: string, version: number): DomainError {
  return new DomainError('RULES.UNKNOWN_VERSION', `domain '${domain}' has no rule set version ${version}`, {
    details: { domain, version },
  });
}
