import type { SchemaObject } from 'ajv';
import { flag, listOf, mapOf, objectOf, oneOf, scalar, text, whole } from './parse/file-schema.js';
import type { FileSchema } from './parse/file-schema.js';
import type { SystemForm } from './system-form.js';

const expression: SchemaObject = { $ref: '#/$defs/mappingExpression' };
const condition: SchemaObject = { $ref: '#/$defs/rowCondition' };
const texts = (description: string): SchemaObject => ({ ...listOf(text(description), 1), description });

const mappingExpression: SchemaObject = {
  description: 'a column or path, a constant number or boolean, or one verb with its settings',
  anyOf: [
    { type: 'string', minLength: 1 },
    { type: 'number' },
    { type: 'boolean' },
    objectOf('an expression', {
      column: text('a column or path; the long form of a plain text'),
      const: { ...scalar, description: 'the same value for every record' },
      join: listOf(expression, 1),
      separator: { type: 'string', description: 'between the joined texts; default: one space' },
      template: text('text with {column} in it'),
      lookup: text('name of a code map of this file; with `of`'),
      of: expression,
      otherwise: { ...scalar, description: 'what a code means that the map lacks' },
      when: condition,
      use: expression,
      else: expression,
      firstOf: listOf(expression, 1),
      object: mapOf('the fields', expression),
      needs: texts('fields without which the object is left out'),
      list: listOf(expression, 1),
      each: text('a joined file, `rows` of a group, or a path to a JSON list; with `map`, `where`, `first`'),
      where: condition,
      map: expression,
      first: flag('only the first element, not a list'),
      split: expression,
      at: { type: 'string', minLength: 1, description: 'the text to split at' },
      part: { type: 'integer', description: 'which piece, from 0; negative: from the end' },
      slice: expression,
      from: { type: 'integer', description: 'first character, from 0; negative: from the end' },
      to: { type: 'integer', description: 'the character after the last' },
      date: expression,
      instant: expression,
      formats: texts('YYYYMMDD, MM/DD/YYYY, DD-MON-YY, ISO, EXCEL…'),
      decimal: expression,
      integer: expression,
      ratio: expression,
      by: expression,
      flag: expression,
      yes: listOf(scalar, 1),
      no: listOf(scalar),
      blank: flag('what a blank cell means; without it, nothing'),
      extract: expression,
      pattern: text('a regular expression with named groups'),
      group: text('the named group to take; default: the only one'),
    }),
  ],
};

const rowCondition: SchemaObject = objectOf('a condition', {
  column: text('a column or path'),
  is: scalar,
  in: listOf(scalar, 1),
  present: flag('whether there is a value'),
  matches: text('a regular expression'),
  all: listOf(condition, 1),
  any: listOf(condition, 1),
  not: condition,
});

const trust = objectOf(
  'trust',
  {
    max: whole('trust of a fresh value, 0 to 100'),
    min: whole('what it falls to; default: half of max'),
    decayDays: whole('days until it has fallen to min', 1),
    decay: oneOf(['linear', 'slowThenFast', 'fastThenSlow'], 'how it falls'),
  },
  ['max'],
);
const rankDescription = 'a rank (1 wins over 2), or never';
const rank: SchemaObject = {
  description: rankDescription,
  anyOf: [
    { type: 'integer', minimum: 1 },
    { type: 'string', enum: ['never'] },
  ],
};
const authority: SchemaObject = {
  description: `${rankDescription}, or a mapping with rank and trust`,
  anyOf: [
    { type: 'integer', minimum: 1 },
    { type: 'string', enum: ['never'] },
    objectOf('authority', { rank, trust }, ['rank']),
  ],
};

const format = objectOf(
  'a format',
  {
    type: oneOf(['delimited', 'fixed', 'json', 'ndjson', 'xlsx'], 'what kind of file it is'),
    delimiter: { type: 'string', minLength: 1, maxLength: 1, description: 'one character; default: comma' },
    quote: {
      type: ['string', 'null'],
      maxLength: 1,
      description: 'default: double quote; null: no quoting',
    },
    header: flag('whether the first row names the columns; default true'),
    endMarker: text('text that closes every row, in the last column'),
    shortRows: oneOf(['fault', 'pad'], 'what rows are that stop early; default fault'),
    recordTypes: objectOf(
      'record types',
      {
        column: text('the column with the type'),
        record: listOf(scalar, 1),
        trailer: objectOf(
          'a trailer',
          { type: scalar, countCell: whole('index of the cell with the number of records, from 0') },
          ['type', 'countCell'],
        ),
        ignore: listOf(scalar),
      },
      ['column', 'record'],
    ),
    path: { type: 'string', description: 'JSON: where the records are, names separated by dots' },
    explode: text('JSON: a list inside each record whose elements are the records'),
    sheet: text('XLSX: the name of the sheet; default: the first'),
  },
  ['type'],
);

