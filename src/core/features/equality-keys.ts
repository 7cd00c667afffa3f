import type { AttributeValue } from '../model/index.js';
import { isFilled, isList } from '../model/index.js';
import type { AttributeRule, RuleSet } from '../rules/index.js';
import { standardizeValue } from './standardize-value.js';
import { newTrace } from './trace.js';

/** Of a system, whichever: standardizers are only stricter with what a person types. */
const FROM_A_SOURCE = { system: 'any' };

/**
 * The keys under which the parts of a standardised value are compared, by concrete path (`phones[1]` → `+16165550142`). They are
 * not kept with records: a canonical value standardises to itself, so that its keys can be had again where two
 * sources write one thing in two ways. Parts whose standardizer makes no key have none.
 */
export function equalityKeys(
  { attributes, standardize }: Pick<RuleSet, 'attributes' | 'standardize'>,
  rule: AttributeRule,
  value: AttributeValue,
): ReadonlyMap<string, string> {
  const settings = { domain: attributes, overrides: standardize.attributes, context: FROM_A_SOURCE };
  const trace = newTrace();
  // Element by element: one that would be refused today must not move the places of those after it.
  const places: readonly (readonly [string, AttributeValue])[] =
    rule.multi && isList(value)
      ? value.map((element, index) => [`${rule.name}[${index}]`, element])
      : [[rule.name, value]];
  for (const [place, part] of places) {
    if (isFilled(part)) standardizeValue({ ...rule, multi: false }, part, place, rule.name, settings, trace);
  }
  return trace.keys;
}
