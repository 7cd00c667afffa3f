import { equalityKeys } from '../features/index.js';
import type { AttributeValue } from '../model/index.js';
import { isComposite, isFilled, isList, memoize } from '../model/index.js';
import type { AttributeRule } from '../rules/index.js';
import type { ContributorRecord } from './contributor-record.js';
import type { SurvivalUnit, SurvivorshipRuleSet } from './survival-units.js';
import { valueKey } from './value-key.js';

/**
 * The contributors with the equality keys of a unit's values, where their texts differ: `(616) 555-0142` and `616.555.0142` are
 * one phone with two contributors. Where all texts agree, keys could tell nothing.
 */
export function keyContributors(
  ruleSet: SurvivorshipRuleSet,
  unit: SurvivalUnit,
  contributors: readonly ContributorRecord[],
): readonly ContributorRecord[] {
  if (contributors.length < 2) return contributors;
  const differing = unit.attributes.filter(({ name }) => areTextsDifferent(contributors, name));
  if (differing.length === 0) return contributors;
  return contributors.map(contributor => {
    const found = differing.flatMap(rule => {
      const value = contributor.attributes[rule.name];
      return isFilled(value) ? keysOf(ruleSet, rule, value) : [];
    });
    return found.length === 0
      ? contributor
      : { ...contributor, keys: { ...Object.fromEntries(found), ...contributor.keys } };
  });
}

function areTextsDifferent(contributors: readonly ContributorRecord[], attribute: string): boolean {
  let first: AttributeValue | undefined;
  for (const { attributes } of contributors) {
    const value = attributes[attribute];
    if (!isFilled(value)) continue;
    if (first === undefined) first = value;
    else if (value !== first && valueKey(value) !== valueKey(first)) return true;
  }
  return false;
}

type PathKey = readonly [path: string, key: string];

function keysOf(
  ruleSet: SurvivorshipRuleSet,
  rule: AttributeRule,
  value: AttributeValue,
): readonly PathKey[] {
  if (!rule.multi || !isList(value)) return knownKeysOf(ruleSet, rule, value);
  // Element by element, because lists of one contract differ in few of their lines.
  const first = `${rule.name}[0]`;
  return value.flatMap((element, index) =>
    knownKeysOf(ruleSet, rule, [element]).map(([path, key]): PathKey => [
      `${rule.name}[${index}]${path.slice(first.length)}`,
      key,
    ]),
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
  return Object.entries(equalityKeys(ruleSet, rule, value)).flatMap(([path, key]): PathKey[] => {
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
