/**
 * How long a first load of one domain takes, from files to golden records with feed events:
 * `npm run bench:bulk -- [10k|100k|1M|10M] [domain] [--inline] [--workers N] [--keep]`.
 * It runs the built hub in this process, with an embedded database in a temporary folder; `--workers` adds processes that share the
 * work. `--inline` loads the same files chunk by chunk, as they do without `--bulk`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from '../src/ingestion/index.js';
import { tableLines } from '../src/platform/terminal/index.js';
import { built } from './built.js';
import { readDatabaseCpu } from './database-cpu.js';

const bench = await built<typeof import('../src/bench/index.js')>('bench');
const generator = await built<typeof import('../src/generator/index.js')>('generator');
const platform = await built<typeof import('../src/platform/config/index.js')>('platform/config');
const { Database } = await built<typeof import('../src/platform/database/index.js')>('platform/database');

const words = process.argv.slice(2);
const workersAt = words.indexOf('--workers');
const workers = workersAt < 0 ? 0 : Number(words.splice(workersAt, 2)[1]);
const [wanted = '100k', domain = 'supplier'] = words.filter(word => !word.startsWith('--'));
const scale = generator.SCALES.find(each => each === wanted);
if (scale === undefined) throw new Error(`the scale is one of ${generator.SCALES.join(', ')}`);

/** What was used up to a moment. */
interface Reading {
  readonly seconds: number;
  readonly hubCpu: number;
  readonly databaseCpu: number;
}

const dataDir = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
// The database may run under an account of its own, which must be able to pass through.
chmodSync(dataDir, 0o755);
const network = join(dataDir, 'network');
const manifest = await generator.writeNetwork({ scale, seed: 1, dirt: 1, out: network });
const settings = platform.readSettings(
  { ...process.env, DATABASE_URL: undefined, TOUCHSTONE_DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
  process.cwd(),
);
const hub = await bench.openBenchHub(settings, sentence => console.error(sentence));
const helpers = Array.from({ length: workers }, (_, place) => startWorker(place));
const stages: (readonly [string, Reading])[] = [];
let phase = '';
try {
  const start = reading();
  const load = await bench.loadNetwork(hub.app, network, manifest, {
    run: 'first',
    domain,
    bulk: !words.includes('--inline'),
    onLook: batches => {
      const now = phaseOf(batches);
      if (now !== phase) stages.push([now, reading()]);
      phase = now;
    },
  });
  stages.push(['feed', reading()]);
  const database = hub.app.get(Database);
  const count = async (sql: string): Promise<number> =>
    Number((await database.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`))[0]?.n);
  while ((await count('outbox')) > 0) await sleep(200);
  const end = reading();
  const goldens = await count(`golden_record WHERE status <> 'MERGED'`);
  console.log(
    `${load.records} records of ${domain}, ${load.quarantined} in quarantine, into ${goldens} golden records with ` +
      `${await count('feed')} events: ${(end.seconds - start.seconds).toFixed(0)} s, ` +
      `${(load.records / (end.seconds - start.seconds)).toFixed(0)} a second`,
  );
  console.log(
    tableLines([
      ['phase', 'seconds', 'hub CPU s', 'database CPU s'],
      ...stages.map(([name, from], place) => rowOf(name, from, stages[place + 1]?.[1] ?? end)),
      rowOf('all', start, end),
    ]),
  );
  for (const failed of load.failedBatches) console.log(`failed: ${failed}`);
  console.log(
    `Resident memory of the hub's process, largest: ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB`,
  );
} finally {
  await Promise.all(helpers.map(stopWorker));
  await hub.close();
  if (words.includes('--keep')) console.log(`kept: ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
}

/** Several batches may be at several things. */
function phaseOf(batches: readonly Batch[]): string {
  const open = batches.filter(({ state }) => state === 'processing' || state === 'resolving');
  return [...new Set(open.map(each => (each.state === 'processing' ? 'taking in' : each.phase)))]
    .sort()
    .join(' and ');
}

function rowOf(name: string, from: Reading, to: Reading): string[] {
  const difference = (of: keyof Reading): string => (to[of] - from[of]).toFixed(1);
  return [
    name === '' ? 'waiting' : name,
    difference('seconds'),
    difference('hubCpu'),
    difference('databaseCpu'),
  ];
}

function reading(): Reading {
  const { user, system } = process.cpuUsage();
  return {
    seconds: performance.now() / 1_000,
    hubCpu: (user + system) / 1e6,
    databaseCpu: readDatabaseCpu(dataDir),
  };
}

function startWorker(place: number): ChildProcess {
  return spawn(
    process.execPath,
    [
      '--max-semi-space-size=48',
      '--no-parallel-scavenge',
      'bin/touchstone.js',
      'worker',
      '--port',
      String(4_700 + place),
    ],
    {
      env: {
        ...process.env,
        DATABASE_URL: hub.config.database.url,
        TOUCHSTONE_SECRET: hub.config.security.secret,
        TOUCHSTONE_DATA_DIR: join(dataDir, `worker-${place}`),
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}

async function stopWorker(worker: ChildProcess): Promise<void> {
  const ended = new Promise(resolve => worker.once('exit', resolve));
  worker.kill('SIGTERM');
  await ended;
}
