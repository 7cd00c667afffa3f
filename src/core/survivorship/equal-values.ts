/**
 * What tells statements about one attribute apart. `(616) 555-0142` and `616.555.0142` are one phone with two contributors, because
 * the standardizer has one key for both.
 */
import { equalityKeys } from '../features/index.js';
import type { AttributeValue } from '../model/index.js';
import { isComposite, isFilled, isList, memoize, sameJson } from '../model/index.js';
import type { AttributeRule } from '../rules/index.js';
import type { SurvivorshipRuleSet } from './survival-units.js';
import { valueKey, type ValueKeys } from './value-key.js';

/** Whether any two of an attribute's values differ as texts. Where none do, keys could tell nothing. */
export function areTextsDifferent(values: readonly AttributeValue[]): boolean {
  const [first, ...others] = values;
  if (first === undefined) return false;
  let key: string | undefined;
  return others.some(value => {
    if (sameJson(value, first)) return false;
    key ??= valueKey(first);
    return valueKey(value) !== key;
  });
}

type PathKey = readonly [path: string, key: string];

/** The standardizer's keys of a value of an attribute, by concrete path. */
export function keysOfValue(
  ruleSet: SurvivorshipRuleSet,
  rule: AttributeRule,
  value: AttributeValue,
): ValueKeys {
  if (!rule.multi || !isList(value)) return new Map(knownKeysOf(ruleSet, rule, value));
  // Element by element, because lists of one contract differ in few of their lines.
  const first = `${rule.name}[0]`;
  return new Map(
    value.flatMap((element, index) =>
      knownKeysOf(ruleSet, rule, [element]).map(([path, key]): PathKey => [
        `${rule.name}[${index}]${path.slice(first.length)}`,
        key,
      ]),
    ),
  );
}

const knownKeys = new WeakMap<SurvivorshipRuleSet, (text: string) => readonly PathKey[]>();
/** Sources write most values in a few ways; what is longer is a sentence. Some MB at most. */
const KNOWN_KEYS = { size: 10_000, textLength: 320 };

/** The keys of a value, remembered by rule set. */
function knownKeysOf(
  ruleSet: SurvivorshipRuleSet,
  rule: AttributeRule,
  value: AttributeValue,
): readonly PathKey[] {
  let keysOfText = knownKeys.get(ruleSet);
  if (keysOfText === undefined) {
    keysOfText = memoize(text => deriveKeysOfText(ruleSet, text), KNOWN_KEYS);
    knownKeys.set(ruleSet, keysOfText);
  }
  return keysOfText(JSON.stringify([rule.name, value]));
}

function deriveKeysOfText(ruleSet: SurvivorshipRuleSet, text: string): readonly PathKey[] {
  const [name, value] = JSON.parse(text) as [string, AttributeValue];
  const rule = ruleSet.attributes.attributes.find(each => each.name === name);
  return rule === undefined ? [] : deriveKeys(ruleSet, rule, value);
}

function deriveKeys(
  ruleSet: SurvivorshipRuleSet,
  rule: AttributeRule,
  value: AttributeValue,
): readonly PathKey[] {
  return [...equalityKeys(ruleSet, rule, value)].flatMap(([path, key]): PathKey[] => {
    const element = elementAt(rule, value, path);
    if (!isComposite(element)) return [[path, key]];
    // The key of an address leaves out what the rules add to it: one address for orders and for payments is two elements, of
    // which neither may swallow the other. Other composites are compared field by field.
    if (rule.type !== 'address') return [];
    const added = (rule.fields ?? []).flatMap(({ name }) => {
      const field = Object.hasOwn(element, name) ? element[name] : undefined;
      return isFilled(field) ? [[name, valueKey(field)]] : [];
    });
    return [[path, JSON.stringify([key, added])]];
  });
}

/** What the path leads to, when that is the attribute's value or one of its elements. */
function elementAt(rule: AttributeRule, value: AttributeValue, path: string): AttributeValue | undefined {
  if (path === rule.name) return value;
  const index = /^\[(\d+)\]$/.exec(path.slice(rule.name.length))?.[1];
  return index !== undefined && isList(value) ? value[Number(index)] : undefined;
}
