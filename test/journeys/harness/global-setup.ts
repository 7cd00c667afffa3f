import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ask, enterByLink } from './api.js';
import { freePort, runCommand, startHub, stopHub, type Hub } from './hub-process.js';
import { hirePeople, PEOPLE } from './people.js';

/**
 * Starts the built hub on an empty folder, hires the people and loads suppliers and items of the invented network through the pipeline:
 * enough for a hundred questions between two systems, quarantine, waiting bank accounts, and lists that need scrolling.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-journeys-'));
  // The embedded PostgreSQL may run as another user than root, who must be able to go through.
  await chmod(folder, 0o755);
  const hub: Hub = { folder, url: `http://localhost:${await freePort()}` };
  const tearDown = async () => {
    await stopHub(hub);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const printed = await startHub(hub);
    process.env['TOUCHSTONE_JOURNEYS'] = JSON.stringify({
      ...hub,
      firstLink: /http\S+token=\S+/.exec(printed)?.[0],
    });
    await prepare(hub);
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}

async function prepare(hub: Hub): Promise<void> {
  await runCommand(
    hub,
    'user',
    'create',
    'olga',
    '--display-name',
    PEOPLE.olga.displayName,
    '--role',
    'admin',
  );
  const { url } = (await runCommand(hub, 'user', 'login-link', 'olga')) as { url: string };
  const admin = await enterByLink(hub, new URL(url).searchParams.get('token') ?? '');
  await hirePeople(hub, admin);
  const { createApiKey } = await ask<{ createApiKey: { secret: string } }>(
    hub,
    admin,
    'mutation { createApiKey(name: "nightly load", roles: ["integration"]) { secret } }',
  );
  const network = join(hub.folder, 'network');
  await runCommand(hub, 'generate', '--scale', '10k', '--seed', '1', '--out', network);
  const load = (system: string, domain: string, pattern: RegExp) =>
    ingest(hub, createApiKey.secret, system, domain, filesIn(join(network, system), pattern));
  await load('oracle-fusion', 'supplier', /^(Poz|Iby)/);
  await load('coupa', 'supplier', /^suppliers/);
  await load('coupa', 'item', /^items/);
}

function filesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder)
    .filter(name => pattern.test(name))
    .map(name => join(folder, name));
}

/** Exit code of `touchstone ingest` that says: loaded, and some rows wait in quarantine. */
const WITH_QUARANTINE = 3;

/** Sends files as a system does: by `touchstone ingest`, which waits until they are golden records. */
async function ingest(
  { folder, url }: Hub,
  apiKey: string,
  system: string,
  domain: string,
  files: readonly string[],
): Promise<void> {
  const words = [resolve('bin/touchstone.js'), 'ingest', system, domain, ...files, '--url', url];
  try {
    await promisify(execFile)(process.execPath, words, {
      cwd: folder,
      env: { PATH: process.env['PATH'], TOUCHSTONE_API_KEY: apiKey },
    });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== WITH_QUARANTINE) throw error;
  }
}
