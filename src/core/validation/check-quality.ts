/**
 * The checks of `quality.yaml` on one record: what is wrong with it across its attributes, said so that a person can act.
 * Standardizers already say what is wrong with a single value; a contract whose expiry lies before its start only shows here.
 */
import type { AttributeValue, Attributes, CompositeValue, Fault, ValueAtPath } from '../model/index.js';
import {
  attributeOf,
  canonicalJson,
  compareScalars,
  hasValueAt,
  isComposite,
  isFilled,
  isScalar,
  sumDecimals,
  timeOf,
  valuesAt,
} from '../model/index.js';
import type { Check, QualityRule, RuleSet } from '../rules/index.js';
import { holds } from './holds.js';
import { isSensitive } from './sensitive-paths.js';

/** The parts of a rule set that validation reads. */
export type QualityRuleSet = Pick<RuleSet, 'attributes' | 'quality'>;

/** What a failed check found, before it becomes a fault. */
interface Failure {
  /** Attribute path, concrete where one value is to blame. */
  readonly path?: string;
  readonly found?: ValueAtPath['value'] | undefined;
  readonly what: string;
}

/** Longest value shown in a fault, as `Fault.value` promises. */
const SHOWN_LENGTH_MAX = 200;

/**
 * All failed checks on a record, in the order of the rules. Faults carry the offending value unless its attribute is
 * restricted or secret. A rule with a `when` that does not hold says nothing; checks of absent values neither (only
 * `required` and `atLeastOneOf` ask for presence).
 */
export function checkQuality(ruleSet: QualityRuleSet, attributes: Attributes): readonly Fault[] {
  const elementsAt = memoElements(attributes);
  return ruleSet.quality.rules.flatMap(rule => {
    if (rule.when && !holds(rule.when, attributes)) return [];
    return failuresOf(rule.check, attributes, elementsAt).map(failure => faultOf(rule, failure, ruleSet));
  });
}

/** Applies `quality.yaml`'s own severities to standardizer faults. */
export function withSeverities(
  quality: QualityRuleSet['quality'],
  faults: readonly Fault[],
): readonly Fault[] {
  return faults.map(fault => {
    const severity = Object.hasOwn(quality.faults, fault.code)
      ? quality.faults[fault.code]?.severity
      : undefined;
    return severity === undefined || severity === fault.severity
      ? fault
      : Object.assign({}, fault, { severity });
  });
}

function faultOf(rule: QualityRule, { path, found, what }: Failure, ruleSet: QualityRuleSet): Fault {
  const shown = path !== undefined && isScalar(found) && !isSensitive(ruleSet.attributes, path);
  const value = typeof found === 'string' ? found.slice(0, SHOWN_LENGTH_MAX) : found;
  return {
    code: rule.code,
    severity: rule.severity,
    // Labels are sentences; what was found goes on from them.
    message: `${rule.label.replace(/\.$/, '')}: ${what}`,
    ...(path === undefined ? {} : { attribute: path }),
    ...(shown && value !== undefined ? { value } : {}),
    ...(rule.fix === undefined ? {} : { fix: rule.fix }),
  };
}

function failuresOf(check: Check, attributes: Attributes, elementsAt: ElementsAt): readonly Failure[] {
  if ('required' in check) {
    return hasValueAt(attributes, check.required) ? [] : [{ path: check.required, what: 'it is missing' }];
  }
  if ('atLeastOneOf' in check) {
    const some = check.atLeastOneOf.some(path => hasValueAt(attributes, path));
    const [path] = check.atLeastOneOf;
    return some || path === undefined
      ? []
      : [{ path, what: `none of ${check.atLeastOneOf.join(', ')} is given` }];
  }
  if ('pattern' in check) {
    const pattern = patternOf(check);
    return each(
      attributes,
      check.of,
      value => pattern.test(String(value)),
      'does not have the expected form',
    );
  }
  if ('oneOf' in check) {
    const allowed = allowedOf(check);
    return each(attributes, check.of, value => allowed.has(String(value)), 'is none of the allowed values');
  }
  if ('maxLength' in check) {
    const longest = check.maxLength;
    return each(attributes, check.of, value => String(value).length <= longest, `is longer than ${longest}`);
  }
  if ('range' in check) return outOfRange(check, attributes);
  if ('compare' in check) return wrongOrder(check, attributes);
  if ('uniqueBy' in check) return repeated(check, attributes);
  if ('noOverlap' in check) return overlapping(check, attributes);
  if ('each' in check) return inEach(check, elementsAt);
  return wrongSum(check, attributes);
}

/** Rules do not change and every record asks: patterns are compiled, and lists made sets, once. */
const patterns = new WeakMap<Check, RegExp>();
const allowedValues = new WeakMap<Check, ReadonlySet<string>>();

function patternOf(check: Extract<Check, { pattern: unknown }>): RegExp {
  const known = patterns.get(check) ?? new RegExp(check.pattern, 'u');
  patterns.set(check, known);
  return known;
}

function allowedOf(check: Extract<Check, { oneOf: unknown }>): ReadonlySet<string> {
  const known = allowedValues.get(check) ?? new Set(check.oneOf.map(String));
  allowedValues.set(check, known);
  return known;
}

/** An element of a list as a record of its own. */
interface ListElement {
  readonly path: string;
  readonly fields: Attributes;
}

type ElementsAt = (path: string) => readonly ListElement[];

/** The composite elements at a path of a record: half a dozen checks ask for the thousand lines of one contract. */
function memoElements(attributes: Attributes): ElementsAt {
  let known: Map<string, readonly ListElement[]> | undefined;
  return path => {
    known ??= new Map();
    const elements =
      known.get(path) ??
      valuesAt(attributes, path).flatMap(({ path: place, value }) =>
        isComposite(value) ? [{ path: place, fields: filledFields(value) }] : [],
      );
    known.set(path, elements);
    return elements;
  };
}

