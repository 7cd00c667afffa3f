import type { DomainSource, Expression } from '../rules/index.js';
import { fieldOf } from './mapping-fault.js';

/** Steps into a value: names of members and places in lists. */
type Steps = readonly (string | number)[];

/**
 * The column of the source that an attribute, or a member of one, is read from: what a person repairs when a rule finds fault with it.
 *
 * @param attribute where the fault is, as faults name it: `description`, `vendorItems[0].uom`
 * @returns the first column where several make up the value; `undefined` when the mapping does not know the attribute, or reads no column
 */
export function columnOf({ mapping }: Pick<DomainSource, 'mapping'>, attribute: string): string | undefined {
  const [root = '', ...steps] = stepsOf(attribute);
  if (typeof root !== 'string' || !Object.hasOwn(mapping, root)) return undefined;
  const expression = mapping[root];
  return expression && columnAt(expression, steps);
}

function stepsOf(attribute: string): Steps {
  return attribute
    .split(/[.[\]]+/)
    .filter(step => step !== '')
    .map(step => (/^\d+$/.test(step) ? Number(step) : step));
}

function columnAt(expression: Expression, steps: Steps): string | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return fieldOf(expression);
  if (expression.kind === 'when') return columnAt(expression.use, steps);
  if (expression.kind === 'list' && typeof step === 'number') {
    // Elements that have no value are left out of a list, so that the place is a guess.
    const likely = expression.of[step];
    return [...(likely === undefined ? [] : [likely]), ...expression.of]
      .map(element => columnAt(element, rest))
      .find(column => column !== undefined);
  }
  if (expression.kind === 'object') {
    // A composite alone is a list of one.
    if (typeof step === 'number') return columnAt(expression, rest);
    const member = Object.hasOwn(expression.fields, step) ? expression.fields[step] : undefined;
    return member && columnAt(member, rest);
  }
  return fieldOf(expression);
}
