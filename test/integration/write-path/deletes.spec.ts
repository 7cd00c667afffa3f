import { beforeEach, describe, expect, it } from 'vitest';
import { HistoryService } from '../../../src/golden-records/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from './empty-hub.js';
import { submitSuppliers } from './submit-suppliers.js';
import { supplierFields } from './supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const OLD = { ...supplierFields(1), ID: 'G1', GONE: '', CHANGED: '2026-01-05' };
const GONE = { ...OLD, GONE: 'X', CHANGED: '2026-02-01' };

beforeEach(async () => emptyHub(hub().database));

async function submit(...rows: Readonly<Record<string, string>>[]): Promise<string[]> {
  const outcomes = await submitSuppliers(hub(), 'gamma', ...rows);
  return outcomes.map(each => each.outcome);
}

async function statuses(): Promise<string[]> {
  const rows = await hub().database.query<{ status: string }>(
    `SELECT status FROM golden_record ORDER BY created_at`,
  );
  return rows.map(row => row.status);
}

describe('a row that deletes a record', () => {
  it('leaves the golden record inactive and readable', async () => {
    await submit(OLD);
    expect(await submit(GONE)).toEqual(['deleted']);
    expect(await statuses()).toEqual(['INACTIVE']);
  });

  it('is counted as a deletion when the hub never had the record, once, and makes no golden record', async () => {
    expect(await submit(GONE)).toEqual(['deleted']);
    expect(await submit(GONE)).toEqual(['unchanged']);
    expect(await statuses()).toEqual([]);
  });

  it('keeps an older version of the record that arrives late from coming to life', async () => {
    await submit(GONE);
    expect(await submit(OLD)).toEqual(['stale']);
    expect(await statuses()).toEqual([]);
  });

  it('that was said again later holds against what came between', async () => {
    await submit(OLD);
    await submit(GONE);
    expect(await submit({ ...GONE, CHANGED: '2026-03-01' })).toEqual(['unchanged']);
    expect(await submit({ ...OLD, CHANGED: '2026-02-15' })).toEqual(['stale']);
    expect(await statuses()).toEqual(['INACTIVE']);
    expect(await submit({ ...OLD, CHANGED: '2026-03-02' })).toEqual(['updated']);
  });

  it('that was said again later still counts from when it was said first', async () => {
    await submit(OLD);
    await submit(GONE);
    expect(await submit({ ...GONE, CHANGED: '2026-03-01' })).toEqual(['unchanged']);
    const [golden] = await hub().database.query<{ id: string }>(`SELECT id FROM golden_record`);
    const view = await hub().get(HistoryService).view(golden!.id, new Date('2026-02-10'), null);
    expect(view).toMatchObject({ members: [{ deleted: true }] });
  });

  it('gives way to a newer version of the record', async () => {
    await submit(GONE);
    expect(await submit({ ...OLD, CHANGED: '2026-03-01' })).toEqual(['updated']);
    expect(await statuses()).toEqual(['ACTIVE']);
  });
});
