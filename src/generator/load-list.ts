import type { ManifestFile } from './manifest.js';

/** Files of other feeds in which a load looks names up, by system and domain. */
const LOOKED_UP: Readonly<Record<string, readonly string[]>> = {
  // The makers of items are vendors.
  'sap item': ['sap/LFA1.csv'],
  // Prices name the members that they are for.
  'gpo contract': ['gpo/member_roster.txt'],
};

/**
 * The snapshot as a list for `touchstone ingest --list`: a load for each domain of each system. Domains come in the order of the
 * manifest, in which what others point at is first.
 *
 * @param files of the manifest; those of later deliveries are left out
 */
export function loadListOf(files: readonly ManifestFile[]): string {
  const snapshot = files.filter(({ day }) => day === undefined);
  const domains = new Set(snapshot.flatMap(({ domain }) => domain ?? []));
  const loads = new Map<string, string[]>();
  for (const domain of domains) {
    for (const { path, system, domain: own, alsoHolds = [] } of snapshot) {
      if (system === undefined || (own !== domain && !alsoHolds.includes(domain))) continue;
      const key = `${system} ${domain}`;
      loads.set(key, [...(loads.get(key) ?? []), path]);
    }
  }
  const lines = [...loads].map(([key, own]) => {
    const [system, domain] = key.split(' ');
    const paths = [...own, ...(LOOKED_UP[key] ?? [])];
    return `  - { system: ${system}, domain: ${domain}, files: [${paths.join(', ')}] }\n`;
  });
  return `# What the systems hold, for: touchstone ingest --list <this file> --bulk\nloads:\n${lines.join('')}`;
}
