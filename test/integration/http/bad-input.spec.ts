import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccessService } from '../../../src/access/index.js';
import { CursorCodec } from '../../../src/syndication/cursor-codec.js';
import { BuiltHub } from '../../harness/built-hub.js';
import { useApi } from '../graphql/use-api.js';
import { emptyHub } from '../write-path/empty-hub.js';
import { csvOf, manySuppliers, seededRandom } from '../write-path/supplier-network.js';

const UPLOAD_MAX = 24 * 1024 * 1024;
const IDLE_MS = 1_500;
const api = useApi({
  systems: 'bad-input-systems',
  variables: {
    HTTP_UPLOAD_MAX: String(UPLOAD_MAX),
    HTTP_UPLOAD_IDLE_MS: String(IDLE_MS),
    QUEUE_SWEEP_INTERVAL_MS: '500',
  },
});
const cli = new BuiltHub('bad-input');
const folder = mkdtempSync(join(tmpdir(), 'touchstone-bad-input-'));
const [A, B, C] = manySuppliers(3);
const MIB = 1024 * 1024;
let apiKey = '';

beforeAll(async () => {
  cli.build();
  const access = api().app.get(AccessService, { strict: false });
  const key = { name: 'loader', roles: ['integration' as const], scope: {}, expiresAt: null };
  apiKey = (await access.createKey(key, 'user:test', 'bad-input')).secret;
}, 120_000);
afterAll(() => {
  cli.dispose();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => emptyHub(api().database));

interface Cause {
  readonly code: string;
  readonly severity?: string;
  readonly message: string;
  readonly fix?: string;
}
interface Outcome {
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly causes: readonly Cause[];
  readonly quarantine: readonly (Cause & { readonly rows: number; readonly firstRow: number | null })[];
}
interface BadFile {
  readonly what: string;
  readonly content: () => string | Uint8Array;
  readonly system?: string;
  readonly name?: string;
  readonly state: 'done' | 'failed';
  readonly code: RegExp;
  readonly accepted: readonly string[];
  /** The command line sends the same, so few cases need both. */
  readonly overHttpOnly?: boolean;
}

async function post(
  path: string,
  body: RequestInit['body'],
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${api().url}${path}`, {
    method: 'POST',
    body: body ?? null,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/octet-stream', ...headers },
  });
}

async function outcomeOf(batchId: string): Promise<Outcome> {
  for (;;) {
    const answer = await fetch(`${api().url}/v1/batches/${batchId}`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    const batch = (await answer.json()) as Outcome;
    if (batch.state === 'done' || batch.state === 'failed') return batch;
    await pause(20);
  }
}

/** The same bytes in every run. */
function garbage(seed: number, bytes: number): Buffer {
  const random = seededRandom(seed);
  return Buffer.from(Array.from({ length: bytes }, () => Math.floor(random() * 256)));
}

const line = (row: object): string => `${JSON.stringify({ ...row, DUNS: '', ACCOUNT: '', ABA: '' })}\n`;
const HEADER = csvOf([]);

const BAD_FILES: readonly BadFile[] = [
  {
    what: 'cut inside a quoted field',
    content: () => csvOf([A, B, C]).slice(0, -30),
    state: 'failed',
    code: /QUOTE_UNTERMINATED/,
    accepted: [A.ID, B.ID],
  },
  {
    what: 'in another encoding than it says',
    content: () =>
      Buffer.concat([
        Buffer.from([0xef, 0xbb, 0xbf]),
        Buffer.from(csvOf([A])),
        Buffer.from(csvOf([{ ...B, CITY: 'Münster' }]).slice(HEADER.length), 'latin1'),
      ]),
    state: 'done',
    code: /ENCODING_INVALID/,
    accepted: [A.ID],
  },
  {
    what: 'with 10 MB in one field',
    content: () => csvOf([A, { ...B, STREET: 'x'.repeat(10 * MIB) }, C]),
    state: 'done',
    code: /(FIELD|ROW)_TOO_LONG/,
    accepted: [A.ID, C.ID],
  },
  {
    what: 'with a million columns',
    content: () =>
      `${Array.from({ length: 1_000_000 }, (_, at) => `C${at}`).join(',')}\n${'x,'.repeat(999_999)}x\n`,
    state: 'failed',
    code: /TOO_MANY_COLUMNS|COLUMNS_TOO_MANY|ROW_TOO_LONG/,
    accepted: [],
  },
  ...[
    ['alpha', 'suppliers.csv'],
    ['json-erp', 'suppliers.ndjson'],
    ['tree-erp', 'suppliers.json'],
    ['sheet-erp', 'suppliers.xlsx'],
    // Any text is rows of columns: each of them waits.
    ['column-erp', 'suppliers.txt', 'done'],
    ['alpha', 'suppliers.zip'],
  ].map(([system = '', name = '', state = 'failed']) => ({
    what: `of random bytes instead of ${name}`,
    system,
    name,
    content: () => garbage(name.length, 65_536),
    state: state === 'done' ? ('done' as const) : ('failed' as const),
    overHttpOnly: true,
    code: /\w/,
    accepted: [],
  })),
  ...[
    ['json-erp', 'suppliers.ndjson'],
    ['tree-erp', 'suppliers.json'],
    // Any text is rows of columns: each of them waits.
    ['column-erp', 'suppliers.txt', 'done'],
    ['alpha', 'suppliers.csv'],
  ].map(([system = '', name = '', state = 'failed']) => ({
    what: `of random letters and signs instead of ${name}`,
    system,
    name,
    content: () => Buffer.from(garbage(name.length, 65_536).map(byte => 32 + (byte % 95))),
    state: state === 'done' ? ('done' as const) : ('failed' as const),
    overHttpOnly: true,
    code: /\w/,
    accepted: [],
  })),
  {
    what: 'with NUL bytes',
    content: () => csvOf([A, { ...B, CITY: 'Wich\0ita' }, C]),
    state: 'done',
    code: /NUL_CHARACTER/,
    accepted: [A.ID, C.ID],
  },
  {
    what: 'with one key twice',
    content: () => csvOf([A, { ...A, NAME: 'Another Name LLC' }, B]),
    state: 'done',
    code: /KEY_CONTRADICTION/,
    accepted: [A.ID, B.ID],
  },
  {
    what: 'with a record of blanks',
    content: () => csvOf([A, Object.fromEntries(Object.keys(A).map(column => [column, '   '])), B]),
    state: 'done',
    code: /KEY_MISSING|ROWS_BLANK/,
    accepted: [A.ID, B.ID],
  },
  {
    what: 'with 5 MB of nested JSON',
    system: 'json-erp',
    name: 'suppliers.ndjson',
    content: () =>
      `${line(A)}{"ID":"deep","NAME":${'['.repeat(2.5 * MIB)}${']'.repeat(2.5 * MIB)}}\n${line(B)}`,
    state: 'done',
    code: /JSON_TOO_DEEP/,
    accepted: [A.ID, B.ID],
  },
  {
    what: 'that is a zip bomb of a workbook',
    system: 'sheet-erp',
    name: 'suppliers.xlsx',
    content: () =>
      zipSync({
        '[Content_Types].xml': new Uint8Array(10),
        'xl/worksheets/sheet1.xml': new Uint8Array(64 * MIB),
      }),
    state: 'failed',
    code: /ARCHIVE_TOO_LARGE|XLSX_DAMAGED/,
    accepted: [],
  },
  {
    what: 'that is a gzip bomb',
    content: () => gzipSync(new Uint8Array(64 * MIB)),
    state: 'failed',
    code: /FORMAT_MISMATCH/,
    accepted: [],
  },
  { what: 'with a header alone', content: () => HEADER, state: 'done', code: /RECORDS_NONE/, accepted: [] },
  {
    what: 'with a renamed column',
    content: () => csvOf([A, B, C]).replace('NAME', 'FULL_NAME'),
    state: 'failed',
    code: /SCHEMA_DRIFT/,
    accepted: [],
  },
  {
    what: 'without a column',
    content: () =>
      csvOf([A, B, C])
        .split('\n')
        .map(each => each.split(',').slice(0, -1).join(','))
        .join('\n'),
    state: 'failed',
    code: /SCHEMA_DRIFT/,
    accepted: [],
  },
  {
    what: 'that is an archive with a way out of the folder',
    name: 'suppliers.zip',
    content: () => zipSync({ '../../etc/suppliers.csv': Buffer.from(csvOf([A])) }),
    state: 'done',
    code: /^$/,
    accepted: [A.ID],
  },
];

describe('a file', { timeout: 180_000 }, () => {
  it.each(BAD_FILES)('$what: says what is wrong and what helps, and loses nothing', async bad => {
    const { system = 'alpha', name = 'suppliers.csv' } = bad;
    const content = Buffer.from(bad.content());
    const answer = await post(`/v1/sources/${system}/supplier/records?name=${name}`, content);
    expect(answer.status).toBe(202);
    const { batchId } = (await answer.json()) as { batchId: string };
    const outcome = await outcomeOf(batchId);
    const causes = [...outcome.causes, ...outcome.quarantine];
    const { read, ...ends } = outcome.counts;
    expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(read);
    const rows = await api().database.query<{ key: string }>(
      `SELECT source_key AS key FROM source_record ORDER BY row_number`,
    );
    expect({ state: outcome.state, accepted: rows.map(row => row.key) }).toEqual({
      state: bad.state,
      accepted: bad.accepted,
    });
    expect(causes.map(cause => cause.code).join()).toMatch(bad.code);
    for (const cause of causes) {
      expect(cause.message).toMatch(/\w/);
      // What was only passed over needs no remedy.
      if (cause.severity !== 'warning' && cause.severity !== 'info') expect(cause.fix).toMatch(/\w/);
    }

    if (bad.overHttpOnly === true) return;
    const path = join(folder, name);
    writeFileSync(path, content);
    await emptyHub(api().database);
    const run = cli.run(['ingest', system, 'supplier', path, '--url', api().url, '--key', apiKey], {});
    const code = await run.ended;
    expect(code).toBe(bad.state === 'failed' ? 1 : (outcome.counts['quarantined'] ?? 0) > 0 ? 3 : 0);
    for (const cause of causes) expect(run.text()).toContain(cause.code);
  });
});

describe('records', { timeout: 120_000 }, () => {
  it('that arrive after newer versions of themselves change nothing, and are counted', async () => {
    const versions = ['2026-03-01', '2026-01-01', '2026-02-01'].map((changed, at) => ({
      ...A,
      NAME: `${A['NAME'] ?? ''} ${at}`,
      CHANGED: changed,
    }));
    const counts: unknown[] = [];
    for (const version of versions) {
      const answer = await post('/v1/sources/alpha/supplier/records?name=suppliers.csv', csvOf([version]));
      const { batchId } = (await answer.json()) as { batchId: string };
      const { created, stale, quarantined } = (await outcomeOf(batchId)).counts;
      counts.push({ created, stale, quarantined });
    }
    expect(counts).toEqual([
      { created: 1, stale: 0, quarantined: 0 },
      { created: 0, stale: 1, quarantined: 0 },
      { created: 0, stale: 1, quarantined: 0 },
    ]);
    expect(await api().database.query(`SELECT title FROM golden_record WHERE status <> 'MERGED'`)).toEqual([
      { title: versions[0]?.NAME },
    ]);
  });
});

describe('a bulk load', { timeout: 120_000 }, () => {
  it('with a bad row is done once the golden records of all others are there', async () => {
    const content = csvOf([A, { ...B, EIN: '1' }, C]);
    const answer = await post('/v1/sources/alpha/supplier/records?name=suppliers.csv&bulk=true', content);
    const { batchId } = (await answer.json()) as { batchId: string };
    const { state, counts } = await outcomeOf(batchId);
    expect({ state, counts }).toMatchObject({ state: 'done', counts: { created: 2, quarantined: 1 } });
    const records = await api().database.query<{ title: string }>(`SELECT title FROM golden_record`);
    expect(new Set(records.map(({ title }) => title))).toEqual(new Set([A.NAME, C.NAME]));
  });
});

describe('a cursor', { timeout: 120_000 }, () => {
  async function refusal(cursor: string): Promise<{ rest: unknown; graphql: unknown }> {
    const headers = { authorization: `Bearer ${apiKey}` };
    const answer = await fetch(`${api().url}/v1/changes?after=${encodeURIComponent(cursor)}`, { headers });
    const rest = (await answer.json()) as { status: number; code: string };
    const { errors } = await api().ask(
      { headers },
      'query($after: String) { changes(after: $after) { cursor } }',
      {
        after: cursor,
      },
    );
    return {
      rest: { status: rest.status, code: rest.code },
      graphql: errors.map(error => error.extensions?.code),
    };
  }

  it.each([
    ['of another hub', () => new CursorCodec(Buffer.alloc(32, 7)), 'another epoch', 'FEED.CURSOR_FOREIGN'],
    ['that was made up', () => ({ encode: () => 'made.up' }), '', 'FEED.CURSOR_INVALID'],
    ['with NUL and quotes', () => ({ encode: () => `\0';--` }), '', 'FEED.CURSOR_INVALID'],
    ['of a megabyte', () => ({ encode: () => 'x'.repeat(10_000) }), '', 'FEED.CURSOR_INVALID'],
  ])('%s is refused, and never answered from the start', async (_what, codec, epoch, code) => {
    const cursor = codec().encode({ epoch, position: 3n, filter: '' });
    expect(await refusal(cursor)).toEqual({ rest: { status: expect.any(Number), code }, graphql: [code] });
  });
});

