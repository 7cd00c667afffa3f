import type { Fault } from '../../core/model/index.js';
import type { ColumnLayout, FileSpec, RecordTypes } from '../../core/rules/index.js';
import { checkHeader } from './check-header.js';
import { faultOf } from './row-problem.js';
import type { CellRow } from './row-problem.js';
import { unreadable } from './source-row.js';
import type { ReadReport, SourceRow } from './source-row.js';

/** Rows looked at before a headerless file is held to have another layout than declared. */
const DRIFT_PROBE_ROWS = 10;

/** What makes rows of cells a table: see the formats in `SourceSystem`. */
interface TableShape {
  readonly header: boolean;
  readonly endMarker?: string;
  readonly shortRows: 'fault' | 'pad';
  readonly recordTypes?: RecordTypes;
}

/**
 * Gives the cells of each row their names and checks what the layout promises: header, number of cells, end marker, record
 * types, trailer. Faults of a row stay with the row; only a header or trailer that does not fit stops the file.
 */
export class TableRows {
  private readonly file: FileSpec;
  private readonly shape: TableShape;
  private readonly mapped: ReadonlySet<string>;
  private readonly report: ReadReport;
  private readonly trims: ReadonlyMap<string, ColumnLayout['trim']>;
  private columns: readonly string[] | undefined;
  private probe: CellRow[] | undefined;
  private trailerCount: string | undefined;
  private counted = 0;

  constructor(file: FileSpec, mapped: ReadonlySet<string>, report: ReadReport) {
    this.file = file;
    this.mapped = mapped;
    this.report = report;
    this.shape = shapeOf(file);
    const padded = file.columns.filter(column => column.trim !== 'none');
    this.trims = new Map(padded.map(column => [column.name, column.trim]));
    if (!this.shape.header) {
      this.columns = file.columns.map(column => column.name);
      this.probe = file.format.type === 'delimited' ? [] : undefined;
    }
  }

  /** Takes the next physical rows and hands over the records that are complete. */
  push(rows: readonly CellRow[], emit: (row: SourceRow) => void): void {
    for (const row of rows) this.take(row, emit);
  }

  private take(row: CellRow, emit: (row: SourceRow) => void): void {
    if (row.problems.length === 0 && row.cells.every(cell => cell === '')) {
      this.report.blankRows++;
      return;
    }
    if (this.columns === undefined) {
      this.refuseTooWide([row]);
      const header = checkHeader(row.cells, this.file, this.mapped);
      this.columns = header.columns;
      this.report.notices.push(...header.notices);
      return;
    }
    if (this.probe === undefined) {
      this.shapeRow(row, this.columns, emit);
      return;
    }
    this.probe.push(row);
    if (this.probe.length === DRIFT_PROBE_ROWS) this.flush(emit);
  }

  /** The file is over: hands over what was held back and checks the trailer. */
  end(emit: (row: SourceRow) => void): void {
    this.flush(emit);
    if (this.columns === undefined) {
      throw unreadable(
        'FILE_EMPTY',
        `${this.file.name} has no header row.`,
        'Send the file with its header, or send it again: it may be cut.',
      );
    }
    const trailer = this.shape.recordTypes?.trailer;
    if (trailer === undefined) return;
    if (this.trailerCount === undefined) {
      throw unreadable(
        'TRAILER_MISSING',
        `${this.file.name} has no trailer row '${trailer.type}': the file was cut after ${this.counted} records.`,
        'Send the whole file again. The records before the cut were read.',
      );
    }
    if (Number(this.trailerCount) !== this.counted) {
      throw unreadable(
        'TRAILER_COUNT_MISMATCH',
        `The trailer of ${this.file.name} counts ${this.trailerCount} records, the file holds ${this.counted}.`,
        'Send the whole file again: records are missing or doubled. Those in the file were read.',
        { value: this.trailerCount.slice(0, 200) },
      );
    }
  }

  /** Hands over the rows that were held back for the check of a headerless layout. */
  flush(emit: (row: SourceRow) => void): void {
    const rows = this.probe;
    if (rows === undefined || this.columns === undefined) return;
    this.probe = undefined;
    this.refuseOtherLayout(rows);
    for (const row of rows) this.shapeRow(row, this.columns, emit);
  }

  /** Without a header, a release with other columns shows as rows that all have the same other number of cells. */
  private refuseOtherLayout(rows: readonly CellRow[]): void {
    const expected = this.file.columns.length + (this.shape.endMarker === undefined ? 0 : 1);
    const records = rows.filter(row => this.isRecord(row));
    this.refuseTooWide(records);
    const counts = new Set(records.map(row => row.cells.length));
    const [count] = counts;
    if (count === undefined || counts.size > 1 || count === expected || records.length < 2) return;
    if (count < expected && this.shape.shortRows === 'pad') return;
    throw unreadable(
      'SCHEMA_DRIFT',
      `The rows of ${this.file.name} have ${count} cells, the system file declares ${expected}.`,
      'Follow the new layout in the system file: it has no header, so columns are known by position only.',
    );
  }

