import type { FileSpec } from '../../core/rules/index.js';
import type { ByteSource } from './byte-source.js';
import { holdBytes, isByteSource, streamBytes } from './byte-source.js';
import { decodeText } from './decode-text.js';
import { DelimitedTokenizer } from './delimited-tokenizer.js';
import { cutFixed } from './fixed-cells.js';
import { peekJsonLayout } from './json-layout.js';
import { readJsonLine } from './json-line.js';
import { JsonRecords } from './json-records.js';
import type { JsonRecord } from './json-records.js';
import { JsonRows } from './json-rows.js';
import { LineSplitter } from './line-splitter.js';
import type { CellRow } from './row-problem.js';
import { READ_LIMITS } from './source-row.js';
import type { ReadLimits, ReadReport, SourceRow } from './source-row.js';
import { through } from './stage.js';
import { TableRows } from './table-rows.js';
import { readXlsx } from './xlsx-rows.js';

/** The rows of one file, to be read once, and what is known about the file so far. */
export interface OpenedFile {
  readonly rows: AsyncIterable<SourceRow>;
  readonly report: Readonly<ReadReport>;
}

/**
 * Opens a file for reading row by row with bounded memory. A row that cannot be read comes with its faults and the file goes
 * on; iterating fails with an {@link UnreadableFile} when the file itself cannot be read (further), after the rows before.
 *
 * @param mapped the columns that mappings, keys and joins read; a header without one of them stops the file
 * @param source a stream of bytes, or bytes at any place (which spares XLSX from being held in memory)
 */
export function openRows(
  file: FileSpec,
  mapped: ReadonlySet<string>,
  source: AsyncIterable<Uint8Array> | ByteSource,
  limits: ReadLimits = READ_LIMITS,
): OpenedFile {
  const report: ReadReport = { rows: 0, blankRows: 0, notices: [] };
  return { rows: readRows({ file, mapped, source, limits, report }), report };
}

interface Reading {
  readonly file: FileSpec;
  readonly mapped: ReadonlySet<string>;
  readonly source: AsyncIterable<Uint8Array> | ByteSource;
  readonly limits: ReadLimits;
  readonly report: ReadReport;
}

async function* readRows(reading: Reading): AsyncGenerator<SourceRow> {
  const { file, report } = reading;
  for await (const batch of rowBatches(reading)) yield* batch;
  if (report.blankRows > 0) {
    report.notices.push({
      code: 'ROWS_BLANK',
      severity: 'info',
      message: `${file.name} has ${report.blankRows.toLocaleString('en-US')} blank rows, which were passed over.`,
    });
  }
}

function rowBatches(reading: Reading): AsyncIterable<readonly SourceRow[]> {
  const { file, mapped, limits, report } = reading;
  const { format } = file;
  switch (format.type) {
    case 'delimited': {
      const tokenizer = new DelimitedTokenizer(format.delimiter, format.quote, limits);
      return through(through(textOf(reading), tokenizer), new TableRows(file, mapped, report));
    }
    case 'fixed': {
      const lines = through(textOf(reading), new LineSplitter(limits));
      const cells = eachRow(lines, line => cutFixed(line, file));
      return through(cells, new TableRows(file, mapped, report));
    }
    case 'json':
      return through(jsonRecords(reading, format.path), new JsonRows(file, mapped, report));
    case 'ndjson':
      return through(jsonLines(textOf(reading), reading), new JsonRows(file, mapped, report));
    case 'xlsx':
  }
  return through(sheetRows(reading), new TableRows(file, mapped, report));
}

async function* eachRow<From, To>(
  batches: AsyncIterable<readonly From[]>,
  change: (row: From) => To,
): AsyncGenerator<readonly To[]> {
  for await (const batch of batches) yield batch.map(change);
}

async function* jsonRecords(
  reading: Reading,
  path: readonly string[],
): AsyncGenerator<readonly JsonRecord[]> {
  const text = textOf(reading);
  if (path.length === 0) {
    const { isLineByLine, pieces } = await peekJsonLayout(text, reading.limits);
    yield* isLineByLine ? jsonLines(pieces, reading) : through(pieces, new JsonRecords(path, reading.limits));
  } else yield* through(text, new JsonRecords(path, reading.limits));
}

function jsonLines(
  text: AsyncIterable<string>,
  { limits, report }: Reading,
): AsyncGenerator<readonly JsonRecord[]> {
  const lines = nonBlank(through(text, new LineSplitter(limits)), report);
  return eachRow(lines, line => readJsonLine(line, limits));
}

async function* nonBlank(
  batches: AsyncIterable<readonly CellRow[]>,
  report: ReadReport,
): AsyncGenerator<readonly CellRow[]> {
  for await (const batch of batches) {
    const kept = batch.filter(row => (row.cells[0] ?? '').trim() !== '');
    report.blankRows += batch.length - kept.length;
    yield kept;
  }
}

async function* sheetRows({ file, source, limits }: Reading): AsyncGenerator<readonly CellRow[]> {
  const bytes = isByteSource(source) ? source : await holdBytes(source, limits);
  for await (const row of readXlsx(bytes, file, limits)) yield [row];
}

function textOf({ file, source }: Reading): AsyncGenerator<string> {
  return decodeText(isByteSource(source) ? streamBytes(source) : source, file.encoding);
}
