/**
 * The values that records hold. Everything is plain JSON: a record survives a round trip through the
 * database, the feed and the API unchanged. Decimal numbers (prices, conversion factors) are strings,
 * because a binary float cannot hold 58.7500; dates are ISO 8601 strings (`2026-07-01`), instants carry
 * a zone (`2026-06-15T13:05:22Z`).
 */
export type Scalar = string | number | boolean;

/** A value with named parts, for instance one address or one bank account. */
export interface CompositeValue {
  readonly [field: string]: AttributeValue | null | undefined;
}

/** One attribute's value: a scalar, a composite, or (when the attribute is multi-valued) a list of either. */
export type AttributeValue = Scalar | CompositeValue | readonly AttributeValue[];

/** Attribute name → value. An absent attribute is not known; there is no `null` inside attributes. */
export interface Attributes {
  readonly [attribute: string]: AttributeValue | undefined;
}
