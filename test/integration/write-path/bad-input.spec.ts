import { zipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BatchProcessor,
  BatchReceiver,
  BatchRepository,
  QuarantineRepository,
  type Batch,
  type QuarantinedRecord,
} from '../../../src/ingestion/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from './empty-hub.js';
import { csvOf, manySuppliers } from './supplier-network.js';

const ANYTHING = { domains: null, systems: null };

const hub = useHub({ systems: 'bad-input-systems' });
const [A, B, C] = manySuppliers(3);
const HEADER = csvOf([]);
const MIB = 1024 * 1024;

interface Result {
  readonly batch: Batch;
  readonly codes: readonly string[];
  readonly quarantine: readonly QuarantinedRecord[];
  /** Keys of the source records that were accepted. */
  readonly accepted: readonly string[];
}

/** Sends one file, processes it, and says what became of it. */
async function load(
  content: string | Uint8Array,
  { system = 'alpha', name = 'suppliers.csv' } = {},
): Promise<Result> {
  const bytes = Buffer.from(content);
  const { batchId } = await hub()
    .get(BatchReceiver)
    .receive({
      system,
      domain: 'supplier',
      contentType: null,
      files: [
        {
          name,
          content: (async function* () {
            for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
          })(),
        },
      ],
      submittedBy: 'key:erp',
      correlationId: 'bad-input',
    });
  await hub().get(BatchProcessor).processNext({ signal: new AbortController().signal });
  const batch = await hub().get(BatchRepository).find(batchId);
  if (batch === null) throw new Error('the batch is gone');
  const rows = await hub().database.query<{ source_key: string }>(
    `SELECT source_key FROM source_record ORDER BY row_number`,
  );
  const quarantine = await hub().get(QuarantineRepository).list({ batchId }, ANYTHING, 50, null);
  return {
    batch,
    codes: batch.causes.map(cause => cause.code),
    quarantine,
    accepted: rows.map(row => row.source_key),
  };
}

/** Every row read is accounted for, whatever happened. */
function expectNothingLost({ batch, quarantine, accepted }: Result): void {
  const { read, created, updated, unchanged, stale, deleted, quarantined } = batch.counts;
  expect(created + updated + unchanged + stale + deleted + quarantined).toBe(read);
  expect(quarantine).toHaveLength(quarantined);
  expect(accepted).toHaveLength(created);
}

function codesOf(entry: QuarantinedRecord | undefined): readonly string[] {
  return entry?.causes.map(cause => cause.code) ?? [];
}

beforeEach(() => emptyHub(hub().database));

