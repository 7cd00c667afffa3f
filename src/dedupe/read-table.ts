/** Files as one table: parsed, their columns joined by name, every record with an id that is its own. */
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { headerKey, parseDelimited, sharedBytes, type Parsed } from '../core/columnar/index.js';
import type { Column, ParseHelper, Table } from '../core/columnar/index.js';
import { StartupError } from '../platform/errors/index.js';
import { DomainError } from '../core/model/index.js';
import { chooseColumns, joinColumns, type ColumnChoice, type JoinedColumn } from './join-columns.js';

/** A table with what there is to say about how it was read. */
export interface ReadTable {
  readonly table: Table;
  /** Sentences about what is unusual in the files. */
  readonly warnings: readonly string[];
  /** The column that ids came from; `null` for row numbers. */
  readonly idColumn: string | null;
  /** Of several files the columns that are not simply those of one name; none where all are. */
  readonly joined: readonly JoinedColumn[];
}

export interface ReadOptions {
  /** How columns of several files become one; by their names when nothing is said. */
  readonly columns?: ColumnChoice | undefined;
  /** Column with the records' ids; without it a column called id, else the first column if it is unique. */
  readonly idColumn?: string | undefined;
}

interface NamedFile {
  readonly stem: string;
  readonly parsed: Parsed;
}

/** Columns that are called so hold ids, if their values are unique. */
const ID_NAME = /^(?:id|rec(?:ord)?[ _-]?id|row[ _-]?id|key|record[ _-]?key)$/iu;
/** Between the name of a file and the id of a record in it. */
const SEPARATOR = ':';
const ID_VALUE = /^[\p{L}\p{N}._:/-]{1,64}$/u;

/** A file, unpacked, in memory that all threads see. */
export interface LoadedFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** As `loadFiles` and `tableOf`. */
export async function readTable(paths: readonly string[], options: ReadOptions): Promise<ReadTable> {
  return tableOf(await loadFiles(paths), options);
}

/**
 * Loads delimited files, gzipped or not.
 * @throws StartupError two have the same name, or one cannot be unpacked
 */
export async function loadFiles(paths: readonly string[]): Promise<LoadedFile[]> {
  if (new Set(paths.map(stemOf)).size < paths.length) {
    throw new StartupError(
      'Two files have the same name, and the names tell their records apart; rename one of them.',
    );
  }
  const files: LoadedFile[] = [];
  for (const path of paths) files.push({ path, content: unpacked(path, await contentOf(path)) });
  return files;
}

/**
 * The records of files.
 * @param files are taken out one after the other, so that none stays in memory once it is parsed
 * @param helpers take part of the work
 * @throws StartupError a file is empty or broken, or lacks the id column
 */
export function tableOf(
  files: LoadedFile[],
  options: ReadOptions,
  helpers: readonly ParseHelper[] = [],
): ReadTable {
  const named: NamedFile[] = [];
  for (let file = files.shift(); file !== undefined; file = files.shift())
    named.push({ stem: stemOf(file.path), parsed: parseFile(file, helpers) });
  return joinFiles(named, options);
}

/** `a/b/source_a.csv.gz` → `source_a`. */
export function stemOf(path: string): string {
  const name = basename(path).replace(/\.gz$/iu, '');
  return basename(name, extname(name));
}

async function contentOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    // What is no file with a size (a pipe) is read to its end.
    if (size === 0) return await file.readFile();
    const content = sharedBytes(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(content, length, size - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return content.subarray(0, length);
  } finally {
    await file.close();
  }
}

