/**
 * Speed of the whole write path and of the questions to a loaded hub: `npm run bench:ingest -- [10k|100k|1M] [seed] [--keep]`,
 * or of the questions alone to a hub that was kept: `npm run bench:ingest -- --questions DIR`. `--until=N` ends with the load, as soon as N
 * records are in: 270,000 records are some 100,000 golden records.
 * It runs the built hub in this process, with an embedded database in a temporary folder. One load gives the whole curve:
 * the rate while the hub grows from nothing to each mark. Processor time stands beside the clock's, because other work on the
 * machine changes the latter.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkLoad } from '../src/bench/index.js';
import { tableLines } from '../src/platform/terminal/index.js';
import { built } from './built.js';
import { readDatabaseCpu } from './database-cpu.js';

const bench = await built<typeof import('../src/bench/index.js')>('bench');
const generator = await built<typeof import('../src/generator/index.js')>('generator');
const platform = await built<typeof import('../src/platform/config/index.js')>('platform/config');

const MARKS = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

interface Reading {
  readonly records: number;
  readonly seconds: number;
  readonly hubCpu: number;
  readonly databaseCpu: number;
}

const [wanted = '10k', seedText = '1'] = process.argv.slice(2).filter(each => !each.startsWith('--'));
const isKept = process.argv.includes('--keep');
const untilText = process.argv.find(each => each.startsWith('--until='))?.slice('--until='.length);
const until = untilText === undefined ? undefined : Number(untilText);
if (until !== undefined && !(until > 0))
  throw new Error('--until is a number of records, as in --until=270000');
const kept = process.argv[2] === '--questions' ? process.argv[3] : undefined;
const scale = generator.SCALES.find(each => each === wanted);
if (scale === undefined && kept === undefined)
  throw new Error(`the scale is one of ${generator.SCALES.join(', ')}`);
const seed = Number(seedText);
const dataDir = kept ?? mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
// The database may run under an account of its own, which must be able to pass through.
chmodSync(dataDir, 0o755);
const settings = platform.readSettings(
  { ...process.env, DATABASE_URL: undefined, TOUCHSTONE_DATA_DIR: dataDir, LOG_LEVEL: 'error' },
  process.cwd(),
);
const hub = await bench.openBenchHub(settings, sentence => console.error(sentence));
try {
  if (scale !== undefined && kept === undefined) await measureLoad(scale);
  if (until === undefined) await measureQuestions();
  else console.log(`\n${await goldenRecords()} golden records`);
  console.log(
    `\nResident memory of the hub's process, largest: ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB`,
  );
} finally {
  await hub.close();
  if (isKept || kept !== undefined) console.log(`kept: ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
}

async function measureLoad(ofScale: (typeof generator.SCALES)[number]): Promise<void> {
  const network = join(dataDir, 'network');
  const manifest = await generator.writeNetwork({ scale: ofScale, seed, dirt: 1, out: network });
  const load = async (run: string): Promise<{ load: NetworkLoad; readings: Reading[] }> => {
    const start = reading(0);
    const readings = [start];
    const done = await bench.loadNetwork(hub.app, network, manifest, {
      run,
      ...(until === undefined ? {} : { until }),
      onRecords: records => {
        const before = readings.at(-1) ?? start;
        if (records < (MARKS.find(mark => mark > before.records) ?? Infinity)) return;
        const now = reading(records);
        // A load of a million takes most of an hour: what is known is said as it comes.
        console.error(`  ${rowOf(before, now).join('  ')}`);
        readings.push(now);
      },
    });
    if (readings.at(-1)?.records !== done.records) readings.push(reading(done.records));
    return { load: done, readings };
  };
  const first = await load('first');
  printCurve('Ingest with inline match', first.readings);
  for (const failed of first.load.failedBatches) console.log(`  failed: ${failed}`);
  if (until !== undefined) return;
  const again = await load('again');
  printCurve(
    'The same files again, unchanged',
    again.readings.filter((_, place, all) => place === 0 || place === all.length - 1),
  );
  console.log(`  ${again.load.unchanged} of ${again.load.records} unchanged`);
}

async function goldenRecords(): Promise<number> {
  const { Database } = await built<typeof import('../src/platform/database/index.js')>('platform/database');
  return new bench.HubSamplesRepository(hub.app.get(Database)).goldenRecords();
}

async function measureQuestions(): Promise<void> {
  console.log(`\nQuestions, one at a time, ${await goldenRecords()} golden records`);
  const times = {
    ...(await bench.timeAnswers(hub.app, 300)),
    'commit to subscriber, 200/s': await bench.timeFeed(hub.app, 200, 10),
  };
  console.log(
    tableLines([
      ['what', 'count', 'p50 ms', 'p95 ms'],
      ...Object.entries(times).map(([what, { count, p50Ms, p95Ms }]) => [
        what,
        String(count),
        p50Ms.toFixed(1),
        p95Ms.toFixed(1),
      ]),
    ]),
  );
}

function printCurve(title: string, readings: readonly Reading[]): void {
  console.log(`\n${title}`);
  const rows = readings.slice(1).map((to, place) => rowOf(readings[place] ?? to, to));
  console.log(
    tableLines([
      [
        'records',
        'per second',
        'hub CPU ms each',
        'database CPU ms each',
        'per second of the busier one',
        'which is the',
      ],
      ...rows,
    ]),
  );
}

function rowOf(from: Reading, to: Reading): string[] {
  const records = to.records - from.records;
  const seconds = to.seconds - from.seconds;
  const hubCpu = to.hubCpu - from.hubCpu;
  const databaseCpu = to.databaseCpu - from.databaseCpu;
  return [
    `${from.records} to ${to.records}`,
    (records / seconds).toFixed(0),
    ((1_000 * hubCpu) / records).toFixed(2),
    ((1_000 * databaseCpu) / records).toFixed(2),
    (records / Math.max(hubCpu, databaseCpu)).toFixed(0),
    hubCpu > databaseCpu ? 'hub (one thread)' : 'database',
  ];
}

function reading(records: number): Reading {
  const { user, system } = process.cpuUsage();
  return {
    records,
    seconds: performance.now() / 1_000,
    hubCpu: (user + system) / 1e6,
    databaseCpu: readDatabaseCpu(dataDir),
  };
}