describe('a bad file', { timeout: 180_000 }, () => {
  it('that was cut inside a quoted field keeps its whole rows and says what is missing', async () => {
    const whole = csvOf([A, B, C]);
    const result = await load(whole.slice(0, whole.length - 30));
    expectNothingLost(result);
    expect(result.accepted).toEqual([A.ID, B.ID]);
    expect([...result.codes, ...result.quarantine.flatMap(codesOf)]).toContain('QUOTE_UNTERMINATED');
  });

  it('with bytes that are no characters of its encoding: the row waits, the others are accepted', async () => {
    // Beyond the start of the file that its encoding is recognised by.
    const valid = csvOf(Array.from({ length: 700 }, () => A));
    expect(valid.length).toBeGreaterThan(65_536);
    const [before = '', after = ''] = csvOf([{ ...B, CITY: 'Wi#chita' }, C])
      .slice(HEADER.length)
      .split('#');
    const result = await load(
      Buffer.concat([Buffer.from(valid + before), Buffer.from([0xc3, 0x28]), Buffer.from(after)]),
    );
    expectNothingLost(result);
    expect(result.accepted).toEqual([A.ID, C.ID]);
    expect(result.quarantine).toHaveLength(1);
    expect(codesOf(result.quarantine[0])).toContain('ENCODING_INVALID');
  });

  it('with 10 MB in one field: the row waits with its cause, later rows are accepted', async () => {
    const result = await load(csvOf([A, { ...B, STREET: 'x'.repeat(10 * MIB) }, C]));
    expectNothingLost(result);
    expect(result.quarantine.flatMap(codesOf).concat(result.codes)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(FIELD|ROW)_TOO_LONG$/)]),
    );
    expect(result.accepted).toEqual([A.ID, C.ID]);
  });

  it.each([20_000, 1_000_000])(
    'with %d columns is stopped before its first row, and says why',
    async count => {
      const many = `${HEADER.trim()},${Array.from({ length: count }, (_, at) => `C${at}`).join(',')}`;
      const result = await load(`${many}\n${many}\n`);
      expect(result.batch).toMatchObject({ state: 'failed', counts: { read: 0 } });
      expect(result.codes).toEqual(['TOO_MANY_COLUMNS']);
    },
  );

  it('with a renamed column says so once, and not once per row', async () => {
    const result = await load(csvOf([A, B, C]).replace('NAME', 'FULL_NAME'));
    expect(result.batch).toMatchObject({ state: 'failed', counts: { read: 0 } });
    expect(result.codes).toContain('SCHEMA_DRIFT');
    expect(JSON.stringify(result.batch.causes)).toContain('NAME');
  });

  it('with NUL bytes in a row: the row waits and can be shown, the others are accepted', async () => {
    const result = await load(csvOf([A, { ...B, CITY: 'Wich\0ita' }, C]));
    expectNothingLost(result);
    expect(result.accepted).toEqual([A.ID, C.ID]);
    expect(codesOf(result.quarantine[0])).toContain('NUL_CHARACTER');
  });

  it('with a NUL byte in a key: the row waits, the others are accepted', async () => {
    const result = await load(csvOf([A, { ...B, ID: 'B\0' }, C]));
    expectNothingLost(result);
    expect(result.accepted).toEqual([A.ID, C.ID]);
  });

  it('with one key twice: the same row again is nothing new, another row of it waits', async () => {
    const result = await load(csvOf([A, A, { ...A, NAME: 'Another Name LLC' }, B]));
    expectNothingLost(result);
    expect(result.batch.counts).toMatchObject({ read: 4, created: 2, unchanged: 1, quarantined: 1 });
    expect(codesOf(result.quarantine[0])).toEqual(['KEY_CONTRADICTION']);
  });

  it('with a record of blanks: it waits for want of a key, the others are accepted', async () => {
    const blank = Object.fromEntries(Object.keys(A).map(column => [column, '   ']));
    const result = await load(csvOf([A, blank, B]));
    expectNothingLost(result);
    expect(result.accepted).toEqual([A.ID, B.ID]);
    const causes = [...result.codes, ...result.quarantine.flatMap(codesOf)];
    expect(causes.some(code => code === 'KEY_MISSING' || code === 'ROWS_BLANK')).toBe(true);
  });

  it('with times at the ends of the calendar: sources write them for always and never, no row is lost over them', async () => {
    const times = [
      '9999-12-31 23:59:59',
      '9999-12-31T23:59:59Z',
      '0001-01-01',
      '0000-01-01',
      '0000-01-01T00:00:00Z',
    ];
    const rows = times.map((CHANGED, index) => ({ ...A, ID: `T${index}`, CHANGED }));
    const result = await load(csvOf([...rows, B]));
    expectNothingLost(result);
    expect(result.batch.state).toBe('done');
    expect(result.accepted).toEqual(expect.arrayContaining(['T0', 'T1', 'T2', B.ID]) as string[]);
  });

  it('that is binary, of no bytes, or of a header alone, is told apart', async () => {
    expect(
      await load(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])),
    ).toMatchObject({ batch: { state: 'failed' }, accepted: [] });
    await expect(load('')).rejects.toMatchObject({ code: 'BATCH.EMPTY' });
    expect(await load(HEADER)).toMatchObject({ batch: { state: 'done', counts: { read: 0 } } });
  });

  it('of a system or of a domain that nobody declared is refused before anything is stored', async () => {
    await expect(load(csvOf([A]), { system: 'gamma' })).rejects.toMatchObject({
      code: 'SOURCE.UNKNOWN_SYSTEM',
    });
    expect(await hub().database.query('SELECT 1 FROM batch')).toEqual([]);
  });
});

