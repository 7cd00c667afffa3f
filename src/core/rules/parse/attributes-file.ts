import type { SchemaObject } from 'ajv';
import type { AttributeClass, AttributeType } from '../attribute-rules.js';
import { flag, listOf, mapOf, objectOf, oneOf, text, whole } from './file-schema.js';
import type { FileSchema } from './file-schema.js';
import { attributeName } from './rule-names.js';

/** One attribute as an analyst writes it: everything but the label has a default. */
export interface AttributeSpec {
  readonly label: string;
  readonly description?: string;
  readonly type?: AttributeType;
  readonly multi?: boolean;
  readonly required?: boolean;
  readonly recommended?: boolean;
  readonly class?: AttributeClass;
  readonly standardize?: string;
  readonly codes?: string | readonly string[] | Readonly<Record<string, string>>;
  readonly domain?: string;
  readonly fields?: Readonly<Record<string, AttributeSpec>>;
  readonly identity?: readonly string[];
  readonly maxLength?: number;
  readonly searchable?: boolean;
}

/** `attributes.yaml` as written: attributes under the section of the record page that shows them. */
export interface AttributesFile {
  readonly domain: string;
  readonly label: string;
  readonly plural: string;
  readonly pluralLabel: string;
  readonly title: string;
  readonly groups: Readonly<Record<string, Readonly<Record<string, AttributeSpec>>>>;
}

const TYPES: readonly AttributeType[] = [
  'string', 'text', 'integer', 'decimal', 'boolean', 'date', 'instant', 'code', 'address', 'reference', 'object',
]; // prettier-ignore

const CLASSES: readonly AttributeClass[] = ['public', 'internal', 'restricted', 'secret'];

const attribute: SchemaObject = objectOf(
  'an attribute',
  {
    label: text('Caption that people see.'),
    description: text('What it means, shown as help.'),
    type: oneOf(TYPES, 'Shape of the value. Default: string.'),
    multi: flag('A record may have several values. Default: false.'),
    required: flag('A golden record without it is not complete. Default: false.'),
    recommended: flag('Its absence lowers the quality score. Default: false.'),
    class: oneOf(CLASSES, 'Who may see it: restricted and secret need a grant. Default: internal.'),
    standardize: text('Standardizer. Default: by type.'),
    codes: {
      description: 'a list of codes, a mapping from code to caption, or the name of a file in reference/',
      anyOf: [
        { type: 'string', minLength: 1 },
        listOf({ type: 'string' }, 1),
        { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } },
      ],
    },
    domain: text('For type reference: the domain that it points into.'),
    fields: mapOf('the fields', { $ref: '#/$defs/attribute' }, attributeName),
    identity: listOf(attributeName, 1),
    maxLength: whole('Longest text accepted without a warning, in characters.', 1),
    searchable: flag('Found by full-text search. Default: true for public and internal text.'),
  },
  ['label'],
);

/** The form of `attributes.yaml`. */
export const attributesFileSchema: FileSchema<AttributesFile> = {
  kind: 'attributes',
  shared: { attribute },
  schema: objectOf(
    'attributes.yaml',
    {
      domain: attributeName,
      label: text('Singular caption: Supplier.'),
      plural: attributeName,
      pluralLabel: text('Plural caption: Suppliers.'),
      title: { ...attributeName, description: 'The attribute that names a record to people.' },
      groups: mapOf(
        'the groups',
        mapOf('a group', { $ref: '#/$defs/attribute' }, attributeName),
        attributeName,
      ),
    },
    ['domain', 'label', 'plural', 'pluralLabel', 'title', 'groups'],
  ),
};