describe('a mapping', { timeout: 120_000 }, () => {
  it('to an attribute that does not exist is refused with its place by check and activate, and changes nothing', async () => {
    const rules = join(folder, 'rules');
    cpSync('golden-record-rules', rules, { recursive: true });
    rmSync(join(rules, 'systems'), { recursive: true });
    cpSync('test/fixtures/bad-input-systems', join(rules, 'systems'), { recursive: true });
    const alpha = join(rules, 'systems', 'alpha.yaml');
    writeFileSync(alpha, readFileSync(alpha, 'utf8').replace('legalName: NAME', 'legalNam: NAME'));
    const before = await api().database.query(`SELECT count(*) FROM rule_set_version`);
    const variables = {
      DATABASE_URL: api().config.database.url,
      TOUCHSTONE_RULES_DIR: rules,
      TOUCHSTONE_DATA_DIR: join(folder, 'data'),
    };
    for (const words of [
      ['rules', 'check'],
      ['rules', 'activate'],
    ]) {
      const run = cli.run(words, variables);
      expect(await run.ended).toBe(1);
      expect(run.text()).toMatch(/systems\/alpha\.yaml:\d+:\d+ .*legalNam/);
      expect(run.text()).toContain('legalName');
    }
    expect(await api().database.query(`SELECT count(*) FROM rule_set_version`)).toEqual(before);
  });
});

