import type { AttributeRule, DomainAttributes } from '../core/rules/index.js';

/** GraphQL scalar of an attribute type; composites have types of their own. */
const SCALAR: Readonly<Record<AttributeRule['type'], string>> = {
  string: 'String',
  text: 'String',
  integer: 'Int',
  decimal: 'Decimal',
  boolean: 'Boolean',
  date: 'Date',
  instant: 'DateTime',
  code: 'String',
  reference: 'String',
  address: '',
  object: '',
};

/** The components that every standardised address has, beside the fields that the rules add. */
const ADDRESS_FIELDS: readonly (readonly [name: string, description: string])[] = [
  ['line1', 'Street or box, as the postal service writes it.'],
  ['line2', 'Unit, building, floor.'],
  ['city', 'City.'],
  ['state', 'State or subdivision code.'],
  ['postalCode', 'ZIP or postal code.'],
  ['country', 'ISO 3166-1 alpha-2.'],
  ['attn', 'For the attention of.'],
  ['careOf', 'Care of.'],
  ['lockbox', 'Lockbox number.'],
];

/** Filters by scalar, and the SDL that does not depend on any domain. */
export const FILTERS_SDL = `
"Conditions on a text."
input StringFilter {
  "Is exactly."
  eq: String
  "Is not."
  ne: String
  "Is one of."
  in: [String!]
  "Starts with, upper and lower case alike."
  startsWith: String
  "Contains, upper and lower case alike."
  contains: String
  "Has no value."
  isNull: Boolean
}
${['Int', 'Decimal', 'Date', 'DateTime']
  .map(
    type => `"Conditions on a ${type}."
input ${type}Filter {
  "Is exactly."
  eq: ${type}
  "Is not."
  ne: ${type}
  "Is one of."
  in: [${type}!]
  "Less than."
  lt: ${type}
  "At most."
  lte: ${type}
  "Greater than."
  gt: ${type}
  "At least."
  gte: ${type}
  "Has no value."
  isNull: Boolean
}`,
  )
  .join('\n')}
"Conditions on a yes or no."
input BooleanFilter {
  "Is."
  eq: Boolean
  "Has no value."
  isNull: Boolean
}
"Conditions on a list of texts."
input StringListFilter {
  "Contains this value."
  has: String
  "Has no values."
  isEmpty: Boolean
}
"Which way a list is ordered."
enum OrderDirection {
  "Smallest or oldest first."
  ASC
  "Largest or newest first."
  DESC
}
`;

/** Type name of a domain: `supplier` → `Supplier`. */
export function typeNameOf(domain: string): string {
  return domain.charAt(0).toUpperCase() + domain.slice(1);
}

/** The SDL of one domain: its type, the types of its composites, its filter, order and connection, and its two root fields. */
export function domainSdl(domain: DomainAttributes): string {
  const type = typeNameOf(domain.domain);
  const nested: string[] = [];
  const fields = domain.attributes.map(rule => fieldSdl(rule, type, nested)).join('\n');
  const filters = domain.attributes.map(rule => filterSdl(rule, type, nested)).join('\n');
  const orders = domain.attributes
    .filter(rule => !rule.multi && SCALAR[rule.type] !== '')
    .map(orderSdl)
    .join('\n');
  return `${nested.join('\n')}
${quote(`A golden ${domain.label.toLowerCase()} record.`)}
type ${type} implements GoldenRecord {
${GOLDEN_RECORD_FIELDS}
${fields}
}
${quote(`Which ${domain.pluralLabel.toLowerCase()} to list; all conditions must hold.`)}
input ${type}Filter {
  "All of these."
  and: [${type}Filter!]
  "Any of these."
  or: [${type}Filter!]
  "Not this."
  not: ${type}Filter
  "What people call it."
  title: StringFilter
  "Where it is in its life."
  status: StringFilter
  "Its newest version."
  version: IntFilter
  "How complete and valid it is, 0 to 100."
  qualityScore: IntFilter
  "When its newest version was recorded."
  recordedAt: DateTimeFilter
${filters}
}
${quote(`What ${domain.pluralLabel.toLowerCase()} can be ordered by.`)}
enum ${type}OrderField {
  "What people call it."
  title
  "Where it is in its life."
  status
  "Its newest version."
  version
  "How complete and valid it is."
  qualityScore
  "When its newest version was recorded."
  recordedAt
${orders}
}
"How a list is ordered."
input ${type}Order {
  "By what."
  field: ${type}OrderField!
  "Which way."
  direction: OrderDirection! = ASC
}
${quote(`A page of ${domain.pluralLabel.toLowerCase()}.`)}
type ${type}Connection {
  "The records with their cursors."
  edges: [${type}Edge!]!
  "The records."
  nodes: [${type}!]!
  "Where the page stands."
  pageInfo: PageInfo!
  "How many there are in all; costs a count, ask only when needed."
  totalCount: Int!
}
"A record in a page."
type ${type}Edge {
  "The record."
  node: ${type}!
  "The place of the record in the list."
  cursor: String!
}
extend type Query {
  ${quote(`One ${domain.label.toLowerCase()}; a merged id gives the record that it stands for now.`)}
  ${domain.domain}(id: ID!): ${type}
  ${quote(`${domain.pluralLabel}, page by page. Merged records are left out.`)}
  ${domain.plural}(filter: ${type}Filter, orderBy: ${type}Order, first: Int = 50, after: String): ${type}Connection!
}
`;
}

