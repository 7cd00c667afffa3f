import * as fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { FileFormat, FileSpec } from '../../core/rules/index.js';
import { memoryBytes, openArchive, openRows, READ_LIMITS, UnreadableFile } from './index.js';
import type { ByteSource, ReadLimits, ReadReport, SourceRow } from './index.js';

const csv: FileFormat = { type: 'delimited', delimiter: ',', quote: '"', header: true, shortRows: 'fault' };

function spec(format: FileFormat, columns: readonly string[] = [], more: Partial<FileSpec> = {}): FileSpec {
  const layouts = columns.map(name => ({ name, trim: 'none' as const, optional: false }));
  return {
    name: 'FILE',
    pattern: '*',
    required: true,
    encoding: 'detect',
    format,
    columns: layouts,
    ...more,
  };
}

/** Cuts the bytes into pieces, so that every boundary falls somewhere unpleasant. */
async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

interface Outcome {
  readonly rows: readonly SourceRow[];
  readonly report: Readonly<ReadReport>;
  /** Codes of the file-level causes. */
  readonly causes: readonly string[];
  readonly message: string;
}

async function read(
  file: FileSpec,
  input: string | Uint8Array | ByteSource,
  options: { mapped?: readonly string[]; limits?: Partial<ReadLimits>; size?: number } = {},
): Promise<Outcome> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const source = bytes instanceof Uint8Array ? pieces(bytes, options.size) : bytes;
  const mapped = new Set(options.mapped ?? file.columns.map(column => column.name));
  const opened = openRows(file, mapped, source, { ...READ_LIMITS, ...options.limits });
  const rows: SourceRow[] = [];
  try {
    for await (const row of opened.rows) rows.push(row);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return {
      rows,
      report: opened.report,
      causes: error.faults.map(fault => fault.code),
      message: error.message,
    };
  }
  return { rows, report: opened.report, causes: [], message: '' };
}

const codes = (row: SourceRow | undefined): readonly string[] => row?.faults.map(fault => fault.code) ?? [];
const fields = (outcome: Outcome): readonly unknown[] => outcome.rows.map(row => row.fields);

