/**
 * Reads one sheet of an XLSX workbook as a stream of rows of texts. Numbers stay the text that the file holds (a spreadsheet
 * library would turn 58.7500 or a sixteen-digit account into a float); cells with a date format become ISO dates. Only the
 * texts that cells share are held in memory, within a limit.
 */
import type { FileSpec } from '../../core/rules/index.js';
import type { ArchiveEntry } from './zip-archive.js';
import { openArchive } from './zip-archive.js';
import type { ByteSource } from './byte-source.js';
import { cleanText } from './row-problem.js';
import type { CellRow, RowProblem } from './row-problem.js';
import { unreadable } from './source-row.js';
import type { ReadLimits } from './source-row.js';
import { DateStyles, excelDate } from './xlsx-dates.js';
import { XmlScanner } from './xml-scanner.js';
import type { XmlHandler } from './xml-scanner.js';

/** Yields the rows of the declared sheet (default: the first) of a workbook. */
export async function* readXlsx(
  source: ByteSource,
  file: FileSpec,
  limits: ReadLimits,
): AsyncGenerator<CellRow> {
  const entries = await openWorkbook(source, limits);
  const workbook = new Workbook();
  await scan(entryNamed(entries, 'xl/workbook.xml'), workbook);
  const links = new Relationships();
  await scan(entryNamed(entries, 'xl/_rels/workbook.xml.rels'), links);
  const sheet = entryNamed(entries, sheetPath(workbook, links, file));
  const styles = new DateStyles();
  const stylesEntry = entries.find(entry => entry.name === 'xl/styles.xml');
  if (stylesEntry !== undefined) await scan(stylesEntry, styles);
  const texts = new SharedTexts(limits);
  const textsEntry = entries.find(entry => entry.name.toLowerCase() === 'xl/sharedstrings.xml');
  if (textsEntry !== undefined) await scan(textsEntry, texts);
  const ready: CellRow[] = [];
  const rows = new SheetRows({ texts: texts.texts, styles, limits, date1904: workbook.date1904 }, row =>
    ready.push(row),
  );
  const scanner = new XmlScanner(rows);
  for await (const piece of textOf(sheet)) {
    scanner.push(piece);
    yield* ready.splice(0);
  }
}

async function openWorkbook(source: ByteSource, limits: ReadLimits): Promise<readonly ArchiveEntry[]> {
  const start = await source.read(0, 4);
  if (start[0] !== 0x50 || start[1] !== 0x4b) {
    throw unreadable(
      'FORMAT_MISMATCH',
      'This is no XLSX workbook.',
      'Send .xlsx (not .xls or CSV), or change the format in the system file.',
    );
  }
  return openArchive(source, limits);
}

function sheetPath(workbook: Workbook, links: Relationships, file: FileSpec): string {
  const wanted = file.format.type === 'xlsx' ? file.format.sheet : undefined;
  const sheet =
    wanted === undefined ? workbook.sheets[0] : workbook.sheets.find(each => each.name === wanted);
  const target = links.targets.get(sheet?.id ?? '');
  if (target === undefined) {
    const names = workbook.sheets.map(each => each.name).join(', ');
    throw unreadable(
      'SCHEMA_DRIFT',
      wanted === undefined
        ? 'The workbook has no sheet.'
        : `The workbook has no sheet '${wanted}', but: ${names}.`,
      'Rename the sheet, or correct its name in the system file.',
      { field: wanted ?? '' },
    );
  }
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

function entryNamed(entries: readonly ArchiveEntry[], name: string): ArchiveEntry {
  const entry = entries.find(candidate => candidate.name === name);
  if (entry !== undefined) return entry;
  throw unreadable(
    'XLSX_DAMAGED',
    `The workbook lacks its part ${name}.`,
    'Save it again as .xlsx, or send CSV.',
  );
}

async function* textOf(entry: ArchiveEntry): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of entry.open()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function scan(entry: ArchiveEntry, handler: XmlHandler): Promise<void> {
  const scanner = new XmlScanner(handler);
  for await (const piece of textOf(entry)) scanner.push(piece);
}

class Workbook implements XmlHandler {
  readonly sheets: { readonly name: string; readonly id: string }[] = [];
  date1904 = false;

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'sheet')
      this.sheets.push({ name: attributes.get('name') ?? '', id: attributes.get('r:id') ?? '' });
    if (name === 'workbookPr') this.date1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
  }

  close(): void {
    // Nothing ends here that matters.
  }

  text(): void {
    // The workbook part has no text.
  }
}

