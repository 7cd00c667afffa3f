/** A cell, or any JSON value, as the source sent it. */
export type FieldValue =
  string | number | boolean | null | readonly FieldValue[] | { readonly [name: string]: FieldValue };

/** One row by column name, or one JSON record. */
export interface Fields {
  readonly [column: string]: FieldValue;
}

/**
 * One record as received, before any mapping: plain JSON, stored beside the mapped attributes, and enough to map the record
 * again when rules change or a quarantined record is corrected.
 */
export interface RawRecord {
  /** The primary file's row (of a group: the head row). */
  readonly fields: Fields;
  /** All rows of the group, in file order. Absent when the file is not grouped. */
  readonly rows?: readonly Fields[];
  /** Rows of joined files, by file name, in file order. */
  readonly joined?: Readonly<Record<string, readonly Fields[]>>;
  /** Optional files that the batch did not have. */
  readonly absentFiles?: readonly string[];
}