/** The fields of the interface that every domain's type implements. */
export const GOLDEN_RECORD_FIELDS = `  "Stable id; it keeps resolving after merges."
  id: ID!
  "Domain id: supplier, item…"
  domain: String!
  "Counts from 1 with every change."
  version: Int!
  "DRAFT, PENDING_APPROVAL, ACTIVE, HELD, INACTIVE, MERGED or RETIRED."
  status: String!
  "What people call it."
  title: String!
  "How complete and valid it is, 0 to 100."
  qualityScore: Int!
  "All attributes that you may see, as JSON."
  attributes: JSON!
  "Attributes that have a value which you may not see."
  masked: [String!]!
  "Per attribute why it has its value, losers included."
  provenance: [AttributeProvenance!]!
  "What is wrong with it."
  faults: [Fault!]!
  "The source records that it was made of."
  sources: [SourceRecord!]!
  "Its versions, newest first."
  recordVersions(first: Int = 20, before: Int): [GoldenRecordVersion!]!
  "The record as it was true at one time, as the hub knew it at another. Absent times mean now."
  history(asOf: DateTime, knownAt: DateTime): GoldenRecordView
  "Requests to change it that wait for approval."
  changeRequests: [ChangeRequest!]!
  "Since when its newest values hold in the business."
  validFrom: DateTime!
  "When its newest version was recorded."
  recordedAt: DateTime!
  "When it was created."
  createdAt: DateTime!
  "The record that it was merged into."
  mergedInto: ID`;

function fieldSdl(rule: AttributeRule, parent: string, nested: string[]): string {
  const type = outputType(rule, parent, nested);
  return `  ${quote(rule.description ?? rule.label)}\n  ${rule.name}: ${rule.multi ? `[${type}!]` : type}`;
}

function outputType(rule: AttributeRule, parent: string, nested: string[]): string {
  const scalar = SCALAR[rule.type];
  if (scalar !== '') return scalar;
  const name = `${parent}${typeNameOf(rule.name)}`;
  const own = (rule.fields ?? []).map(field => fieldSdl(field, name, nested));
  const known = new Set((rule.fields ?? []).map(field => field.name));
  const address =
    rule.type === 'address'
      ? ADDRESS_FIELDS.filter(([field]) => !known.has(field)).map(
          ([field, text]) => `  ${quote(text)}\n  ${field}: String`,
        )
      : [];
  nested.push(
    `${quote(rule.description ?? rule.label)}\ntype ${name} {\n${[...own, ...address].join('\n')}\n}`,
  );
  return name;
}

function filterSdl(rule: AttributeRule, parent: string, nested: string[]): string {
  return `  ${quote(rule.label)}\n  ${rule.name}: ${filterType(rule, parent, nested)}`;
}

function filterType(rule: AttributeRule, parent: string, nested: string[]): string {
  const scalar = SCALAR[rule.type];
  if (scalar !== '') return rule.multi ? 'StringListFilter' : `${scalar}Filter`;
  const name = `${parent}${typeNameOf(rule.name)}`;
  const known = new Set((rule.fields ?? []).map(field => field.name));
  const own = (rule.fields ?? []).map(field => filterSdl(field, name, nested));
  const address =
    rule.type === 'address'
      ? ADDRESS_FIELDS.filter(([field]) => !known.has(field)).map(
          ([field, text]) => `  ${quote(text)}\n  ${field}: StringFilter`,
        )
      : [];
  nested.push(
    `${quote(`Conditions on ${rule.label}.`)}\ninput ${name}Filter {\n${[...own, ...address].join('\n')}\n}`,
  );
  if (!rule.multi) return `${name}Filter`;
  nested.push(`${quote(`Conditions on the list ${rule.label}.`)}
input ${name}ListFilter {
  "At least one element fits."
  some: ${name}Filter
  "Has no elements."
  isEmpty: Boolean
}`);
  return `${name}ListFilter`;
}

function orderSdl(rule: AttributeRule): string {
  return `  ${quote(rule.label)}\n  ${rule.name}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
