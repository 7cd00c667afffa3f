import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { Database, dataSourceOptions, poolOf } from '../../src/platform/database/index.js';
import { BuiltHub, type HubProcess, type Mutation } from '../harness/built-hub.js';
import { cloneTemplate, runAsAdmin, testConfig } from '../harness/index.js';
import { RECEIVER_SECRET, WebhookReceiver } from '../integration/syndication/webhook-receiver.js';
import { seededRandom } from '../integration/write-path/supplier-network.js';
import { CLEAN, HubLoad, isSettled, rulesWithTarget, type Verdict } from './hub-load.js';

/** The long run, TOUCHSTONE_KILLS=20, also kills the split processes and runs every mutant. */
const KILLS = Number(process.env['TOUCHSTONE_KILLS'] ?? 3);
const IS_LONG = KILLS >= 20;
const SEED = Number(process.env['TOUCHSTONE_SEED'] ?? 20_260_101);
/** So few that a batch takes several transactions. */
const CHUNK = 20;
/** A life that makes no progress for so long is killed none the less. Too short, and a busy machine never gets a batch through. */
const LIFE_MAX_MS = 120_000;

const built = new BuiltHub('kill-hub');
const folder = mkdtempSync(join(tmpdir(), 'touchstone-kill-'));
let name: string;
let url: string;
let dataSource: DataSource;
let database: Database;
let receiver: WebhookReceiver;

beforeEach(async () => {
  ({ name, url } = await cloneTemplate());
  dataSource = await new DataSource(dataSourceOptions(testConfig(url).database, [])).initialize();
  database = new Database(poolOf(dataSource));
});
afterEach(async ({ task }) => {
  await receiver.stop();
  await dataSource.destroy();
  if (task.result?.state === 'fail') console.warn(`kept for inspection: ${url}`);
  else await runAsAdmin(inject('adminUrl'), `DROP DATABASE ${name} WITH (FORCE)`);
});
afterAll(() => {
  built.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Nobody renews the leases of a dead process; the test does not wait for them to run out. */
async function letLeasesRunOut(): Promise<void> {
  await database.execute(
    `UPDATE batch SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'processing'`,
  );
  await database.execute(
    `UPDATE load_part SET lease_until = clock_timestamp() - interval '1 second' WHERE done_at IS NULL`,
  );
  await database.execute(
    `UPDATE delivery SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'leased'`,
  );
}

async function rowsCommitted(): Promise<number> {
  const [row] = await database.query<{ n: number }>(
    `SELECT coalesce(sum(rows_read), 0)::int AS n FROM batch`,
  );
  return row?.n ?? 0;
}

/** The command of each process with what it says when it is ready; the first one answers requests. */
const IN_ONE = [{ words: ['start', '--no-demo'], ready: /ready after [\d.]+ s: (http:\S+)/ }];
const SPLIT = [
  { words: ['serve'], ready: /serve is ready: (http:\S+)/ },
  { words: ['worker'], ready: /worker is ready: (http:\S+)/ },
];

/** Kills a process of the hub `kills` times while it loads and delivers, lets the last ones come to the end, and judges. */
async function loadUnderFire(
  kills: number,
  processes: typeof IN_ONE,
): Promise<{ verdict: Verdict; report: string }> {
  const random = seededRandom(SEED);
  receiver = new WebhookReceiver(seededRandom(SEED + 1));
  const host = await receiver.start();
  const variables = {
    DATABASE_URL: url,
    TOUCHSTONE_SECRET: testConfig(url).security.secret,
    TOUCHSTONE_RULES_DIR: rulesWithTarget(join(folder, 'rules'), host),
    TOUCHSTONE_DATA_DIR: join(folder, name),
    INGEST_CHUNK_RECORDS: String(CHUNK),
    LOAD_MATCH_RECORDS: String(CHUNK),
    LOAD_MERGE_RECORDS: String(CHUNK),
    OUTBOUND_ALLOWED_HOSTS: host,
    LEDGER_SECRET: RECEIVER_SECRET,
    LOG_LEVEL: 'fatal',
  };
  const key = built.run(['key', 'create', 'load', '--role', 'integration', '--json'], variables);
  const [, apiKey = ''] = await key.says(/"secret": "(ts_[^"]+)"/);
  let door: string | undefined;
  const living: HubProcess[] = [];
  const startDead = async (): Promise<void> => {
    for (const [place, { words, ready }] of processes.entries()) {
      if (living[place]?.hasEnded() === false) continue;
      living[place] = built.run(words, variables);
      const [, said] = await living[place].says(ready);
      if (place === 0) door = said;
    }
  };
  const load = new HubLoad({ url: () => door, apiKey }, random);
  const loading = load.run();
  // Awaited below; until then a failure of it must not look like one of whatever runs at that moment.
  loading.catch(() => undefined);
  const reading = load.follow();
  const lives: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const before = { rows: await rowsCommitted(), applied: receiver.applied.length };
    await startDead();
    const wanted = before.rows + CHUNK * (1 + Math.floor(random() * 6));
    const until = performance.now() + LIFE_MAX_MS;
    while ((await rowsCommitted()) < wanted && performance.now() < until) await pause(5);
    await pause(random() * 150);
    const victim = Math.floor(random() * processes.length);
    living[victim]?.child.kill('SIGKILL');
    await living[victim]?.ended;
    if (victim === 0) door = undefined;
    lives.push(`${(await rowsCommitted()) - before.rows}/${receiver.applied.length - before.applied}`);
    await letLeasesRunOut();
  }
  await startDead();
  load.end();
  await loading;
  while (!(await isSettled(database))) await pause(100);
  load.settle();
  await reading;
  for (const { child } of living) child.kill('SIGTERM');
  await Promise.all(living.map(({ ended }) => ended));
  const report =
    `${kills} kills (seed ${SEED}): ${load.acknowledged.length} batches, ${load.rows} rows, ` +
    `${receiver.applied.length} events applied of ${receiver.requests} requests; rows/events per life: ${lives.join(' ')}`;
  return { verdict: await load.judge(database, receiver), report };
}

