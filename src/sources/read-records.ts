import type { CompiledDomain, Fields, FieldValue, RawRecord } from '../core/mapping/index.js';
import { cellText, compileCondition, joinKeyParts } from '../core/mapping/index.js';
import type { Fault } from '../core/model/index.js';
import type { FileJoin, FileSpec } from '../core/rules/index.js';
import { groupRows } from './group-rows.js';
import type { GroupedRow } from './group-rows.js';
import type { JoinRow, JoinStore } from './join-store.js';
import { openRows, READ_LIMITS } from './readers/index.js';
import type { ByteSource, OpenedFile, ReadLimits, SourceRow } from './readers/index.js';

/** One record of a batch, ready to be mapped, or a row that belongs to none. */
export interface BatchRecord {
  /** Name of the file in the system file; the primary one unless the record is a row that could not be joined. */
  readonly file: string;
  /** Row in that file, from 1; of a group, its first row. The same files always give the same numbers. */
  readonly rowNumber: number;
  readonly line: number;
  readonly raw: RawRecord;
  /** With an `error` among them the record belongs in quarantine as it is, unmapped. */
  readonly faults: readonly Fault[];
}

/** What reading a batch has found so far, besides its records. */
export interface BatchReport {
  rows: number;
  blankRows: number;
  /** Rows of another kind than the domain's, by the file's `where`. */
  skippedRows: number;
  readonly notices: readonly Fault[];
}

/** The files of a batch and where its joined rows wait. */
export interface BatchInput {
  readonly domain: CompiledDomain;
  /** Opens a file of the batch from its start; `undefined` when the batch does not have it. A file may be opened twice. */
  readonly open: (file: FileSpec) => AsyncIterable<Uint8Array> | ByteSource | undefined;
  readonly joins: JoinStore;
  readonly limits?: ReadLimits;
}

/** Records handed over at a time, and rows of joined files stored at a time. */
const CHUNK = 500;
/** Characters that end a chunk before that: a few long rows are as much work, and far more memory, than many short ones. */
const CHUNK_CHARS = 4 * 1024 * 1024;

/**
 * Reads a batch: joined files first, into the join store, then the primary file record by record, then the joined rows that no
 * record claimed. Memory is bounded by the chunk and the limits, whatever the files' size.
 *
 * Iterating fails with an {@link UnreadableFile} when a file cannot be read (further); records handed over before stay valid.
 */
export function readRecords(input: BatchInput): {
  readonly records: AsyncIterable<readonly BatchRecord[]>;
  readonly report: () => BatchReport;
} {
  const opened: OpenedFile[] = [];
  const tally = { skipped: 0 };
  return {
    records: readAll(input, opened, tally),
    report: () => ({
      rows: opened.reduce((sum, file) => sum + file.report.rows, 0),
      blankRows: opened.reduce((sum, file) => sum + file.report.blankRows, 0),
      skippedRows: tally.skipped,
      notices: opened.flatMap(file => file.report.notices),
    }),
  };
}

async function* readAll(
  input: BatchInput,
  opened: OpenedFile[],
  tally: { skipped: number },
): AsyncGenerator<readonly BatchRecord[]> {
  const [primary, ...others] = input.domain.source.files;
  if (primary === undefined) return;
  const absentFiles: string[] = [];
  const present: FileSpec[] = [];
  for (const file of others) {
    const rows = openFile(input, file, opened, tally);
    if (rows === undefined) {
      if (!file.required) absentFiles.push(file.name);
      continue;
    }
    present.push(file);
    yield* storeRows(rows, file, isReread(file, input.domain.source.files), input.joins);
  }
  const rows = openFile(input, primary, opened, tally);
  if (rows === undefined) return;
  const { groupRows: rowsMax } = input.limits ?? READ_LIMITS;
  const records = primary.group === undefined ? rows : groupRows(rows, primary.group, rowsMax);
  for await (const chunk of chunksOf<GroupedRow>(records)) {
    yield await joinChunk(chunk, primary, present, absentFiles, input.joins);
  }
  for (const file of present) yield* orphansOf(file, primary, input.joins);
}

function openFile(
  { domain, open, limits }: BatchInput,
  file: FileSpec,
  opened: OpenedFile[],
  tally: { skipped: number },
): AsyncIterable<SourceRow> | undefined {
  const source = open(file);
  if (source === undefined) return undefined;
  const reading = openRows(file, domain.columns.get(file.name) ?? new Set(), source, limits);
  // A file that is read once more to look things up in is reported on where it is read for its own sake.
  if (!isReread(file, domain.source.files)) opened.push(reading);
  if (file.where === undefined) return reading.rows;
  const holds = compileCondition(file.where, new Set(domain.system.context.nullTokens));
  return filtered(reading.rows, holds, tally);
}

async function* filtered(
  rows: AsyncIterable<SourceRow>,
  holds: ReturnType<typeof compileCondition>,
  tally: { skipped: number },
): AsyncGenerator<SourceRow> {
  for await (const row of rows) {
    const element = row.fields;
    if (row.faults.length > 0 || holds({ element, record: { fields: element } })) yield row;
    else tally.skipped++;
  }
}

