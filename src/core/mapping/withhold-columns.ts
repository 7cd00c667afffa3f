/**
 * A raw record for somebody who may not read every attribute: which of its columns they see, and how a correction of theirs goes
 * back together with the columns that they did not. For example a steward, who sees no bank details, repairs the missing name of a
 * supplier: the columns that the mapping reads bank accounts from are left out, and stay as they were received.
 */
import type { DomainSource } from '../rules/index.js';
import type { Fields, RawRecord } from './raw-record.js';
import { columnsOf, usedColumns, type ColumnsByFile } from './used-columns.js';

/** A raw record without the columns that its reader may not see. */
export interface WithheldRaw {
  readonly raw: RawRecord;
  /** The columns that were left out, those of joined files as `FILE.column`, sorted. */
  readonly withheld: readonly string[];
}

/**
 * Leaves out every column that feeds an attribute which the reader may not see, and every column that the mapping does not read at all,
 * for nobody has said what stands there.
 */
export function withholdColumns(
  raw: RawRecord,
  source: DomainSource,
  isReadable: (attribute: string) => boolean,
): WithheldRaw {
  const shown = shownColumns(source, isReadable);
  const primary = primaryOf(source);
  const withheld = new Set<string>();
  const visible = (file: string, fields: Fields): Fields =>
    Object.fromEntries(
      Object.entries(fields).filter(([column]) => {
        const isShown = isIn(shown, file, column);
        if (!isShown) withheld.add(file === primary ? column : `${file}.${column}`);
        return isShown;
      }),
    );
  return { raw: mapRows(raw, primary, visible), withheld: [...withheld].sort() };
}

/**
 * Puts a correction together with the stored values of the columns that its author may not see; what they sent in such a column does not
 * count. `undefined` when rows were added or left out, so that nobody can tell which row is which.
 */
export function restoreColumns(
  corrected: RawRecord,
  stored: RawRecord,
  source: DomainSource,
  isReadable: (attribute: string) => boolean,
): RawRecord | undefined {
  const shown = shownColumns(source, isReadable);
  const primary = primaryOf(source);
  const { withheld } = withholdColumns(stored, source, isReadable);
  if (withheld.length > 0 && shapeOf(corrected) !== shapeOf(stored)) return undefined;
  return mapRows(corrected, primary, (file, fields, rowsOf, index) => ({
    ...only(fields, column => isIn(shown, file, column)),
    ...only(rowsOf(stored)[index] ?? {}, column => !isIn(shown, file, column)),
  }));
}

type RowsOf = (raw: RawRecord) => readonly Fields[];

/** Replaces every row of a record: its head, the rows of its group, and those of joined files. */
function mapRows(
  raw: RawRecord,
  primary: string,
  replace: (file: string, fields: Fields, rowsOf: RowsOf, index: number) => Fields,
): RawRecord {
  return {
    ...raw,
    fields: replace(primary, raw.fields, of => [of.fields], 0),
    ...(raw.rows === undefined
      ? {}
      : { rows: raw.rows.map((row, index) => replace(primary, row, of => of.rows ?? [], index)) }),
    ...(raw.joined === undefined
      ? {}
      : {
          joined: Object.fromEntries(
            Object.entries(raw.joined).map(([file, rows]) => [
              file,
              rows.map((row, index) => replace(file, row, of => of.joined?.[file] ?? [], index)),
            ]),
          ),
        }),
  };
}

/** The columns that may be shown: read by something, and by nothing that the reader may not see. Key columns are known anyway. */
function shownColumns(source: DomainSource, isReadable: (attribute: string) => boolean): ColumnsByFile {
  const primary = primaryOf(source);
  const shown = new Map([...usedColumns(source)].map(([file, columns]) => [file, new Set(columns)]));
  for (const [attribute, expression] of Object.entries(source.mapping)) {
    if (isReadable(attribute)) continue;
    for (const [file, columns] of columnsOf(expression, primary))
      for (const column of columns) shown.get(file)?.delete(column);
  }
  for (const { file = primary, segments } of source.key) {
    if (segments[0] !== undefined) shown.get(file)?.add(String(segments[0]));
  }
  return shown;
}

function primaryOf(source: DomainSource): string {
  return source.files[0]?.name ?? '';
}

function isIn(columns: ColumnsByFile, file: string, column: string): boolean {
  return columns.get(file)?.has(column) ?? false;
}

function only(fields: Fields, keep: (column: string) => boolean): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([column]) => keep(column)));
}

/** How many rows of which kind a record has. */
function shapeOf(raw: RawRecord): string {
  const joined = Object.entries(raw.joined ?? {}).map(([file, rows]) => `${file} ${rows.length}`);
  return [raw.rows?.length ?? 'single', ...joined.sort()].join(', ');
}
