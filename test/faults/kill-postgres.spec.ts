import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Database, dataSourceOptions, poolOf } from '../../src/platform/database/index.js';
import { BuiltHub, type HubProcess, type Mutation } from '../harness/built-hub.js';
import { testConfig } from '../harness/index.js';
import { RECEIVER_SECRET, WebhookReceiver } from '../integration/syndication/webhook-receiver.js';
import { seededRandom } from '../integration/write-path/supplier-network.js';
import { CLEAN, HubLoad, isSettled, rulesWithTarget, type Verdict } from './hub-load.js';

/** The long run, TOUCHSTONE_KILLS=20, kills the server ten times, stops it for 20 s, and runs every mutant. */
const IS_LONG = Number(process.env['TOUCHSTONE_KILLS'] ?? 3) >= 20;
const KILLS = IS_LONG ? 10 : 1;
const SILENCE_MS = IS_LONG ? 20_000 : 6_000;
/** Enough for a mutant to show. */
const MUTANT_KILLS = 3;
const MUTANT_SILENCE_MS = 6_000;
const SEED = Number(process.env['TOUCHSTONE_SEED'] ?? 20_260_101);
const CHUNK = 20;
/** In which the hub must have noticed that its database is silent. */
const NOTICED_MS = 4_000;
/** In which a caller is told, once the hub has noticed. */
const TOLD_MS = 1_500;
/** Recovery replays seconds of a log; the rest is for a busy machine. */
const BACK_MS = 60_000;
const PROGRESS_MS = 120_000;

const built = new BuiltHub('kill-postgres');
const folders: string[] = [];
let running: { hub: HubProcess; receiver: WebhookReceiver; dataSource: DataSource } | undefined;

afterEach(async () => {
  await running?.receiver.stop();
  await running?.dataSource.destroy();
  running?.hub.child.kill('SIGTERM');
  await running?.hub.ended;
  running = undefined;
});
afterAll(async () => {
  built.dispose();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** What was seen from outside. */
interface Report {
  readonly verdict: Verdict | 'not judged';
  /** Whether the hub was ready again, by itself and soon, after every trouble. */
  readonly cameBack: boolean;
  /** Whether `/health/ready` said 503 while the server was dead or silent. */
  readonly toldOf: { readonly death: boolean; readonly silence: boolean };
  /** Answers to a silent database that were no prompt 503 with `Retry-After`. */
  readonly unclear: readonly string[];
  /** Failures during the load that were no 503 with `Retry-After`, or no answer at all. */
  readonly refusals: readonly string[];
}

const FINE: Report = {
  verdict: CLEAN,
  cameBack: true,
  toldOf: { death: true, silence: true },
  unclear: [],
  refusals: [],
};

/** Polls `/health/ready` from now on. */
function watchReadiness(url: string): { states: () => readonly number[]; stop(): Promise<void> } {
  const states: number[] = [];
  const over = new AbortController();
  const loop = (async () => {
    while (!over.signal.aborted) {
      const status = await fetch(`${url}/health/ready`).then(
        answer => answer.status,
        () => 0,
      );
      states.push(status);
      await pause(50);
    }
  })();
  return {
    states: () => states,
    async stop() {
      over.abort();
      await loop;
    },
  };
}

/** The server and everything it has started. */
function serverProcesses(folder: string): readonly number[] {
  const first = Number(
    readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0],
  );
  const children = readdirSync('/proc').filter(name => {
    try {
      return (
        /^\d+$/.test(name) &&
        readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[1] === String(first)
      );
    } catch {
      return false;
    }
  });
  return [first, ...children.map(Number)];
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended meanwhile.
    }
  }
}

