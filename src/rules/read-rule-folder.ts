import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { DomainError } from '../core/model/index.js';
import type { RuleFile } from '../core/rules/parse/index.js';

/** Files beside the rules that are none: the generated schema and what editors leave behind. */
const RULE_FILE = /^[^/.][^/]*\/(?:[^/.][^/]*\/)*[^/.][^/]*\.(?:yaml|yml|json)$/;

/**
 * Reads all rule files of a folder, with paths relative to it.
 *
 * @throws DomainError `RULES.FOLDER_UNREADABLE` when the folder is missing, cannot be read or holds no rules: a hub must not be
 * emptied of them by a mistyped path
 */
export async function readRuleFolder(folder: string): Promise<readonly RuleFile[]> {
  const files = await readFiles(folder).catch((error: unknown) => {
    throw new DomainError('RULES.FOLDER_UNREADABLE', `the rules folder ${folder} cannot be read`, {
      cause: error,
    });
  });
  if (files.length > 0) return files;
  throw new DomainError('RULES.FOLDER_UNREADABLE', `the folder ${folder} holds no rules`);
}

async function readFiles(folder: string): Promise<readonly RuleFile[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.map(name => name.split(sep).join('/')).filter(path => RULE_FILE.test(path));
  return Promise.all(
    paths.toSorted().map(async path => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  );
}
