import type { SchemaObject } from 'ajv';
import type { Scalar, Severity } from '../../model/index.js';
import type { Check, ElementCheck, QualityRule, QualityRules } from '../quality-rules.js';
import type { AttributePaths } from './attribute-paths.js';
import { buildCondition, codeFault, conditionSchema } from './condition-file.js';
import type { ConditionSpec } from './condition-file.js';
import type { FaultCollector } from './fault-collector.js';
import { listOf, mapOf, objectOf, oneOf, scalar, text, whole } from './file-schema.js';
import type { FileSchema } from './file-schema.js';
import { upperCode } from './rule-names.js';
import type { DocumentPath } from './yaml-document.js';

interface CheckSpec {
  readonly required?: string;
  readonly atLeastOneOf?: readonly string[];
  readonly of?: string;
  readonly pattern?: string;
  readonly oneOf?: readonly Scalar[];
  readonly maxLength?: number;
  readonly range?: { readonly min?: string; readonly max?: string };
  readonly compare?: {
    readonly left: string;
    readonly operator: '<' | '<=' | '=' | '>=' | '>';
    readonly right: string;
  };
  readonly uniqueBy?: readonly string[];
  readonly noOverlap?: { readonly from: string; readonly to: string; readonly by?: readonly string[] };
  readonly sum?: string;
  readonly equals?: string;
  readonly each?: string;
  readonly where?: ConditionSpec;
  readonly check?: CheckSpec;
}

interface QualityRuleSpec {
  readonly label: string;
  readonly check: CheckSpec;
  readonly when?: ConditionSpec;
  readonly severity?: Severity;
  readonly downgrade?: number;
  readonly fix?: string;
}

/** `quality.yaml` as written. */
export interface QualityFile {
  readonly rules: Readonly<Record<string, QualityRuleSpec>>;
  readonly faults?: Readonly<Record<string, { readonly severity?: Severity; readonly downgrade?: number }>>;
}

const severity = oneOf(
  ['error', 'warning', 'info'],
  'error: the record goes to quarantine. Default: warning.',
);
const downgrade: SchemaObject = {
  ...whole('Percent by which a failed check lowers trust. Default: 0.'),
  maximum: 100,
};

const checkSettings: Readonly<Record<string, SchemaObject>> = {
  required: text('Attribute path that must have a value.'),
  atLeastOneOf: listOf({ type: 'string' }, 2),
  of: text('Attribute path that the check is about.'),
  pattern: text('Regular expression that the whole value must fit.'),
  oneOf: listOf(scalar, 1),
  maxLength: whole('Characters.', 1),
  range: {
    ...objectOf('a range', { min: text('Lowest value.'), max: text('Highest value.') }),
    minProperties: 1,
  },
  compare: objectOf(
    'a comparison of two attributes',
    {
      left: text('Attribute path.'),
      operator: oneOf(['<', '<=', '=', '>=', '>'], 'How left stands to right.'),
      right: text('Attribute path.'),
    },
    ['left', 'operator', 'right'],
  ),
  uniqueBy: listOf({ type: 'string' }, 1),
  noOverlap: objectOf(
    'an overlap check',
    {
      from: text('Field with the first day.'),
      to: text('Field with the last day; empty means open.'),
      by: listOf({ type: 'string' }, 1),
    },
    ['from', 'to'],
  ),
  sum: text('Field to add up over the list.'),
  equals: text('What the sum must be.'),
};

const elementCheck: SchemaObject = { ...objectOf('a check', checkSettings), minProperties: 1 };

const ruleCheck: SchemaObject = {
  ...objectOf('a check', {
    ...checkSettings,
    each: text('A list: the check holds for each of its elements.'),
    where: { $ref: '#/$defs/condition' },
    check: elementCheck,
  }),
  minProperties: 1,
};

/** The form of `quality.yaml`. */
export const qualityFileSchema: FileSchema<QualityFile> = {
  kind: 'quality',
  shared: { condition: conditionSchema },
  schema: objectOf(
    'quality.yaml',
    {
      rules: mapOf(
        'the rules',
        objectOf(
          'a quality rule',
          {
            label: text('In words: what holds for a good record.'),
            check: ruleCheck,
            when: { $ref: '#/$defs/condition' },
            severity,
            downgrade,
            fix: text('What would fix it, in words.'),
          },
          ['label', 'check'],
        ),
        upperCode,
      ),
      faults: mapOf(
        'the faults',
        { ...objectOf('a fault', { severity, downgrade }), minProperties: 1 },
        upperCode,
      ),
    },
    ['rules'],
  ),
};

/** Turns `quality.yaml` into rules, checking every path, pattern and code. */
export function buildQuality(file: QualityFile, paths: AttributePaths, faults: FaultCollector): QualityRules {
  const rules = Object.entries(file.rules).flatMap(([code, spec]): readonly QualityRule[] => {
    const at = ['rules', code];
    const built = buildCheck(spec.check, [...at, 'check'], paths, faults);
    const when =
      spec.when === undefined ? undefined : buildCondition(spec.when, [...at, 'when'], paths, faults);
    if (built === undefined) return [];
    return [
      {
        code,
        label: spec.label,
        check: built,
        ...(when === undefined ? {} : { when }),
        severity: spec.severity ?? 'warning',
        downgrade: spec.downgrade ?? 0,
        ...(spec.fix === undefined ? {} : { fix: spec.fix }),
      },
    ];
  });
  return { rules, faults: file.faults ?? {} };
}

