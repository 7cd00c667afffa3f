import type { Scalar } from '../model/index.js';

/**
 * How sensitive an attribute is. Readers need a grant for `restricted` (tax ids) and `secret` (bank details);
 * the API itself masks what they lack, in every channel.
 */
export type AttributeClass = 'public' | 'internal' | 'restricted' | 'secret';

/** The shape of an attribute's value: how it is stored, typed in GraphQL, filtered and ordered. */
export type AttributeType =
  | 'string'
  | 'text'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'code'
  | 'address'
  | 'reference'
  | 'object';

/** Whether a golden record needs the attribute to be published as complete. */
export type Requirement = 'required' | 'recommended' | 'optional';

/** One attribute of a domain (from `attributes.yaml`), or one field of an `object` attribute. */
export interface AttributeRule {
  readonly name: string;
  /** What people see as its caption. */
  readonly label: string;
  readonly description?: string;
  readonly type: AttributeType;
  /** True when a record may hold several values; the golden record then holds a list. */
  readonly multi: boolean;
  readonly requirement: Requirement;
  readonly class: AttributeClass;
  /** Section of the record page and the compare screen: `identity`, `address`, `tax`, `relations`… */
  readonly group: string;
  /** Name of the standardizer (see core/standardize). Default: by type (`string` → `text`, `date` → `date`…). */
  readonly standardize?: string;
  /** For `code`: the allowed values with their captions. */
  readonly codes?: Readonly<Record<string, string>>;
  /** For `reference`: the domain that it points into; the value is a source key or a golden record id. */
  readonly domain?: string;
  /** For `object` and multi-valued objects: its fields, in order. */
  readonly fields?: readonly AttributeRule[];
  /** For multi-valued objects: the fields that say which elements are the same thing (used by aggregation). */
  readonly identity?: readonly string[];
  readonly maxLength?: number;
  /** False keeps the attribute out of full-text search. Default: true for public and internal strings. */
  readonly searchable: boolean;
}

/** `attributes.yaml`: what a record of a domain is made of. */
export interface DomainAttributes {
  /** Domain id as used in URLs, files and the API: `supplier`, `costCenter`. */
  readonly domain: string;
  /** Singular caption: `Supplier`. */
  readonly label: string;
  /** GraphQL root field for lists, lower camel case: `suppliers`. */
  readonly plural: string;
  /** Plural caption: `Suppliers`. */
  readonly pluralLabel: string;
  /** The attribute whose value names a record to people. */
  readonly title: string;
  readonly attributes: readonly AttributeRule[];
}

/**
 * A condition on one record (or, in match rules, on the features of both). Written in rule files as
 * `{ attribute: partyType, in: [ORGANISATION] }`, combined with `all`, `any` and `not`.
 */
export type Condition =
  | { readonly attribute: string; readonly is: Scalar }
  | { readonly attribute: string; readonly in: readonly Scalar[] }
  | { readonly attribute: string; readonly present: boolean }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };
