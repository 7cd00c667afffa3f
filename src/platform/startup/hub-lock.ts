import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../errors/index.js';

interface LockOwner {
  readonly pid: number;
  /** When that process started, in the system's own words: tells it from a later process with the same number. */
  readonly started: string;
}

/**
 * Makes sure that one hub alone uses a data folder. The lock of a process that is gone (`kill -9`, power cut) counts
 * for nothing.
 *
 * @returns the function that gives the folder free
 * @throws StartupError while another hub runs on the folder
 */
export function lockDataFolder(folder: string): () => void {
  const path = join(folder, 'hub.lock');
  const own: LockOwner = { pid: process.pid, started: startOf(process.pid) ?? 'unknown' };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own), { flush: true });
  try {
    // A hard link appears at once and whole, or fails because there is one: no reader sees half a lock.
    while (!linkUnlessThere(draft, path)) removeStaleLock(path, folder);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readOwner(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

/**
 * Says at once that a hub runs on this folder already, before its port is taken for somebody else's.
 *
 * @throws StartupError
 */
export function refuseSecondHub(folder: string): void {
  const pid = findRunningHub(folder);
  if (pid !== null) throw anotherHub(pid, folder);
}

function anotherHub(pid: number, folder: string): StartupError {
  return new StartupError(
    `Another Touchstone (process ${pid}) runs on ${folder}; stop it first, or set TOUCHSTONE_DATA_DIR to another folder.`,
  );
}

/** The process that runs a hub on this folder, `null` when none does. */
export function findRunningHub(folder: string): number | null {
  const owner = readOwner(join(folder, 'hub.lock'));
  return owner !== null && isRunning(owner) ? owner.pid : null;
}

function removeStaleLock(path: string, folder: string): void {
  const owner = readOwner(path);
  if (owner !== null && isRunning(owner)) throw anotherHub(owner.pid, folder);
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  // Another starter may have taken over between our look and the renaming: then what we moved is its lock.
  const moved = readOwner(aside);
  if (moved !== null && isRunning(moved)) linkUnlessThere(aside, path);
  rmSync(aside, { force: true });
}

function linkUnlessThere(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(path: string): LockOwner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockOwner;
  } catch {
    return null;
  }
}

function isRunning({ pid, started }: LockOwner): boolean {
  return startOf(pid) === started;
}

function startOf(pid: number): string | null {
  try {
    if (process.platform !== 'linux') {
      return (
        execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
          encoding: 'utf8',
          stdio: 'pipe',
        }).trim() || null
      );
    }
    // The name in field 2 may hold spaces and parentheses, so count from behind it: state is 3, the start time 22.
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return state === 'Z' ? null : `${boot}:${fields[18]}`;
  } catch {
    return null;
  }
}
