import type { Fault, Scalar, Standardized } from '../model/index.js';
import type { Expression } from '../rules/index.js';
import { date, instant } from '../standardize/dates.js';
import { decimal, integer } from '../standardize/numbers.js';
import { divideExactly } from './divide-exactly.js';
import { fieldOf, mappingFault, trailText } from './mapping-fault.js';
import type { Frame, MappingEnvironment } from './mapping-environment.js';
import { cellText, compileCondition, elementsOf, fieldAt, PATTERN_INPUT_MAX } from './read-field.js';
import { zonedInstant } from './zoned-instant.js';

/** Evaluates an expression that yields one text, number or flag. */
export type EvaluateScalar = (frame: Frame) => Scalar | undefined;

/**
 * Compiles the verbs that work on texts.
 * @param masked faults must not show the value
 */
export function compileText(
  expression: Expression,
  environment: MappingEnvironment,
  masked: boolean,
): EvaluateScalar {
  const { nullTokens } = environment;
  const text = (part: Expression): ((frame: Frame) => string | undefined) => {
    const read = compileText(part, environment, masked);
    return frame => {
      const value = read(frame);
      return value === undefined ? undefined : String(value);
    };
  };
  switch (expression.kind) {
    case 'path': {
      const { path } = expression;
      return frame => cellText(fieldAt(path, frame), nullTokens);
    }
    case 'constant': {
      const { value } = expression;
      return () => value;
    }
    case 'join': {
      const { separator } = expression;
      const parts = expression.of.map(text);
      return frame =>
        parts
          .map(part => part(frame)?.trim())
          .filter(Boolean)
          .join(separator) || undefined;
    }
    case 'template': {
      const { parts } = expression;
      return frame => {
        const texts = parts.map(part =>
          typeof part === 'string' ? part : cellText(fieldAt(part, frame), nullTokens),
        );
        return texts.includes(undefined) ? undefined : texts.join('');
      };
    }
    case 'when': {
      const holds = compileCondition(expression.condition, nullTokens);
      const use = compileText(expression.use, environment, masked);
      const otherwise =
        expression.else === undefined ? undefined : compileText(expression.else, environment, masked);
      return frame => (holds(frame) ? use(frame) : otherwise?.(frame));
    }
    case 'firstOf': {
      const candidates = expression.of.map(part => compileText(part, environment, masked));
      return frame => firstValue(candidates, frame);
    }
    case 'lookup':
      return compileLookup(expression, text(expression.of), environment, masked);
    case 'flag':
      return compileFlag(expression, text(expression.of), masked);
    case 'date':
    case 'number':
      return compileStandard(
        expression,
        compileText(expression.of, environment, masked),
        environment,
        masked,
      );
    case 'ratio':
      return compileRatio(expression, text(expression.of), text(expression.by), masked);
    case 'split': {
      const { at, part = 0 } = expression;
      const of = text(expression.of);
      return frame => of(frame)?.split(at).at(part)?.trim() || undefined;
    }
    case 'slice': {
      const { from, to } = expression;
      const of = text(expression.of);
      return frame => cellText(of(frame)?.slice(from, to), nullTokens);
    }
    case 'extract': {
      const pattern = new RegExp(expression.pattern, 'u');
      const of = text(expression.of);
      return frame =>
        cellText(
          pattern.exec((of(frame) ?? '').slice(0, PATTERN_INPUT_MAX))?.groups?.[expression.group],
          nullTokens,
        );
    }
    case 'each':
      return compileFirstOfEach(expression, environment, masked);
    case 'object':
    case 'list':
  }
  // Refused by the loader: neither an object nor a list can become a text.
  return () => undefined;
}

function firstValue(candidates: readonly EvaluateScalar[], frame: Frame): Scalar | undefined {
  for (const candidate of candidates) {
    const value = candidate(frame);
    if (value !== undefined) return value;
  }
  return undefined;
}

