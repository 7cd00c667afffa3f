import { standardizeRecord } from '../core/features/index.js';
import { DomainError, type AttributeValue } from '../core/model/index.js';
import type { RuleSet } from '../core/rules/index.js';

/**
 * What a pin holds: the value as a source's would be kept. Readers rely on its shape, and an attribute that holds anything else cannot be
 * shown to anybody.
 *
 * @param value `null`: that there is none
 * @throws DomainError `GOLDEN_RECORD.REFUSED`
 */
export function pinnedValue(
  ruleSet: RuleSet,
  attribute: string,
  value: AttributeValue | null,
): AttributeValue | null {
  if (value === null) return null;
  const { attributes } = standardizeRecord(ruleSet, { [attribute]: value }, {});
  const kept = attributes[attribute];
  if (kept === undefined) {
    throw new DomainError(
      'GOLDEN_RECORD.REFUSED',
      `'${attribute}' cannot hold this; send a value of its type, or null for none`,
    );
  }
  return kept;
}