describe('bad JSON', { timeout: 180_000 }, () => {
  const empty = { DUNS: '', ACCOUNT: '', ABA: '' };
  const line = (row: object): string => `${JSON.stringify({ ...row, ...empty })}\n`;
  const file = { system: 'json-erp', name: 'suppliers.ndjson' };

  it('of 5 MB in nested lists: the record waits with its cause, later records are accepted', async () => {
    const depth = 2.5 * MIB;
    const deep = `{"ID":"deep","NAME":${'['.repeat(depth)}${']'.repeat(depth)}}\n`;
    const result = await load(line(A) + deep + line(B), file);
    expectNothingLost(result);
    expect(result.quarantine.flatMap(codesOf).concat(result.codes)).toContain('JSON_TOO_DEEP');
    expect(result.accepted).toEqual([A.ID, B.ID]);
  });

  it('in one line: the line waits, the others are accepted', async () => {
    const result = await load(`${line(A)}{"ID": "broken", \n${line(B)}`, file);
    expectNothingLost(result);
    expect(result.accepted).toEqual([A.ID, B.ID]);
    expect(result.quarantine.flatMap(codesOf).concat(result.codes).join()).toMatch(/JSON_/);
  });

  it('with names of the language itself changes nothing but the record', async () => {
    const result = await load(
      `${line(A)}{"ID":"P1","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}\n`,
      file,
    );
    expectNothingLost(result);
    expect(result.accepted).toEqual([A.ID]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('an archive that is a trap', { timeout: 180_000 }, () => {
  /** Zeros pack a thousandfold. */
  const bomb = new Uint8Array(16 * MIB);

  it('as a ZIP is refused for what it would unpack to', async () => {
    const result = await load(zipSync({ 'suppliers.csv': bomb }), { name: 'suppliers.zip' });
    expect(result).toMatchObject({ batch: { state: 'failed' }, codes: ['ARCHIVE_TOO_LARGE'], accepted: [] });
  });

  it('as a ZIP that lies about its size is refused while it unpacks', async () => {
    const lying = zipSync({ 'suppliers.csv': new Uint8Array(64 * MIB) });
    const view = new DataView(lying.buffer, lying.byteOffset, lying.byteLength);
    const directory = Buffer.from(lying).lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    view.setUint32(directory + 24, 1000, true);
    view.setUint32(22, 1000, true);
    const result = await load(lying, { name: 'suppliers.zip' });
    expect(result).toMatchObject({ batch: { state: 'failed' }, accepted: [] });
    expect(result.codes.join()).toMatch(/ARCHIVE_(TOO_LARGE|DAMAGED)/);
  });

  it('as a workbook is refused for what it would unpack to', async () => {
    const result = await load(
      zipSync({ '[Content_Types].xml': new Uint8Array(10), 'xl/worksheets/sheet1.xml': bomb }),
      { system: 'sheet-erp', name: 'suppliers.xlsx' },
    );
    expect(result).toMatchObject({ batch: { state: 'failed' }, accepted: [] });
    expect(result.codes.join()).toMatch(/ARCHIVE_TOO_LARGE|XLSX_DAMAGED/);
  });

  it('or was cut is refused as damaged', async () => {
    const whole = zipSync({ 'suppliers.csv': Buffer.from(csvOf([A])) });
    expect(await load(whole.slice(0, whole.length - 40), { name: 'suppliers.zip' })).toMatchObject({
      batch: { state: 'failed' },
      codes: ['ARCHIVE_DAMAGED'],
    });
    expect(await load(whole, { name: 'suppliers.zip' })).toMatchObject({
      batch: { state: 'done', counts: { created: 1 } },
    });
  });
});
