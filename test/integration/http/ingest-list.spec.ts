import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccessService } from '../../../src/access/index.js';
import { BatchRepository } from '../../../src/ingestion/index.js';
import { useBuiltHub } from '../../harness/index.js';
import type { HubProcess } from '../../harness/built-hub.js';
import { useApi } from '../graphql/use-api.js';
import { emptyHub } from '../write-path/empty-hub.js';
import { csvOf, supplierNetwork } from '../write-path/supplier-network.js';

const UPLOAD_MAX = 1_048_576;
const api = useApi({ variables: { HTTP_UPLOAD_MAX: String(UPLOAD_MAX), QUEUE_SWEEP_INTERVAL_MS: '500' } });
const { touchstone, makeFolder } = useBuiltHub('ingest-list');
const NETWORK = supplierNetwork(24);
let folder = '';
let apiKey = '';

beforeAll(async () => {
  const access = api().app.get(AccessService, { strict: false });
  const key = { name: 'loader', roles: ['integration' as const], scope: {}, expiresAt: null };
  apiKey = (await access.createKey(key, 'user:test', 'ingest-list')).secret;
});
beforeEach(async () => {
  await emptyHub(api().database);
  folder = await makeFolder();
  write('alpha.csv', csvOf(rowsOf('alpha')));
  write('beta.csv', csvOf(rowsOf('beta')));
});
/** Lets a chunk go that {@link holdFirstChunk} holds. */
let letGo: () => void = () => undefined;
afterEach(() => {
  letGo();
  vi.restoreAllMocks();
});

const rowsOf = (system: string) => NETWORK.filter(row => row.system === system).map(({ fields }) => fields);
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const LIST = [
  'loads:',
  '  - { system: alpha, domain: supplier, files: [alpha.csv] }',
  '  - { system: beta, domain: supplier, files: [beta.csv] }',
];

function ingest(...words: string[]): HubProcess {
  return touchstone(['ingest', ...words, '--url', api().url], { TOUCHSTONE_API_KEY: apiKey });
}

function ingestList(lines: readonly string[], ...words: string[]): HubProcess {
  write('loads.yaml', lines.join('\n'));
  return ingest('--list', join(folder, 'loads.yaml'), ...words);
}

const batches = (): Promise<{ id: string; system: string; bulk: boolean; state: string }[]> =>
  api().database.query(`SELECT id, system, bulk, state FROM batch ORDER BY created_at`);

/** Stops the first chunk of records that is written until it is let go. */
function holdFirstChunk(): void {
  const free = new Promise<void>(resolve => (letGo = resolve));
  const repository = api().app.get(BatchRepository, { strict: false });
  const advance = repository.advance.bind(repository);
  vi.spyOn(repository, 'advance').mockImplementationOnce(async (...asked) => {
    await free;
    return advance(...asked);
  });
}

describe('a list of loads', { timeout: 180_000 }, () => {
  it('is sent as a whole before any load is done, so that bulk loads of a domain are merged together', async () => {
    holdFirstChunk();
    const run = ingestList(LIST, '--bulk');
    await run.says(/alpha supplier: safe with the hub as batch \S+\nbeta supplier: safe with the hub/);
    await run.says(/alpha supplier: reading records\n/);
    letGo();
    expect(await run.ended, run.text()).toBe(0);
    const [alpha, beta] = [rowsOf('alpha').length, rowsOf('beta').length];
    expect(run.text()).toContain(`alpha supplier: done, ${alpha} read, ${alpha} created\n`);
    expect(run.text().split('\n').slice(-5, -1)).toEqual([
      '  system  domain    state  read  created',
      `  alpha   supplier  done     ${alpha}       ${alpha}`,
      `  beta    supplier  done     ${beta}       ${beta}`,
      '2 loads done.',
    ]);
    expect(await batches()).toMatchObject([
      { system: 'alpha', bulk: true },
      { system: 'beta', bulk: true },
    ]);
    // Loaded one after the other, most would be changed by the second load.
    expect(
      await api().database.query(`SELECT DISTINCT version FROM golden_record WHERE status <> 'MERGED'`),
    ).toEqual([{ version: '1' }]);
  });

  it('gives an array of batches as JSON, and 3 when any has records in quarantine', async () => {
    const [first, ...others] = rowsOf('beta');
    write('beta.csv', csvOf([{ ...first, EIN: '1' }, ...others]));
    const run = ingestList(LIST, '--json');
    expect(await run.ended, run.text()).toBe(3);
    expect(JSON.parse(run.text())).toMatchObject([
      { system: 'alpha', state: 'done', counts: { quarantined: 0 } },
      {
        system: 'beta',
        state: 'done',
        counts: { quarantined: 1 },
        quarantine: [{ code: 'EIN_LENGTH' }, {}, {}],
      },
    ]);
  });

  it('ends with 1 when any failed, with its causes, and loads the others', async () => {
    write('alpha.csv', 'a,b\n1,2\n');
    const run = ingestList(LIST);
    expect(await run.ended, run.text()).toBe(1);
    expect(run.text()).toMatch(/alpha +supplier +failed/);
    expect(run.text()).toMatch(/beta +supplier +done/);
    expect(run.text()).toMatch(/alpha supplier, batch \S+:\n {2}[A-Z_]+: \w/);
    expect(run.text()).toContain('1 of 2 loads done.');
  });

  it('with --no-wait gives the ids of the batches, and sent again loads nothing twice', async () => {
    const sent = ingestList(LIST, '--no-wait', '--json');
    expect(await sent.ended, sent.text()).toBe(0);
    const ids = (await batches()).map(({ system, id }) => ({ system, domain: 'supplier', batchId: id }));
    expect(ids).toHaveLength(2);
    expect(JSON.parse(sent.text())).toEqual(ids);
    const again = ingestList(LIST);
    expect(await again.ended, again.text()).toBe(0);
    for (const { batchId } of ids) expect(again.text()).toContain(`safe with the hub as batch ${batchId}`);
    expect(await batches()).toMatchObject([{ state: 'done' }, { state: 'done' }]);
  });

  it('that breaks off says what is safe; the command again, when mended, sends the rest', async () => {
    const padding = `${' '.repeat(UPLOAD_MAX)}\n`;
    write('beta.csv', csvOf(rowsOf('beta')) + padding);
    const broken = ingestList(LIST, '--no-wait');
    expect(await broken.ended, broken.text()).toBe(1);
    const [alpha, ...others] = await batches();
    expect(others).toEqual([]);
    expect(broken.text()).toMatch(/beta supplier could not be sent\. The hub refused: .*BATCH\.TOO_LARGE/);
    expect(broken.text()).toContain(`1 of 2 loads are safe`);
    expect(broken.text()).toContain(`  alpha supplier  batch ${alpha?.id}\n`);
    write('beta.csv', csvOf(rowsOf('beta')));
    const mended = ingestList(LIST);
    expect(await mended.ended, mended.text()).toBe(0);
    expect((await batches()).map(({ id, system }) => ({ id, system }))).toEqual([
      { id: alpha?.id, system: 'alpha' },
      { id: expect.any(String), system: 'beta' },
    ]);
  });
});

