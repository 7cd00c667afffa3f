import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BatchReceiver } from '../../src/ingestion/index.js';
import { useHub } from '../harness/index.js';
import { csvOf, manySuppliers, seededRandom } from '../integration/write-path/supplier-network.js';

/** The real build, as people run it. */
const BUILD = resolve('node_modules/.cache/touchstone-kill-spec');
/** The nightly run asks for 20. */
const KILLS = Number(process.env['TOUCHSTONE_KILLS'] ?? 5);
const CHUNK = 20;
/** Enough rows that no run between two kills can come to the end. */
const ROWS = manySuppliers(KILLS * 160 + 200);
const WAIT_MAX_MS = 120_000;

const hub = useHub({ systems: 'hub-systems' });
const random = seededRandom(20_260_101);
let worker: ChildProcess | undefined;

beforeAll(() => {
  rmSync(BUILD, { recursive: true, force: true });
  mkdirSync(join(BUILD, 'bin'), { recursive: true });
  execFileSync('node_modules/.bin/swc', ['src', 'migrations', '--out-dir', join(BUILD, 'dist'), '--quiet']);
  writeFileSync(join(BUILD, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(BUILD, 'bin', 'touchstone.js'), readFileSync('bin/touchstone.js'));
}, 120_000);

afterAll(() => {
  worker?.kill('SIGKILL');
  rmSync(BUILD, { recursive: true, force: true });
});

function startWorker(): ChildProcess {
  const child = spawn(process.execPath, [join(BUILD, 'bin', 'touchstone.js'), 'worker'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      WORKER_PORT: '0',
      LOG_LEVEL: 'fatal',
      DATABASE_URL: hub().url,
      TOUCHSTONE_SECRET: hub().config.security.secret,
      TOUCHSTONE_RULES_DIR: hub().config.rules.path,
      INGEST_CHUNK_RECORDS: String(CHUNK),
    },
  });
  worker = child;
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise(done => child.once('exit', done));
}

async function one<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row> {
  const [row] = await hub().database.query<Row>(sql, parameters);
  if (row === undefined) throw new Error(`no row: ${sql}`);
  return row;
}

async function rowsRead(batchId: string): Promise<{ read: number; state: string }> {
  return one(`SELECT rows_read::int AS read, state FROM batch WHERE id = $1`, [batchId]);
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MAX_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited ${WAIT_MAX_MS} ms in vain for: ${what}`);
    await pause(10);
  }
}

/** Nobody renews the lease of a dead worker; the test does not wait for it to run out. */
async function letLeaseRunOut(batchId: string): Promise<void> {
  await hub().database.query(
    `UPDATE batch SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1 AND state = 'processing'`,
    [batchId],
  );
}

describe(
  `a worker killed ${KILLS} times while it loads a batch`,
  { timeout: 60_000 + KILLS * 60_000 },
  () => {
    it('has loaded every row exactly once in the end, and the feed tells of every golden version once', async () => {
      const { batchId } = await hub()
        .get(BatchReceiver)
        .receive({
          system: 'alpha',
          domain: 'supplier',
          contentType: 'text/csv',
          files: [
            {
              name: 'suppliers.csv',
              content: (async function* () {
                yield Buffer.from(csvOf(ROWS));
              })(),
            },
          ],
          submittedBy: 'key:erp',
          correlationId: 'kill-spec',
        });

      const killedAt: number[] = [];
      while (killedAt.length < KILLS) {
        const child = startWorker();
        const { read: before } = await rowsRead(batchId);
        const target = before + CHUNK * (1 + Math.floor(random() * 4));
        await until(`row ${target} committed`, async () => (await rowsRead(batchId)).read >= target);
        await pause(random() * 60);
        child.kill('SIGKILL');
        await ended(child);
        killedAt.push((await rowsRead(batchId)).read);
        await letLeaseRunOut(batchId);
      }
      expect((await rowsRead(batchId)).state).toBe('processing');

      const last = startWorker();
      await until('the batch done', async () => (await rowsRead(batchId)).state === 'done');
      await until(
        'the outbox told',
        async () => (await one<{ n: number }>('SELECT count(*)::int AS n FROM outbox')).n === 0,
      );
      last.kill('SIGTERM');
      await ended(last);

      expect(
        await one(
          `SELECT rows_read::int AS read, rows_created::int AS created, rows_quarantined::int AS quarantined, rows_unchanged::int AS unchanged
           FROM batch WHERE id = $1`,
          [batchId],
        ),
      ).toEqual({ read: ROWS.length, created: ROWS.length, quarantined: 0, unchanged: 0 });
      expect(
        await one(
          `SELECT (SELECT count(*)::int FROM source_record) AS records, (SELECT count(*)::int FROM source_record_version) AS versions,
                (SELECT count(DISTINCT row_number)::int FROM source_record_version) AS rows,
                (SELECT count(*)::int FROM link WHERE until IS NULL) AS links`,
        ),
      ).toEqual({ records: ROWS.length, versions: ROWS.length, rows: ROWS.length, links: ROWS.length });
      expect(
        await one(
          `SELECT count(*)::int - (SELECT count(*)::int FROM golden_record_version) AS beyond_versions,
                count(*)::int - count(DISTINCT (record_id, version))::int AS doubled,
                max(pos) - min(pos) + 1 - count(*) AS holes FROM feed`,
        ),
      ).toMatchObject({ beyond_versions: 0, doubled: 0, holes: '0' });
      expect(
        await hub().database.query(
          `SELECT record_id FROM (SELECT record_id, version, row_number() OVER (PARTITION BY record_id ORDER BY pos) AS n FROM feed) f
          WHERE version <> n`,
        ),
      ).toEqual([]);
      console.info(`killed after ${killedAt.join(', ')} of ${ROWS.length} rows`);
    });
  },
);
