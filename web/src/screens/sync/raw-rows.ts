import { membersOf } from '../../values/index.js';

/** One row of a received record, as it can be corrected: a record may be made of several rows of several files. */
export interface RawRow {
  /** Tells the rows of one record apart, and keys what is typed. */
  readonly id: string;
  /** The joined file that the row came from; none for the record's own rows. */
  readonly file: string | undefined;
  /** From 1, among the rows of its file. */
  readonly place: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What was typed: by row and field, as {@link editKey} says it. */
export type RawEdits = Readonly<Record<string, unknown>>;

/** Where the text typed into a field of a row is kept. */
export function editKey(row: string, field: string): string {
  return `${row} ${field}`;
}

/** The rows of a received record in the order in which they are read; the head row of a group is listed once. */
export function rawRows(raw: unknown): RawRow[] {
  const record = membersOf(raw);
  const own = Array.isArray(record['rows']) ? record['rows'] : [];
  const rows = own.map((fields: unknown, index) => rowOf(undefined, index, fields));
  const head = headOf(raw) === undefined ? [rowOf(undefined, -1, record['fields'])] : [];
  const joined = Object.entries(membersOf(record['joined'])).flatMap(([file, found]) =>
    Array.isArray(found) ? found.map((fields: unknown, index) => rowOf(file, index, fields)) : [],
  );
  return [...head, ...rows, ...joined];
}

/** The record with what was typed in place; everything else stays as it was received. */
export function correctedRaw(raw: unknown, edits: RawEdits): Record<string, unknown> {
  const record = membersOf(raw);
  const edited = (file: string | undefined, index: number, fields: unknown) =>
    withEdits(rowOf(file, index, fields), edits);
  const own = record['rows'];
  const joined = record['joined'];
  return {
    ...record,
    fields: edited(undefined, headOf(raw) ?? -1, record['fields']),
    ...(Array.isArray(own)
      ? { rows: own.map((fields: unknown, index) => edited(undefined, index, fields)) }
      : {}),
    ...(joined === undefined
      ? {}
      : {
          joined: Object.fromEntries(
            Object.entries(membersOf(joined)).map(([file, found]) => [
              file,
              Array.isArray(found)
                ? found.map((fields: unknown, index) => edited(file, index, fields))
                : found,
            ]),
          ),
        }),
  };
}

/** Text for a field, whatever it came as. */
export function fieldText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function rowOf(file: string | undefined, index: number, fields: unknown): RawRow {
  return { id: `${file ?? ''}#${index + 1}`, file, place: Math.max(index, 0) + 1, fields: membersOf(fields) };
}

/** Which of the record's own rows is also its head. */
function headOf(raw: unknown): number | undefined {
  const record = membersOf(raw);
  if (!Array.isArray(record['rows'])) return undefined;
  const head = JSON.stringify(record['fields']);
  const index = record['rows'].findIndex((fields: unknown) => JSON.stringify(fields) === head);
  return index === -1 ? undefined : index;
}

function withEdits(row: RawRow, edits: RawEdits): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row.fields).map(([name, before]) => {
      const typed = edits[editKey(row.id, name)];
      return [name, typeof typed === 'string' ? fieldValue(before, typed) : before];
    }),
  );
}

/** What was typed, in the type that the field came in, where it can be read as that. */
function fieldValue(before: unknown, text: string): unknown {
  if (typeof before === 'string' || before === null || before === undefined) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