describe('a list that is not right', { timeout: 120_000 }, () => {
  afterEach(async () => expect(await batches()).toEqual([]));

  it('is refused with all faults of form and files at their places', async () => {
    write('empty.csv', '');
    const run = ingestList([
      ...LIST,
      '  - { system: gamma, domian: supplier, files: [none.csv, empty.csv, .] }',
      '  - { system: alpha, domain: supplier, files: [./alpha.csv] }',
    ]);
    expect(await run.ended).toBe(1);
    const list = join(folder, 'loads.yaml');
    expect(run.text().trimEnd().split('\n')).toEqual([
      `${list}:4:5 a load needs 'domain'`,
      `${list}:4:22 unknown setting 'domian' of a load; did you mean 'domain'?`,
      `${list}:4:48 There is no file ${join(folder, 'none.csv')}, or this user may not see it.`,
      `${list}:4:58 ${join(folder, 'empty.csv')} is empty.`,
      `${list}:4:69 ${folder} is not a file.`,
      `${list}:5:5 alpha supplier with the same files is in the list already, in line 2`,
      'Nothing was sent.',
    ]);
  });

  it('is refused with every load that the hub would not take, before the first is sent', async () => {
    const run = ingestList([
      ...LIST,
      '  - { system: omega, domain: supplier, files: [alpha.csv] }',
      '  - { system: beta, domain: item, files: [beta.csv] }',
    ]);
    expect(await run.ended).toBe(1);
    expect(run.text()).toMatch(/loads\.yaml:4:5 .*omega.*SOURCE\.UNKNOWN_SYSTEM/);
    expect(run.text()).toMatch(/loads\.yaml:5:5 .*beta.*item.*SOURCE\.UNKNOWN_DOMAIN/);
    expect(run.text()).toContain('Nothing was sent.');
  });

  it('is one sentence when the key is not known, when there is no list, and when it is unclear what to send', async () => {
    write('loads.yaml', LIST.join('\n'));
    const list = join(folder, 'loads.yaml');
    const file = join(folder, 'alpha.csv');
    const runs: [words: string[], code: number, sentence: RegExp][] = [
      [['--list', list, '--key', 'ts_unknown'], 1, /^The hub does not know this API key.*\n$/],
      [['--list', join(folder, 'none.yaml')], 1, /^\S+none\.yaml cannot be opened.*\n$/],
      [[], 2, /^Say what to send: <system> <domain> <file\.\.\.>, or --list <file>.*\n$/],
      [['alpha', 'supplier'], 2, /^Say what to send/],
      [['alpha', 'supplier', file, '--list', list], 2, /^Give either .* or --list <file>.*\n$/],
      [['--list', list, '--idempotency-key', 'k'], 2, /^--idempotency-key is for one load.*\n$/],
    ];
    for (const [words, code, sentence] of runs) {
      const run = ingest(...words);
      expect([await run.ended, run.text()], words.join(' ')).toEqual([code, expect.stringMatching(sentence)]);
    }
  });
});

describe('one load', { timeout: 120_000 }, () => {
  it('is told as one batch: an object as JSON, a sentence and no table as text', async () => {
    const words = ['alpha', 'supplier', join(folder, 'alpha.csv')];
    const run = ingest(...words, '--json');
    expect(await run.ended, run.text()).toBe(0);
    expect(JSON.parse(run.text())).toMatchObject({ system: 'alpha', state: 'done' });
    const again = ingest(...words);
    expect(await again.ended).toBe(0);
    const [batch] = await batches();
    const read = rowsOf('alpha').length;
    expect(again.text()).toBe(`Batch ${batch?.id} is done: ${read} read, ${read} created\n`);
  });
});