class Relationships implements XmlHandler {
  readonly targets = new Map<string, string>();

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'Relationship') this.targets.set(attributes.get('Id') ?? '', attributes.get('Target') ?? '');
  }

  close(): void {
    // Nothing ends here that matters.
  }

  text(): void {
    // Relationships have no text.
  }
}

class SharedTexts implements XmlHandler {
  readonly texts: string[] = [];
  private readonly limits: ReadLimits;
  private current = '';
  private inText = false;
  private phonetic = false;
  private total = 0;

  constructor(limits: ReadLimits) {
    this.limits = limits;
  }

  open(name: string): void {
    if (name === 'si') this.current = '';
    else if (name === 't') this.inText = true;
    else if (name === 'rPh') this.phonetic = true;
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'si') this.texts.push(this.current);
  }

  text(text: string): void {
    if (!this.inText || this.phonetic) return;
    this.total += text.length;
    if (this.total > this.limits.sharedTextBytes) {
      throw unreadable(
        'ARCHIVE_TOO_LARGE',
        'The workbook shares more text than can be held.',
        'Send the sheet as CSV, which is read as a stream.',
      );
    }
    this.current += text;
  }
}

interface SheetContext {
  readonly texts: readonly string[];
  readonly styles: DateStyles;
  readonly limits: ReadLimits;
  readonly date1904: boolean;
}

class SheetRows implements XmlHandler {
  private readonly context: SheetContext;
  private readonly emit: (row: CellRow) => void;
  private row = 0;
  private cells: string[] = [];
  private problems: RowProblem[] = [];
  private column = -1;
  private type = '';
  private style = '';
  private value = '';
  private reading = false;

  constructor(context: SheetContext, emit: (row: CellRow) => void) {
    this.context = context;
    this.emit = emit;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'row') {
      this.row = Number(attributes.get('r') ?? this.row + 1);
      this.cells = [];
      this.problems = [];
      this.column = -1;
    } else if (name === 'c') {
      this.column = columnIndex(attributes.get('r')) ?? this.column + 1;
      this.type = attributes.get('t') ?? 'n';
      this.style = attributes.get('s') ?? '';
      this.value = '';
    } else if (name === 'v' || name === 't') this.reading = true;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.emit({ line: this.row, cells: this.cells, problems: this.problems });
  }

  text(text: string): void {
    if (!this.reading) return;
    const { fieldChars } = this.context.limits;
    if (this.value.length <= fieldChars) this.value += text;
  }

  private endCell(): void {
    const { columns, fieldChars } = this.context.limits;
    if (this.column >= columns) {
      if (!this.problems.some(problem => problem.kind === 'tooManyColumns')) {
        this.problems.push({ kind: 'tooManyColumns', cell: this.column, limit: columns });
      }
      return;
    }
    while (this.cells.length < this.column) this.cells.push('');
    const cell = this.column;
    let text = this.meaning();
    if (text.length > fieldChars) {
      this.problems.push({ kind: 'fieldTooLong', cell, limit: fieldChars });
      text = text.slice(0, 200);
    }
    this.cells[cell] = cleanText(text, kind => this.problems.push({ kind, cell }));
  }

  private meaning(): string {
    switch (this.type) {
      case 's':
        return this.context.texts[Number(this.value)] ?? '';
      case 'b':
        return this.value === '1' ? 'TRUE' : this.value === '' ? '' : 'FALSE';
      case 'n':
        return this.context.styles.isDate(this.style)
          ? excelDate(this.value, this.context.date1904)
          : this.value;
      default:
        return this.value;
    }
  }
}

/** `AB12` → 27 */
function columnIndex(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  if (letters === undefined) return undefined;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
