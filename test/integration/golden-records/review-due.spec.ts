import { beforeEach, describe, expect, it, vi } from 'vitest';
import { GoldenRecordsService } from '../../../src/golden-records/index.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { JobRegistry } from '../../../src/platform/queue/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from '../write-path/empty-hub.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { manySuppliers, supplierFields, type Row } from '../write-path/supplier-network.js';

/** The portal's names are trusted 90, falling to 40 in a hundred days; the ledger's 60 for ever. */
const hub = useHub({ systems: 'decaying-systems' });
const ACT = { actor: 'user:1', correlationId: 'test', reason: 'test' };
const SINCE = '2026-01-01';
const BASE = { ...supplierFields(3), CHANGED: SINCE };

beforeEach(async () => {
  vi.restoreAllMocks();
  await emptyHub(hub().database);
  turnTo(SINCE);
});

function turnTo(day: string): void {
  vi.spyOn(hub().get(Clock), 'now').mockReturnValue(new Date(`${day}T12:00:00Z`));
}

/** Does what the sweep and the job do, and says how many golden records were looked at. */
async function review(): Promise<number> {
  let done = 0;
  for (let chunk = 1; chunk > 0; done += chunk)
    chunk = await hub().get(GoldenRecordsService).reviewDue('supplier', 5, ACT);
  return done;
}

async function goldens(): Promise<{ id: string; title: string; version: number; due: string | null }[]> {
  return hub().database.query(
    `SELECT id, title, version::int, to_char(review_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS due FROM golden_record ORDER BY created_at, id`,
  );
}

describe('a golden record whose values time changes', () => {
  beforeEach(async () => {
    await submitSuppliers(hub(), 'portal', { ...BASE, ID: 'P1', NAME: 'Cascade Surgical Supply, Inc.' });
    await submitSuppliers(hub(), 'ledger', { ...BASE, ID: 'L1', NAME: 'CASCADE SURGICAL SUPPLY INC' });
  });

  it('falls due on the day on which another source becomes the more trusted, and changes then', async () => {
    const [golden] = await goldens();
    // 90 − 0.5 a day reaches 60 after 60 days.
    expect(golden).toMatchObject({ title: 'Cascade Surgical Supply, Inc.', due: '2026-03-02' });
    turnTo('2026-03-01');
    expect(await review()).toBe(0);
    turnTo('2026-03-04');
    expect(await review()).toBe(1);
    expect(await goldens()).toMatchObject([
      { title: 'CASCADE SURGICAL SUPPLY INC', version: (golden?.version ?? 0) + 1, due: null },
    ]);
    const events = await hub().database.query(`SELECT changed FROM outbox ORDER BY seq DESC LIMIT 1`);
    expect(events).toEqual([{ changed: ['legalName'] }]);
    expect(await review()).toBe(0);
  });

  it('is then what it would be if everything had arrived on that day', async () => {
    turnTo('2026-03-04');
    await review();
    const grown = await hub().database.query(`SELECT attributes FROM golden_record`);
    await emptyHub(hub().database);
    await submitSuppliers(hub(), 'ledger', { ...BASE, ID: 'L1', NAME: 'CASCADE SURGICAL SUPPLY INC' });
    await submitSuppliers(hub(), 'portal', { ...BASE, ID: 'P1', NAME: 'Cascade Surgical Supply, Inc.' });
    expect(await hub().database.query(`SELECT attributes FROM golden_record`)).toEqual(grown);
  });

  it('makes no version when a look at it changes nothing', async () => {
    const [before] = await goldens();
    await hub().database.query(`UPDATE golden_record SET review_at = '2026-01-02'`);
    turnTo('2026-01-15');
    expect(await review()).toBe(1);
    expect(await goldens()).toEqual([before]);
  });

  it('takes the value of the rules again when a pin expires', async () => {
    const [golden] = await goldens();
    const pin = { value: 'Cascade of the Letter', expiresAt: new Date('2026-01-20T00:00:00Z') };
    await hub()
      .get(GoldenRecordsService)
      .pin(golden?.id ?? '', 'legalName', pin, ACT);
    expect(await goldens()).toMatchObject([{ title: 'Cascade of the Letter', due: '2026-01-20' }]);
    turnTo('2026-01-21');
    await review();
    expect(await goldens()).toMatchObject([{ title: 'Cascade Surgical Supply, Inc.', due: '2026-03-02' }]);
  });
});

describe('the job', () => {
  it('finds the domain with due records and goes through all of them, chunk by chunk', async () => {
    const rows: Row[] = manySuppliers(12).map(row => ({ ...row, CHANGED: SINCE }));
    await submitSuppliers(hub(), 'portal', ...rows);
    await submitSuppliers(
      hub(),
      'ledger',
      ...rows.map(row => ({ ...row, NAME: row['NAME']?.toUpperCase() ?? '' })),
    );
    const handler = hub()
      .get(JobRegistry)
      .close()
      .find(each => each.kind === 'golden-records.review-due');
    expect(await handler?.findDueWork?.(10)).toEqual([]);
    turnTo('2026-04-01');
    expect(await handler?.findDueWork?.(10)).toEqual(['supplier']);
    await handler?.run('supplier', { signal: new AbortController().signal });
    expect(await handler?.findDueWork?.(10)).toEqual([]);
    const found = await goldens();
    expect(found.filter(golden => golden.title !== golden.title.toUpperCase())).toEqual([]);
  });
});
