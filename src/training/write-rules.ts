import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../platform/errors/index.js';

/** A file of a rules folder. */
export interface WrittenFile {
  /** Relative to the rules folder. */
  readonly file: string;
  readonly text: string;
}

/**
 * Writes a copy of the whole rules folder with some files made anew, so that it can be checked, compared and activated.
 *
 * @throws StartupError when something is in the way
 */
export async function writeRules(folder: string, out: string, files: readonly WrittenFile[]): Promise<void> {
  const inTheWay = await readdir(out).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new StartupError(`${out} is no folder that can be written to.`, { cause: error });
  });
  if (inTheWay.length > 0) throw new StartupError(`${out} is not empty; give a new folder.`);
  await mkdir(out, { recursive: true });
  await cp(folder, out, { recursive: true });
  for (const { file, text } of files) await writeFile(join(out, file), text);
}