describe('delimited files', () => {
  const file = spec(csv, ['A', 'B']);

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads rows that end with %s, line ends inside quotes included', async (_, end) => {
    const outcome = await read(file, ['A,B', '1,"x""y', 'z"', ' 007,', '3,c'].join(end), { size: 3 });
    expect(fields(outcome)).toEqual([
      { A: '1', B: `x"y${end}z` },
      { A: ' 007', B: '' },
      { A: '3', B: 'c' },
    ]);
    expect(outcome.rows.map(row => [row.rowNumber, row.line])).toEqual([[1, 2], [2, 4], [3, 5]]); // prettier-ignore
  });

  it('keeps a CR inside a cell of a file whose rows end with LF', async () => {
    expect(fields(await read(file, 'A,B\n1,x\ry\n'))).toEqual([{ A: '1', B: 'x\ry' }]);
  });

  it('reads back whatever a writer quotes, however the bytes are cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é', '😀') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (table, size) => {
          const quoted = table.map(row => row.map(text => `"${text.replaceAll('"', '""')}"`).join(','));
          const outcome = await read(file, `A,B\n${quoted.join('\n')}\n`, { size });
          const kept = table.filter(([a, b]) => a !== '' || b !== '');
          expect(fields(outcome)).toEqual(kept.map(([A, B]) => ({ A, B })));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('quarantines a row with too few or too many cells and names the columns', async () => {
    const outcome = await read(file, 'A,B\n1\n1,2,Inc\n1,2,\n1,2\n');
    expect(outcome.rows.map(codes)).toEqual([['ROW_RAGGED'], ['ROW_RAGGED'], [], []]);
    expect(outcome.rows[0]?.faults[0]).toMatchObject({ field: 'B' });
    expect(outcome.rows[1]).toMatchObject({
      fields: { A: '1', B: '2', '+1': 'Inc' },
      faults: [{ value: 'Inc' }],
    });
  });

  it('loses one row to ten megabytes in a field, to a row without end, to a million columns', async () => {
    const huge = `A,B\n1,"${'x'.repeat(10_000_000)}"\n2,ok\n3${',x'.repeat(1_000_000)}\n4,ok\n`;
    const outcome = await read(file, huge, { size: 65_536 });
    expect(outcome.rows.map(codes)).toEqual([['FIELD_TOO_LONG'], [], ['TOO_MANY_COLUMNS'], []]);
    expect(JSON.stringify(outcome.rows[0]?.fields).length).toBeLessThan(1_000);
    const wide = `A,B\n1,"${'y'.repeat(60)}"\n2,ok\n`;
    expect((await read(file, wide, { limits: { rowChars: 50 } })).rows.map(codes)).toEqual([
      ['ROW_TOO_LONG'],
      [],
    ]);
  });

  it('stops a file whose header, or without one all rows, have a million cells: nothing of it is what was declared', async () => {
    const cells = ',x'.repeat(1_000_000);
    expect((await read(file, `A,B${cells}\n1,2\n`, { size: 65_536 })).causes).toEqual(['TOO_MANY_COLUMNS']);
    const bare = spec({ ...csv, header: false }, ['A', 'B']);
    expect((await read(bare, `1,2${cells}\n`, { size: 65_536 })).causes).toEqual(['TOO_MANY_COLUMNS']);
  });

  it('keeps the rows before a quote that never closes and says where it opened', async () => {
    const outcome = await read(file, 'A,B\n1,x\n2,"cut\n3,z\n');
    expect(fields(outcome)).toEqual([{ A: '1', B: 'x' }]);
    expect(outcome.causes).toEqual(['QUOTE_UNTERMINATED']);
    expect(outcome.message).toContain('line 3');
  });

  it('reports text after a closing quote and NUL characters in their row', async () => {
    const outcome = await read(file, 'A,B\n1,"x" y\n2,a\0b\n3,ok\n');
    expect(outcome.rows.map(codes)).toEqual([['QUOTE_MISPLACED'], ['NUL_CHARACTER'], []]);
    expect(outcome.rows[0]?.fields['B']).toBe('"x" y');
    expect(outcome.rows[1]).toMatchObject({ fields: { B: 'a␀b' }, faults: [{ field: 'B' }] });
  });

  it('passes over blank rows and counts them', async () => {
    const outcome = await read(file, 'A,B\n\n1,x\n,\n\n  ,\n');
    expect(outcome.report).toMatchObject({
      rows: 2,
      blankRows: 3,
      notices: [{ code: 'ROWS_BLANK', severity: 'info' }],
    });
  });

  it('checks the number of records against the trailer', async () => {
    const typed = spec(
      { ...csv, delimiter: '|', quote: null, recordTypes: { column: 'A', record: ['D'], trailer: { type: 'T', countCell: 1 }, ignore: ['C'] } },
      ['A', 'B'],
    ); // prettier-ignore
    expect(await read(typed, 'A|B\r\nD|"1\r\nC|note\r\nD|2\r\nT|2\r\n')).toMatchObject({
      causes: [],
      rows: [{ fields: { B: '"1' } }, {}],
    });
    expect(await read(typed, 'A|B\nD|1\nT|2\n')).toMatchObject({
      causes: ['TRAILER_COUNT_MISMATCH'],
      rows: [{}],
    });
    expect(await read(typed, 'A|B\nD|1\n')).toMatchObject({ causes: ['TRAILER_MISSING'], rows: [{}] });
    expect((await read(typed, 'A|B\nX|1\nT|1\n')).rows.map(codes)).toEqual([['RECORD_TYPE_UNKNOWN']]);
  });

  it('finds a cut row by its missing end marker', async () => {
    const fbdi = spec({ ...csv, header: false, endMarker: 'END' }, ['A', 'B']);
    const outcome = await read(fbdi, '1,x,END\n2,"a, b",END\n3,a, b,END\n4,x\n');
    expect(outcome.rows.map(codes)).toEqual([[], [], ['ROW_RAGGED'], ['END_MARKER_MISSING']]);
    expect(outcome.rows[1]?.fields).toEqual({ A: '2', B: 'a, b' });
  });
});