/** @throws with what it said when the hub itself has ended */
async function isReadyWithin(hub: HubProcess, url: string, ms: number): Promise<boolean> {
  for (const until = performance.now() + ms; performance.now() < until; await pause(50)) {
    if (hub.hasEnded()) throw new Error(`the hub has ended:\n${hub.text()}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.status === 200) return true;
  }
  return false;
}

/** One answer as a caller sees it, in words; empty when it is a prompt 503 that says when to come again. */
async function askSilent(url: string, path: string, init: RequestInit): Promise<string> {
  const asked = performance.now();
  const answer = await fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(TOLD_MS) }).catch(
    () => null,
  );
  if (answer === null) return `${path}: nothing within ${TOLD_MS} ms`;
  const text = await answer.text();
  const isClear =
    answer.status === 503 &&
    Number(answer.headers.get('retry-after')) >= 1 &&
    text.includes('DATABASE.UNAVAILABLE');
  return isClear ? '' : `${path}: ${answer.status} after ${Math.round(performance.now() - asked)} ms ${text}`;
}

/** Loads and delivers while the database server is killed, loses one of its processes, and falls silent. */
async function loadThroughTrouble(
  kills: number,
  silenceMs: number,
): Promise<{ report: Report; words: string }> {
  const random = seededRandom(SEED);
  const receiver = new WebhookReceiver(seededRandom(SEED + 1));
  const host = await receiver.start();
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-postgres-'));
  folders.push(folder);
  await chmod(folder, 0o755);
  const variables = {
    TOUCHSTONE_DATA_DIR: folder,
    TOUCHSTONE_RULES_DIR: rulesWithTarget(join(folder, 'rules'), host),
    INGEST_CHUNK_RECORDS: String(CHUNK),
    OUTBOUND_ALLOWED_HOSTS: host,
    LEDGER_SECRET: RECEIVER_SECRET,
    LOG_LEVEL: 'fatal',
  };
  const hub = built.run(['start', '--no-demo'], variables);
  const [, url = ''] = await hub.says(/ready after [\d.]+ s: (http:\S+)/);
  const key = built.run(['key', 'create', 'load', '--role', 'integration', '--json'], variables);
  const [, apiKey = ''] = await key.says(/"secret": "(ts_[^"]+)"/);
  const { port, password } = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')) as {
    port: number;
    password: string;
  };
  const databaseUrl = `postgres://touchstone:${password}@127.0.0.1:${port}/touchstone`;
  const dataSource = await new DataSource(
    dataSourceOptions(testConfig(databaseUrl).database, []),
  ).initialize();
  running = { hub, receiver, dataSource };
  const database = new Database(poolOf(dataSource));
  const rows = async (): Promise<number> => {
    const [row] = await database
      .query<{ n: number }>(`SELECT coalesce(sum(rows_read), 0)::int AS n FROM batch`)
      .catch(() => []);
    return row?.n ?? 0;
  };
  const untilRowsAdvance = async (): Promise<void> => {
    const wanted = (await rows()) + CHUNK * (2 + Math.floor(random() * 4));
    const until = performance.now() + PROGRESS_MS;
    while ((await rows()) < wanted && performance.now() < until) await pause(20);
    await pause(random() * 150);
  };

  const load = new HubLoad({ url: () => url, apiKey }, random);
  const loading = load.run();
  loading.catch(() => undefined);
  const reading = load.follow();
  reading.catch(() => undefined);
  const told = { death: true, silence: true };
  const unclear: string[] = [];
  let cameBack = true;
  for (let kill = 0; kill < kills && cameBack; kill += 1) {
    await untilRowsAdvance();
    const health = watchReadiness(url);
    signal(serverProcesses(folder).slice(0, 1), 'SIGKILL');
    await pause(500);
    cameBack &&= await isReadyWithin(hub, url, BACK_MS);
    await health.stop();
    told.death &&= health.states().includes(503);
  }
  if (cameBack) {
    await untilRowsAdvance();
    // One session dies of a signal: the server ends all others and recovers, without starting anew.
    const [session] = await database.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'touchstone' AND pid <> pg_backend_pid() LIMIT 1`,
    );
    signal(
      [session?.pid ?? 0].filter(pid => pid > 1),
      'SIGKILL',
    );
    await pause(500);
    cameBack &&= await isReadyWithin(hub, url, BACK_MS);
  }
  if (cameBack) {
    await untilRowsAdvance();
    const health = watchReadiness(url);
    const stopped = serverProcesses(folder);
    signal(stopped, 'SIGSTOP');
    try {
      await pause(NOTICED_MS);
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
      unclear.push(
        ...(await Promise.all([
          askSilent(url, '/v1/changes?limit=1', { headers }),
          askSilent(url, '/graphql', { method: 'POST', headers, body: '{"query":"{ me { id } }"}' }),
          askSilent(url, '/v1/sources/alpha/supplier/records', { method: 'POST', headers, body: '{}' }),
        ])),
      );
      await pause(silenceMs - NOTICED_MS);
    } finally {
      signal(stopped, 'SIGCONT');
    }
    cameBack &&= await isReadyWithin(hub, url, BACK_MS);
    await health.stop();
    told.silence &&= health.states().includes(503);
    await untilRowsAdvance();
  }
  load.end();
  const seen = {
    cameBack,
    toldOf: told,
    unclear: unclear.filter(each => each !== ''),
    refusals: load.refusals,
  };
  if (!cameBack) return { report: { ...seen, verdict: 'not judged' }, words: 'the hub did not come back' };
  // A sender that is refused for good has nothing more to say than that.
  await loading.catch((error: unknown) => load.refusals.push(String(error)));
  while (!(await isSettled(database))) await pause(100);
  load.settle();
  await reading;
  return {
    report: { ...seen, verdict: await load.judge(database, receiver) },
    words:
      `${kills} kills, one session killed, ${silenceMs} ms of silence (seed ${SEED}): ${load.acknowledged.length} batches, ` +
      `${load.rows} rows, ${receiver.applied.length} events applied of ${receiver.requests} requests, ` +
      `${load.turnedAway} requests told to come again`,
  };
}

const ROOM_MS = 600_000 + KILLS * 60_000;

describe.skipIf(process.platform !== 'linux')('a hub whose database is killed and falls silent', () => {
  it(
    'loses nothing, doubles nothing, says what is wrong, and recovers by itself',
    async () => {
      built.build();
      const { report, words } = await loadThroughTrouble(KILLS, SILENCE_MS);
      expect(report).toEqual(FINE);
      console.info(words);
    },
    ROOM_MS,
  );
});

const MUTANTS: readonly (readonly [string, (report: Report) => boolean, Mutation])[] = [
  [
    'commits do not wait for the disk',
    ({ verdict, refusals }) =>
      refusals.length > 0 || (verdict !== 'not judged' && Object.values(verdict).flat().length > 0),
    {
      file: 'platform/embedded-postgres/embedded-postgres.js',
      replacements: [
        [
          "synchronous_commit: 'on'",
          "synchronous_commit: 'off', wal_writer_delay: '1s', wal_writer_flush_after: '1GB'",
        ],
      ],
    },
  ],
  [
    'a server that died is not started again',
    ({ cameBack }) => !cameBack,
    {
      file: 'platform/embedded-postgres/embedded-postgres.js',
      replacements: [['stopping ? undefined : restarting = restart()', 'undefined']],
    },
  ],
  [
    'nobody watches the database, and requests wait for it',
    ({ unclear }) => unclear.length > 0,
    {
      file: 'platform/database/database-watch.js',
      replacements: [['return this.#isAway;', 'return false;']],
    },
  ],
  [
    'readiness does not ask the database',
    ({ toldOf }) => !toldOf.death || !toldOf.silence,
    {
      file: 'operations/readiness.service.js',
      replacements: [["ready: Object.values(parts).every((verdict)=>verdict === 'ok')", 'ready: true']],
    },
  ],
  [
    'a lost connection is an error like any other',
    ({ refusals }) => refusals.length > 0,
    {
      file: 'platform/database/postgres-errors.js',
      replacements: [['if (meaning === undefined) return error;', 'return error;']],
    },
  ],
];

describe.skipIf(!IS_LONG || process.platform !== 'linux')('it is noticed when', () => {
  it.each(MUTANTS)(
    '%s',
    async (_what, isNoticed, mutation) => {
      built.build(mutation);
      const { report } = await loadThroughTrouble(MUTANT_KILLS, MUTANT_SILENCE_MS);
      expect({ isNoticed: isNoticed(report), report }).toMatchObject({ isNoticed: true });
    },
    ROOM_MS,
  );
});
