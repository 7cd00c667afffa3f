import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { StartupError } from '../errors/startup-error.js';
import type { ClusterHome } from './cluster-home.js';
import type { PostgresAccount } from './postgres-account.js';

/** Recovery after a crash replays the log first; max_wal_size bounds that to far less than this. */
const READY_WITHIN_MS = 5 * 60_000;
const STOP_WITHIN_MS = 30_000;
/** The log is only read by people after something went wrong: one old one is enough. */
const LOG_KEPT_BYTES = 16 * 1024 ** 2;

/** A running server process. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends all sessions, writes a checkpoint, and waits for the end. */
  stop(): Promise<void>;
}

/** Connection settings of the cluster's own superuser. */
export function adminConnection(home: ClusterHome, database: string) {
  return {
    host: home.socketFolder ?? '127.0.0.1',
    port: home.port,
    user: 'touchstone',
    password: home.password,
    database,
  };
}

/**
 * Starts the server and waits until it answers. It gets its own process group, so that Ctrl-C in the terminal reaches
 * the hub alone, which then stops the server last; a lifeline process stops it when the hub dies without doing so.
 */
export async function launchPostmaster(options: {
  readonly program: string;
  readonly home: ClusterHome;
  readonly account: PostgresAccount | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly onProgress: (text: string) => void;
}): Promise<Postmaster> {
  const { home, account } = options;
  if (existsSync(home.logFile) && statSync(home.logFile).size > LOG_KEPT_BYTES)
    renameSync(home.logFile, `${home.logFile}.1`);
  const log = openSync(home.logFile, 'a', 0o600);
  const logStart = statSync(home.logFile).size;
  const child = spawn(
    options.program,
    [
      '-D',
      home.data,
      '-p',
      String(home.port),
      ...Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      cwd: home.home,
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C', TZ: 'UTC' },
      ...(account && { uid: account.uid, gid: account.gid }),
    },
  );
  closeSync(log);
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  try {
    await waitUntilReady(child, home, logStart, options.onProgress);
  } catch (error) {
    child.kill('SIGQUIT');
    throw error;
  }
  child.unref();
  const pid = child.pid ?? 0;
  const lifeline = holdLifeline(pid, home);
  return {
    pid,
    ended: ended.then(() => void lifeline.kill()),
    async stop() {
      child.ref();
      await stopServer(pid, ended);
      lifeline.kill();
    },
  };
}

/**
 * Ends a server that an earlier hub left behind, and forgets a `postmaster.pid` whose process is gone or is another
 * program by now. Both follow from `kill -9`, and both would keep PostgreSQL from starting.
 */
export async function settleLeftovers(home: ClusterHome, onProgress: (text: string) => void): Promise<void> {
  const pidFile = join(home.data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (Number.isInteger(pid) && pid > 1 && isServerOf(pid, home)) {
    onProgress('Stopping the database that an earlier run left behind');
    await stopServer(pid, untilGone(pid));
  } else {
    rmSync(pidFile, { force: true });
  }
}

function isServerOf(pid: number, home: ClusterHome): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === home.data;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      home.data,
    );
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(50);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !(
      process.platform === 'linux' && /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    );
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function stopServer(pid: number, ended: Promise<void>): Promise<void> {
  // SIGINT: fast shutdown (roll back, checkpoint, end). SIGQUIT: at once, with recovery at the next start.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const outcome = await Promise.race([
      ended.then(() => 'ended'),
      sleep(STOP_WITHIN_MS, 'late', { ref: false }),
    ]);
    if (outcome === 'ended') return;
  }
}

/**
 * A shell that waits for the hub's end of a pipe to close, which the kernel does however the hub dies, and then asks
 * the server to stop. The check of the pid file keeps it from hitting a process that got the same number later.
 */
function holdLifeline(pid: number, home: ClusterHome): ChildProcess {
  const lifeline = spawn(
    '/bin/sh',
    [
      '-c',
      'cat >/dev/null; [ "$(head -n 1 "$1" 2>/dev/null)" = "$0" ] && kill -INT "$0"',
      String(pid),
      join(home.data, 'postmaster.pid'),
    ],
    { cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: { PATH: '/usr/bin:/bin' } },
  );
  lifeline.on('error', () => undefined);
  lifeline.stdin?.on('error', () => undefined);
  lifeline.unref();
  const stdin = lifeline.stdin;
  if (stdin && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  return lifeline;
}

async function waitUntilReady(
  child: ChildProcess,
  home: ClusterHome,
  logStart: number,
  onProgress: (text: string) => void,
): Promise<void> {
  const start = Date.now();
  let failure: unknown = new Error('the server did not answer');
  let told = false;
  child.once('error', error => (failure = error));
  while (Date.now() - start < READY_WITHIN_MS) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) break;
    const client = new Client({ ...adminConnection(home, 'postgres'), connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      failure = error;
      if (!told && Date.now() - start > 2_000) {
        told = true;
        onProgress('The database recovers from an unclean stop');
      }
    }
    await sleep(20);
  }
  throw new StartupError(
    explainServerLog(readFileSync(home.logFile).subarray(logStart).toString('utf8'), home.home, home.logFile),
    { cause: failure },
  );
}

/** What a server that did not start has written into its log, as one sentence. */
export function explainServerLog(log: string, folder: string, logFile: string): string {
  if (log.includes('No space left on device')) {
    return `The disk that holds ${folder} is full; free some space and start again, nothing is lost.`;
  }
  const reason = log
    .split('\n')
    .findLast(line => /FATAL|PANIC|error while loading/.test(line))
    ?.replace(/^.*?(FATAL|PANIC):\s*/, '');
  return `The embedded PostgreSQL did not start: ${reason ?? 'it gave no reason'} (see ${logFile}).`;
}
