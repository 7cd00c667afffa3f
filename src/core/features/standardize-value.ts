import { isComposite, isFilled, isList, isScalar } from '../model/index.js';
import type { AttributeValue, CompositeValue, Fault } from '../model/index.js';
import type { AttributeRule } from '../rules/index.js';
import { isStandardizerName, standardizers } from '../standardize/index.js';
import type { StandardizeContext, StandardizerName } from '../standardize/index.js';
import type { Face } from './face.js';
import { joinTrace, newTrace, placed } from './trace.js';
import type { StandardizeSettings, Trace } from './trace.js';

/** The standardizer of a type, where neither the attribute nor standardize.yaml names one. Objects have none. */
export const STANDARDIZER_BY_TYPE: Partial<Readonly<Record<AttributeRule['type'], StandardizerName>>> = {
  string: 'text',
  text: 'longText',
  integer: 'integer',
  decimal: 'decimal',
  boolean: 'boolean',
  date: 'date',
  instant: 'instant',
  code: 'code',
  address: 'address',
  reference: 'sourceKey',
};

/** Standardizers that read a list as a whole, because its elements explain each other (pack levels). */
const WHOLE_LISTS: ReadonlySet<StandardizerName> = new Set(['packaging']);

/** The components of a standardised address; every address has them, whatever fields the rules add. */
const ADDRESS_COMPONENTS = ['line1', 'line2', 'city', 'state', 'postalCode', 'country'] as const;

/**
 * Standardises the value of one attribute, whatever its shape: lists element by element, composites as a whole and then
 * field by field. Blank and unusable values become `undefined`. Never throws.
 *
 * @param place concrete path of the value, for faults and keys: `taxIds[0].value`
 * @param path the same without indexes, for rules: `taxIds.value`
 */
export function standardizeValue(
  rule: AttributeRule,
  raw: AttributeValue | null | undefined,
  place: string,
  path: string,
  settings: StandardizeSettings,
  trace: Trace,
): AttributeValue | undefined {
  if (!isFilled(raw)) return undefined;
  if (!rule.multi)
    return standardizeOne(rule, onlyOne(rule, raw, place, trace), place, path, settings, trace);
  const name = standardizerOf(rule, path, settings);
  const elements =
    name !== null && WHOLE_LISTS.has(name)
      ? takeApart(rule, name, raw, place, path, settings, trace)
      : undefined;
  const kept: AttributeValue[] = [];
  for (const [index, element] of (elements ?? (isList(raw) ? raw : [raw])).entries()) {
    const found = newTrace();
    const at = `${place}[${kept.length}]`;
    const value =
      elements === undefined
        ? standardizeOne(rule, element, at, path, settings, found)
        : standardizeFields(rule, element, at, path, asRead(element, settings), found);
    if (value === undefined) leaveOut(found, place, index, trace);
    else {
      kept.push(value);
      joinTrace(trace, found);
    }
  }
  return kept.length === 0 ? undefined : kept;
}

/** Joined files often deliver single values as lists of one. Of several the first is taken, and said so. */
function onlyOne(rule: AttributeRule, raw: AttributeValue, place: string, trace: Trace): AttributeValue {
  const name = rule.standardize;
  if (!isList(raw) || (name !== undefined && isStandardizerName(name) && WHOLE_LISTS.has(name))) return raw;
  const [first, ...others] = raw.filter(isFilled);
  if (others.length > 0) {
    trace.faults.push({
      code: 'VALUE_REPEATED',
      severity: 'warning',
      message: `${rule.label} holds one value, ${others.length + 1} came; the first was taken.`,
      attribute: place,
      fix: 'Map one of them, or make the attribute multi-valued.',
    });
  }
  return first ?? '';
}

/**
 * An element of which nothing is left has no place in the record: its faults are the attribute's, and `field` says which
 * element of the source it was.
 */
function leaveOut(found: Trace, place: string, index: number, trace: Trace): void {
  for (const fault of found.faults)
    trace.faults.push({ ...fault, attribute: place, field: `${place}[${index}]` });
}

function takeApart(
  rule: AttributeRule,
  name: StandardizerName,
  raw: AttributeValue,
  place: string,
  path: string,
  settings: StandardizeSettings,
  trace: Trace,
): readonly AttributeValue[] {
  const given = isList(raw) ? raw.filter(isFilled) : raw;
  const { value, key, parts, faults } = standardizers[name](given, contextOf(rule, path, settings));
  for (const fault of faults) trace.faults.push(placed(fault, raw, place, settings));
  if (key !== null) trace.keys.set(place, key);
  trace.faces.push({ path, value: null, key, parts, element: null });
  noteMoves(path, parts, settings, trace);
  return value === null ? [] : isList(value) ? value : [value];
}

/**
 * The units in an element that was read as a whole are canonical already: put through the source's map again, a case (`CA`)
 * would become what the source calls CA.
 */
function asRead(element: AttributeValue, settings: StandardizeSettings): StandardizeSettings {
  const texts = isComposite(element) ? Object.values(element).filter(each => typeof each === 'string') : [];
  const uomCodes = Object.fromEntries(texts.map(text => [text, text]));
  return { ...settings, context: { ...settings.context, uomCodes } };
}

