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
 * The batches of the snapshot, or of a later day: for each domain of each system the files that its system file asks for. They come in the
 * manifest's order, in which what others point at is first. A system that has nothing to say on a day sends nothing.
 *
 * @param day 1, 2, 3…; without it the snapshot
 */
export function demoBatches(
  manifest: Manifest,
  sourceOf: (system: string, domain: string) => DomainSource,
  day?: number,
): DemoBatch[] {
  const batches = new Map<string, DemoBatch>();
  const sent = manifest.files.filter(file => file.day === day);
  for (const file of sent) {
    if (file.system === undefined || file.domain === undefined || file.lines === 0) continue;
    const paths = sent.flatMap(each => (each.system === file.system ? [each.path] : []));
    for (const domain of [file.domain, ...(file.alsoHolds ?? [])]) {
      if (batches.has(`${file.system} ${domain}`)) continue;
      const { positions } = assignFiles(sourceOf(file.system, domain), paths);
      batches.set(`${file.system} ${domain}`, {
        system: file.system,
        domain,
        // One file may play two parts, for instance suppliers and the list in which their parents are looked up.
        paths: [...new Set(positions.values())].flatMap(position => paths[position] ?? []),
        records: (day === undefined ? manifest.records[file.system]?.[domain] : undefined) ?? file.lines,
      });
    }
  }
  return [...batches.values()];
}
