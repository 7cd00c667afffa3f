import type { AttributeRule, RuleSet, Strategy, SurvivorshipRules } from '../rules/index.js';

/** The parts of a rule set that survivorship reads. */
export type SurvivorshipRuleSet = Pick<RuleSet, 'attributes' | 'standardize' | 'survivorship' | 'quality'>;

/** The parts that say what survives together. */
type UnitRuleSet = Pick<RuleSet, 'attributes' | 'survivorship'>;

/** Attributes that survive in one decision: an atomic group, or an attribute alone. */
export interface SurvivalUnit {
  readonly name: string;
  readonly attributes: readonly AttributeRule[];
  /** The names of the attributes. */
  readonly names: readonly string[];
  readonly strategies: readonly Strategy[];
  readonly grouped: boolean;
}

/** Attribute → the unit that it survives in. Attributes in no group and without strategies of their own take the defaults. */
export const survivalUnits = oncePerRuleSet((ruleSet): ReadonlyMap<string, SurvivalUnit> => {
  const { survivorship, attributes: domain } = ruleSet;
  const units = new Map<string, SurvivalUnit>();
  for (const group of survivorship.groups) {
    const attributes = domain.attributes.filter(rule => group.attributes.includes(rule.name));
    const names = attributes.map(({ name }) => name);
    const unit = { name: group.name, attributes, names, strategies: group.strategies, grouped: true };
    for (const rule of attributes) units.set(rule.name, unit);
  }
  for (const rule of domain.attributes) {
    if (units.has(rule.name)) continue;
    const strategies = strategiesOf(survivorship, rule.name);
    const { name } = rule;
    units.set(name, { name, attributes: [rule], names: [name], strategies, grouped: false });
  }
  return units;
});

function strategiesOf(survivorship: SurvivorshipRules, attribute: string): readonly Strategy[] {
  const own = Object.hasOwn(survivorship.attributes, attribute)
    ? survivorship.attributes[attribute]
    : undefined;
  return own ?? survivorship.defaults;
}

/**
 * The attributes whose values may only change together, because they come from one source record: a group, and whatever
 * follows one of its attributes. Holding back a part of such a set would publish a mixed row.
 *
 * @returns attribute → all attributes bound to it, itself included
 */
export const boundAttributes = oncePerRuleSet((ruleSet): ReadonlyMap<string, ReadonlySet<string>> => {
  const bound = new Map<string, ReadonlySet<string>>();
  const units = survivalUnits(ruleSet);
  const join = (left: string, right: string): void => {
    const union = new Set([...(bound.get(left) ?? [left]), ...(bound.get(right) ?? [right])]);
    for (const attribute of union) bound.set(attribute, union);
  };
  for (const [name, unit] of units) {
    join(name, name);
    for (const rule of unit.attributes) join(name, rule.name);
    for (const strategy of unit.strategies) {
      if (strategy.by === 'follow' && units.has(strategy.attribute)) join(name, strategy.attribute);
    }
  }
  return bound;
});

/** Rule sets do not change, and every golden record asks: what follows from one is worked out once. */
function oncePerRuleSet<Derived>(
  derive: (ruleSet: UnitRuleSet) => Derived,
): (ruleSet: UnitRuleSet) => Derived {
  const known = new WeakMap<UnitRuleSet, Derived>();
  return ruleSet => {
    const found = known.get(ruleSet);
    if (found !== undefined) return found;
    const derived = derive(ruleSet);
    known.set(ruleSet, derived);
    return derived;
  };
}
