import type { CompositeValue } from '../model/index.js';

/**
 * What one standardised value looks like to matching: its canonical text, its key and its named parts, and the composite that
 * it is a field of. Faces exist while a record is standardised; only the features drawn from them are stored.
 */
export interface Face {
  /** Attribute path without indexes: `taxIds.value`. */
  readonly path: string;
  /** `null` for composites. */
  readonly value: string | null;
  readonly key: string | null;
  readonly parts: Readonly<Record<string, string>>;
  /** The value itself for composites, else the composite around it, standardised; what `where` looks at. */
  readonly element: CompositeValue | null;
}
