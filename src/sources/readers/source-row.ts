import type { Fault } from '../../core/model/index.js';
import { DomainError } from '../../core/model/index.js';
import type { Fields } from '../../core/mapping/index.js';

/** One row (or JSON element) as it stands in the file. */
export interface SourceRow {
  /** From 1; header, blank and trailer rows do not count, unreadable rows do. The same file always gives the same numbers. */
  readonly rowNumber: number;
  /** Line of the file on which the row starts, from 1; for XLSX the row of the sheet. */
  readonly line: number;
  /** Cells by column name. Cells beyond the last column are kept as `+1`, `+2`… so that nothing is lost. */
  readonly fields: Fields;
  /** What is wrong with the row as such. With an `error` among them the row belongs in quarantine. */
  readonly faults: readonly Fault[];
}

/** What is known about a file after (and, for progress, while) its rows are read. */
export interface ReadReport {
  rows: number;
  /** Rows with nothing in them; passed over. */
  blankRows: number;
  /** Remarks about the file as a whole, severity `info` or `warning`: new columns, blank rows. */
  readonly notices: Fault[];
}

/**
 * Bounds on what is kept in memory while a file of any size is read. A row beyond a bound is a fault of that row; its surplus
 * is passed over and the file goes on.
 */
export interface ReadLimits {
  /** Characters of one cell or JSON string. */
  readonly fieldChars: number;
  /** Characters of one row or JSON record. */
  readonly rowChars: number;
  readonly columns: number;
  readonly jsonDepth: number;
  /** Rows of one group. */
  readonly groupRows: number;
  /** Bytes of an archive (XLSX, ZIP) that arrives as a stream and must be held to be read. */
  readonly archiveBytes: number;
  readonly archiveEntries: number;
  /** Bytes of all entries of an archive after unpacking, and of the texts of an XLSX that are shared between cells. */
  readonly unpackedBytes: number;
  readonly sharedTextBytes: number;
  /** How many times larger an entry may be than its packed form: beyond it, it is a zip bomb. */
  readonly unpackRatio: number;
}

/**
 * The widest known extracts have about 250 columns (SAP MARA) and their longest texts a few thousand characters. 50 MB,
 * 1,000 entries, 200 MB unpacked and a ratio of 100 are common bounds for uploads of office files.
 */
export const READ_LIMITS: ReadLimits = {
  fieldChars: 32_768,
  rowChars: 8_388_608,
  columns: 1_000,
  jsonDepth: 64,
  groupRows: 20_000,
  archiveBytes: 50 * 1024 * 1024,
  archiveEntries: 1_000,
  unpackedBytes: 200 * 1024 * 1024,
  sharedTextBytes: 64 * 1024 * 1024,
  unpackRatio: 100,
};

/**
 * The file as a whole cannot be read, or not further: rows that came before stay valid. `faults` say why, in the manner of row
 * faults: cut file, schema drift, wrong format, archive beyond its bounds.
 */
export class UnreadableFile extends DomainError {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super('SOURCES.FILE_UNREADABLE', faults.map(fault => fault.message).join(' '), { details: { faults } });
    this.name = 'UnreadableFile';
    this.faults = faults;
  }
}

/** An {@link UnreadableFile} for one reason. */
export function unreadable(
  code: string,
  message: string,
  fix: string,
  more: Partial<Fault> = {},
): UnreadableFile {
  return new UnreadableFile([{ code, severity: 'error', message, fix, ...more }]);
}
