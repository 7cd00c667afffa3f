import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from '../errors/index.js';

/** A new cluster takes 60 MB and its write-ahead log up to 2 GB; below this a first load is bound to fail. */
const FREE_BYTES_MIN = 512 * 1024 ** 2;

/**
 * Makes the data folder if needed, and makes sure that it can be written to and has room.
 *
 * @throws StartupError
 */
export function prepareDataFolder(folder: string): void {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, 'x', { flush: true });
    rmSync(probe);
  } catch (error) {
    throw explainFolderError(error, folder);
  }
  const freeBytes = freeBytesOf(folder);
  if (freeBytes < FREE_BYTES_MIN) {
    const freeMb = Math.floor(freeBytes / 1024 ** 2);
    throw new StartupError(
      `The disk that holds ${folder} has only ${freeMb} MB left and Touchstone needs ${FREE_BYTES_MIN / 1024 ** 2} MB to start; free some space or set TOUCHSTONE_DATA_DIR to another disk.`,
    );
  }
}

/** One level at a time: Node's own recursive way never returns where a file system refuses with ENOENT (below /proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o755 });
  } catch (error) {
    // Another starter made it between the two lines.
    if (!existsSync(folder)) throw error;
  }
}

/** Bytes that this user may still write to the disk of a folder. */
export function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function explainFolderError(error: unknown, folder: string): StartupError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') {
    return new StartupError(
      `The disk that holds ${folder} is full; free some space or set TOUCHSTONE_DATA_DIR to another disk.`,
      { cause: error },
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StartupError(`${folder} is not a folder; set TOUCHSTONE_DATA_DIR to another place.`, {
      cause: error,
    });
  }
  return new StartupError(
    `This user may not write to ${folder} (${String(code)}); change its owner or set TOUCHSTONE_DATA_DIR to another folder.`,
    {
      cause: error,
    },
  );
}
