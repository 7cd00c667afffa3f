import { assignFiles } from '../core/mapping/index.js';
import type { DomainSource } from '../core/rules/index.js';
import type { Manifest } from '../generator/index.js';

/** Files that make one batch. */
export interface DemoBatch {
  readonly system: string;
  readonly domain: string;
  /** Paths below the demo folder. */
  readonly paths: readonly string[];
  readonly records: number;
}

/**
 * The batches of the snapshot: for each domain of each system the files that its system file asks for. They come in the
 * manifest's order, in which what others point at is first.
 */
export function demoBatches(
  manifest: Manifest,
  sourceOf: (system: string, domain: string) => DomainSource,
): DemoBatch[] {
  const batches = new Map<string, DemoBatch>();
  for (const file of manifest.files) {
    if (file.system === undefined || file.domain === undefined || file.day !== undefined) continue;
    const paths = manifest.files.flatMap(each =>
      each.system === file.system && each.day === undefined ? [each.path] : [],
    );
    for (const domain of [file.domain, ...(file.alsoHolds ?? [])]) {
      const { positions } = assignFiles(sourceOf(file.system, domain), paths);
      batches.set(`${file.system} ${domain}`, {
        system: file.system,
        domain,
        // One file may play two parts, for instance suppliers and the list in which their parents are looked up.
        paths: [...new Set(positions.values())].flatMap(position => paths[position] ?? []),
        records: manifest.records[file.system]?.[domain] ?? file.lines,
      });
    }
  }
  return [...batches.values()];
}