describe('schema drift', () => {
  const file = spec(csv, ['VENDOR_NO', 'NAME', 'CITY']);

  it('stops the file before its first row, once, and proposes what was renamed', async () => {
    const outcome = await read(file, 'VENDOR_NUMBER,NAME,CITY,FAX\n1,a,b,c\n', {
      mapped: ['VENDOR_NO', 'NAME'],
    });
    expect(outcome).toMatchObject({ rows: [], causes: ['SCHEMA_DRIFT'] });
    expect(outcome.message).toContain('VENDOR_NO is missing, VENDOR_NUMBER is new: renamed?');
  });

  it('only remarks on new columns and on gone ones that nothing reads', async () => {
    const outcome = await read(file, 'NAME,VENDOR_NO,FAX\na,1,c\n', { mapped: ['VENDOR_NO', 'NAME'] });
    expect(fields(outcome)).toEqual([{ NAME: 'a', VENDOR_NO: '1', FAX: 'c' }]);
    expect(outcome.report.notices.map(notice => notice.code)).toEqual(['COLUMNS_NEW', 'COLUMNS_GONE']);
  });

  it('refuses a doubled column that is read, and keeps both of one that is not', async () => {
    expect((await read(file, 'VENDOR_NO,NAME,NAME,CITY\n')).causes).toEqual(['SCHEMA_DRIFT']);
    expect(fields(await read(file, 'VENDOR_NO,NAME,CITY,X,X\n1,a,b,c,d\n'))).toEqual([
      { VENDOR_NO: '1', NAME: 'a', CITY: 'b', X: 'c', 'X#2': 'd' },
    ]);
  });

  it('tells another layout of a headerless file from a single broken row', async () => {
    const bare = spec({ ...csv, header: false }, ['A', 'B']);
    expect((await read(bare, '1,2,3\n4,5,6\n')).causes).toEqual(['SCHEMA_DRIFT']);
    expect((await read(bare, '1,2,3\n4,5\n')).rows.map(codes)).toEqual([['ROW_RAGGED'], []]);
  });

  it('finds fields that all records of a JSON file lack', async () => {
    const json = spec({ type: 'json', path: [] }, ['id', 'name']);
    expect((await read(json, '[{"id":1},{"id":2}]')).causes).toEqual(['SCHEMA_DRIFT']);
    expect((await read(json, '[{"id":1},{"id":2,"name":"n"}]')).causes).toEqual([]);
  });
});

