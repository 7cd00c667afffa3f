import type { Manifest, ManifestFile } from '../generator/index.js';

/** Files that make one batch: what belongs together by the manifest, once per domain that its lines hold. */
export interface DemoBatch {
  readonly system: string;
  readonly domain: string;
  readonly paths: readonly string[];
  readonly records: number;
}

/** The batches of the snapshot, in the manifest's order: what others point at comes first. */
export function demoBatches(manifest: Manifest): DemoBatch[] {
  const batches: DemoBatch[] = [];
  const done = new Set<string>();
  for (const file of manifest.files) {
    if (file.system === undefined || file.domain === undefined || file.day !== undefined) continue;
    const set = file.joinSet === undefined ? [file] : manifest.files.filter(other => isSameSet(file, other));
    for (const domain of [file.domain, ...(file.alsoHolds ?? [])]) {
      const name = `${file.system} ${domain} ${set.map(each => each.path).join(' ')}`;
      if (done.has(name)) continue;
      done.add(name);
      const records = manifest.records[file.system]?.[domain] ?? file.lines;
      batches.push({ system: file.system, domain, paths: set.map(each => each.path), records });
    }
  }
  return batches;
}

function isSameSet(file: ManifestFile, other: ManifestFile): boolean {
  return other.system === file.system && other.joinSet === file.joinSet && other.day === undefined;
}
