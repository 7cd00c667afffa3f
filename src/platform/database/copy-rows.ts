import { DomainError } from '../../core/model/index.js';

/**
 * A column of a bulk load. `json` columns take any JSON value, `array` columns a list of scalars (`text[]`, `bigint[]`);
 * all others take a scalar. `bytea` takes a Buffer.
 */
export interface CopyColumn {
  readonly name: string;
  readonly kind?: 'json' | 'array';
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * One row in the text format of COPY: tab-separated, `\N` for null (PostgreSQL manual, COPY, "Text Format").
 *
 * @throws DomainError `DATABASE.INVALID_TEXT` for a NUL character, which PostgreSQL text cannot hold
 */
export function formatCopyRow(columns: readonly CopyColumn[], row: readonly unknown[]): string {
  if (row.length !== columns.length) {
    throw new RangeError(`a row of ${row.length} values for ${columns.length} columns`);
  }
  return `${columns.map((column, index) => formatField(row[index], column)).join('\t')}\n`;
}

function formatField(value: unknown, column: CopyColumn): string {
  if (value === null || value === undefined) return '\\N';
  if (column.kind === 'json') return escapeField(JSON.stringify(value), column.name);
  if (column.kind === 'array') return escapeField(formatArray(value, column.name), column.name);
  return escapeField(formatScalar(value, column.name), column.name);
}

function formatScalar(value: unknown, column: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  throw new TypeError(`column ${column} cannot take a ${typeof value}; declare it as json or array`);
}

function formatArray(value: unknown, column: string): string {
  if (!Array.isArray(value)) throw new TypeError(`column ${column} takes a list`);
  const elements = value.map((element: unknown) =>
    element === null || element === undefined
      ? 'NULL'
      : `"${formatScalar(element, column).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  return `{${elements.join(',')}}`;
}

function escapeField(text: string, column: string): string {
  if (text.includes('\0')) {
    throw new DomainError('DATABASE.INVALID_TEXT', `column ${column} received a NUL character`, {
      details: { column },
    });
  }
  return text.replace(/[\\\n\r\t]/g, character => ESCAPES[character] ?? character);
}
