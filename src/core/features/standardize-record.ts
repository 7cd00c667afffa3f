/**
 * From mapped values to the record that everything later works with: each attribute standardised, what its text hides moved to where
 * it belongs (a trade name behind `DBA`), and the features drawn that matching compares. The same values under the same
 * rules always give the same record.
 */
import { isComposite, isFilled, isList, isScalar, objectOf } from '../model/index.js';
import type { Attributes, AttributeValue, Fault } from '../model/index.js';
import type { AttributeRule, RuleSet, StandardizedRecord } from '../rules/index.js';
import type { StandardizeContext } from '../standardize/index.js';
import { withSeverities } from '../validation/index.js';
import { extractFeatures } from './extract-features.js';
import { standardizeValue } from './standardize-value.js';
import { newTrace } from './trace.js';
import type { StandardizeSettings, Trace } from './trace.js';

/** The parts of a rule set that standardising reads. */
export type StandardizeRuleSet = Pick<RuleSet, 'attributes' | 'standardize' | 'match' | 'quality'>;

/** Nesting accepted in a raw value. Rules go three levels deep; the rest is damage that later steps must not meet. */
const DEPTH_MAX = 12;

/**
 * Standardises a mapped record. Never throws: whatever is wrong is a fault with the attribute's path and the severity that the
 * domain gives it. Faults never show values of restricted or secret attributes.
 *
 * @param mapped attribute → raw value, in the shape of attributes.yaml
 * @param context how the source writes values
 */
export function standardizeRecord(
  ruleSet: StandardizeRuleSet,
  mapped: Attributes,
  context: StandardizeContext,
): StandardizedRecord {
  const { attributes: domain } = ruleSet;
  const settings: StandardizeSettings = { domain, overrides: ruleSet.standardize.attributes, context };
  const trace = newTrace();
  const found = new Map<string, AttributeValue>();
  // A source fills few of a domain's attributes, and looking for one in vain costs more than finding it.
  const given = new Map(Object.entries(mapped));
  for (const rule of domain.attributes) {
    const raw = given.get(rule.name);
    if (raw === undefined) continue;
    if (isTooDeep(raw, DEPTH_MAX)) trace.faults.push(tooDeep(rule));
    else
      keep(
        found,
        rule.name,
        standardizeValue(rule, withoutNulls(raw), rule.name, rule.name, settings, trace),
      );
  }
  const rules = new Map(domain.attributes.map(rule => [rule.name, rule]));
  for (const { to, text } of trace.moved.splice(0)) moveInto(found, rules, to, text, settings, trace);
  for (const [name, raw] of Object.entries(mapped)) {
    if (!rules.has(name) && (isTooDeep(raw, DEPTH_MAX) || isFilled(raw)))
      trace.faults.push(unknownAttribute(name, domain.label));
  }
  if (found.size === 0 && trace.faults.length === 0) trace.faults.push(BLANK);
  return {
    attributes: inRuleOrder(found, domain.attributes),
    features: extractFeatures(ruleSet.match.features, trace.faces),
    faults: withSeverities(ruleSet.quality, trace.faults),
  };
}

function keep(found: Map<string, AttributeValue>, name: string, value: AttributeValue | undefined): void {
  if (value !== undefined) found.set(name, value);
}

/** Moved texts may fill attributes late; the record reads in the order of its rules all the same. */
function inRuleOrder(
  found: ReadonlyMap<string, AttributeValue>,
  rules: readonly AttributeRule[],
): Attributes {
  return objectOf(
    rules.flatMap(({ name }) => {
      const value = found.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * A single-valued attribute takes a moved text only when it has no value; a list gets it as a further element, unless one
 * with the same key is there.
 */
function moveInto(
  found: Map<string, AttributeValue>,
  rules: ReadonlyMap<string, AttributeRule>,
  to: string,
  text: string,
  settings: StandardizeSettings,
  trace: Trace,
): void {
  const [name = '', field] = to.split('.');
  const rule = rules.get(name);
  const present = found.get(name);
  if (rule === undefined) return;
  const element: AttributeValue = field === undefined ? text : { [field]: text };
  if (!rule.multi) {
    const isFree =
      present === undefined || (field !== undefined && isComposite(present) && present[field] === undefined);
    if (!isFree) return;
    const value = standardizeValue(rule, element, name, name, settings, trace);
    if (value !== undefined)
      found.set(name, isComposite(present) && isComposite(value) ? { ...present, ...value } : value);
    return;
  }
  const list = isList(present) ? present : [];
  const place = `${name}[${list.length}]`;
  const inner = field === undefined ? '' : `.${field}`;
  const further = newTrace();
  const value = standardizeValue({ ...rule, multi: false }, element, place, name, settings, further);
  const key = further.keys.get(place + inner);
  const isKnown = list.some(
    (_, index) => key !== undefined && trace.keys.get(`${name}[${index}]${inner}`) === key,
  );
  if (value === undefined || isKnown) return;
  found.set(name, [...list, value]);
  trace.faults.push(...further.faults);
  trace.faces.push(...further.faces);
  for (const [path, each] of further.keys) trace.keys.set(path, each);
}

/** JSON may hold `null` anywhere, values never do. Blanks keep the places of list elements, which faults name. */
function withoutNulls(value: AttributeValue | null | undefined): AttributeValue {
  if (value === null || value === undefined) return '';
  if (isList(value)) return value.map(withoutNulls);
  if (!isComposite(value) || Object.values(value).every(isScalar)) return value;
  return objectOf(
    Object.entries(value).flatMap(([field, part]) =>
      part === null || part === undefined ? [] : [[field, withoutNulls(part)]],
    ),
  );
}

/** Looks no deeper than the limit, so that no depth can exhaust the stack. */
function isTooDeep(value: AttributeValue | null | undefined, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return (isList(value) ? value : Object.values(value)).some(part => isTooDeep(part, left - 1));
}

function tooDeep(rule: AttributeRule): Fault {
  return {
    code: 'VALUE_TOO_DEEP',
    severity: 'error',
    message: `${rule.label} is nested deeper than ${DEPTH_MAX} levels.`,
    attribute: rule.name,
    fix: 'Correct the message or its mapping.',
  };
}

const BLANK: Fault = {
  code: 'RECORD_BLANK',
  severity: 'error',
  message: 'The record has no values.',
  fix: 'Remove the row, or fill it.',
};

function unknownAttribute(name: string, label: string): Fault {
  return {
    code: 'ATTRIBUTE_UNKNOWN',
    severity: 'error',
    message: `${label} has no attribute ${name.slice(0, 60)}.`,
    attribute: name.slice(0, 60),
    fix: 'Correct the mapping, or add the attribute to attributes.yaml.',
  };
}
