import type { AttributeRule } from '../rules/index.js';
import { ADDRESS_FIELDS, didYouMean } from '../rules/parse/index.js';
import type { DocumentPath } from '../rules/parse/index.js';
import type { ReadContext } from './read-context.js';

type Shape = 'scalar' | 'texts' | 'object' | 'list';

/** The fields that an `object` or `address` attribute may have. */
export function fieldsOf(rule: AttributeRule): readonly AttributeRule[] {
  const own = rule.fields ?? [];
  if (rule.type !== 'address') return own;
  const builtIn = ADDRESS_FIELDS.map((name): AttributeRule => ({
    name,
    label: name,
    type: 'string',
    multi: false,
    requirement: 'optional',
    class: rule.class,
    group: rule.group,
    searchable: false,
  }));
  return [...own, ...builtIn];
}

/** Whether values of the attribute have named parts. */
export function isComposite(rule: AttributeRule): boolean {
  return rule.type === 'object' || rule.type === 'address';
}

/** The context for the elements of a list. */
export function elementOf(context: ReadContext): ReadContext {
  return context.target === undefined ? context : { ...context, target: { ...context.target, multi: false } };
}

/**
 * Reports an expression that yields another shape than its target has. One value for a multi-valued attribute is fine: it
 * makes a list of one. A text for a composite is fine when a standardizer takes it apart (`50 PR/BX 4 BX/CA`).
 */
export function checkShape(shape: Shape, at: DocumentPath, context: ReadContext): void {
  const { target, complain } = context;
  if (target === undefined) {
    if (shape === 'object' || shape === 'list')
      complain(at, `a text is needed here, not ${article(shape)}`, 'key');
    return;
  }
  if ((shape === 'list' || shape === 'texts') && !target.multi) {
    complain(at, `${targetName(context)} holds one value, not a list`, 'key');
  } else if (
    (shape === 'scalar' || shape === 'texts') &&
    isComposite(target) &&
    target.standardize === undefined
  ) {
    complain(at, `${targetName(context)} has fields; write object: { … }`, 'key');
  } else if (shape === 'object' && !isComposite(target)) {
    complain(at, `${targetName(context)} is a ${target.type} and has no fields`, 'key');
  }
}

/** Reports a constant (or a code that a code map yields) which the target's list of codes lacks. */
export function checkConstant(
  value: string | number | boolean,
  at: DocumentPath,
  context: ReadContext,
): void {
  const { target, complain } = context;
  checkShape('scalar', at, context);
  if (target?.codes === undefined || Object.hasOwn(target.codes, String(value))) return;
  const codes = Object.keys(target.codes);
  const hint = didYouMean(String(value), codes) || `; it can be: ${codes.join(', ')}`;
  complain(at, `'${String(value)}' is not a code of ${targetName(context)}${hint}`);
}

/** What an expression fills, for messages. */
export function targetName(context: ReadContext): string {
  return context.target === undefined ? 'this' : `'${context.target.name}'`;
}

function article(shape: 'object' | 'list'): string {
  return shape === 'object' ? 'an object' : 'a list';
}
