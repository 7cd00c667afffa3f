import type { Scalar, Severity } from '../model/index.js';
import type { Expression, FieldPath, RowCondition } from './mapping-expression.js';
import type { AttributeAuthority } from './survivorship-rules.js';

export type SystemKind = 'erp' | 'vms' | 'procurement' | 'clm' | 'ehr' | 'wms' | 'billing' | 'other';

/**
 * One column of a file. With a header the name is the header's text; without one, columns count from the left; in JSON it
 * is a field that every record is expected to have.
 */
export interface ColumnLayout {
  readonly name: string;
  /** Fixed-width files: characters (not bytes). */
  readonly width?: number;
  /** Padding to remove. Default `none`: leading zeros and blanks belong to keys. */
  readonly trim: 'none' | 'left' | 'right' | 'both';
  /** May be missing from the header without being a schema drift. */
  readonly optional: boolean;
}

/** How the records of a file are told apart when its rows are of several kinds (`D|…` lines, `T|3` at the end). */
export interface RecordTypes {
  /** The column (or, without header, the first cell) that holds the type. */
  readonly column: string;
  readonly record: readonly string[];
  /** The type of the last row and the index of its cell with the number of records: what shows that a file is complete. */
  readonly trailer?: { readonly type: string; readonly countCell: number };
  /** Types to pass over. Any other type is a fault of its row. */
  readonly ignore: readonly string[];
}

/** The physical format of a file. Line ends (LF, CRLF, CR) and a byte order mark are recognised, never declared. */
export type FileFormat =
  | {
      readonly type: 'delimited';
      readonly delimiter: string;
      /** `null`: the format knows no quoting, a quote is a character like any other. */
      readonly quote: string | null;
      readonly header: boolean;
      /** Text that closes every row, in a column of its own (Oracle FBDI: `END`). */
      readonly endMarker?: string;
      /** Rows that stop early: a fault (default), or trailing cells that the sender leaves out. */
      readonly shortRows: 'fault' | 'pad';
      readonly recordTypes?: RecordTypes;
    }
  | { readonly type: 'fixed'; readonly shortRows: 'fault' | 'pad' }
  /**
   * An array of records, or one record, at `path` (field names from the outside in; empty: the document itself, or one document
   * per line). With `explode`, each element of that list inside a record is a record of its own, which sees the record
   * around it as `parent`.
   */
  | { readonly type: 'json'; readonly path: readonly string[]; readonly explode?: string }
  | { readonly type: 'ndjson' }
  /** Without `sheet`: the first one. */
  | { readonly type: 'xlsx'; readonly sheet?: string; readonly header: boolean };

/** Consecutive rows with the same values in `by` make one record; mapping sees them as `rows`, the first one's columns as its own. */
export interface RowGrouping {
  readonly by: readonly string[];
  /** Which row of the group gives the record's own columns (a validity slice: the last). Default `first`. */
  readonly head: 'first' | 'last';
}

/** How rows of a further file belong to the primary file's rows. */
export interface FileJoin {
  /** Columns of this file. */
  readonly columns: readonly string[];
  /**
   * Columns of the primary file, in the same order. Several alternatives: a row that fits any of them belongs
   * (Oracle's child files name a renamed supplier by its old or its new name).
   */
  readonly to: readonly (readonly string[])[];
  /** False: two rows for one record are a fault (`JOIN_NOT_UNIQUE`). */
  readonly many: boolean;
  /**
   * The rows are looked up, not part of the record: one may serve many records or none (a list of parents). Otherwise a row
   * that belongs to no record of the batch is a fault (`JOIN_ORPHAN`). With `many: false`, a lookup that finds none or several
   * leaves the attributes read from it as they were.
   */
  readonly lookup: boolean;
}