const column: SchemaObject = {
  description: 'a column name, or a mapping with name',
  anyOf: [
    { type: 'string', minLength: 1 },
    objectOf(
      'a column',
      {
        name: text('its name'),
        width: whole('fixed width: characters', 1),
        trim: oneOf(['none', 'left', 'right', 'both'], 'padding to remove; default none'),
        optional: flag('may be missing from the header'),
      },
      ['name'],
    ),
  ],
};

const file = objectOf(
  'a file',
  {
    name: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*$', description: 'letters, digits and _' },
    pattern: text('which file of a batch it is, with * and ?; default: *<name>*'),
    required: flag('a batch without it is refused; default true'),
    encoding: text('utf-8, windows-1252, utf-16le… or detect (default)'),
    format,
    columns: listOf(column, 1),
    group: objectOf(
      'a group',
      {
        by: texts('columns whose equal values make one record of consecutive rows'),
        head: oneOf(['first', 'last'], 'the row that gives the columns of the record; default first'),
      },
      ['by'],
    ),
    where: condition,
    join: objectOf(
      'a join',
      {
        columns: texts('columns of this file'),
        to: {
          description: 'columns of the primary file; a list of lists gives alternatives',
          type: 'array',
          minItems: 1,
          items: {
            anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
            description: 'a column or a list of columns',
          },
        },
        many: flag('whether a record may have several of these rows; default true'),
        lookup: flag('rows are looked up: one may serve many records or none; default false'),
      },
      ['columns', 'to'],
    ),
  },
  ['name', 'format'],
);

const domain = objectOf(
  'a domain',
  {
    files: listOf(file, 1),
    key: texts('the columns that identify a record'),
    sourceVersion: expression,
    effectiveAt: expression,
    deletes: objectOf(
      'deletes',
      {
        mode: oneOf(['snapshot', 'delta', 'flag'], 'what the absence of a record means'),
        when: condition,
      },
      ['mode'],
    ),
    mapping: mapOf('the mapping', expression),
    authority: objectOf('authority', {
      default: authority,
      groups: mapOf('attribute groups', authority),
      attributes: mapOf('attributes', authority),
    }),
    unique: flag('the source holds each thing once: its own records are never matched with each other'),
  },
  ['files', 'key', 'deletes', 'mapping'],
);

const target = objectOf(
  'a target',
  {
    name: { type: 'string', pattern: '^[a-z][a-z0-9-]*$', description: 'lower-case letters, digits and -' },
    url: { type: 'string', pattern: '^https?://', description: 'an http(s) address' },
    secretRef: {
      type: 'string',
      pattern: '^[A-Z][A-Z0-9_]*$',
      description: 'the name of the environment variable with the secret, never the secret itself',
    },
    domains: texts('domains to deliver; default: all'),
    events: texts('event types to deliver; default: all'),
    attributes: texts('deliver only when one of these changed'),
    ordering: oneOf(['strict', 'supersede', 'unordered'], 'order per golden record; default strict'),
  },
  ['name', 'url', 'secretRef'],
);

/** The form of `golden-record-rules/systems/<system>.yaml`. */
export const systemFileSchema: FileSchema<SystemForm> = {
  kind: 'system',
  shared: { mappingExpression, rowCondition },
  schema: objectOf(
    'a system file',
    {
      system: {
        type: 'string',
        pattern: '^[a-z][a-z0-9-]*$',
        description: 'lower-case letters, digits and -',
      },
      label: text('what people call it'),
      kind: oneOf(
        ['erp', 'vms', 'procurement', 'clm', 'ehr', 'wms', 'billing', 'other'],
        'what kind of system it is',
      ),
      description: text('what it holds and how its files come'),
      timezone: text('IANA time zone of its dates and times'),
      context: objectOf('the context', {
        country: { type: 'string', pattern: '^[A-Z]{2}$', description: 'a country code of two letters' },
        dateFormats: texts('YYYYMMDD, MM/DD/YYYY, ISO…'),
        decimalSeparator: oneOf(['.', ','], 'default .'),
        nullTokens: listOf({ type: 'string' }),
      }),
      codeMaps: mapOf(
        'the code maps',
        objectOf(
          'a code map',
          {
            label: text('what the codes say: unit of measure'),
            codes: mapOf('the codes', scalar),
            unknown: oneOf(['error', 'warning', 'info'], 'how bad an unlisted code is; default error'),
          },
          ['label', 'codes'],
        ),
      ),
      domains: mapOf('the domains', domain),
      targets: listOf(target),
    },
    ['system', 'label', 'kind', 'description', 'timezone', 'domains'],
  ),
};
