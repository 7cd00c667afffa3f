import type { Attributes, Fault } from '../model/index.js';
import { attributeOf, isFilled } from '../model/index.js';
import type { DomainAttributes } from '../rules/index.js';

/**
 * How complete and valid a record is: the share, in whole percent, of its required and recommended attributes that are filled
 * and without an error or warning. A domain that asks for nothing scores 100.
 */
export function qualityScore(
  domain: DomainAttributes,
  attributes: Attributes,
  faults: readonly Fault[],
): number {
  const wanted = domain.attributes.filter(rule => rule.requirement !== 'optional');
  if (wanted.length === 0) return 100;
  const faulty = new Set(
    faults
      .filter(fault => fault.severity !== 'info')
      .flatMap(fault => (fault.attribute === undefined ? [] : [attributeOf(fault.attribute)])),
  );
  const good = wanted.filter(({ name }) => isFilled(attributes[name]) && !faulty.has(name));
  return Math.round((100 * good.length) / wanted.length);
}