/** Checks every element of a list as if it were a record. */
function inEach(check: Extract<Check, { each: unknown }>, elementsAt: ElementsAt): readonly Failure[] {
  return elementsAt(check.each).flatMap(({ path, fields }) => {
    if (check.where && !holds(check.where, fields)) return [];
    return failuresOf(check.check, fields, memoElements(fields)).map(failure => ({
      path: failure.path === undefined ? path : `${path}.${failure.path}`,
      what: `${path}: ${failure.what}`,
      found: failure.found,
    }));
  });
}

function filledFields(value: CompositeValue): Attributes {
  // Standardised elements hold no blanks, and a contract has thousands of them.
  if (holdsNoBlanks(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, item]) => (isFilled(item) ? [[field, item]] : [])),
  );
}

function holdsNoBlanks(value: CompositeValue): value is CompositeValue & Attributes {
  return Object.values(value).every(isFilled);
}

function each(
  attributes: Attributes,
  path: string,
  passes: (value: string | number | boolean) => boolean,
  what: string,
): readonly Failure[] {
  return valuesAt(attributes, path)
    .filter(({ value }) => isScalar(value) && !passes(value))
    .map(at => ({ path: at.path, found: at.value, what: `${at.path} ${what}` }));
}

function outOfRange(
  { range, of }: Extract<Check, { range: unknown }>,
  attributes: Attributes,
): readonly Failure[] {
  const { min, max } = range;
  const bounds =
    min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
  return each(
    attributes,
    of,
    value =>
      (min === undefined || compareScalars(value, min) >= 0) &&
      (max === undefined || compareScalars(value, max) <= 0),
    `must be ${bounds}`,
  );
}

const ORDERS: Readonly<Record<string, (difference: number) => boolean>> = {
  '<': difference => difference < 0,
  '<=': difference => difference <= 0,
  '=': difference => difference === 0,
  '>=': difference => difference >= 0,
  '>': difference => difference > 0,
};

/**
 * Two paths through the same list compare within each element (`lines.from <= lines.to`); otherwise every value of one
 * side is compared with every value of the other.
 */
function wrongOrder(
  { compare }: Extract<Check, { compare: unknown }>,
  attributes: Attributes,
): readonly Failure[] {
  const { left, operator, right } = compare;
  const passes = ORDERS[operator] ?? (() => true);
  const others = valuesAt(attributes, right);
  return valuesAt(attributes, left).flatMap(one =>
    others
      .filter(other => parentOf(left) !== parentOf(right) || parentOf(one.path) === parentOf(other.path))
      .flatMap(other =>
        isScalar(one.value) && isScalar(other.value) && !passes(compareScalars(one.value, other.value))
          ? [{ path: one.path, found: one.value, what: `${one.path} must be ${operator} ${other.path}` }]
          : [],
      ),
  );
}

function parentOf(path: string): string {
  const end = path.lastIndexOf('.');
  return end < 0 ? '' : path.slice(0, end);
}

function repeated(
  { uniqueBy, of }: Extract<Check, { uniqueBy: unknown }>,
  attributes: Attributes,
): readonly Failure[] {
  const seen = new Map<string, string>();
  return valuesAt(attributes, of).flatMap(({ path, value }) => {
    const parts = isComposite(value) ? uniqueBy.map(field => value[field]) : [value];
    if (!parts.some(isFilled)) return [];
    const key = JSON.stringify(parts);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, path);
    return first === undefined ? [] : [{ path, what: `${path} repeats ${first}` }];
  });
}

interface Interval {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** Blames, of two elements of a group that overlap in time, the one that begins later. Both ends belong to an interval. */
function overlapping(
  { noOverlap, of }: Extract<Check, { noOverlap: unknown }>,
  attributes: Attributes,
): readonly Failure[] {
  const groups = new Map<string, Interval[]>();
  for (const { path, value } of valuesAt(attributes, of)) {
    if (!isComposite(value)) continue;
    const key = canonicalJson(noOverlap.by.map(field => value[field] ?? null));
    const interval = {
      path,
      from: boundary(value[noOverlap.from], -Infinity),
      to: boundary(value[noOverlap.to], Infinity),
    };
    groups.set(key, [...(groups.get(key) ?? []), interval]);
  }
  return [...groups.values()].flatMap(overlaps);
}

function overlaps(intervals: readonly Interval[]): readonly Failure[] {
  const failures: Failure[] = [];
  let longest: Interval | undefined;
  for (const interval of intervals.toSorted((left, right) => compareNumbers(left.from, right.from))) {
    if (longest && interval.from <= longest.to) {
      failures.push({ path: interval.path, what: `${interval.path} overlaps ${longest.path} in time` });
    }
    if (!longest || interval.to > longest.to) longest = interval;
  }
  return failures;
}

/** Unlike a difference, right for infinities too. */
function compareNumbers(left: number, right: number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function boundary(value: AttributeValue | null | undefined, open: number): number {
  return isScalar(value) ? (timeOf(value) ?? open) : open;
}

function wrongSum(
  { sum, of, equals }: Extract<Check, { sum: unknown }>,
  attributes: Attributes,
): readonly Failure[] {
  const elements = valuesAt(attributes, of);
  if (elements.length === 0) return [];
  const addends = valuesAt(attributes, `${of}.${sum}`).flatMap(({ value }) =>
    isScalar(value) ? [value] : [],
  );
  const total = sumDecimals(addends);
  if (total !== undefined && compareScalars(total, equals) === 0) return [];
  // The total is left out of the words: the list may be one that the reader of the fault may not see.
  return [{ path: attributeOf(of), what: `${of}.${sum} must add up to ${equals}` }];
}
