import type { AttributeRule, AttributeType, DomainAttributes, Requirement } from '../attribute-rules.js';
import type { AttributesFile, AttributeSpec } from './attributes-file.js';
import { didYouMean } from './did-you-mean.js';
import type { FaultCollector } from './fault-collector.js';
import { reservedReason } from './rule-names.js';
import type { DocumentPath } from './yaml-document.js';

/** What the hub can do that rule files name; the registries of the core, passed in by the caller. */
export interface RuleVocabulary {
  readonly standardizers: ReadonlySet<string>;
  readonly comparators: ReadonlySet<string>;
  /** Standardizer of a type whose attributes name none. A type without an entry is stored as it comes. */
  readonly standardizerByType: Partial<Readonly<Record<AttributeType, string>>>;
}

/** Code lists that several domains share (`reference/*.yaml`), by file name without extension: code → caption. */
export type ReferenceLists = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Turns `attributes.yaml` into fully explicit attribute rules, in the order of the file. */
export function buildAttributes(
  file: AttributesFile,
  vocabulary: RuleVocabulary,
  references: ReferenceLists,
  faults: FaultCollector,
): DomainAttributes {
  const attributes: AttributeRule[] = [];
  const seen = new Map<string, string>();
  for (const [group, specs] of Object.entries(file.groups)) {
    for (const [name, spec] of Object.entries(specs)) {
      const path = ['groups', group, name];
      const reserved = reservedReason(name);
      if (reserved !== undefined) faults.add(path, `'${name}' cannot be an attribute: ${reserved}`, 'key');
      const earlier = seen.get(name);
      if (earlier !== undefined)
        faults.add(path, `attribute '${name}' is already in group '${earlier}'`, 'key');
      seen.set(name, group);
      attributes.push(buildAttribute({ name, spec, group, path, vocabulary, references, faults }));
    }
  }
  const title = attributes.find(attribute => attribute.name === file.title);
  if (title === undefined) {
    faults.add(['title'], `unknown attribute '${file.title}'${didYouMean(file.title, seen.keys())}`);
  } else if (title.class === 'restricted' || title.class === 'secret') {
    faults.add(['title'], `'${file.title}' is ${title.class} and cannot name records to everyone`);
  }
  const { domain, label, plural, pluralLabel } = file;
  if (domain === plural) faults.add(['plural'], 'must differ from the domain: both are fields of the API');
  return { domain, label, plural, pluralLabel, title: file.title, attributes };
}

interface AttributeInput {
  readonly name: string;
  readonly spec: AttributeSpec;
  readonly group: string;
  readonly path: DocumentPath;
  readonly vocabulary: RuleVocabulary;
  readonly references: ReferenceLists;
  readonly faults: FaultCollector;
  /** The attribute that holds this field. Its class is the least that the field can have. */
  readonly parent?: AttributeRule['class'];
}

const CLASS_ORDER: readonly AttributeRule['class'][] = ['public', 'internal', 'restricted', 'secret'];

function buildAttribute(input: AttributeInput): AttributeRule {
  const { name, spec, group, path, vocabulary } = input;
  checkSpec(input);
  const type = spec.type ?? 'string';
  const attributeClass = spec.class ?? input.parent ?? 'internal';
  const standardize = spec.standardize ?? vocabulary.standardizerByType[type];
  const fields = Object.entries(spec.fields ?? {}).map(([field, fieldSpec]) =>
    buildAttribute({
      ...input,
      name: field,
      spec: fieldSpec,
      path: [...path, 'fields', field],
      parent: attributeClass,
    }),
  );
  const codes = spec.codes === undefined ? undefined : codesOf(spec.codes, input);
  const open = attributeClass === 'public' || attributeClass === 'internal';
  return {
    name,
    label: spec.label,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    type,
    multi: spec.multi ?? false,
    requirement: requirementOf(spec),
    class: attributeClass,
    group,
    ...(standardize === undefined ? {} : { standardize }),
    ...(codes === undefined ? {} : { codes }),
    ...(spec.domain === undefined ? {} : { domain: spec.domain }),
    ...(fields.length === 0 ? {} : { fields }),
    ...(spec.identity === undefined ? {} : { identity: spec.identity }),
    ...(spec.maxLength === undefined ? {} : { maxLength: spec.maxLength }),
    searchable: open && (spec.searchable ?? (type === 'string' || type === 'text')),
  };
}

