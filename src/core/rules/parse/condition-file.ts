import type { SchemaObject } from 'ajv';
import type { Condition } from '../attribute-rules.js';
import type { FeatureCondition } from '../match-rules.js';
import type { AttributePaths } from './attribute-paths.js';
import type { FaultCollector } from './fault-collector.js';
import { flag, listOf, objectOf, scalar, text } from './file-schema.js';
import type { DocumentPath } from './yaml-document.js';

/** A condition as written. Exactly one of the forms is filled; which one is checked when it is built. */
export interface ConditionSpec {
  readonly attribute?: string;
  readonly feature?: string;
  readonly is?: string | number | boolean;
  readonly in?: readonly (string | number | boolean)[];
  readonly present?: boolean;
  readonly all?: readonly ConditionSpec[];
  readonly any?: readonly ConditionSpec[];
  readonly not?: ConditionSpec;
}

const nested = (name: string): Record<string, SchemaObject> => ({
  all: listOf({ $ref: `#/$defs/${name}` }, 1),
  any: listOf({ $ref: `#/$defs/${name}` }, 1),
  not: { $ref: `#/$defs/${name}` },
});

/** A condition on one record: `{ attribute: partyType, in: [ORGANISATION] }`, combined with all, any, not. */
export const conditionSchema: SchemaObject = objectOf('a condition', {
  attribute: text('Attribute path.'),
  is: scalar,
  in: listOf(scalar, 1),
  present: flag('Whether it has a value.'),
  ...nested('condition'),
});

/** A condition on the features of a record, which must hold for both records of a pair. */
export const featureConditionSchema: SchemaObject = objectOf('a condition', {
  feature: text('Feature name.'),
  in: listOf({ type: 'string' }, 1),
  present: flag('Whether it has a value.'),
  ...nested('featureCondition'),
});

/** Builds a condition on attributes; `undefined` (with a fault told) when it has no or several forms. */
export function buildCondition(
  spec: ConditionSpec,
  at: DocumentPath,
  paths: AttributePaths,
  faults: FaultCollector,
): Condition | undefined {
  if (!hasOneForm(spec, ['is', 'in', 'present'], 'attribute', at, faults)) return undefined;
  const build = (child: ConditionSpec, path: DocumentPath): Condition | undefined =>
    buildCondition(child, path, paths, faults);
  if (spec.all !== undefined) return { all: buildList(spec.all, [...at, 'all'], build) };
  if (spec.any !== undefined) return { any: buildList(spec.any, [...at, 'any'], build) };
  if (spec.not !== undefined) return negated(build(spec.not, [...at, 'not']));
  const attribute = spec.attribute ?? '';
  const target = paths.resolve(attribute);
  if ('fault' in target) {
    faults.add([...at, 'attribute'], target.fault);
    return undefined;
  }
  for (const value of [...(spec.in ?? []), ...(spec.is === undefined ? [] : [spec.is])]) {
    const fault = codeFault(target.rule.codes, value, attribute);
    if (fault !== undefined) faults.add([...at, spec.in === undefined ? 'is' : 'in'], fault);
  }
  if (spec.in !== undefined) return { attribute, in: spec.in };
  if (spec.is !== undefined) return { attribute, is: spec.is };
  return { attribute, present: spec.present ?? true };
}

/** Builds a condition on features; `undefined` (with a fault told) when it has no or several forms. */
export function buildFeatureCondition(
  spec: ConditionSpec,
  at: DocumentPath,
  checkFeature: (name: string, path: DocumentPath) => void,
  faults: FaultCollector,
): FeatureCondition | undefined {
  if (!hasOneForm(spec, ['in', 'present'], 'feature', at, faults)) return undefined;
  const build = (child: ConditionSpec, path: DocumentPath): FeatureCondition | undefined =>
    buildFeatureCondition(child, path, checkFeature, faults);
  if (spec.all !== undefined) return { all: buildList(spec.all, [...at, 'all'], build) };
  if (spec.any !== undefined) return { any: buildList(spec.any, [...at, 'any'], build) };
  if (spec.not !== undefined) return negated(build(spec.not, [...at, 'not']));
  const feature = spec.feature ?? '';
  checkFeature(feature, [...at, 'feature']);
  if (spec.in !== undefined) return { feature, in: spec.in.map(String) };
  return { feature, present: spec.present ?? true };
}

/** A sentence when a value is not among the codes of a code attribute. */
export function codeFault(
  codes: Readonly<Record<string, string>> | undefined,
  value: string | number | boolean,
  attribute: string,
): string | undefined {
  if (codes === undefined || Object.hasOwn(codes, String(value))) return undefined;
  return `'${String(value)}' is no code of '${attribute}'; it has: ${Object.keys(codes).join(', ')}`;
}

function negated<Built>(child: Built | undefined): { readonly not: Built } | undefined {
  return child === undefined ? undefined : { not: child };
}

function buildList<Built>(
  specs: readonly ConditionSpec[],
  at: DocumentPath,
  build: (spec: ConditionSpec, path: DocumentPath) => Built | undefined,
): readonly Built[] {
  return specs.flatMap((child, index) => build(child, [...at, index]) ?? []);
}

function hasOneForm(
  spec: ConditionSpec,
  tests: readonly ('is' | 'in' | 'present')[],
  subject: 'attribute' | 'feature',
  at: DocumentPath,
  faults: FaultCollector,
): boolean {
  const combined = [spec.all, spec.any, spec.not].filter(each => each !== undefined).length;
  const tested = tests.filter(test => spec[test] !== undefined).length;
  const named = spec[subject] === undefined ? 0 : 1;
  if ((combined === 1 && tested === 0 && named === 0) || (combined === 0 && tested === 1 && named === 1))
    return true;
  faults.add(at, `a condition is '${subject}' with one of ${tests.join(', ')}, or one of all, any, not`);
  return false;
}