/** Whether a joined file is the primary file once more. */
function isReread(file: FileSpec, files: readonly FileSpec[]): boolean {
  return file.join !== undefined && file.pattern === files[0]?.pattern;
}

/** Stores the rows of a joined file; yields those that cannot be stored, unless they come again as records. */
async function* storeRows(
  rows: AsyncIterable<SourceRow>,
  file: FileSpec,
  reread: boolean,
  joins: JoinStore,
): AsyncGenerator<readonly BatchRecord[]> {
  for await (const chunk of chunksOf(rows)) {
    const good: JoinRow[] = [];
    const bad: BatchRecord[] = [];
    for (const row of chunk) {
      const { rowNumber, line, fields } = row;
      const key = keyOf(fields, file.join?.columns ?? []);
      const faults = key === undefined ? [...row.faults, noJoinKey(file)] : row.faults;
      if (key !== undefined && faults.every(fault => fault.severity !== 'error'))
        good.push({ key, rowNumber, line, fields });
      else if (!reread) bad.push({ file: file.name, rowNumber, line, raw: { fields }, faults });
    }
    await joins.put(file.name, good);
    if (bad.length > 0) yield bad;
  }
}

async function joinChunk(
  chunk: readonly GroupedRow[],
  primary: FileSpec,
  files: readonly FileSpec[],
  absentFiles: readonly string[],
  joins: JoinStore,
): Promise<readonly BatchRecord[]> {
  const byFile = new Map<string, ReadonlyMap<string, readonly JoinRow[]>>();
  for (const { name, join } of files) {
    if (join === undefined) continue;
    const keys = new Set(chunk.flatMap(row => keysOf(row.fields, join)));
    byFile.set(name, await joins.get(name, [...keys]));
  }
  return chunk.map(({ rowNumber, line, fields, rows, faults }) => {
    const joined: Record<string, readonly Fields[]> = {};
    for (const { name, join } of files) {
      if (join === undefined) continue;
      const found = byFile.get(name);
      joined[name] = keysOf(fields, join).flatMap(key => found?.get(key)?.map(row => row.fields) ?? []);
    }
    const raw: RawRecord = {
      fields,
      ...(rows === undefined ? {} : { rows }),
      ...(files.length === 0 ? {} : { joined }),
      ...(absentFiles.length === 0 ? {} : { absentFiles }),
    };
    return { file: primary.name, rowNumber, line, raw, faults };
  });
}

async function* orphansOf(
  file: FileSpec,
  primary: FileSpec,
  joins: JoinStore,
): AsyncGenerator<readonly BatchRecord[]> {
  if (file.join === undefined || file.join.lookup) return;
  for await (const chunk of chunksOf(joins.unclaimed(file.name))) {
    yield chunk.map(({ rowNumber, line, fields, key }) => ({
      file: file.name,
      rowNumber,
      line,
      raw: { fields },
      faults: [orphan(file, primary, key)],
    }));
  }
}

/** The keys under which joined rows may belong to a record, one per alternative. */
function keysOf(fields: Fields, join: FileJoin): readonly string[] {
  return [...new Set(join.to.flatMap(columns => keyOf(fields, columns) ?? []))];
}

function keyOf(fields: Fields, columns: readonly string[]): string | undefined {
  const parts = columns.map(column => cellText(fields[column], NO_TOKENS));
  const known = parts.filter(part => part !== undefined);
  return known.length === parts.length ? joinKeyParts(known) : undefined;
}

const NO_TOKENS: ReadonlySet<string> = new Set();

async function* chunksOf<Row extends Pick<GroupedRow, 'fields' | 'rows'>>(
  rows: AsyncIterable<Row>,
): AsyncGenerator<readonly Row[]> {
  let chunk: Row[] = [];
  let chars = 0;
  try {
    for await (const row of rows) {
      chunk.push(row);
      chars += charsIn(row.fields) + (row.rows ?? []).reduce((sum, fields) => sum + charsIn(fields), 0);
      if (chunk.length < CHUNK && chars < CHUNK_CHARS) continue;
      const full = chunk;
      chunk = [];
      chars = 0;
      yield full;
    }
  } catch (error) {
    if (chunk.length > 0) yield chunk;
    throw error;
  }
  if (chunk.length > 0) yield chunk;
}

/** About how much memory a value holds: the characters of its texts, at any depth. */
function charsIn(value: FieldValue): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let sum = 0;
  for (const part of Object.values(value)) sum += charsIn(part);
  return sum;
}

function noJoinKey(file: FileSpec): Fault {
  const columns = file.join?.columns.join(', ') ?? '';
  return {
    code: 'KEY_MISSING',
    severity: 'error',
    message: `${columns} is blank: the row of ${file.name} belongs to no record.`,
    field: columns,
    fix: `Fill ${columns}, or remove the row.`,
  };
}

function orphan(file: FileSpec, primary: FileSpec, key: string): Fault {
  const columns = file.join?.columns.join(', ') ?? '';
  return {
    code: 'JOIN_ORPHAN',
    severity: 'error',
    message: `No row of ${primary.name} has the ${columns} of this ${file.name} row.`,
    field: columns,
    value: key.slice(0, 200),
    fix: `Send the ${primary.name} row in the same batch, or correct ${columns}.`,
  };
}
