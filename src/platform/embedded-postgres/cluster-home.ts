import { randomBytes, randomUUID } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { StartupError } from '../errors/startup-error.js';
import { canEnter, type PostgresAccount } from './postgres-account.js';

/**
 * What must be remembered of an embedded cluster between two starts. It lies in the hub's own data folder, readable by
 * the hub's user only, because it holds the password.
 */
interface ClusterFile {
  readonly id: string;
  /** Absolute folder of the cluster; differs from the data folder only when PostgreSQL's account cannot get there. */
  readonly home: string;
  readonly port: number;
  readonly password: string;
  /** Tells the cluster's files from a copy of them: {@link fingerprintOf}. Absent until the cluster has run once. */
  readonly fingerprint?: string;
}

/** Where one cluster lives, and how to get in. */
export interface ClusterHome extends ClusterFile {
  /** PostgreSQL's own data directory. */
  readonly data: string;
  /** Folder of the unix socket, `null` where its path would be longer than the system allows. */
  readonly socketFolder: string | null;
  readonly logFile: string;
}

/** 104 bytes on macOS and 108 on Linux, the terminating zero included (`sockaddr_un`). */
const SOCKET_PATH_MAX = 103;

/** Root-owned places outside any home folder, in the order of preference. */
const HOMES_FOR_ROOT = ['/var/lib/touchstone', '/var/tmp/touchstone'];

/**
 * Reads, or makes up and keeps, the port, the password and the place of the cluster that belongs to `folder`. The port
 * changes only when another program took it.
 *
 * @param folder the hub's data folder, absolute and existing
 */
export async function openClusterHome(folder: string, account: PostgresAccount | null): Promise<ClusterHome> {
  const path = join(folder, 'postgres.json');
  const known = readClusterFile(path);
  const file: ClusterFile = known ?? {
    ...chooseHome(folder, account),
    port: 0,
    password: randomBytes(24).toString('base64url'),
  };
  if (!existsSync(file.home)) mkdirSync(file.home, { recursive: true, mode: 0o700 });
  const port = file.port !== 0 && (await isFree(file.port)) ? file.port : await findFreePort();
  if (known === null || known.port !== port) writeClusterFile(path, { ...file, port });
  return describeHome({ ...file, port }, account);
}

function describeHome(file: ClusterFile, account: PostgresAccount | null): ClusterHome {
  const run = join(file.home, 'run');
  mkdirSync(run, { recursive: true, mode: 0o700 });
  if (account !== null) {
    chownSync(file.home, account.uid, account.gid);
    chownSync(run, account.uid, account.gid);
  }
  return {
    ...file,
    data: join(file.home, 'data'),
    socketFolder: Buffer.byteLength(join(run, `.s.PGSQL.${file.port}`)) <= SOCKET_PATH_MAX ? run : null,
    logFile: join(file.home, 'postgres.log'),
  };
}

function chooseHome(folder: string, account: PostgresAccount | null): { id: string; home: string } {
  const id = randomUUID().slice(0, 8);
  if (canEnter(folder, account)) return { id, home: join(folder, 'postgres') };
  return { id, home: join(findFolderForRoot(account), id) };
}

/**
 * A folder outside any home that root alone may write to and PostgreSQL's account may enter. Others must not be able to
 * put their own programs or files in its place.
 *
 * @throws StartupError when there is none
 */
export function findFolderForRoot(account: PostgresAccount | null): string {
  for (const candidate of HOMES_FOR_ROOT) {
    try {
      mkdirSync(candidate, { recursive: true, mode: 0o755 });
      const { uid, mode } = lstatSync(candidate);
      if (uid === 0 && (mode & 0o022) === 0 && canEnter(candidate, account)) return candidate;
    } catch {
      continue;
    }
  }
  throw new StartupError(
    `PostgreSQL runs as "${account?.name}" and cannot enter this folder, nor is there another place for its files; set TOUCHSTONE_DATA_DIR to a folder that every account may enter, or set DATABASE_URL.`,
  );
}

/** What is remembered in a file that `openClusterHome` wrote, `null` when there is none. */
export function readClusterFile(path: string): ClusterFile | null {
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, 'utf8')) as ClusterFile;
}

function writeClusterFile(path: string, file: ClusterFile): void {
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
}

/** Tells these files from every copy of them: a copied file has another inode, or the same one born at another time. */
export function fingerprintOf({ data }: ClusterHome): string {
  const { ino, birthtimeMs } = statSync(join(data, 'PG_VERSION'));
  return `${ino}-${Math.trunc(birthtimeMs)}`;
}

/** Remembers the files that the cluster runs on. */
export function rememberFingerprint(folder: string, home: ClusterHome): void {
  const path = join(folder, 'postgres.json');
  const known = readClusterFile(path);
  const fingerprint = fingerprintOf(home);
  if (known !== null && known.fingerprint !== fingerprint) writeClusterFile(path, { ...known, fingerprint });
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() =>
          typeof address === 'object' && address !== null
            ? resolve(address.port)
            : reject(new Error('no port')),
        );
      });
  });
}