function compileFirstOfEach(
  expression: Extract<Expression, { kind: 'each' }>,
  environment: MappingEnvironment,
  masked: boolean,
): EvaluateScalar {
  const map = compileText(expression.map, environment, masked);
  const holds =
    expression.where === undefined ? undefined : compileCondition(expression.where, environment.nullTokens);
  return frame => {
    for (const element of elementsOf(expression.over, frame)) {
      const inner: Frame = { ...frame, element };
      const value = holds === undefined || holds(inner) ? map(inner) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

function compileLookup(
  expression: Extract<Expression, { kind: 'lookup' }>,
  of: (frame: Frame) => string | undefined,
  environment: MappingEnvironment,
  masked: boolean,
): EvaluateScalar {
  const map = environment.codeMaps[expression.map];
  const codes = new Map<string, Scalar>(Object.entries(map?.codes ?? {}));
  const known = [...codes.keys()];
  const shown = known.slice(0, 30).join(', ') + (known.length > 30 ? ', …' : '');
  const field = fieldOf(expression.of);
  return frame => {
    const code = of(frame)?.trim();
    if (code === undefined) return undefined;
    const value = codes.get(code) ?? expression.otherwise;
    if (value !== undefined || map === undefined) return value;
    frame.faults.push(
      mappingFault({
        code: 'CODE_UNKNOWN',
        severity: map.unknown,
        message: `${environment.system} has no ${map.label} ${masked ? 'of this code' : `'${code}'`}.`,
        trail: frame.trail,
        field,
        value: code,
        fix: `Use one of ${shown}, or add the code to codeMaps.${expression.map} in systems/${environment.system}.yaml.`,
        masked,
      }),
    );
    return undefined;
  };
}

function compileFlag(
  expression: Extract<Expression, { kind: 'flag' }>,
  of: (frame: Frame) => string | undefined,
  masked: boolean,
): EvaluateScalar {
  const values = new Map<string, boolean>([
    ...expression.no.map(word => [word.toUpperCase(), false] as const),
    ...expression.yes.map(word => [word.toUpperCase(), true] as const),
  ]);
  const field = fieldOf(expression.of);
  return frame => {
    const text = of(frame)?.trim();
    if (text === undefined) return expression.blank;
    const value = values.get(text.toUpperCase());
    if (value !== undefined) return value;
    frame.faults.push(
      mappingFault({
        code: 'FLAG_UNKNOWN',
        severity: 'error',
        message: `${field ?? 'The flag'} is neither yes nor no.`,
        trail: frame.trail,
        field,
        value: text,
        fix: `Use one of ${[...expression.yes, ...expression.no].join(', ')}, or add the word to the system file.`,
        masked,
      }),
    );
    return undefined;
  };
}

function compileStandard(
  expression: Extract<Expression, { kind: 'date' | 'number' }>,
  of: EvaluateScalar,
  environment: MappingEnvironment,
  masked: boolean,
): EvaluateScalar {
  const { context, timezone } = environment;
  const isDate = expression.kind === 'date';
  const dateFormats = isDate && expression.formats.length > 0 ? expression.formats : context.dateFormats;
  const standardize = { date, instant, decimal, integer }[expression.as];
  const field = fieldOf(expression.of);
  return frame => {
    const raw = of(frame);
    if (raw === undefined) return undefined;
    const { decimalSeparator, country } = context;
    const read: Standardized = standardize(raw, { dateFormats, decimalSeparator, country });
    const zoneless = read.faults.some(fault => fault.code === 'INSTANT_WITHOUT_ZONE');
    for (const fault of read.faults) {
      if (fault.code !== 'INSTANT_WITHOUT_ZONE') frame.faults.push(located(fault, frame, field, masked));
    }
    if (typeof read.value === 'string' && zoneless) return zonedInstant(read.value, timezone);
    return typeof read.value === 'object' || read.value === null ? undefined : read.value;
  };
}

function located(fault: Fault, frame: Frame, field: string | undefined, masked: boolean): Fault {
  const { value, ...rest } = fault;
  return {
    ...rest,
    ...(frame.trail.length === 0 ? {} : { attribute: trailText(frame.trail) }),
    ...(field === undefined ? {} : { field }),
    ...(value === undefined || masked ? {} : { value }),
  };
}

function compileRatio(
  expression: Extract<Expression, { kind: 'ratio' }>,
  of: (frame: Frame) => string | undefined,
  by: (frame: Frame) => string | undefined,
  masked: boolean,
): EvaluateScalar {
  const field = fieldOf(expression.of);
  return frame => {
    const [numerator, denominator] = [of(frame), by(frame)];
    if (numerator === undefined || denominator === undefined) return undefined;
    const quotient = divideExactly(numerator.trim(), denominator.trim());
    if (quotient !== undefined) return quotient;
    frame.faults.push(
      mappingFault({
        code: 'RATIO_INEXACT',
        severity: 'error',
        message: `${numerator.trim()} by ${denominator.trim()} is no exact number.`,
        trail: frame.trail,
        field,
        value: `${numerator.trim()}/${denominator.trim()}`,
        fix: 'Correct the conversion so that one unit holds a whole or decimal number of the other.',
        masked,
      }),
    );
    return undefined;
  };
}
