import { beforeEach, describe, expect, it } from 'vitest';
import type { Attributes } from '../../../src/core/model/index.js';
import type { NeighbourRecord } from '../../../src/golden-records/index.js';
import { resolveRecords, takeIn } from '../../../src/offline/index.js';
import { loadRules, readRuleFolder } from '../../../src/rules/index.js';
import { mappingOf } from '../../../src/sources/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from './empty-hub.js';
import { goldenShapes, type GoldenShape } from './golden-shapes.js';
import { submitSuppliers } from './submit-suppliers.js';
import { seededRandom, shuffled, supplierNetwork, type SupplierRow } from './supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const ROWS = supplierNetwork(48);

async function submit(rows: readonly SupplierRow[]): Promise<void> {
  for (const system of ['alpha', 'beta'] as const) {
    const own = rows.filter(row => row.system === system);
    if (own.length === 0) continue;
    const outcomes = await submitSuppliers(hub(), system, ...own.map(({ fields }) => fields));
    expect(outcomes.filter(each => each.outcome !== 'created')).toEqual([]);
  }
}

/** Submits row by row from `workers` sides at once, each taking the next row as soon as it is free. */
async function submitConcurrently(rows: readonly SupplierRow[], workers: number): Promise<void> {
  const waiting = [...rows];
  const work = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) await submit([row]);
  };
  await Promise.all(Array.from({ length: workers }, work));
}

/** What `touchstone dedupe --domain` makes of the rows, given to it as one file of each system. */
async function resolveOffline(rows: readonly SupplierRow[]): Promise<Omit<GoldenShape, 'title'>[]> {
  const loaded = loadRules(await readRuleFolder(hub().config.rules.path));
  if (!loaded.ok) throw new Error('the rules have faults');
  const { ruleSet } = loaded.rules.domains.get('supplier')!;
  const now = new Date().toISOString();
  const records: NeighbourRecord[] = [];
  for (const name of ['alpha', 'beta']) {
    const mapping = mappingOf(loaded.rules, name, 'supplier');
    const own = rows.filter(row => row.system === name).map(({ fields }) => fields);
    const columns = [...mapping.columns.values()].flatMap(names => [...names]);
    const lines = [columns, ...own.map(fields => columns.map(column => `"${fields[column] ?? ''}"`))];
    const content = new TextEncoder().encode(lines.map(cells => cells.join(',')).join('\n'));
    const taken = await takeIn(mapping, ruleSet, [{ name: 'suppliers.csv', content }], now);
    expect(taken.refused).toEqual([]);
    records.push(...taken.records);
  }
  const numbered = records.map((record, at) => ({ ...record, recordId: String(at + 1) }));
  const nameOf = new Map(numbered.map(({ recordId, system, key }) => [recordId, `${system} ${key}`]));
  let ids = 0;
  const newId = (): string => String((ids += 1));
  const { plan } = resolveRecords(loaded.rules, 'supplier', numbered, { now, newId, actor: 'test' });
  return plan.goldens
    .map(({ after, members }) => ({
      members: members.map(id => nameOf.get(id)!).sort(),
      status: after.status,
      attributes: JSON.parse(JSON.stringify(after.attributes)) as Attributes,
    }))
    .sort((left, right) => (left.members.join() < right.members.join() ? -1 : 1));
}

describe('the order and the concurrency of a load', { timeout: 180_000 }, () => {
  let expected: GoldenShape[] = [];

  beforeEach(() => emptyHub(hub().database));

  it('has a load that joins duplicates and keeps vetoed suppliers apart, one by one', async () => {
    for (const row of ROWS) await submit([row]);
    expected = await goldenShapes(hub());
    expect(expected.flatMap(shape => shape.members)).toHaveLength(ROWS.length);
    const cluster = new Map(
      expected.flatMap((shape, at) => shape.members.map(member => [member, at] as const)),
    );
    const known = ROWS.filter(row => row.truth !== null);
    const clustersOf = (truth: string | null): Set<number | undefined> =>
      new Set(
        known
          .filter(row => row.truth === truth)
          .map(row => cluster.get(`${row.system} ${row.fields['ID'] ?? ''}`)),
      );
    const found = [...new Set(known.map(row => row.truth))].map(truth => [truth, ...clustersOf(truth)]);
    expect(found.filter(each => each.length !== 2)).toEqual([]);
    expect(new Set(found.map(each => each[1])).size).toBe(found.length);
  });

  it('gives the same golden records from one batch', async () => {
    await submit(ROWS);
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('gives the same golden records offline, from files', async () => {
    const shapes = expected
      .map(({ members, status, attributes }) => ({ members, status, attributes }))
      .sort((left, right) => (left.members.join() < right.members.join() ? -1 : 1));
    expect(await resolveOffline(ROWS)).toEqual(shapes);
  });

  it.each([1, 4, 16])(
    'gives the same golden records in shuffled order with %i workers at once',
    async workers => {
      await submitConcurrently(shuffled(ROWS, seededRandom(100 + workers)), workers);
      expect(await goldenShapes(hub())).toEqual(expected);
    },
  );
});
