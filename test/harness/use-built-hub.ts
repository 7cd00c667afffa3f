import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { BuiltHub, type HubProcess } from './built-hub.js';

/** The command line as people run it, for the tests of one file. */
export interface BuiltCommand {
  /** Runs `touchstone <words>` with no environment but `variables`, ports that are free, and a quiet log. */
  readonly touchstone: (words: readonly string[], variables?: Readonly<Record<string, string>>) => HubProcess;
  /** A new folder that is removed after the last test. */
  readonly makeFolder: () => Promise<string>;
}

/**
 * Compiles the hub for the tests of this file and ends what they left running.
 *
 * @param name of the build's folder: files may be tested at the same time
 */
export function useBuiltHub(name: string): BuiltCommand {
  const built = new BuiltHub(name);
  const folders: string[] = [];
  beforeAll(() => built.build(), 120_000);
  afterAll(() => {
    built.dispose();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return {
    touchstone: (words, variables = {}) => built.run(words, variables),
    async makeFolder() {
      const folder = await mkdtemp(join(tmpdir(), 'touchstone-start-'));
      await chmod(folder, 0o755);
      folders.push(folder);
      return folder;
    },
  };
}
