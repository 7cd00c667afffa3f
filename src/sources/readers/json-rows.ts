import type { Fields, FieldValue } from '../../core/mapping/index.js';
import type { Fault } from '../../core/model/index.js';
import type { FileSpec } from '../../core/rules/index.js';
import type { JsonRecord } from './json-records.js';
import { faultOf } from './row-problem.js';
import { unreadable } from './source-row.js';
import type { ReadReport, SourceRow } from './source-row.js';

/** Records looked at before a field that none of them has counts as gone: JSON senders leave out what is empty. */
const DRIFT_PROBE_RECORDS = 10;

/** Numbers the records of a JSON file and checks that the declared fields are there. */
export class JsonRows {
  private readonly file: FileSpec;
  private readonly mapped: ReadonlySet<string>;
  private readonly report: ReadReport;
  private probe: JsonRecord[] | undefined = [];

  constructor(file: FileSpec, mapped: ReadonlySet<string>, report: ReadReport) {
    this.file = file;
    this.mapped = mapped;
    this.report = report;
  }

  /** Takes the next records. */
  push(records: readonly JsonRecord[], emit: (row: SourceRow) => void): void {
    for (const record of records) {
      if (this.probe === undefined) this.number(record, emit);
      else {
        this.probe.push(record);
        if (this.probe.length === DRIFT_PROBE_RECORDS) this.flush(emit);
      }
    }
  }

  /** The file is over. */
  end(emit: (row: SourceRow) => void): void {
    this.flush(emit);
  }

  /** Hands over the records that were held back for the check of the fields. */
  flush(emit: (row: SourceRow) => void): void {
    const records = this.probe ?? [];
    this.probe = undefined;
    this.refuseDrift(records);
    for (const record of records) this.number(record, emit);
  }

  private refuseDrift(records: readonly JsonRecord[]): void {
    const objects = records.map(record => record.value).filter(isFields);
    if (objects.length === 0) return;
    const gone = this.file.columns
      .filter(column => !column.optional && this.mapped.has(column.name))
      .filter(column => objects.every(object => !Object.hasOwn(object, column.name)))
      .map(column => column.name);
    if (gone.length === 0) return;
    const present = [...new Set(objects.flatMap(object => Object.keys(object)))];
    throw unreadable(
      'SCHEMA_DRIFT',
      `None of the first ${objects.length} records of ${this.file.name} has ${gone.join(', ')}.`,
      `Restore the fields at the source, or follow the change in the system file. The records have: ${present.slice(0, 40).join(', ')}.`,
      { field: gone.join(', ') },
    );
  }

  private number(record: JsonRecord, emit: (row: SourceRow) => void): void {
    const faults = [
      ...(record.faults ?? []),
      ...record.problems.map(problem =>
        faultOf(problem, typeof problem.cell === 'string' ? problem.cell : undefined),
      ),
    ];
    const { value } = record;
    const { format } = this.file;
    if (format.type === 'json' && format.explode !== undefined && isFields(value) && faults.length === 0) {
      this.explode(value, format.explode, record.line, emit);
      return;
    }
    if (!isFields(value)) {
      faults.push(noObject());
    }
    this.report.rows++;
    const fields = isFields(value) ? value : { '+1': value };
    emit({ rowNumber: this.report.rows, line: record.line, fields, faults });
  }

  /** Each element of the list becomes a record that sees the one around it, without the list, as `parent`. */
  private explode(around: Fields, list: string, line: number, emit: (row: SourceRow) => void): void {
    const { [list]: elements, ...parent } = around;
    for (const element of Array.isArray(elements) ? elements : []) {
      this.report.rows++;
      const fields = isFields(element) ? { ...element, parent } : { '+1': element, parent };
      emit({ rowNumber: this.report.rows, line, fields, faults: isFields(element) ? [] : [noObject()] });
    }
  }
}

function noObject(): Fault {
  return {
    code: 'RECORD_SHAPE',
    severity: 'error',
    message: 'The record is no JSON object.',
    fix: 'Send objects with named fields.',
  };
}

function isFields(value: FieldValue): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
