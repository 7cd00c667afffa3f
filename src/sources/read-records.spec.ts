import { describe, expect, it } from 'vitest';
import { compileDomain } from '../core/mapping/index.js';
import type { DomainSource, FileSpec, SourceSystem } from '../core/rules/index.js';
import { MemoryJoinStore } from './join-store.js';
import { readRecords } from './read-records.js';
import type { BatchRecord, BatchReport } from './read-records.js';
import { memoryBytes, READ_LIMITS, UnreadableFile } from './readers/index.js';

function file(name: string, columns: readonly string[], more: Partial<FileSpec> = {}): FileSpec {
  return {
    name,
    pattern: `*${name}*`,
    required: true,
    encoding: 'utf-8',
    format: { type: 'delimited', delimiter: ',', quote: '"', header: true, shortRows: 'fault' },
    columns: columns.map(column => ({ name: column, trim: 'none', optional: false })),
    ...more,
  };
}

async function read(
  files: readonly FileSpec[],
  contents: Readonly<Record<string, string>>,
  groupRows = READ_LIMITS.groupRows,
): Promise<{
  records: readonly BatchRecord[];
  report: BatchReport;
  causes: readonly string[];
  chunks: readonly number[];
}> {
  const source: DomainSource = {
    domain: 'shop',
    files,
    key: [{ fromRecord: false, segments: ['ID'], text: 'ID' }],
    deletes: { mode: 'delta' },
    mapping: {},
    authority: { default: { rank: 1 }, groups: {}, attributes: {} },
    unique: false,
  };
  const system: SourceSystem = {
    system: 'test',
    label: 'Test',
    kind: 'other',
    description: '',
    timezone: 'UTC',
    context: { country: 'US', dateFormats: ['ISO'], decimalSeparator: '.', nullTokens: [] },
    codeMaps: {},
    domains: [source],
    targets: [],
  };
  const shop = {
    domain: 'shop',
    label: 'Shop',
    plural: 'shops',
    pluralLabel: 'Shops',
    title: 'name',
    attributes: [],
  };
  const batch = readRecords({
    domain: compileDomain(system, source, shop),
    joins: new MemoryJoinStore(),
    limits: { ...READ_LIMITS, groupRows },
    open: spec => {
      const text = contents[spec.name];
      return text === undefined ? undefined : memoryBytes(Buffer.from(text));
    },
  });
  const records: BatchRecord[] = [];
  const causes: string[] = [];
  const chunks: number[] = [];
  try {
    for await (const chunk of batch.records) {
      records.push(...chunk);
      chunks.push(chunk.length);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    causes.push(...error.faults.map(fault => fault.code));
  }
  return { records, report: batch.report(), causes, chunks };
}

const shops = file('SHOPS', ['ID', 'NAME']);
const doors = file('DOORS', ['SHOP', 'DOOR'], {
  join: { columns: ['SHOP'], to: [['ID'], ['NAME']], many: true, lookup: false },
});

describe('readRecords', () => {
  it('hands over as many short records at a time as it may, and only as many long ones as memory bears', async () => {
    const rows = (length: number, count: number): string =>
      `ID,NAME\n${Array.from({ length: count }, (_, at) => `${at},${'x'.repeat(length)}\n`).join('')}`;
    expect((await read([shops], { SHOPS: rows(10, 1_001) })).chunks).toEqual([500, 500, 1]);
    expect((await read([shops], { SHOPS: rows(32_000, 265) })).chunks).toEqual([132, 132, 1]);
  });

  it('gives each record its rows of the other files, whichever alternative they join by, once', async () => {
    const { records } = await read([shops, doors], {
      SHOPS: 'ID,NAME\n1,a\n2,2\n',
      DOORS: 'SHOP,DOOR\na,x\n1,y\n2,z\n1,w\n',
    });
    expect(records.map(record => record.raw.joined?.['DOORS']?.map(row => row['DOOR']))).toEqual([
      ['y', 'w', 'x'],
      ['z'],
    ]);
  });

  it('hands over joined rows that nothing claims, and bad ones, with their file and row', async () => {
    const { records } = await read([shops, doors], {
      SHOPS: 'ID,NAME\n1,a\n',
      DOORS: 'SHOP,DOOR\n9,x\n,y\n1\n',
    });
    const outcome = records.map(record => [
      record.file,
      record.rowNumber,
      ...record.faults.map(fault => fault.code),
    ]);
    expect(outcome).toEqual([
      ['DOORS', 2, 'KEY_MISSING'],
      ['DOORS', 3, 'ROW_RAGGED'],
      ['SHOPS', 1],
      ['DOORS', 1, 'JOIN_ORPHAN'],
    ]);
  });

  it('says which optional files were not there', async () => {
    const { records } = await read([shops, { ...doors, required: false }], { SHOPS: 'ID,NAME\n1,a\n' });
    expect(records).toMatchObject([{ raw: { fields: { ID: '1' }, absentFiles: ['DOORS'] } }]);
  });

  it('makes one record of consecutive rows; a broken one among them holds the whole record back', async () => {
    const grouped = file('SHOPS', ['ID', 'NAME'], { group: { by: ['ID'], head: 'last' } });
    const { records } = await read([grouped], { SHOPS: 'ID,NAME\n1,a\n1,b\n2,c\n2\n1,d\n' });
    expect(records.map(({ rowNumber, raw }) => [rowNumber, raw.fields['NAME'], raw.rows?.length])).toEqual([
      [1, 'b', 2],
      [3, undefined, 2],
      [5, 'd', 1],
    ]);
    expect(records[1]?.faults).toMatchObject([
      { code: 'ROW_RAGGED', message: expect.stringMatching(/^Line 5: /) },
    ]);
  });

  it('bounds the rows of a group', async () => {
    const grouped = file('SHOPS', ['ID', 'NAME'], { group: { by: ['ID'], head: 'first' } });
    const { records } = await read([grouped], { SHOPS: 'ID,NAME\n1,a\n1,b\n1,c\n2,d\n' }, 2);
    expect(records).toMatchObject([{ faults: [{ code: 'GROUP_TOO_LARGE' }] }, { faults: [] }]);
    expect(records[0]?.raw.rows).toHaveLength(2);
  });

  it('counts rows that are not of the domain, and keeps what came before a damage', async () => {
    const path = { fromRecord: false, segments: ['NAME'], text: 'NAME' };
    const open = file('SHOPS', ['ID', 'NAME'], { where: { kind: 'is', path, values: ['a'] } });
    const { records, report, causes } = await read([open], { SHOPS: 'ID,NAME\n1,a\n2,b\n3,a\n4,"cut\n' });
    expect(records.map(record => record.raw.fields['ID'])).toEqual(['1', '3']);
    expect(report).toMatchObject({ rows: 3, skippedRows: 1 });
    expect(causes).toEqual(['QUOTE_UNTERMINATED']);
  });

  it('numbers records alike however often the files are read', async () => {
    const text = `ID,NAME\n${Array.from({ length: 1_201 }, (_, index) => `${index},n`).join('\n')}\n`;
    const first = await read([shops], { SHOPS: text });
    const again = await read([shops], { SHOPS: text });
    expect(first.records.map(record => record.rowNumber)).toEqual(
      Array.from({ length: 1_201 }, (_, index) => index + 1),
    );
    expect(again.records).toEqual(first.records);
  });
});
