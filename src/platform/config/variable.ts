import 'reflect-metadata';
import { IsInt, Max, Min } from 'class-validator';

/** How the text of an environment variable becomes a value. `bytes` accepts `64KiB`, `16MiB`, `2GiB`; `list` splits at commas. */
export type VariableKind = 'text' | 'integer' | 'bytes' | 'list';

/** What people need to know about one environment variable. It feeds docs/configuration.md and .env.example. */
export interface VariableDescription {
  readonly group: string;
  readonly kind: VariableKind;
  /** One sentence: what it changes, and when to change it. */
  readonly description: string;
  /** Unit of the value, for instance `ms` or `rows`. */
  readonly unit?: string;
  /** A secret is never printed, and never has a default. */
  readonly secret?: true;
  /** Used when the variable is absent or blank. Absent: the variable is optional and has no value. */
  readonly default?: string | number | readonly string[];
}

/** Like `VariableDescription`, for a whole number with bounds. */
export interface IntegerVariableDescription extends Omit<VariableDescription, 'kind' | 'default' | 'secret'> {
  readonly kind?: 'bytes';
  readonly default: number;
  readonly min: number;
  readonly max?: number;
}

const VARIABLES = Symbol('variables');

/** Declares a field of `Environment` to be a variable of the same name. */
export function Variable(description: VariableDescription): PropertyDecorator {
  return (prototype, property) => {
    const known: Map<string, VariableDescription> = Reflect.getMetadata(VARIABLES, prototype) ?? new Map();
    known.set(String(property), description);
    Reflect.defineMetadata(VARIABLES, known, prototype);
  };
}

/** Declares a field to be a variable that holds a whole number within bounds, both included. */
export function IntegerVariable({ min, max, ...description }: IntegerVariableDescription): PropertyDecorator {
  return (prototype, property) => {
    Variable({ kind: 'integer', ...description })(prototype, property);
    IsInt()(prototype, String(property));
    Min(min)(prototype, String(property));
    if (max !== undefined) Max(max)(prototype, String(property));
  };
}

/** The variables of a class in the order of declaration. */
export function variablesOf(environment: new () => object): ReadonlyMap<string, VariableDescription> {
  return Reflect.getMetadata(VARIABLES, environment.prototype) ?? new Map<string, VariableDescription>();
}

const BYTES = /^(\d+)\s*(B|KiB|MiB|GiB)?$/;
const BYTE_FACTORS: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/**
 * Reads a variable's text. Text that does not fit the kind is returned as it is, so that the validator of the
 * field names the fault together with all others.
 */
export function readVariable(text: string, kind: VariableKind): string | number | readonly string[] {
  if (kind === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (kind === 'bytes') {
    const parts = BYTES.exec(text);
    const factor = BYTE_FACTORS[parts?.[2] ?? 'B'];
    return parts?.[1] === undefined || factor === undefined ? text : Number(parts[1]) * factor;
  }
  if (kind === 'list') {
    return text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== '');
  }
  return text;
}
