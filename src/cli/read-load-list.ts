import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { formatRuleFault, sortRuleFaults, type Position, type RuleFault } from '../core/rules/parse/index.js';
import { StartupError } from '../platform/errors/index.js';
import { parseLoadList } from './parse-load-list.js';
import type { Load } from './send-loads.js';
import { describeFile } from './upload-files.js';

/** A load that can be sent, and where the list has it. */
export interface LoadToSend extends Load {
  readonly at: Position;
}

/**
 * Reads a list of loads and looks at every file that it names.
 *
 * @throws StartupError with all faults of the list, its missing and its unreadable files among them
 */
export async function readLoadList(list: string): Promise<readonly LoadToSend[]> {
  const parsed = parseLoadList(await readFile(list, 'utf8'), list);
  const faults = [...parsed.faults];
  const loads: LoadToSend[] = [];
  for (const { system, domain, files: named, at } of parsed.loads) {
    const files: Load['files'][number][] = [];
    for (const { path, at: place } of named) {
      const file = await describeFile(isAbsolute(path) ? path : join(dirname(list), path));
      if (typeof file === 'string') faults.push({ file: list, ...place, message: file });
      else files.push(file);
    }
    loads.push({ system, domain, files, at });
  }
  requireNoFaults(faults);
  return loads;
}

/** @throws StartupError with one line for each fault */
export function requireNoFaults(faults: readonly RuleFault[]): void {
  if (faults.length === 0) return;
  const lines = sortRuleFaults(faults).map(formatRuleFault);
  throw new StartupError([...lines, 'Nothing was sent.'].join('\n'));
}
