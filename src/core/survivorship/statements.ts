/**
 * Who says what about a golden record, unit by unit. A domain has several times as many attributes as any source fills, and a
 * value looked up in an object that is shaped by what happens to be filled costs ten times one that is met on the way through it:
 * each record is gone through once.
 */
import type { AttributeValue } from '../model/index.js';
import { isFilled } from '../model/index.js';
import type { AttributeRule } from '../rules/index.js';
import type { ContributorRecord } from './contributor-record.js';
import type { SurvivalUnit } from './survival-units.js';

/** What one source record says about a unit. What is blank says nothing. */
export interface Statement {
  readonly contributor: ContributorRecord;
  /** At least one, in the order of the unit's attributes. */
  readonly values: readonly StatedValue[];
}

/** A filled value with the attribute that it is one of. */
export interface StatedValue {
  readonly rule: AttributeRule;
  readonly value: AttributeValue;
}

/**
 * The statements of source records about the units that they say anything about, in the order of the records.
 *
 * @param units attribute → its unit; values of other attributes are left out
 */
export function statementsOf(
  units: ReadonlyMap<string, SurvivalUnit>,
  contributors: readonly ContributorRecord[],
): ReadonlyMap<SurvivalUnit, readonly Statement[]> {
  const said = new Map<SurvivalUnit, Statement[]>();
  for (const contributor of contributors) {
    for (const [name, value] of Object.entries(contributor.attributes)) {
      const unit = units.get(name);
      if (unit === undefined || !isFilled(value)) continue;
      const statements = said.get(unit);
      // A group is stated as a whole when its first filled attribute is met.
      if (statements?.at(-1)?.contributor === contributor) continue;
      const statement = { contributor, values: statedValues(unit, contributor) };
      if (statements === undefined) said.set(unit, [statement]);
      else statements.push(statement);
    }
  }
  return said;
}

function statedValues(unit: SurvivalUnit, { attributes }: ContributorRecord): readonly StatedValue[] {
  return unit.attributes.flatMap(rule => {
    const value = attributes[rule.name];
    return isFilled(value) ? [{ rule, value }] : [];
  });
}
