import type { SchemaObject } from 'ajv';

/**
 * Attribute, field and domain names become GraphQL names, JSON keys and column suffixes, so they are plain lower camel
 * case. Names that every golden record has already, and words of the filter language, are refused.
 */
export const attributeName: SchemaObject = {
  type: 'string',
  pattern: '^[a-z][A-Za-z0-9]*$',
  maxLength: 60,
  description: 'a name in lower camel case (letters and digits, for instance legalName)',
};

/** Names of features, blocks, comparisons, identifiers and vetoes: as attribute names. */
export const ruleName: SchemaObject = { ...attributeName };

/** Captionless codes: quality rules, code values. */
export const upperCode: SchemaObject = {
  type: 'string',
  pattern: '^[A-Z][A-Z0-9_]*$',
  maxLength: 60,
  description: 'a code in upper case (letters, digits and underscores, for instance LEGAL_NAME_MISSING)',
};

/** Why a name cannot be an attribute of a golden record, or `undefined` when it can. */
export function reservedReason(name: string): string | undefined {
  if (GOLDEN_RECORD_FIELDS.has(name)) return 'every golden record has a field of that name already';
  if (FILTER_WORDS.has(name)) return 'it is a word of the filter language';
  return undefined;
}

/** Fields of the GraphQL interface GoldenRecord and its storage. */
const GOLDEN_RECORD_FIELDS: ReadonlySet<string> = new Set([
  'id', 'domain', 'version', 'status', 'title', 'attributes', 'provenance', 'sources', 'history', 'links', 'tasks', 'pins',
  'validFrom', 'validTo', 'recordedAt', 'createdAt', 'updatedAt', 'mergedInto', 'redirects', 'stewardGroup', 'qualityScore',
  'faults', 'masked', 'changeRequests', 'recordVersions', 'cursor', 'node', 'nodes', 'edges', 'pageInfo', 'totalCount',
]); // prettier-ignore

const FILTER_WORDS: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'all',
  'any',
  'true',
  'false',
  'null',
]);