function unpacked(path: string, content: Uint8Array): Uint8Array {
  if (content[0] !== 0x1f || content[1] !== 0x8b) return content;
  try {
    return gunzipSync(content);
  } catch (error) {
    throw new StartupError(
      `${path} cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function parseFile({ path, content }: LoadedFile, helpers: readonly ParseHelper[]): Parsed {
  try {
    return parseDelimited(content, helpers);
  } catch (error) {
    if (error instanceof DomainError) throw new StartupError(`${path}: ${error.message}`);
    throw error;
  }
}

function joinFiles(
  files: readonly NamedFile[],
  { idColumn, columns: choice = 'by name' }: ReadOptions,
): ReadTable {
  const warnings: string[] = [];
  const rows = files.reduce((sum, { parsed }) => sum + parsed.rows, 0);
  const recordIds: string[] = [];
  const sourceOf = new Uint16Array(rows);
  const wanted = new Set<Column>();
  let areUnique = files.length === 1 || !files.some(({ stem }) => stem.includes(SEPARATOR));
  let usedColumn: string | null = null;
  for (const [source, { stem, parsed }] of files.entries()) {
    const id = findIdColumn(stem, parsed, idColumn);
    if (id !== null) {
      wanted.add(id);
      usedColumn = id.name;
    }
    areUnique &&= id !== null && namesEach(id, parsed.rows);
    sourceOf.fill(source, recordIds.length, recordIds.length + parsed.rows);
    const texts = id?.values.slice() ?? [];
    for (let row = 0; row < parsed.rows; row++) {
      const own = id === null ? '' : texts[id.ids[row]!]!;
      const text = own === '' ? `row ${row + 1}` : own;
      recordIds.push(files.length > 1 ? `${stem}${SEPARATOR}${text}` : text);
    }
    if (parsed.shortRows > 0)
      warnings.push(`${stem}: ${parsed.shortRows} rows have fewer values than columns`);
    if (parsed.longRows > 0)
      warnings.push(`${stem}: ${parsed.longRows} rows have more values than columns; the rest was left out`);
  }
  const renamed = areUnique ? 0 : makeUnique(recordIds);
  if (renamed > 0)
    warnings.push(`${renamed} records have an id that an earlier one has; they are called id#2, id#3 …`);
  const sources = files.map(({ stem }) => stem);
  const tables = tablesOf(files, wanted, recordIds);
  const { chosen, joined } = chooseColumns(tables, choice);
  const columns = joinColumns(tables, chosen);
  return { table: { rows, columns, recordIds, sourceOf, sources }, warnings, idColumn: usedColumn, joined };
}

/** Each file as a table of its own, without its ids among the columns. */
function tablesOf(
  files: readonly NamedFile[],
  without: ReadonlySet<Column>,
  recordIds: readonly string[],
): readonly Table[] {
  let from = 0;
  return files.map(({ stem, parsed: { rows, columns } }) => {
    const ids = files.length === 1 ? recordIds : recordIds.slice(from, from + rows);
    from += rows;
    return {
      rows,
      columns: columns.filter(column => !without.has(column)),
      recordIds: ids,
      sourceOf: new Uint16Array(rows),
      sources: [stem],
    };
  });
}

function findIdColumn(stem: string, { rows, columns }: Parsed, wanted: string | undefined): Column | null {
  if (wanted !== undefined) {
    const column =
      columns.find(({ name }) => name === wanted) ??
      columns.find(({ name }) => headerKey(name) === headerKey(wanted));
    if (column === undefined) {
      throw new StartupError(
        `${stem} has no column ${wanted}; its columns are ${columns.map(({ name }) => name).join(', ')}.`,
      );
    }
    return column;
  }
  const isUnique = ({ values }: Column): boolean => values.length - 1 === rows && rows > 0;
  const named = columns.find(column => ID_NAME.test(column.name) && isFilled(column, rows));
  if (named !== undefined) return named;
  const [first] = columns;
  return first !== undefined && isUnique(first) && first.values.slice(1).every(value => ID_VALUE.test(value))
    ? first
    : null;
}

function isFilled({ ids, values }: Column, rows: number): boolean {
  return values.length - 1 > rows / 2 && !ids.includes(0);
}

/** Whether every row has a value of its own. */
function namesEach({ ids, values }: Column, rows: number): boolean {
  return values.length - 1 === rows && !ids.includes(0);
}

function makeUnique(recordIds: string[]): number {
  const seen = new Map<string, number>();
  let renamed = 0;
  for (const [row, id] of recordIds.entries()) {
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    if (times === 1) continue;
    recordIds[row] = `${id}#${times}`;
    renamed++;
  }
  return renamed;
}
