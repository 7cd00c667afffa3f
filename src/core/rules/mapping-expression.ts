import type { Scalar } from '../model/index.js';

/**
 * Where a value is found in a source record. `file` absent: the row (or JSON element) in scope. With `file`: the first row
 * of a joined file. `fromRecord` leaves the scope of an `each` and starts again at the record (`$.` in YAML). No segments:
 * the element itself (`@` in YAML), for lists of plain values.
 */
export interface FieldPath {
  readonly file?: string;
  readonly fromRecord: boolean;
  readonly segments: readonly (string | number)[];
  /** As the system file writes it; what faults name. */
  readonly text: string;
}

/** A condition on the fields of one source record or, inside an `each`, of one element. */
export type RowCondition =
  | { readonly kind: 'is'; readonly path: FieldPath; readonly values: readonly string[] }
  | { readonly kind: 'present'; readonly path: FieldPath; readonly present: boolean }
  | { readonly kind: 'matches'; readonly path: FieldPath; readonly pattern: string }
  | { readonly kind: 'all'; readonly of: readonly RowCondition[] }
  | { readonly kind: 'any'; readonly of: readonly RowCondition[] }
  | { readonly kind: 'not'; readonly of: RowCondition };

/**
 * How one attribute is made from a source record: the normal form of what a system file writes under `mapping` (the YAML
 * spelling of each kind is in `system-file.schema.ts`). An expression that finds nothing yields nothing: the attribute
 * is then absent, never an empty string.
 */
export type Expression =
  /** A column, a JSON path, or a column of a joined file (`LFB1.ZTERM`). */
  | { readonly kind: 'path'; readonly path: FieldPath }
  | { readonly kind: 'constant'; readonly value: Scalar }
  /** Texts put together, absent ones left out: a name that continues over NAME1 to NAME4. */
  | { readonly kind: 'join'; readonly of: readonly Expression[]; readonly separator: string }
  /** `{BUKRS}-{KOSTL}`; absent when one of its fields is. */
  | { readonly kind: 'template'; readonly parts: readonly (string | FieldPath)[] }
  /** The canonical code for the source's code. A code that the map lacks is a fault, unless `otherwise` says what it means. */
  | { readonly kind: 'lookup'; readonly map: string; readonly of: Expression; readonly otherwise?: Scalar }
  | {
      readonly kind: 'when';
      readonly condition: RowCondition;
      readonly use: Expression;
      readonly else?: Expression;
    }
  | { readonly kind: 'firstOf'; readonly of: readonly Expression[] }
  /**
   * A composite. Absent when no field got a value from the source: constants do not make an address. One of constants only is
   * always there, for use under a condition.
   */
  | {
      readonly kind: 'object';
      readonly fields: Readonly<Record<string, Expression>>;
      /** Fields without which the rest says nothing: a tax id's country without its number. */
      readonly needs: readonly string[];
    }
  /** Lists hold no exact repetitions. */
  | { readonly kind: 'list'; readonly of: readonly Expression[] }
  /** One value per row of a joined file, per row of a group (`rows`), or per element of a JSON array; `first`: only the first. */
  | {
      readonly kind: 'each';
      readonly over: FieldPath;
      readonly where?: RowCondition;
      readonly map: Expression;
      readonly first: boolean;
    }
  /** Pieces of a text, blank ones left out; with `part`, the one at that index (negative: from the end). */
  | { readonly kind: 'split'; readonly of: Expression; readonly at: string; readonly part?: number }
  /** Characters `from` (inclusive, negative: from the end) to `to` (exclusive). */
  | { readonly kind: 'slice'; readonly of: Expression; readonly from: number; readonly to?: number }
  /** A date (`2026-07-01`) or an instant in UTC. What no format reads is a fault. */
  | {
      readonly kind: 'date';
      readonly of: Expression;
      readonly formats: readonly string[];
      readonly as: 'date' | 'instant';
    }
  | { readonly kind: 'number'; readonly of: Expression; readonly as: 'decimal' | 'integer' }
  /** An exact quotient as a decimal string (SAP UMREZ/UMREN). */
  | { readonly kind: 'ratio'; readonly of: Expression; readonly by: Expression }
  | {
      readonly kind: 'flag';
      readonly of: Expression;
      readonly yes: readonly string[];
      readonly no: readonly string[];
      readonly blank?: boolean;
    }
  /** What a named group of a regular expression finds (`^DBA (?<name>.+)$`); absent when it does not match. */
  | { readonly kind: 'extract'; readonly of: Expression; readonly pattern: string; readonly group: string };