/** One value: by its standardizer, then its fields by theirs. */
function standardizeOne(
  rule: AttributeRule,
  raw: AttributeValue | null | undefined,
  place: string,
  path: string,
  settings: StandardizeSettings,
  trace: Trace,
): AttributeValue | undefined {
  if (!isFilled(raw)) return undefined;
  const name = standardizerOf(rule, path, settings);
  if (name === null) {
    if (isComposite(raw) && rule.type === 'object')
      return standardizeFields(rule, raw, place, path, settings, trace);
    trace.faults.push(wrongShape(rule, place));
    return undefined;
  }
  const given = isScalar(raw) && isObjectOf(rule, 'value') ? { value: raw } : raw;
  const { value, key, parts, faults } = standardizers[name](given, contextOf(rule, path, settings));
  for (const fault of faults) trace.faults.push(placed(fault, raw, place, settings));
  if (!isFilled(value)) return undefined;
  const isWhole = rule.type === 'object' || rule.type === 'address';
  if (isWhole !== isComposite(value) || isList(value)) {
    trace.faults.push(wrongShape(rule, place));
    return undefined;
  }
  if (key !== null) trace.keys.set(place, key);
  noteMoves(path, parts, settings, trace);
  if (isComposite(value)) return standardizeFields(rule, value, place, path, settings, trace, { key, parts });
  trace.faces.push({ path, value: String(value), key, parts, element: null });
  return value;
}

function isObjectOf(rule: AttributeRule, field: string): boolean {
  return rule.type === 'object' && rule.fields?.some(each => each.name === field) === true;
}

/** The fields of a composite, each by its own standardizer; fields that the rules do not know are left out and named. */
function standardizeFields(
  rule: AttributeRule,
  whole: AttributeValue,
  place: string,
  path: string,
  settings: StandardizeSettings,
  trace: Trace,
  face: Pick<Face, 'key' | 'parts'> = { key: null, parts: {} },
): CompositeValue | undefined {
  if (!isComposite(whole)) {
    trace.faults.push(wrongShape(rule, place));
    return undefined;
  }
  const value: Record<string, AttributeValue> = {};
  const found = newTrace();
  const fields = rule.fields ?? [];
  const components =
    rule.type === 'address'
      ? ADDRESS_COMPONENTS.filter(each => !fields.some(field => field.name === each))
      : [];
  for (const component of components) {
    const text = whole[component];
    if (!isScalar(text) || !isFilled(text)) continue;
    value[component] = text;
    found.faces.push({
      path: `${path}.${component}`,
      value: String(text),
      key: String(text).toUpperCase(),
      parts: {},
      element: null,
    });
  }
  for (const field of fields) {
    const part = Object.hasOwn(whole, field.name) ? whole[field.name] : undefined;
    const standard = standardizeValue(
      field,
      part,
      `${place}.${field.name}`,
      `${path}.${field.name}`,
      settings,
      found,
    );
    if (standard !== undefined) value[field.name] = standard;
  }
  const isKnown = (name: string): boolean =>
    fields.some(field => field.name === name) || components.some(component => component === name);
  for (const [name, part] of Object.entries(whole)) {
    if (!isKnown(name) && isFilled(part)) found.faults.push(unknownField(rule, name, place));
  }
  const isEmpty = Object.keys(value).length === 0;
  joinTrace(trace, {
    ...found,
    faces: found.faces.map(each => (each.element === null ? within(each, value) : each)),
  });
  if (isEmpty) return undefined;
  trace.faces.push({ path, value: null, ...face, element: value });
  return value;
}

function within({ path, value, key, parts }: Face, element: CompositeValue): Face {
  return { path, value, key, parts, element };
}

/** Texts pulled out on the way wait until all attributes are known: a value given by the source goes before them. */
function noteMoves(path: string, parts: Face['parts'], settings: StandardizeSettings, trace: Trace): void {
  const wanted = settings.overrides[path]?.parts;
  if (wanted === undefined) return;
  for (const [part, to] of Object.entries(wanted)) {
    const text = Object.hasOwn(parts, part) ? parts[part] : undefined;
    if (text !== undefined && text !== '') trace.moved.push({ to, text });
  }
}

function standardizerOf(
  rule: AttributeRule,
  path: string,
  settings: StandardizeSettings,
): StandardizerName | null {
  const name = settings.overrides[path]?.with ?? rule.standardize ?? STANDARDIZER_BY_TYPE[rule.type];
  return name !== undefined && isStandardizerName(name) ? name : null;
}

function contextOf(
  rule: AttributeRule,
  path: string,
  { overrides, context }: StandardizeSettings,
): StandardizeContext {
  const override = overrides[path];
  const { codes, maxLength } = rule;
  // Made for every value of every record: most need nothing of their own.
  if (override === undefined && codes === undefined && maxLength === undefined) return context;
  return {
    ...context,
    ...(override?.country === undefined ? {} : { country: override.country }),
    ...(override?.dateFormats === undefined ? {} : { dateFormats: override.dateFormats }),
    ...(codes === undefined ? {} : { allowed: namesOf(codes) }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}

const codeNames = new WeakMap<object, readonly string[]>();

/** The codes that a rule lists; rules do not change. */
function namesOf(codes: NonNullable<AttributeRule['codes']>): readonly string[] {
  const known = codeNames.get(codes) ?? Object.keys(codes);
  codeNames.set(codes, known);
  return known;
}

function wrongShape(rule: AttributeRule, place: string): Fault {
  const fields = (rule.fields ?? []).map(field => field.name).join(', ');
  return {
    code: 'VALUE_SHAPE',
    severity: 'error',
    message:
      fields === ''
        ? `${rule.label} is a single value; a group of fields came.`
        : `${rule.label} is made of fields (${fields}); something else came.`,
    attribute: place,
    fix: fields === '' ? 'Map one field to it.' : 'Map it as an object.',
  };
}

function unknownField(rule: AttributeRule, name: string, place: string): Fault {
  return {
    code: 'FIELD_UNKNOWN',
    severity: 'warning',
    message: `${rule.label} has no field ${name.slice(0, 60)}; it was left out.`,
    attribute: place,
    fix: `Map it to one of ${(rule.fields ?? []).map(field => field.name).join(', ')}, or add it to attributes.yaml.`,
  };
}
