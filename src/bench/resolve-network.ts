import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DecidedPair } from '../core/matching/index.js';
import { demoBatches } from '../demo/demo-batches.js';
import type { Manifest } from '../generator/index.js';
import type { NeighbourRecord } from '../golden-records/index.js';
import { resolveRecords, takeIn, type Resolution } from '../offline/index.js';
import type { LoadedRules } from '../rules/index.js';
import { mappingOf } from '../sources/index.js';
import { recordName, type HubFault, type HubOutcome } from './quality-facts.js';

/** What is done on the way, for whoever looks for the reason of a decision. */
export interface ResolvedDomain {
  readonly records: readonly NeighbourRecord[];
  readonly pairs: readonly DecidedPair[];
  readonly outcome: HubOutcome;
}

/** Time at which trust is judged and records are taken in; with it, the same network gives the same golden records. */
const NOW = '2026-11-01T00:00:00.000Z';

/**
 * What the hub makes of a network, without database and jobs.
 * @param folder where `writeNetwork` wrote the network
 */
export async function resolveDomain(
  rules: LoadedRules,
  folder: string,
  manifest: Manifest,
  domain: string,
): Promise<ResolvedDomain> {
  const ruleSet = rules.domains.get(domain)?.ruleSet;
  if (ruleSet === undefined) throw new Error(`no rules for ${domain}`);
  const records: NeighbourRecord[] = [];
  const faults: HubFault[] = [];
  for (const batch of demoBatches(manifest, (system, name) => mappingOf(rules, system, name).source)) {
    if (batch.domain !== domain) continue;
    const { system } = batch;
    const files = batch.paths.map(async path => ({
      name: basename(path),
      content: await readFile(join(folder, path)),
    }));
    const taken = await takeIn(mappingOf(rules, system, domain), ruleSet, await Promise.all(files), NOW);
    for (const { key, causes } of taken.refused)
      if (key !== null)
        faults.push(...causes.map(({ code }) => ({ domain, name: recordName(system, key), code })));
    for (const record of taken.records) {
      const name = recordName(system, record.key);
      faults.push(...record.faults.map(({ code }) => ({ domain, name, code })));
      records.push({ ...record, recordId: String(records.length + 1) });
    }
  }
  let ids = 0;
  const newId = (): string => `${domain}-${(ids += 1)}`;
  const resolution = resolveRecords(rules, domain, records, { now: NOW, newId, actor: 'bench' });
  return { records, pairs: resolution.pairs, outcome: outcomeOf(domain, records, resolution, faults) };
}

function outcomeOf(
  domain: string,
  records: readonly NeighbourRecord[],
  { plan, goldenOf, tasks }: Resolution,
  faults: readonly HubFault[],
): HubOutcome {
  return {
    records: records.flatMap(({ recordId, system, key }) => {
      const goldenId = goldenOf.get(recordId);
      return goldenId === undefined ? [] : [{ domain, name: recordName(system, key), goldenId }];
    }),
    tasks: tasks.map(({ goldenIds }) => ({ domain, goldenIds })),
    faults,
    goldens: plan.goldens.map(({ after }) => ({
      id: after.id,
      attributes: after.attributes,
      winners: Object.fromEntries(
        Object.entries(after.provenance).flatMap(([name, { winner }]) =>
          winner === undefined ? [] : [[name, winner.system] as const],
        ),
      ),
    })),
  };
}