  /**
   * One row with a million cells is a damaged row. A header like that, or every row of a file without one, is another kind of
   * file: its cells would all be taken for columns that no mapping reads.
   */
  private refuseTooWide(rows: readonly CellRow[]): void {
    const limits = rows.map(row => row.problems.find(problem => problem.kind === 'tooManyColumns')?.limit);
    const [limit] = limits;
    if (limit === undefined || limits.includes(undefined)) return;
    throw unreadable(
      'TOO_MANY_COLUMNS',
      `${this.file.name} has more than ${limit.toLocaleString('en-US')} columns; the system file declares ${this.file.columns.length}.`,
      'Check the delimiter in the system file, and that it is this file: nothing of it was read.',
    );
  }

  private isRecord(row: CellRow): boolean {
    const types = this.shape.recordTypes;
    return types === undefined || types.record.includes(this.typeOf(row, types));
  }

  private typeOf(row: CellRow, types: RecordTypes): string {
    const index = this.columns?.indexOf(types.column) ?? 0;
    return (row.cells[Math.max(0, index)] ?? '').trim();
  }

  private shapeRow(row: CellRow, columns: readonly string[], emit: (row: SourceRow) => void): void {
    const types = this.shape.recordTypes;
    const faults: Fault[] = [];
    if (types !== undefined) {
      const type = this.typeOf(row, types);
      if (type === types.trailer?.type) {
        this.trailerCount = (row.cells[types.trailer.countCell] ?? '').trim();
        return;
      }
      if (types.ignore.includes(type)) return;
      if (!types.record.includes(type)) faults.push(unknownType(type, types));
      if (this.trailerCount !== undefined) faults.push(afterTrailer());
    }
    this.counted++;
    for (const problem of row.problems) {
      faults.push(faultOf(problem, typeof problem.cell === 'number' ? columns[problem.cell] : undefined));
    }
    const cells = this.withoutEndMarker(row, columns, faults);
    faults.push(...this.raggedness(cells, columns, row));
    this.report.rows++;
    emit({ rowNumber: this.report.rows, line: row.line, fields: this.named(cells, columns), faults });
  }

  private withoutEndMarker(row: CellRow, columns: readonly string[], faults: Fault[]): readonly string[] {
    const { endMarker } = this.shape;
    if (endMarker === undefined) return row.cells;
    const last = row.cells.at(-1);
    if (last?.trim() === endMarker) return row.cells.slice(0, -1);
    faults.push({
      code: 'END_MARKER_MISSING',
      severity: 'error',
      message: `The row does not end with ${endMarker} in cell ${columns.length + 1}: it was cut, or a delimiter is not quoted.`,
      value: (last ?? '').slice(0, 200),
      fix: 'Send the row whole, with text that holds the delimiter in quotes.',
    });
    return row.cells;
  }

  private raggedness(cells: readonly string[], columns: readonly string[], row: CellRow): readonly Fault[] {
    if (cells.length === columns.length || row.problems.some(problem => problem.kind === 'tooManyColumns'))
      return [];
    if (cells.length < columns.length) {
      if (this.shape.shortRows === 'pad') return [];
      const missing = columns.slice(cells.length);
      return [
        {
          code: 'ROW_RAGGED',
          severity: 'error',
          message: `The row has ${cells.length} cells instead of ${columns.length}: nothing is left for ${missing.slice(0, 8).join(', ')}${missing.length > 8 ? ', …' : ''}.`,
          field: missing[0] ?? '',
          fix: 'Add the missing delimiters. A line end inside a text needs quotes around it.',
        },
      ];
    }
    const surplus = cells.slice(columns.length);
    if (surplus.every(cell => cell === '')) return [];
    return [
      {
        code: 'ROW_RAGGED',
        severity: 'error',
        message: `The row has ${cells.length} cells instead of ${columns.length}: ${surplus.length} are left over after ${columns.at(-1) ?? ''}.`,
        field: columns.at(-1) ?? '',
        value: surplus.join(' ').slice(0, 200),
        fix: 'Put quotes around text that holds the delimiter, or remove the surplus cells.',
      },
    ];
  }

  private named(cells: readonly string[], columns: readonly string[]): Record<string, string> {
    const fields: Record<string, string> = {};
    for (const [index, cell] of cells.entries()) {
      const name = columns[index] ?? `+${index - columns.length + 1}`;
      const trim = this.trims.get(name);
      fields[name] = trim === undefined ? cell : trimmed(cell, trim);
    }
    return fields;
  }
}

function shapeOf(file: FileSpec): TableShape {
  const { format } = file;
  if (format.type === 'delimited') return format;
  // A workbook leaves out empty cells at the end of a row.
  if (format.type === 'xlsx') return { header: format.header, shortRows: 'pad' };
  return { header: false, shortRows: format.type === 'fixed' ? format.shortRows : 'fault' };
}

function trimmed(cell: string, trim: ColumnLayout['trim']): string {
  if (trim === 'left') return cell.trimStart();
  if (trim === 'right') return cell.trimEnd();
  return trim === 'both' ? cell.trim() : cell;
}

function unknownType(type: string, types: RecordTypes): Fault {
  return {
    code: 'RECORD_TYPE_UNKNOWN',
    severity: 'error',
    message: `The row is of type '${type.slice(0, 40)}', which the system file does not declare.`,
    field: types.column,
    value: type.slice(0, 200),
    fix: `Use ${types.record.join(', ')}, or add the type to recordTypes.`,
  };
}

function afterTrailer(): Fault {
  return {
    code: 'ROW_AFTER_TRAILER',
    severity: 'error',
    message: 'The row stands after the trailer, which ends the file.',
    fix: 'Send the row in a file of its own, with its own trailer.',
  };
}