describe('encodings', () => {
  const file = spec(csv, ['A']);
  const text = 'A\nMüller – “Søn”\n';

  it.each(['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'])('recognises %s', async encoding => {
    expect(fields(await read(file, iconv.encode(text, encoding)))).toEqual([{ A: 'Müller – “Søn”' }]);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'])(
    'follows a byte order mark of %s whatever is declared',
    async encoding => {
      const bytes = iconv.encode(text, encoding, { addBOM: true });
      expect(fields(await read({ ...file, encoding: 'windows-1252' }, bytes, { size: 2 }))).toEqual([
        { A: 'Müller – “Søn”' },
      ]);
    },
  );

  it('quarantines the one row whose bytes are no characters of the declared encoding', async () => {
    const bytes = Buffer.concat([
      Buffer.from('A\nfine\nM'),
      Buffer.from([0xfc]),
      Buffer.from('ller\nalso fine é\n'),
    ]);
    const outcome = await read({ ...file, encoding: 'utf-8' }, bytes);
    expect(outcome.rows.map(codes)).toEqual([[], ['ENCODING_INVALID'], []]);
    expect(outcome.rows[1]?.faults[0]?.fix).toContain('windows-1252');
  });

  it('refuses other kinds of files by their first bytes', async () => {
    expect((await read(file, Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).causes).toEqual(['FORMAT_MISMATCH']);
  });
});

describe('fixed width', () => {
  const file = spec({ type: 'fixed', shortRows: 'fault' }, [], {
    columns: [
      { name: 'ID', width: 4, trim: 'none', optional: false },
      { name: 'NAME', width: 6, trim: 'right', optional: false },
    ],
  });

  it('cuts lines at the widths and trims only what says so', async () => {
    expect(fields(await read(file, ' 001Smith \r\n0002Al    \r\n'))).toEqual([
      { ID: ' 001', NAME: 'Smith' },
      { ID: '0002', NAME: 'Al' },
    ]);
  });

  it('reports lines that stop early or go on', async () => {
    expect((await read(file, '12\n0001abcdefg\n')).rows.map(codes)).toEqual([['ROW_RAGGED'], ['ROW_RAGGED']]);
  });
});

describe('JSON', () => {
  const list = spec({ type: 'json', path: ['data', 'items'] });

  it('streams the list at a path and leaves out what stands beside it', async () => {
    const text =
      '{"x":{"items":[9]},"data":{"n":[{}],"items":[{"id":1},\n{"id":"é\\u00e9😀"}],"z":{}},"after":[]}';
    for (const size of [1, 3, 1000]) {
      const outcome = await read(list, text, { size });
      expect(fields(outcome)).toEqual([{ id: 1 }, { id: 'éé😀' }]);
      expect(outcome.rows.map(row => row.line)).toEqual([1, 2]);
    }
  });

  it('takes one object as one record', async () => {
    expect(fields(await read(spec({ type: 'json', path: [] }), '{"a":[1,[]],"b":{}}'))).toEqual([
      { a: [1, []], b: {} },
    ]);
  });

  it('reads every JSON value as the standard parser does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 5 }), fc.integer({ min: 1, max: 30 }), async (text, size) => {
        const outcome = await read(spec({ type: 'json', path: [] }), `[{"v":${text}}]`, { size });
        expect(outcome.causes).toEqual([]);
        const lossy = JSON.stringify(outcome.rows[0]?.fields['v'], (_, value: unknown) =>
          typeof value === 'string' && /^-?\d[\d.]*(e[+-]?\d+)?$/i.test(value) ? Number(value) : value,
        );
        const expected = JSON.stringify(JSON.parse(text), (_, value: unknown) =>
          typeof value === 'string' && /^-?\d[\d.]*(e[+-]?\d+)?$/i.test(value) ? Number(value) : value,
        );
        if (codes(outcome.rows[0]).length === 0) expect(lossy).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps numbers that a float would change as their text', async () => {
    const outcome = await read(
      spec({ type: 'json', path: [] }),
      '[{"p":58.7500,"n":12345678901234567890,"i":7}]',
    );
    expect(fields(outcome)).toEqual([{ p: '58.7500', n: '12345678901234567890', i: 7 }]);
  });

  it('loses one record to five megabytes of brackets, or to a text without end', async () => {
    const deep = `${'['.repeat(2_500_000)}${']'.repeat(2_500_000)}`;
    const outcome = await read(
      spec({ type: 'json', path: [] }),
      `[{"a":${deep}},{"b":"${'x'.repeat(100_000)}"},{"c":1}]`,
      { size: 65_536 },
    );
    expect(outcome.rows.map(codes)).toEqual([['JSON_TOO_DEEP'], ['FIELD_TOO_LONG'], []]);
    const open = await read(spec({ type: 'json', path: [] }), `[{"ok":1},${'['.repeat(5_000_000)}`, {
      size: 65_536,
    });
    expect(open).toMatchObject({ rows: [{ fields: { ok: 1 } }], causes: ['JSON_TOO_DEEP'] });
  });

  it('keeps the records before a cut or a damage', async () => {
    const json = spec({ type: 'json', path: [] });
    expect(await read(json, '[{"a":1},{"a":')).toMatchObject({
      rows: [{ fields: { a: 1 } }],
      causes: ['JSON_TRUNCATED'],
    });
    expect(await read(json, '[{"a":1},\n{"a":nope}]')).toMatchObject({
      rows: [{}],
      causes: ['JSON_INVALID'],
    });
    expect((await read(json, '')).causes).toEqual(['JSON_TRUNCATED']);
    expect((await read(list, '{"data":{}}')).causes).toEqual(['SCHEMA_DRIFT']);
    for (const bad of ['[1,]', '{"a":1,}', '[1 2]', '{"a" 1}', '[01]', '["\\x"]', '[1]]', '{a:1}']) {
      expect((await read(json, bad)).causes, bad).toEqual(['JSON_INVALID']);
    }
  });

  it('replaces what a database cannot hold, and says so', async () => {
    const outcome = await read(
      spec({ type: 'json', path: [] }),
      String.raw`[{"a":"x\u0000y"},{"b":"\ud83d"},{"__proto__":{"x":1}}]`,
    );
    expect(outcome.rows.map(codes)).toEqual([['NUL_CHARACTER'], ['ENCODING_INVALID'], []]);
    expect(Object.keys(outcome.rows[2]?.fields ?? {})).toEqual(['__proto__']);
  });

  it('takes each element of a list inside a record as a record that sees the one around it', async () => {
    const exploded = spec({ type: 'json', path: [], explode: 'cards' });
    const outcome = await read(
      exploded,
      '[{"s":1,"cards":[{"c":"a"},{"c":"b"}]},{"s":2,"cards":[]},{"s":3}]',
    );
    expect(fields(outcome)).toEqual([
      { c: 'a', parent: { s: 1 } },
      { c: 'b', parent: { s: 1 } },
    ]);
    expect(outcome.rows.map(row => row.rowNumber)).toEqual([1, 2]);
  });

  it('recognises one object per line in a file that is declared as JSON', async () => {
    const outcome = await read(spec({ type: 'json', path: [] }), '{"a":1}\n{"a":\n{"a":3}\n');
    expect(outcome.rows.map(codes)).toEqual([[], ['JSON_INVALID'], []]);
    expect(fields(await read(spec({ type: 'json', path: [] }), '\n{\n"a":1\n}\n'))).toEqual([{ a: 1 }]);
  });

  it('reads NDJSON line by line; a damaged line costs itself only', async () => {
    const outcome = await read(spec({ type: 'ndjson' }), '{"a":1}\n\n{"a":\n[1]\n{"a":2} x\r\n{"a":3}');
    expect(outcome.rows.map(codes)).toEqual([[], ['JSON_INVALID'], ['RECORD_SHAPE'], ['JSON_INVALID'], []]);
    expect(outcome.rows.map(row => row.line)).toEqual([1, 3, 4, 5, 6]);
  });
});

function workbook(sheet: string, more: Record<string, string> = {}): Uint8Array {
  const parts: Record<string, string> = {
    'xl/workbook.xml': '<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="Other &amp; more" r:id="rId2"/><sheet name="Data" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    'xl/styles.xml': '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': '<sst><si><t>ID</t></si><si><r><t>Na</t></r><r><t>me</t></r><rPh><t>no</t></rPh></si><si><t>0012 &lt;x&gt;</t></si></sst>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>',
    ...more,
  }; // prettier-ignore
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

describe('XLSX', () => {
  const file = spec({ type: 'xlsx', sheet: 'Data', header: true }, ['ID', 'Name', 'When', 'Amount']);
  const header =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>When</t></is></c><c r="D1" t="str"><v>Amount</v></c></row>';

  it('reads texts, dates and numbers as they stand in the sheet', async () => {
    const rows =
      '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="C2" s="2"><v>46023</v></c><c r="D2"><v>58.75</v></c></row><row r="4"><c r="B4" t="b"><v>1</v></c></row>';
    const outcome = await read(file, workbook(header + rows), { size: 100 });
    expect(outcome.rows).toMatchObject([
      { line: 2, fields: { ID: '0012 <x>', Name: '', When: '2026-01-01', Amount: '58.75' }, faults: [] },
      { line: 4, fields: { ID: '', Name: 'TRUE' }, faults: [] },
    ]);
  });

  it('says which sheets there are when the declared one is missing', async () => {
    const outcome = await read(
      { ...file, format: { type: 'xlsx', sheet: 'Dta', header: true } },
      workbook(header),
    );
    expect(outcome.causes).toEqual(['SCHEMA_DRIFT']);
    expect(outcome.message).toContain('Other & more, Data');
  });

  it('refuses a zip bomb by its directory, and one whose directory lies while unpacking', async () => {
    const bomb = workbook(header + ' '.repeat(30_000_000));
    expect((await read(file, bomb, { size: 65_536 })).causes).toEqual(['ARCHIVE_TOO_LARGE']);
    const lying = Buffer.from(bomb);
    const name = lying.lastIndexOf('xl/worksheets/sheet1.xml');
    lying.writeUInt32LE(50_000, name - 46 + 24);
    expect((await read(file, memoryBytes(lying))).causes).toEqual(['ARCHIVE_TOO_LARGE']);
  });

  it('refuses document types and entities', async () => {
    const evil = workbook('', { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' });
    expect((await read(file, evil)).causes).toEqual(['XLSX_DAMAGED']);
  });

  it('names what is wrong with something that is no workbook', async () => {
    expect((await read(file, 'A,B\n1,2\n')).causes).toEqual(['FORMAT_MISMATCH']);
    expect((await read(file, workbook(header).subarray(0, 500))).causes).toEqual(['ARCHIVE_DAMAGED']);
    expect((await read(file, zipSync({ 'a.txt': strToU8('x') }))).causes).toEqual(['XLSX_DAMAGED']);
    expect((await read(file, workbook(header), { limits: { archiveBytes: 100 } })).causes).toEqual([
      'ARCHIVE_TOO_LARGE',
    ]);
  });
});

describe('archives', () => {
  it('gives the entries as streams and their names as mere names', async () => {
    const bytes = zipSync({
      '../../etc/PozSuppliersInt.csv': strToU8('1,x\n'),
      'a/b.csv': [strToU8('y'), { level: 0 }],
    });
    const entries = await openArchive(memoryBytes(bytes), READ_LIMITS);
    expect(entries.map(entry => entry.name)).toEqual(['../../etc/PozSuppliersInt.csv', 'a/b.csv']);
    const texts: string[] = [];
    for (const entry of entries)
      for await (const chunk of entry.open()) texts.push(Buffer.from(chunk).toString());
    expect(texts).toEqual(['1,x\n', 'y']);
  });

  it('refuses more entries than anyone sends', async () => {
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`${index}`, strToU8('')])),
    );
    await expect(openArchive(memoryBytes(many), READ_LIMITS)).rejects.toMatchObject({
      faults: [{ code: 'ARCHIVE_TOO_LARGE' }],
    });
  });
});