function checkSpec({ name, spec, path, vocabulary, faults, parent }: AttributeInput): void {
  const type = spec.type ?? 'string';
  if (spec.required === true && spec.recommended === true) {
    faults.add([...path, 'recommended'], `'${name}' is required already; leave 'recommended' out`, 'key');
  }
  if (spec.standardize !== undefined && !vocabulary.standardizers.has(spec.standardize)) {
    const hint = didYouMean(spec.standardize, vocabulary.standardizers);
    faults.add([...path, 'standardize'], `unknown standardizer '${spec.standardize}'${hint}`);
  }
  if (
    (type === 'code') !== (spec.codes !== undefined) &&
    (spec.codes !== undefined || spec.standardize === undefined)
  ) {
    const message =
      type === 'code'
        ? `'${name}' is a code and needs 'codes' or a standardizer`
        : `'codes' is for type code only`;
    faults.add(path, message, 'key');
  }
  if ((type === 'reference') !== (spec.domain !== undefined)) {
    faults.add(
      path,
      type === 'reference'
        ? `'${name}' is a reference and needs 'domain'`
        : `'domain' is for type reference only`,
      'key',
    );
  }
  if (type === 'object' && Object.keys(spec.fields ?? {}).length === 0) {
    faults.add(path, `'${name}' is an object and needs 'fields'`, 'key');
  }
  if (spec.fields !== undefined && type !== 'object' && type !== 'address') {
    faults.add([...path, 'fields'], `'fields' is for types object and address only`, 'key');
  }
  if (spec.identity !== undefined && spec.multi !== true) {
    faults.add([...path, 'identity'], `'identity' is for multi-valued attributes only`, 'key');
  }
  const fieldNames = new Set([
    ...Object.keys(spec.fields ?? {}),
    ...(type === 'address' ? ADDRESS_FIELDS : []),
  ]);
  for (const [index, field] of (spec.identity ?? []).entries()) {
    if (!fieldNames.has(field)) {
      faults.add(
        [...path, 'identity', index],
        `unknown field '${field}' of '${name}'${didYouMean(field, fieldNames)}`,
      );
    }
  }
  if (
    spec.class !== undefined &&
    parent !== undefined &&
    CLASS_ORDER.indexOf(spec.class) < CLASS_ORDER.indexOf(parent)
  ) {
    faults.add([...path, 'class'], `a field of a ${parent} attribute cannot be ${spec.class}`);
  }
  if (
    spec.searchable === true &&
    (spec.class ?? parent) !== undefined &&
    CLASS_ORDER.indexOf(spec.class ?? parent ?? 'internal') > 1
  ) {
    faults.add(
      [...path, 'searchable'],
      `'${name}' is ${spec.class ?? parent} and never enters the search index`,
    );
  }
}

/**
 * The named parts that every value of type `address` may have as it comes from a source. The address standardizer folds
 * them into line1, line2, city, state, postalCode and country.
 */
export const ADDRESS_FIELDS: readonly string[] = [
  'line1', 'line2', 'line3', 'line4', 'city', 'state', 'postalCode', 'country', 'attention', 'careOf',
]; // prettier-ignore

function requirementOf(spec: AttributeSpec): Requirement {
  if (spec.required === true) return 'required';
  return spec.recommended === true ? 'recommended' : 'optional';
}

/** Codes given as a plain list get captions from their names: `NON_STOCK` → `Non stock`. A text names a reference list. */
function codesOf(
  codes: NonNullable<AttributeSpec['codes']>,
  { path, references, faults }: AttributeInput,
): Readonly<Record<string, string>> {
  if (typeof codes === 'string') {
    const list = references.get(codes);
    if (list === undefined) {
      faults.add(
        [...path, 'codes'],
        `there is no reference/${codes}.yaml${didYouMean(codes, references.keys())}`,
      );
    }
    return list ?? {};
  }
  return isList(codes) ? Object.fromEntries(codes.map(code => [code, captionOf(code)])) : codes;
}

function captionOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return /[A-Z]{2}/.test(code) ? words.charAt(0).toUpperCase() + words.slice(1) : code;
}

function isList(codes: readonly string[] | Readonly<Record<string, string>>): codes is readonly string[] {
  return Array.isArray(codes);
}