describe(
  `a hub killed ${KILLS} times while it loads and delivers`,
  { timeout: 300_000 + KILLS * 60_000 },
  () => {
    beforeAll(() => built.build());

    it('loses nothing and doubles nothing, by the ledgers of senders, reader and receiver', async () => {
      const { verdict, report } = await loadUnderFire(KILLS, IN_ONE);
      expect(verdict).toEqual(CLEAN);
      console.info(report);
    });

    it.runIf(IS_LONG)('does so as split processes, too, of which the other ones go on', async () => {
      const { verdict, report } = await loadUnderFire(KILLS, SPLIT);
      expect(verdict).toEqual(CLEAN);
      console.info(report);
    });
  },
);

const MUTANTS: readonly (readonly [string, keyof Verdict, Mutation])[] = [
  [
    'progress is written before the rows instead of with them',
    'lost',
    {
      file: 'ingestion/process-batch.service.js',
      replacements: [
        ['this.batches.advance(tx,', '(async () => true)('],
        [
          'const written = await this.writer.write(tx,',
          `await this.batches.advance(this.database, running.batch.id, running.token, LEASE_SECONDS,
             { counts: { ...NO_ROWS, read: rows.length }, bytesRead: 0, phase: 'reading records' });
           const written = await this.writer.write(tx,`,
        ],
      ],
    },
  ],
  [
    'events are put into the outbox after the commit instead of in it',
    'lost',
    {
      file: 'platform/database/database.js',
      replacements: [
        ['for (const act of afterCommit)await act();', 'for (const act of afterCommit) await act(this);'],
        [
          'send(sql, parameters = [], check) {',
          `send(sql, parameters = [], check) {
             if (sql.includes('INSERT INTO outbox')) {
               this.afterCommit(async database => { await sleep(50); await database.query(sql, parameters); });
               return;
             }`,
        ],
      ],
    },
  ],
  [
    'a delivery does not wait for the ones of its record before it',
    'outOfOrder',
    {
      file: 'syndication/delivery.repository.js',
      replacements: [["$7 = 'unordered' OR", "$7 = 'unordered' OR true OR"]],
    },
  ],
  [
    'every attempt has an id of its own',
    'doubled',
    {
      file: 'syndication/delivery.service.js',
      replacements: [
        ['`evt_${delivery.eventId}_${target.id}`', '`evt_${delivery.eventId}_${delivery.attempts}`'],
      ],
    },
  ],
  [
    'webhooks carry values of every class',
    'leaked',
    {
      file: 'syndication/delivery.service.js',
      replacements: [["    'public',", "    'restricted',\n    'public',"]],
    },
  ],
];

describe.skipIf(!IS_LONG)('the ledgers tell when', { timeout: 1_800_000 }, () => {
  it.each(MUTANTS)('%s', async (_what, fault, mutation) => {
    built.build(mutation);
    const { verdict } = await loadUnderFire(6, IN_ONE);
    expect(verdict[fault]).not.toEqual([]);
  });
});
