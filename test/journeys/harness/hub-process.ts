import { execFile, spawn } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** The hub of a run: everything about it stands in one folder, so that a journey may stop it and start it again. */
export interface Hub {
  readonly folder: string;
  readonly url: string;
}

/** A start migrates an empty database and, on a busy machine, takes a while. */
const START_MAX_MS = 120_000;
const LOOK_EVERY_MS = 100;
const command = resolve('bin/touchstone.js');

/** Starts the built hub, with its own database, as `npm start` does. @returns what it printed */
export async function startHub({ folder, url }: Hub): Promise<string> {
  const log = join(folder, 'hub.log');
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, [command, 'start', '--no-demo', '--port', new URL(url).port], {
    cwd: folder,
    env: environment(folder, url),
    // A group of its own: Ctrl-C ends the journeys first, and they end the hub.
    detached: true,
    stdio: ['ignore', output, output],
  });
  child.unref();
  writeFileSync(join(folder, 'hub.pid'), String(child.pid));
  for (const startedAt = Date.now(); Date.now() - startedAt < START_MAX_MS; await sleep(LOOK_EVERY_MS)) {
    const printed = readFileSync(log, 'utf8');
    if (/Sign in (?:at|once)/.test(printed)) return printed;
    if (child.exitCode !== null) throw new Error(`the hub ended while it started:\n${printed}`);
  }
  throw new Error(`the hub did not start within ${START_MAX_MS / 1000} s:\n${readFileSync(log, 'utf8')}`);
}

/** Stops the hub and waits until it is gone: `SIGTERM` as an operator does, `SIGKILL` as a power cut. */
export async function stopHub({ folder }: Hub, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  const pid = Number(readFileSync(join(folder, 'hub.pid'), 'utf8'));
  if (!isAlive(pid)) return;
  process.kill(pid, signal);
  while (isAlive(pid)) await sleep(LOOK_EVERY_MS);
}

/** Runs a `touchstone` command against the hub. @returns what it printed with `--json` */
export async function runCommand({ folder, url }: Hub, ...words: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...words, '--json'], {
    cwd: folder,
    env: environment(folder, url),
  });
  return JSON.parse(stdout);
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise(closed => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** Only what a newcomer has: settings of the person who runs the tests must not lead to their database. */
function environment(folder: string, url: string): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'USER', 'SystemRoot', 'TEMP'];
  return {
    ...Object.fromEntries(kept.map(name => [name, process.env[name]])),
    PORT: new URL(url).port,
    TOUCHSTONE_DATA_DIR: join(folder, 'data'),
    TOUCHSTONE_RULES_DIR: resolve('golden-record-rules'),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
