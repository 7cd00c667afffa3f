import type { ColumnForm, ColumnLayout, FileForm, FileFormat, FileSpec, FormatForm } from '../rules/index.js';
import type { DocumentPath } from '../rules/parse/index.js';
import { didYouMean } from '../rules/parse/index.js';
import type { Complain } from './read-condition.js';
import { readCondition } from './read-condition.js';
import { GROUP_ROWS } from './scope.js';
import type { Scope } from './scope.js';

/** Reads the files of a domain: the first is the primary one, every other one must be joined to it. */
export function readFiles(
  forms: readonly FileForm[],
  at: DocumentPath,
  complain: Complain,
): readonly FileSpec[] {
  const names = new Set<string>();
  return forms.map((form, index) => {
    const place = [...at, 'files', index];
    if (names.has(form.name) || form.name === GROUP_ROWS) {
      complain([...place, 'name'], `'${form.name}' is already taken; files need names of their own`);
    }
    names.add(form.name);
    const spec = readFile(form, place, complain);
    checkJoin(form, index, forms[0], place, complain);
    return spec;
  });
}

/** What mappings of the domain may name. */
export function recordScope(files: readonly FileSpec[]): Scope {
  const [primary, ...others] = files;
  const joined = new Map<string, Scope>(others.map(file => [file.name, scopeOf(file, new Map())]));
  if (primary === undefined) return { file: '', joined };
  if (primary.group !== undefined)
    joined.set(GROUP_ROWS, { ...scopeOf(primary, new Map()), file: GROUP_ROWS });
  return scopeOf(primary, joined);
}

function scopeOf(file: FileSpec, joined: ReadonlyMap<string, Scope>): Scope {
  if (file.format.type === 'json' || file.format.type === 'ndjson') return { file: file.name, joined };
  return { file: file.name, columns: new Set(file.columns.map(column => column.name)), joined };
}

function readFile(form: FileForm, at: DocumentPath, complain: Complain): FileSpec {
  const format = readFormat(form.format);
  const columns = (form.columns ?? []).map(readColumn);
  checkColumns(form, format, columns, at, complain);
  const scope = scopeOf(
    { name: form.name, pattern: '', required: true, encoding: '', format, columns },
    new Map(),
  );
  const where =
    form.where === undefined ? undefined : readCondition(form.where, scope, [...at, 'where'], complain);
  const { group, join } = form;
  return {
    name: form.name,
    pattern: form.pattern ?? `*${form.name}*`,
    required: form.required ?? true,
    encoding: form.encoding ?? 'detect',
    format,
    columns,
    ...(group === undefined ? {} : { group: { by: group.by, head: group.head ?? 'first' } }),
    ...(where === undefined ? {} : { where }),
    ...(join === undefined
      ? {}
      : {
          join: {
            columns: join.columns,
            to: alternatives(join.to),
            many: join.many ?? true,
            lookup: join.lookup ?? false,
          },
        }),
  };
}

/** `[A, B]` is one alternative of two columns; `[[A], [B]]` are two of one. */
function alternatives(to: readonly (string | readonly string[])[]): readonly (readonly string[])[] {
  const single = to.filter(entry => typeof entry === 'string');
  const lists = to.filter(entry => typeof entry !== 'string');
  return single.length > 0 ? [single, ...lists] : lists;
}

function readColumn(form: ColumnForm): ColumnLayout {
  if (typeof form === 'string') return { name: form, trim: 'none', optional: false };
  const { name, width, trim = 'none', optional = false } = form;
  return { name, trim, optional, ...(width === undefined ? {} : { width }) };
}

function readFormat(form: FormatForm): FileFormat {
  switch (form.type) {
    case 'delimited': {
      const { recordTypes } = form;
      return {
        type: 'delimited',
        delimiter: form.delimiter ?? ',',
        quote: form.quote === undefined ? '"' : form.quote,
        header: form.header ?? true,
        shortRows: form.shortRows ?? 'fault',
        ...(form.endMarker === undefined ? {} : { endMarker: form.endMarker }),
        ...(recordTypes === undefined
          ? {}
          : {
              recordTypes: {
                column: recordTypes.column,
                record: recordTypes.record.map(String),
                ignore: (recordTypes.ignore ?? []).map(String),
                ...(recordTypes.trailer === undefined
                  ? {}
                  : {
                      trailer: {
                        type: String(recordTypes.trailer.type),
                        countCell: recordTypes.trailer.countCell,
                      },
                    }),
              },
            }),
      };
    }
    case 'fixed':
      return { type: 'fixed', shortRows: form.shortRows ?? 'fault' };
    case 'json':
      return {
        type: 'json',
        path: (form.path ?? '').split('.').filter(step => step !== ''),
        ...(form.explode === undefined ? {} : { explode: form.explode }),
      };
    case 'ndjson':
      return { type: 'ndjson' };
    case 'xlsx':
  }
  const { header = true, sheet } = form;
  return { type: 'xlsx', header, ...(sheet === undefined ? {} : { sheet }) };
}

function checkColumns(
  form: FileForm,
  format: FileFormat,
  columns: readonly ColumnLayout[],
  at: DocumentPath,
  complain: Complain,
): void {
  const isJson = format.type === 'json' || format.type === 'ndjson';
  if (columns.length === 0 && !isJson) complain(at, `file '${form.name}' needs 'columns'`, 'key');
  const names = new Set<string>();
  for (const [index, column] of columns.entries()) {
    const place = [...at, 'columns', index];
    if (names.has(column.name)) complain(place, `column '${column.name}' is named twice`);
    names.add(column.name);
    if ((format.type === 'fixed') !== (column.width !== undefined)) {
      complain(
        place,
        format.type === 'fixed' ? `'${column.name}' needs a width` : `'width' is for fixed-width files only`,
      );
    }
  }
  if (isJson) return;
  const named = [
    ...(form.group?.by ?? []).map((name, index) => ({ name, place: ['group', 'by', index] })),
    ...(form.join?.columns ?? []).map((name, index) => ({ name, place: ['join', 'columns', index] })),
    ...(form.format.recordTypes === undefined
      ? []
      : [{ name: form.format.recordTypes.column, place: ['format', 'recordTypes', 'column'] }]),
  ];
  for (const { name, place } of named) {
    if (!names.has(name))
      complain([...at, ...place], `no column '${name}' in ${form.name}${didYouMean(name, names)}`);
  }
}

function checkJoin(
  form: FileForm,
  index: number,
  primary: FileForm | undefined,
  at: DocumentPath,
  complain: Complain,
): void {
  if (index === 0) {
    if (form.join !== undefined)
      complain([...at, 'join'], 'the first file is the primary one and is not joined', 'key');
    return;
  }
  if (form.join === undefined) {
    complain(at, `file '${form.name}' needs 'join': only the first file stands alone`, 'key');
    return;
  }
  const known = (primary?.columns ?? []).map(column => (typeof column === 'string' ? column : column.name));
  for (const [position, columns] of alternatives(form.join.to).entries()) {
    const place = [...at, 'join', 'to', position];
    if (columns.length !== form.join.columns.length) {
      complain(place, `a join needs as many columns on both sides (${form.join.columns.length})`);
    }
    for (const column of columns) {
      if (known.length > 0 && !known.includes(column)) {
        complain(place, `no column '${column}' in ${primary?.name ?? ''}${didYouMean(column, known)}`);
      }
    }
  }
}
