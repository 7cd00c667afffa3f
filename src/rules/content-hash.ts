import { createHash } from 'node:crypto';
import type { RuleFile } from '../core/rules/parse/index.js';

/** SHA-256 over paths and texts, in the order of the paths: the same files give the same hash on every machine. */
export function contentHash(files: readonly RuleFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of sortedByPath(files)) hash.update(path).update('\0').update(text).update('\0');
  return hash.digest('hex');
}

/** Files in code-unit order of their paths. */
export function sortedByPath(files: readonly RuleFile[]): readonly RuleFile[] {
  return files.toSorted((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
}
