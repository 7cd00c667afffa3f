import type { Attributes, Scalar } from '../model/index.js';
import { isScalar, valuesAt } from '../model/index.js';
import type { Condition } from '../rules/index.js';

/**
 * Whether a condition of the rule files holds for a record. On a path through a list one fitting element is enough; `not`
 * therefore asks that no element fits. Values are compared as text (`is: 10` fits `"10"`).
 */
export function holds(condition: Condition, attributes: Attributes): boolean {
  if ('all' in condition) return condition.all.every(part => holds(part, attributes));
  if ('any' in condition) return condition.any.some(part => holds(part, attributes));
  if ('not' in condition) return !holds(condition.not, attributes);
  const values = valuesAt(attributes, condition.attribute).map(({ value }) => value);
  if ('present' in condition) return values.length > 0 === condition.present;
  const wanted: readonly Scalar[] = 'is' in condition ? [condition.is] : condition.in;
  return values.some(value => isScalar(value) && wanted.some(each => String(each) === String(value)));
}