/** One file of a batch. */
export interface FileSpec {
  /** What mappings call it: `LFB1`. */
  readonly name: string;
  /** Which file of a batch or entry of an archive it is: a name with `*` and `?`, case ignored. */
  readonly pattern: string;
  /**
   * False: a batch without it is accepted, and attributes read from it keep the values of the record's previous
   * version. True: its absence stops the batch.
   */
  readonly required: boolean;
  /** An encoding label that iconv knows, or `detect` (byte order mark, then UTF-8 if valid, then Windows-1252). */
  readonly encoding: string;
  readonly format: FileFormat;
  readonly columns: readonly ColumnLayout[];
  readonly group?: RowGrouping;
  /** Rows for which this does not hold are not records of this domain; they are counted, not kept. */
  readonly where?: RowCondition;
  /** Absent for the primary file. */
  readonly join?: FileJoin;
}

/**
 * A source's own codes for one thing: `CS` → `CA`. Codes never map globally: SAP's CS is a case, X12's a cassette. The map called
 * `uom` serves every unit of measure of the system: mappings hand units over as written, standardizers translate them.
 */
export interface CodeMap {
  readonly label: string;
  readonly codes: Readonly<Record<string, Scalar>>;
  /** How bad a code is that the map lacks. The attribute stays absent either way. */
  readonly unknown: Severity;
}

/** How the source writes values. */
export interface SourceContext {
  /** ISO 3166-1 alpha-2: whose address, phone and tax id rules apply where a record does not say. */
  readonly country: string;
  /** Tried in order by every `date` expression without formats of its own; see `core/mapping` for the tokens. */
  readonly dateFormats: readonly string[];
  readonly decimalSeparator: '.' | ',';
  /** Whole cell values that mean "nothing". A blank cell always does. */
  readonly nullTokens: readonly string[];
}

/**
 * What the absence of a record means. `snapshot`: every batch holds all records, missing ones are gone. `delta`: absence says
 * nothing. `flag`: absence says nothing, `when` marks a record as deleted. `when` may be given with any mode.
 */
export interface DeleteRules {
  readonly mode: 'snapshot' | 'delta' | 'flag';
  readonly when?: RowCondition;
}

/** The say of a system about the attributes of a domain: the entry of the attribute, else of its group, else the default. */
export interface DomainAuthority {
  readonly default: AttributeAuthority;
  readonly groups: Readonly<Record<string, AttributeAuthority>>;
  readonly attributes: Readonly<Record<string, AttributeAuthority>>;
}

/** How one domain's records come out of the system. */
export interface DomainSource {
  readonly domain: string;
  /** The primary file first; each of its rows (or groups) is one record. The others are joined to it. */
  readonly files: readonly FileSpec[];
  /** Parts of the source key, as the source writes them: nothing is trimmed or padded. */
  readonly key: readonly FieldPath[];
  /** Grows with every change of a record (a change counter or stamp); an older one is stored as stale, not applied. */
  readonly sourceVersion?: Expression;
  /** Since when the values hold in the business (not when they were sent). */
  readonly effectiveAt?: Expression;
  readonly deletes: DeleteRules;
  readonly mapping: Readonly<Record<string, Expression>>;
  readonly authority: DomainAuthority;
  /** The source is known to hold each thing once: two of its records are never matched with each other. */
  readonly unique: boolean;
}

/** Where changes are delivered. The secret is in the environment; the file only names the variable. */
export interface WebhookTarget {
  readonly name: string;
  readonly url: string;
  readonly secretRef: string;
  /** Absent lists mean: all. */
  readonly domains?: readonly string[];
  readonly events?: readonly string[];
  /** Deliver only when one of these attributes changed. */
  readonly attributes?: readonly string[];
  /** Per golden record. `strict`: one after the other. `supersede`: only the newest. `unordered`: as fast as possible. */
  readonly ordering: 'strict' | 'supersede' | 'unordered';
}

/** One file of `golden-record-rules/systems/`: a system that sends or receives records. */
export interface SourceSystem {
  readonly system: string;
  readonly label: string;
  readonly kind: SystemKind;
  readonly description: string;
  /** IANA zone of dates and times without one. */
  readonly timezone: string;
  readonly context: SourceContext;
  readonly codeMaps: Readonly<Record<string, CodeMap>>;
  readonly domains: readonly DomainSource[];
  readonly targets: readonly WebhookTarget[];
}