describe('a request', { timeout: 120_000 }, () => {
  const path = '/v1/sources/alpha/supplier/records?name=suppliers.csv';

  interface Problem {
    readonly status: number;
    readonly code: string;
    readonly detail: string;
    readonly correlationId: string;
  }
  async function refusalOf(answer: Response): Promise<Problem> {
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await answer.json()) as Problem;
    expect(problem).toMatchObject({
      status: answer.status,
      correlationId: answer.headers.get('x-correlation-id'),
    });
    expect(problem.detail).toMatch(/\w+ \w+/);
    return problem;
  }

  it.each<[string, string, RequestInit['body'], Record<string, string>, number, string]>([
    [
      'of an unknown system',
      '/v1/sources/gamma/supplier/records',
      csvOf([A]),
      {},
      404,
      'SOURCE.UNKNOWN_SYSTEM',
    ],
    [
      'that may or may not be a bulk load',
      '/v1/sources/alpha/supplier/records?bulk=perhaps',
      csvOf([A]),
      {},
      400,
      'REQUEST.INVALID',
    ],
    [
      'of a domain that the system does not send',
      '/v1/sources/alpha/item/records',
      csvOf([A]),
      {},
      404,
      'SOURCE.UNKNOWN_DOMAIN',
    ],
    ['without a byte', path, '', {}, 400, 'BATCH.EMPTY'],
    ['that is a picture', path, 'x', { 'content-type': 'image/png' }, 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    [
      'that is a page',
      path,
      'x',
      { 'content-type': 'text/html; charset=utf-8' },
      415,
      'REQUEST.UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'of several parts without a boundary',
      path,
      'x',
      { 'content-type': 'multipart/form-data' },
      400,
      'REQUEST.INVALID',
    ],
    [
      'packed as a whole',
      path,
      gzipSync(new Uint8Array(16 * MIB)),
      { 'content-encoding': 'gzip' },
      415,
      'REQUEST.UNSUPPORTED_ENCODING',
    ],
    ['with an endless key', path, csvOf([A]), { 'idempotency-key': 'k'.repeat(256) }, 400, 'REQUEST.INVALID'],
  ])('%s is refused before anything is stored', async (_what, where, body, headers, status, code) => {
    expect(await refusalOf(await post(where, body, headers))).toMatchObject({ status, code });
    expect(await api().database.query('SELECT 1 FROM batch')).toEqual([]);
  });

  it('with the key of another request is refused, and 50 of the same at once are one batch', async () => {
    const twins = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const answer = await post(path, csvOf([A]), { 'idempotency-key': 'one' });
        return { status: answer.status, ...((await answer.json()) as { batchId: string }) };
      }),
    );
    expect(new Set(twins.map(twin => `${twin.status} ${twin.batchId}`)).size).toBe(1);
    expect(await api().database.query('SELECT state FROM batch WHERE state = $1', ['receiving'])).toEqual([]);
    expect(await api().database.query('SELECT 1 FROM batch')).toHaveLength(1);
    const other = await post(path, csvOf([B]), { 'idempotency-key': 'one' });
    expect(await refusalOf(other)).toMatchObject({ status: 422, code: 'IDEMPOTENCY.KEY_REUSED' });
    expect(await api().database.query('SELECT 1 FROM batch')).toHaveLength(1);
  });
});