function buildCheck(
  spec: CheckSpec,
  at: DocumentPath,
  paths: AttributePaths,
  faults: FaultCollector,
): Check | undefined {
  if (spec.each === undefined) {
    if (spec.where === undefined && spec.check === undefined)
      return buildElementCheck(spec, at, paths, faults);
    faults.add(at, `'where' and 'check' go with 'each'`);
    return undefined;
  }
  const others = KINDS.filter(kind => spec[kind] !== undefined);
  if (spec.check === undefined || others.length > 0) {
    faults.add(at, `'each' needs 'check' (and may have 'where'), and nothing else`);
    return undefined;
  }
  const element = paths.under(spec.each);
  if ('fault' in element) {
    faults.add([...at, 'each'], element.fault);
    return undefined;
  }
  const where =
    spec.where === undefined ? undefined : buildCondition(spec.where, [...at, 'where'], element, faults);
  const built = buildElementCheck(spec.check, [...at, 'check'], element, faults);
  return built === undefined
    ? undefined
    : { each: spec.each, ...(where === undefined ? {} : { where }), check: built };
}

function buildElementCheck(
  spec: CheckSpec,
  at: DocumentPath,
  paths: AttributePaths,
  faults: FaultCollector,
): ElementCheck | undefined {
  const known = (path: string, where: DocumentPath): void => {
    const target = paths.resolve(path);
    if ('fault' in target) faults.add(where, target.fault);
  };
  const needsOf = KINDS_OVER_A_PATH.some(kind => spec[kind] !== undefined);
  const kinds = KINDS.filter(kind => spec[kind] !== undefined);
  if (
    kinds.length !== 1 ||
    needsOf !== (spec.of !== undefined) ||
    (spec.sum === undefined) !== (spec.equals === undefined)
  ) {
    const over = KINDS_OVER_A_PATH.join(', ');
    faults.add(
      at,
      `a check is exactly one of ${KINDS.join(', ')}, each; ${over} need 'of', and sum needs 'equals'`,
    );
    return undefined;
  }
  const of = spec.of ?? '';
  if (needsOf) known(of, [...at, 'of']);
  if (spec.required !== undefined) {
    known(spec.required, [...at, 'required']);
    return { required: spec.required };
  }
  if (spec.atLeastOneOf !== undefined) {
    for (const [index, path] of spec.atLeastOneOf.entries()) known(path, [...at, 'atLeastOneOf', index]);
    return { atLeastOneOf: spec.atLeastOneOf };
  }
  if (spec.compare !== undefined) {
    known(spec.compare.left, [...at, 'compare', 'left']);
    known(spec.compare.right, [...at, 'compare', 'right']);
    return { compare: spec.compare };
  }
  return buildCheckOfPath(spec, of, at, paths, faults);
}

function buildCheckOfPath(
  spec: CheckSpec,
  of: string,
  at: DocumentPath,
  paths: AttributePaths,
  faults: FaultCollector,
): ElementCheck | undefined {
  const field = (name: string, where: DocumentPath): void => {
    const target = paths.resolve(`${of}.${name}`);
    if ('fault' in target) faults.add(where, target.fault);
  };
  if (spec.pattern !== undefined) {
    if (!isRegExp(spec.pattern))
      faults.add([...at, 'pattern'], `'${spec.pattern}' is not a regular expression`);
    return { pattern: spec.pattern, of };
  }
  if (spec.oneOf !== undefined) {
    const target = paths.resolve(of);
    for (const [index, value] of spec.oneOf.entries()) {
      const fault = 'rule' in target ? codeFault(target.rule.codes, value, of) : undefined;
      if (fault !== undefined) faults.add([...at, 'oneOf', index], fault);
    }
    return { oneOf: spec.oneOf, of };
  }
  if (spec.maxLength !== undefined) return { maxLength: spec.maxLength, of };
  if (spec.range !== undefined) return { range: spec.range, of };
  if (spec.uniqueBy !== undefined) {
    for (const [index, name] of spec.uniqueBy.entries()) field(name, [...at, 'uniqueBy', index]);
    return { uniqueBy: spec.uniqueBy, of };
  }
  if (spec.noOverlap !== undefined) {
    const { from, to, by = [] } = spec.noOverlap;
    for (const name of [from, to, ...by]) field(name, [...at, 'noOverlap']);
    return { noOverlap: { from, to, by }, of };
  }
  field(spec.sum ?? '', [...at, 'sum']);
  return { sum: spec.sum ?? '', of, equals: spec.equals ?? '' };
}

const KINDS_OVER_A_PATH = ['pattern', 'oneOf', 'maxLength', 'range', 'uniqueBy', 'noOverlap', 'sum'] as const;
const KINDS = ['required', 'atLeastOneOf', 'compare', ...KINDS_OVER_A_PATH] as const;

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
