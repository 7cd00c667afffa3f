import { objectOf, type AttributeValue } from '../model/index.js';
import type { ContributorRecord } from './contributor-record.js';
import { areTextsDifferent, keysOfValue } from './equal-values.js';
import type { StatedValue, Statement } from './statements.js';
import type { SurvivalUnit, SurvivorshipRuleSet } from './survival-units.js';
import { valueKey, type ValueKeys } from './value-key.js';

/** One source's value of an attribute; for an atomic group, its values of all attributes of the group. */
export interface Candidate {
  readonly contributor: ContributorRecord;
  readonly value: AttributeValue;
  /** Candidates of one unit with the same key say the same. */
  readonly key: string;
  /** The standardizer's keys of an attribute's value by concrete path, where the candidates' texts differ. */
  readonly keys?: ValueKeys;
}

/** The statements about a unit as candidates, in their order. */
export function candidatesOf(
  ruleSet: SurvivorshipRuleSet,
  unit: SurvivalUnit,
  statements: readonly Statement[],
): readonly Candidate[] {
  const differing = new Set(unit.attributes.filter(rule => differs(rule, statements)));
  return statements.map(({ contributor, values }) => {
    const keyed = values.map(({ rule, value }) => ({
      name: rule.name,
      value,
      // Where all say the same, no key is needed to see it: that of a contract with a thousand lines is long.
      ...(differing.has(rule) ? keyOf(ruleSet, { rule, value }) : SAME_FOR_ALL),
    }));
    const [only] = keyed;
    if (!unit.grouped && only !== undefined) {
      const { value, key, keys } = only;
      return { contributor, value, key, ...(keys === undefined ? {} : { keys }) };
    }
    const value = objectOf(keyed.map(each => [each.name, each.value]));
    return { contributor, value, key: JSON.stringify(keyed.map(each => [each.name, each.key])) };
  });
}

interface Key {
  readonly key: string;
  readonly keys?: ValueKeys;
}

const SAME_FOR_ALL: Key = { key: '' };

function differs(rule: SurvivalUnit['attributes'][number], statements: readonly Statement[]): boolean {
  if (statements.length < 2) return false;
  return areTextsDifferent(
    statements.flatMap(({ values }) => values.flatMap(each => (each.rule === rule ? [each.value] : []))),
  );
}

function keyOf(ruleSet: SurvivorshipRuleSet, { rule, value }: StatedValue): Key {
  const keys = keysOfValue(ruleSet, rule, value);
  return { key: valueKey(value, rule.name, keys), keys };
}
