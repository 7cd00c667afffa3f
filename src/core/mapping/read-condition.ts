import type { ConditionForm, RowCondition } from '../rules/index.js';
import type { DocumentPath } from '../rules/parse/index.js';
import { readFieldPath } from './scope.js';
import type { Scope } from './scope.js';

/** Where a reader reports what is wrong with a system file. */
export type Complain = (path: DocumentPath, message: string, of?: 'key' | 'value') => void;

const COMBINERS = ['all', 'any', 'not'] as const;
const TESTS = ['is', 'in', 'present', 'matches'] as const;

/** Turns a condition as written into its normal form; `undefined` when it has a fault. */
export function readCondition(
  form: ConditionForm,
  scope: Scope,
  at: DocumentPath,
  complain: Complain,
): RowCondition | undefined {
  const combiners = COMBINERS.filter(name => form[name] !== undefined);
  const tests = TESTS.filter(name => form[name] !== undefined);
  if (
    combiners.length + (form.column === undefined ? 0 : 1) !== 1 ||
    (form.column === undefined) !== (tests.length === 0)
  ) {
    complain(
      at,
      'a condition is either a column with is, in, present or matches, or one of all, any, not',
      'key',
    );
    return undefined;
  }
  if (form.column !== undefined) return readTest(form, form.column, scope, at, complain);
  if (form.not !== undefined) {
    const inner = readCondition(form.not, scope, [...at, 'not'], complain);
    return inner === undefined ? undefined : { kind: 'not', of: inner };
  }
  const kind = form.all === undefined ? 'any' : 'all';
  const of = (form.all ?? form.any ?? []).map((each, index) =>
    readCondition(each, scope, [...at, kind, index], complain),
  );
  return { kind, of: of.filter(each => each !== undefined) };
}

function readTest(
  form: ConditionForm,
  column: string,
  scope: Scope,
  at: DocumentPath,
  complain: Complain,
): RowCondition | undefined {
  const path = readFieldPath(column, scope);
  if ('fault' in path) {
    complain([...at, 'column'], path.fault);
    return undefined;
  }
  if (form.present !== undefined) return { kind: 'present', path, present: form.present };
  if (form.matches !== undefined) {
    const broken = regularExpressionFault(form.matches);
    if (broken !== undefined) complain([...at, 'matches'], broken);
    return broken === undefined ? { kind: 'matches', path, pattern: form.matches } : undefined;
  }
  const values = form.in ?? (form.is === undefined ? [] : [form.is]);
  return { kind: 'is', path, values: values.map(String) };
}

/** Why a text is not a regular expression, or `undefined`. */
export function regularExpressionFault(pattern: string): string | undefined {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp ? undefined : 'not a regular expression';
  } catch (error) {
    return error instanceof Error ? error.message : 'not a regular expression';
  }
}
