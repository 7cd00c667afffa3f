import type { AttributeRule, Expression } from '../rules/index.js';
import type { AttributeValue, Fault, Severity } from '../model/index.js';

/** Where and why a value could not be mapped. */
export interface FaultInput {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly trail: readonly (string | number)[];
  readonly field: string | undefined;
  readonly value: AttributeValue | undefined;
  readonly fix: string;
  /** The value belongs to a restricted or secret attribute and must not be shown. */
  readonly masked: boolean;
}

/** Builds a fault; values are cut to 200 characters, and left out when nobody may see them. */
export function mappingFault(input: FaultInput): Fault {
  const { code, severity, message, trail, field, value, fix, masked } = input;
  return {
    code,
    severity,
    message,
    ...(trail.length === 0 ? {} : { attribute: trailText(trail) }),
    ...(field === undefined ? {} : { field }),
    ...(value === undefined || masked
      ? {}
      : { value: typeof value === 'string' ? value.slice(0, 200) : value }),
    fix,
  };
}

/** `taxIds[0].value` */
export function trailText(trail: readonly (string | number)[]): string {
  return trail.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

/** Whether values of the attribute may not be shown in faults. */
export function isMasked(target: AttributeRule | undefined): boolean {
  return target?.class === 'restricted' || target?.class === 'secret';
}

/** The first column that an expression reads: what a person would look at in the source. */
export function fieldOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'path':
      return expression.path.text;
    case 'constant':
      return undefined;
    case 'template':
      return expression.parts.flatMap(part => (typeof part === 'string' ? [] : [part.text]))[0];
    case 'when':
      return fieldOf(expression.use);
    case 'join':
    case 'firstOf':
    case 'list':
      return firstField(expression.of);
    case 'object':
      return firstField(Object.values(expression.fields));
    case 'each':
      return expression.over.text;
    case 'lookup':
    case 'split':
    case 'slice':
    case 'date':
    case 'number':
    case 'ratio':
    case 'flag':
    case 'extract':
  }
  return fieldOf(expression.of);
}

function firstField(expressions: readonly Expression[]): string | undefined {
  return expressions.map(fieldOf).find(field => field !== undefined);
}
