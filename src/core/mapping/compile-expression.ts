import type { AttributeValue } from '../model/index.js';
import type { AttributeRule, Expression } from '../rules/index.js';
import { compileText } from './compile-text.js';
import { mappingFault, isMasked } from './mapping-fault.js';
import type { Frame, MappingEnvironment } from './mapping-environment.js';
import {
  attributeValueOf,
  cellText,
  compileCondition,
  elementsOf,
  fieldAt,
  isFields,
  isList,
} from './read-field.js';
import { fieldsOf, isComposite } from './target-shape.js';

/** Evaluates one expression against a record; `undefined` when it finds nothing. Faults go to the frame. */
export type Evaluate = (frame: Frame) => AttributeValue | undefined;

/** Compiles an expression for an attribute once, so that mapping a row is a few function calls. */
export function compileAttribute(
  expression: Expression,
  target: AttributeRule,
  environment: MappingEnvironment,
): Evaluate {
  const evaluate = compile(expression, target, environment);
  if (!target.multi) return evaluate;
  const single = ['object', 'constant', 'lookup', 'join', 'template'].includes(expression.kind);
  return frame => {
    if (single) frame.trail.push(0);
    const value = evaluate(frame);
    if (single) frame.trail.pop();
    return value === undefined || Array.isArray(value) ? value : [value];
  };
}

function compile(expression: Expression, target: AttributeRule, environment: MappingEnvironment): Evaluate {
  switch (expression.kind) {
    case 'path':
      return compilePath(expression, target, environment);
    case 'constant': {
      const { value } = expression;
      return () => value;
    }
    case 'when': {
      const holds = compileCondition(expression.condition, environment.nullTokens);
      const use = compile(expression.use, target, environment);
      const otherwise =
        expression.else === undefined ? undefined : compile(expression.else, target, environment);
      return frame => (holds(frame) ? use(frame) : otherwise?.(frame));
    }
    case 'firstOf': {
      const candidates = expression.of.map(candidate => compile(candidate, target, environment));
      return frame => {
        for (const candidate of candidates) {
          const value = candidate(frame);
          if (value !== undefined) return value;
        }
        return undefined;
      };
    }
    case 'object':
      return compileObject(expression, target, environment);
    case 'list':
      return compileList(expression.of, target, environment);
    case 'each':
      return compileEach(expression, target, environment);
    case 'split':
      if (expression.part === undefined) return compileSplit(expression, target, environment);
      break;
    case 'join':
    case 'template':
    case 'lookup':
    case 'slice':
    case 'date':
    case 'number':
    case 'ratio':
    case 'flag':
    case 'extract':
  }
  return compileText(expression, environment, isMasked(target));
}

function compilePath(
  expression: Extract<Expression, { kind: 'path' }>,
  target: AttributeRule,
  environment: MappingEnvironment,
): Evaluate {
  const { path } = expression;
  const { nullTokens } = environment;
  const keepsJson = isComposite(target) || target.type === 'boolean' || target.type === 'integer';
  return frame => {
    const value = fieldAt(path, frame);
    if (typeof value === 'string' || value === undefined || value === null)
      return cellText(value, nullTokens);
    if (keepsJson || (target.multi && isList(value))) return attributeValueOf(value, nullTokens);
    if (!isList(value) && !isFields(value)) return cellText(value, nullTokens);
    frame.faults.push(
      mappingFault({
        code: 'VALUE_SHAPE',
        severity: 'error',
        message: `${target.label} is a single value, but ${path.text} holds ${isList(value) ? 'a list' : 'an object'}.`,
        trail: frame.trail,
        field: path.text,
        value: undefined,
        fix: `Map a field inside ${path.text}, or use each.`,
        masked: true,
      }),
    );
    return undefined;
  };
}

function compileObject(
  { fields, needs }: Extract<Expression, { kind: 'object' }>,
  target: AttributeRule,
  environment: MappingEnvironment,
): Evaluate {
  const known = fieldsOf(target);
  const parts = Object.entries(fields).flatMap(([name, expression]) => {
    const field = known.find(candidate => candidate.name === name);
    return field === undefined
      ? []
      : [
          {
            name,
            fromSource: !isConstant(expression),
            evaluate: compileAttribute(expression, field, environment),
          },
        ];
  });
  // An object of constants alone is said by the condition around it: a posting block that is set.
  const allConstant = parts.every(part => !part.fromSource);
  return frame => {
    const value: Record<string, AttributeValue> = {};
    let found = allConstant;
    for (const { name, fromSource, evaluate } of parts) {
      frame.trail.push(name);
      const part = evaluate(frame);
      frame.trail.pop();
      if (part === undefined) continue;
      value[name] = part;
      found ||= fromSource;
    }
    return found && needs.every(name => value[name] !== undefined) ? value : undefined;
  };
}

/** Constants in any disguise, the record around a list included: they say nothing about whether the source holds the thing. */
function isConstant(expression: Expression): boolean {
  if (expression.kind === 'path') return expression.path.fromRecord;
  if (expression.kind === 'firstOf') return expression.of.every(isConstant);
  if (expression.kind === 'flag') return expression.blank !== undefined;
  if (expression.kind === 'when') {
    return isConstant(expression.use) && (expression.else === undefined || isConstant(expression.else));
  }
  return expression.kind === 'constant';
}

function compileList(
  expressions: readonly Expression[],
  target: AttributeRule,
  environment: MappingEnvironment,
): Evaluate {
  const parts = expressions.map(expression => compile(expression, target, environment));
  return frame => {
    const values: AttributeValue[] = [];
    for (const part of parts) {
      frame.trail.push(values.length);
      const value = part(frame);
      frame.trail.pop();
      if (isValueList(value)) values.push(...value);
      else if (value !== undefined) values.push(value);
    }
    return distinct(values);
  };
}

/** Without exact repetitions, which say nothing more: the tier that every price line names again. */
function distinct(values: readonly AttributeValue[]): readonly AttributeValue[] | undefined {
  if (values.length < 2) return values.length === 0 ? undefined : values;
  const seen = new Map(values.map(value => [JSON.stringify(value), value]));
  return [...seen.values()];
}

function isValueList(value: AttributeValue | undefined): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

function compileEach(
  expression: Extract<Expression, { kind: 'each' }>,
  target: AttributeRule,
  environment: MappingEnvironment,
): Evaluate {
  const { over, first } = expression;
  const map = compile(expression.map, { ...target, multi: false }, environment);
  const holds =
    expression.where === undefined ? () => true : compileCondition(expression.where, environment.nullTokens);
  return frame => {
    const values: AttributeValue[] = [];
    for (const element of elementsOf(over, frame)) {
      const inner: Frame = { ...frame, element };
      if (!holds(inner)) continue;
      if (!first) inner.trail.push(values.length);
      const value = map(inner);
      if (!first) inner.trail.pop();
      if (value === undefined) continue;
      if (first) return value;
      values.push(value);
    }
    return distinct(values);
  };
}

function compileSplit(
  expression: Extract<Expression, { kind: 'split' }>,
  target: AttributeRule,
  environment: MappingEnvironment,
): Evaluate {
  const read = compileText(expression.of, environment, isMasked(target));
  return frame => {
    const text = read(frame);
    if (text === undefined) return undefined;
    const pieces = String(text)
      .split(expression.at)
      .map(piece => piece.trim())
      .filter(piece => piece !== '' && !environment.nullTokens.has(piece));
    return pieces.length === 0 ? undefined : pieces;
  };
}
