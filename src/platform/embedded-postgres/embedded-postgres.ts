import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { StartupError } from '../errors/startup-error.js';
import {
  findFolderForRoot,
  fingerprintOf,
  openClusterHome,
  readClusterFile,
  rememberFingerprint,
  type ClusterHome,
} from './cluster-home.js';
import { choosePostgresAccount, type PostgresAccount } from './postgres-account.js';
import { preparePostgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { adminConnection, launchPostmaster, type Postmaster, settleLeftovers } from './postmaster.js';

/** The server died by itself: it is up again, or does not start for a reason that is a sentence. */
export type DatabaseCrash =
  { readonly recovered: true } | { readonly recovered: false; readonly reason: string };

/** How to run an embedded PostgreSQL. */
export interface EmbeddedPostgresOptions {
  /** Absolute, existing folder of this hub; password, port and (where possible) the cluster are kept in it. */
  readonly folder: string;
  /** Told in sentences what is being done. */
  readonly onProgress?: (text: string) => void;
  /** Told when the server died by itself and was started again, and (`recovered: false`) when that takes several tries. */
  readonly onCrash?: (crash: DatabaseCrash) => void;
  /** Server settings over the defaults. Only tests turn `fsync` off. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Database that the URL names; made when it does not exist. */
  readonly database?: string;
}

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** `postgres://…`, with the password; through the unix socket where there is one. */
  readonly url: string;
  /** The same over TCP, for `psql` and other tools on this machine. */
  readonly tcpUrl: string;
  /** Folder with the cluster and the server's log. */
  readonly home: string;
  /** Process id of the server. It changes when the server had to be started again. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Sized for a laptop: the figures leave most memory to the operating system's cache, and everything durable stays on.
 * WAL settings follow the load test: with the stock 1 GB a bulk load checkpoints every few seconds.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  cluster_name: 'touchstone',
  listen_addresses: '127.0.0.1',
  max_connections: '100',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  fsync: 'on',
  synchronous_commit: 'on',
  wal_compression: 'on',
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // For a copy only, which begins a timeline of its own: it has no log but its own, and answers when it has read that.
  restore_command: 'false',
  hot_standby: 'off',
};

/** More crashes than this within a minute are not bad luck: then, and when a start fails, the next one waits. */
const CRASHES_PER_MINUTE_MAX = 3;
/** Long enough to spare the machine, short enough that a disk which was made free is noticed by itself. */
const RESTART_DELAY_MS = 5_000;

/**
 * Starts the embedded PostgreSQL of a folder, making the cluster at the first call. Whatever an earlier run left behind
 * (a running server, a stale lock, a half-made cluster) is settled first; a server that dies is started again, as often as it takes.
 *
 * @throws StartupError with one sentence when it cannot run here
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const onProgress = options.onProgress ?? (() => undefined);
  const account = choosePostgresAccount();
  const home = await settleThenOpen(options.folder, account, onProgress);
  const binaries = preparePostgresBinaries(account, () =>
    account === null ? options.folder : findFolderForRoot(account),
  );
  if (!existsSync(home.data)) {
    onProgress('Creating the database (once)');
    await createCluster(binaries, home, account, options.settings?.['fsync'] === 'off');
  }
  refuseOtherMajorVersion(home, binaries);
  if (isCopy(home)) beginTimeline(home, account, onProgress);
  const launch = () =>
    launchPostmaster({
      program: binaries.postgres,
      home,
      account,
      settings: { ...SETTINGS, unix_socket_directories: home.socketFolder ?? '', ...options.settings },
      onProgress,
    });
  const database = options.database ?? 'touchstone';
  const supervised = superviseServer(await launch(), launch, home, options.onCrash);
  rememberFingerprint(options.folder, home);
  try {
    await createDatabase(home, database);
  } catch (error) {
    await supervised.stop();
    throw error;
  }
  const tcpUrl = `postgres://touchstone:${home.password}@127.0.0.1:${home.port}/${database}`;
  return {
    url: home.socketFolder === null ? tcpUrl : `${tcpUrl}?host=${encodeURIComponent(home.socketFolder)}`,
    tcpUrl,
    home: home.home,
    get pid() {
      return supervised.pid();
    },
    stop: () => supervised.stop(),
  };
}

/**
 * The URL of a folder's running embedded PostgreSQL, for a second process on the same machine.
 *
 * @throws StartupError when the folder has none
 */
export function findEmbeddedPostgresUrl(folder: string, database = 'touchstone'): string {
  const known = readClusterFile(join(folder, 'postgres.json'));
  if (known === null) throw new StartupError(`There is no embedded database in ${folder}.`);
  return `postgres://touchstone:${known.password}@127.0.0.1:${known.port}/${database}`;
}

/** A left-over server still holds its port, so it must be gone before the port is judged free or taken. */
async function settleThenOpen(
  folder: string,
  account: PostgresAccount | null,
  onProgress: (text: string) => void,
): Promise<ClusterHome> {
  const home = await openClusterHome(folder, account);
  if (!existsSync(join(home.data, 'postmaster.pid'))) return home;
  await settleLeftovers(home, onProgress);
  return openClusterHome(folder, account);
}

async function createCluster(
  binaries: PostgresBinaries,
  home: ClusterHome,
  account: PostgresAccount | null,
  noSync: boolean,
): Promise<void> {
  // Made under another name and renamed when whole: a crash half-way leaves nothing that looks like a cluster.
  const draft = `${home.data}.new`;
  const passwordFile = join(home.home, 'password.new');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, home.password, { mode: 0o600 });
  if (account !== null) {
    chownSync(draft, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  try {
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        '--username=touchstone',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Sorting and letter case are PostgreSQL's own, so that they are the same on every machine.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        `--lc-ctype=${chooseCharacterLocale()}`,
        ...(noSync ? ['--no-sync'] : []),
      ],
      {
        cwd: home.home,
        env: { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' },
        ...(account && { uid: account.uid, gid: account.gid }),
      },
    );
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new StartupError(explainInitdb(error, home), { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, home.data);
}

/** pg_trgm asks the system's locale which characters are letters: without a UTF-8 one it drops all but ASCII. */
function chooseCharacterLocale(): string {
  try {
    const installed = execFileSync('locale', ['-a'], { encoding: 'utf8', stdio: 'pipe' }).split('\n');
    return ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'en_US.utf8'].find(name => installed.includes(name)) ?? 'C';
  } catch {
    return 'C';
  }
}

function explainInitdb(error: unknown, home: ClusterHome): string {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  if (output.includes('No space left on device')) {
    return `The disk that holds ${home.home} is full; free some space and start again.`;
  }
  const reason =
    output.split('\n').find(line => line.includes('error:')) ?? output.trim().split('\n').at(-1) ?? '';
  return `The embedded PostgreSQL could not create its database in ${home.home}: ${reason.replace(/^.*error:\s*/, '')}.`;
}

function refuseOtherMajorVersion(home: ClusterHome, binaries: PostgresBinaries): void {
  const made = readFileSync(join(home.data, 'PG_VERSION'), 'utf8').trim();
  const here = binaries.version.split('.')[0];
  if (made !== here) {
    throw new StartupError(
      `The database in ${home.home} was made by PostgreSQL ${made} and this release brings ${here}; start the release that made it and move the data with its backup command, or choose another TOUCHSTONE_DATA_DIR.`,
    );
  }
}

function isCopy(home: ClusterHome): boolean {
  return home.fingerprint !== undefined && home.fingerprint !== fingerprintOf(home);
}

/**
 * A copy that was put back has the identity and the log positions of the original, whose later changes it lacks: readers of those
 * must be able to tell the two apart. PostgreSQL gives a new timeline to whatever it recovers from an archive, be it an empty one.
 */
function beginTimeline(
  home: ClusterHome,
  account: PostgresAccount | null,
  onProgress: (text: string) => void,
): void {
  onProgress('The database was put back from a copy: it goes on as one of its own');
  const signal = join(home.data, 'recovery.signal');
  writeFileSync(signal, '', { mode: 0o600 });
  if (account !== null) chownSync(signal, account.uid, account.gid);
}

async function createDatabase(home: ClusterHome, database: string): Promise<void> {
  const client = new Client(adminConnection(home, 'postgres'));
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

function superviseServer(
  first: Postmaster,
  launch: () => Promise<Postmaster>,
  home: ClusterHome,
  onCrash: EmbeddedPostgresOptions['onCrash'],
): { pid(): number; stop(): Promise<void> } {
  let current = first;
  let restarting = Promise.resolve();
  const stopping = new AbortController();
  const crashes: number[] = [];
  const watch = (server: Postmaster): void => {
    void server.ended.then(() => (stopping.signal.aborted ? undefined : (restarting = restart())));
  };
  /** @returns why it does not start; `null` when it has */
  const start = async (): Promise<string | null> => {
    try {
      // Sessions of a killed server notice its end within moments; until then the cluster counts as in use.
      await settleLeftovers(home, () => undefined);
      current = await launch();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const restart = async (): Promise<void> => {
    const now = performance.now();
    crashes.push(now);
    const recent = crashes.filter(at => now - at < 60_000).length;
    let delayMs = recent > CRASHES_PER_MINUTE_MAX ? RESTART_DELAY_MS : 0;
    for (let failures = 0; !stopping.signal.aborted; delayMs = RESTART_DELAY_MS) {
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      const reason = await start();
      if (reason === null) break;
      failures += 1;
      if (failures === 2) onCrash?.({ recovered: false, reason });
    }
    watch(current);
    onCrash?.({ recovered: true });
  };
  watch(first);
  return {
    pid: () => current.pid,
    async stop() {
      stopping.abort();
      await restarting;
      await current.stop();
    },
  };
}