describe('an upload', { timeout: 120_000 }, () => {
  /** Sends the head of a request and some bytes, and then does as told with the open connection. */
  async function begin(body: string, headers = ''): Promise<Socket> {
    const { hostname, port } = new URL(api().url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /v1/sources/alpha/supplier/records?name=suppliers.csv HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${apiKey}\r\n` +
        `Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n${headers}\r\n${body.length.toString(16)}\r\n${body}\r\n`,
    );
    await once(socket, 'connect');
    return socket;
  }
  async function batches(): Promise<number> {
    return (await api().database.query('SELECT 1 FROM batch')).length;
  }
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await pause(20);
  }

  it('that the sender breaks off leaves nothing behind', async () => {
    const socket = await begin(csvOf([A, B]));
    await until(async () => (await batches()) === 1);
    socket.destroy();
    await until(async () => (await batches()) === 0);
    expect(await api().database.query('SELECT 1 FROM batch_part')).toEqual([]);
  });

  it('that falls silent is given up with a reason, and leaves nothing behind', async () => {
    const socket = await begin(csvOf([A, B]));
    const heard = await text(socket);
    expect(heard).toMatch(/^HTTP\/1.1 408 /);
    expect(heard).toContain('BATCH.UPLOAD_STALLED');
    expect(await batches()).toBe(0);
  });

  it('that goes on and on is cut off where the limit is, and leaves nothing behind', async () => {
    const socket = await begin(csvOf([A]));
    const piece = 'x'.repeat(65_536);
    socket.on('error', () => undefined);
    let [sent, heard] = [0, ''];
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    const sending = setInterval(() => {
      socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      sent += piece.length;
    }, 5);
    await until(async () => heard.includes('correlationId') || socket.destroyed);
    clearInterval(sending);
    socket.destroy();
    expect(heard).toContain('BATCH.TOO_LARGE');
    expect(sent).toBeLessThan(UPLOAD_MAX + 8 * MIB);
    expect(await batches()).toBe(0);
  });

  it('that is slow but steady arrives whole', async () => {
    const socket = await begin(HEADER);
    for (const piece of csvOf([A, B])
      .slice(HEADER.length)
      .match(/[^]{1,40}/g) ?? []) {
      socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      await pause(IDLE_MS / 10);
    }
    socket.write('0\r\n\r\n');
    const [head] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    const batchId = /"batchId":"([^"]+)"/.exec(head.toString())?.[1] ?? '';
    expect(await outcomeOf(batchId)).toMatchObject({ state: 'done', counts: { created: 2 } });
  });

  it('whose process died is forgotten after a day', async () => {
    await api().database.execute(
      `INSERT INTO batch (id, system, domain, state, correlation_id, submitted_by, created_at)
       VALUES (gen_random_uuid(), 'alpha', 'supplier', 'receiving', 'c', 'key:x', clock_timestamp() - interval '25 hours'),
              (gen_random_uuid(), 'alpha', 'supplier', 'receiving', 'c', 'key:x', clock_timestamp())`,
    );
    await until(async () => (await batches()) === 1);
    await emptyHub(api().database);
  });
});
