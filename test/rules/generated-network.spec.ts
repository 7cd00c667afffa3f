import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseLoadList } from '../../src/cli/parse-load-list.js';
import { formatRuleFault } from '../../src/core/rules/parse/index.js';
import { demoBatches } from '../../src/demo/demo-batches.js';
import { writeNetwork } from '../../src/generator/index.js';
import type { Manifest } from '../../src/generator/index.js';
import { loadRules, readRuleFolder } from '../../src/rules/index.js';
import { readBatch } from './read-batch.js';
import { RULES_FOLDER } from './shipped-rules.js';

let folder = '';
let manifest: Manifest;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-network-'));
  manifest = await writeNetwork({ scale: '10k', seed: 1, dirt: 1, out: folder });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Paths of the snapshot's files by `system domain`; a file that holds two domains stands under both. */
function snapshots(): ReadonlyMap<string, readonly string[]> {
  const sets = new Map<string, string[]>();
  for (const { day, system, domain, alsoHolds = [], path } of manifest.files) {
    if (day !== undefined || system === undefined || domain === undefined) continue;
    for (const each of [domain, ...alsoHolds]) {
      const name = `${system} ${each}`;
      sets.set(name, [...(sets.get(name) ?? []), path]);
    }
  }
  return sets;
}

describe('the system files', () => {
  it('read every record of a generated network under its key, and nothing else', async () => {
    const loaded = loadRules(await readRuleFolder(RULES_FOLDER));
    if (!loaded.ok) throw new Error(loaded.faults.map(formatRuleFault).join('\n'));
    const truth = new Map<string, Set<string>>();
    const lines = (await readFile(join(folder, 'truth/records.csv'), 'utf8')).trim().split('\n').slice(1);
    for (const line of lines) {
      const [, system = '', key = '', domain = ''] =
        /^([^,]*),("(?:[^"]|"")*"|[^,]*),([^,]*),/.exec(line) ?? [];
      const plain = key.startsWith('"') ? key.slice(1, -1).replaceAll('""', '"') : key;
      const name = `${system} ${domain}`;
      truth.set(name, (truth.get(name) ?? new Set()).add(plain));
    }
    const sets = snapshots();
    expect([...sets.keys()].sort()).toEqual([...truth.keys()].sort());
    for (const [name, paths] of sets) {
      const [system = '', domain = ''] = name.split(' ');
      const files = paths.map(async path => ({
        name: basename(path),
        content: await readFile(join(folder, path)),
      }));
      const batch = await readBatch(loaded.rules, system, domain, await Promise.all(files));
      expect(batch.causes, name).toEqual([]);
      expect(batch.records.flatMap(record => record.faults), name).toEqual([]); // prettier-ignore
      expect(new Set(batch.byKey.keys()), name).toEqual(truth.get(name));
      expect(batch.records, name).toHaveLength(batch.byKey.size);
    }
  }, 120_000);

  it('ask of each load for the files that the list of loads has, suppliers before contracts', async () => {
    const loaded = loadRules(await readRuleFolder(RULES_FOLDER));
    if (!loaded.ok) throw new Error(loaded.faults.map(formatRuleFault).join('\n'));
    const { systems } = loaded.rules;
    const list = parseLoadList(await readFile(join(folder, 'loads.yaml'), 'utf8'), 'loads.yaml');
    expect(list.faults).toEqual([]);
    const listed = list.loads.map(
      ({ system, domain, files }) =>
        `${system} ${domain}: ${files
          .map(({ path }) => path)
          .sort()
          .join(' ')}`,
    );
    const asked = demoBatches(manifest, (system, domain) => {
      const source = systems.byId.get(system)?.domains.find(each => each.domain === domain);
      if (source === undefined) throw new Error(`${system} sends no ${domain}`);
      return source;
    }).map(({ system, domain, paths }) => `${system} ${domain}: ${[...paths].sort().join(' ')}`);
    expect([...listed].sort()).toEqual([...asked].sort());
    const domains = list.loads
      .map(({ domain }) => domain)
      .filter((domain, place, all) => domain !== all[place - 1]);
    expect(domains).toEqual(['location', 'costCenter', 'supplier', 'item', 'contract']);
  });
});
