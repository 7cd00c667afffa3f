import { describe, expect, it } from 'vitest';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from './submit-suppliers.js';

const hub = useHub({ systems: 'hub-systems' });

const MERIDIAN = {
  ID: 'A1',
  NAME: 'Meridian Surgical Supply, Inc.',
  EIN: '84-2917306',
  PHONE: '316-555-0142',
  STREET: '4100 N Harbor Dr Ste 900',
  CITY: 'Wichita',
  STATE: 'KS',
  ZIP: '67203',
  CHANGED: '2026-01-05',
};

async function goldens(): Promise<{ id: string; title: string; version: string; status: string }[]> {
  return hub().database.query(`SELECT id, title, version, status FROM golden_record ORDER BY created_at, id`);
}

describe('records submitted one by one', () => {
  it('makes a golden record of the first, joins the second to it by tax id and name, and says why', async () => {
    const first = await submitSuppliers(hub(), 'alpha', MERIDIAN);
    expect(first).toMatchObject([{ key: 'A1', outcome: 'created' }]);
    await submitSuppliers(hub(), 'beta', {
      ...MERIDIAN,
      ID: 'B7',
      NAME: 'MERIDIAN SURGICAL SUPPLY INC',
      EIN: '842917306',
    });
    expect(await goldens()).toMatchObject([{ title: 'Meridian Surgical Supply, Inc.', status: 'ACTIVE' }]);
    const links = await hub().database.query<{ reason: string }>(
      `SELECT reason FROM link WHERE until IS NULL`,
    );
    expect(links).toHaveLength(2);
    expect(links.map(link => link.reason).join(' ')).toContain('tax id');
  });

  it('makes no version and no event of an unchanged re-send', async () => {
    const before = await hub().database.query(`SELECT count(*) FROM outbox`);
    expect(await submitSuppliers(hub(), 'alpha', MERIDIAN)).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await hub().database.query(`SELECT count(*) FROM outbox`)).toEqual(before);
  });

  it('keeps a supplier with another tax id apart, however alike the names are', async () => {
    await submitSuppliers(hub(), 'beta', { ...MERIDIAN, ID: 'B8', EIN: '87-3310942' });
    expect(await goldens()).toHaveLength(2);
  });

  it('quarantines what cannot be accepted, with its causes, and nothing of it reaches the golden records', async () => {
    const [outcome] = await submitSuppliers(hub(), 'alpha', {
      ...MERIDIAN,
      ID: 'A9',
      NAME: '',
      EIN: '999999999',
    });
    expect(outcome).toMatchObject({ outcome: 'quarantined' });
    expect(outcome?.causes.map(cause => cause.code)).toContain('EIN_DUMMY');
    expect(await hub().database.query(`SELECT 1 FROM quarantine WHERE state = 'open'`)).toHaveLength(1);
    expect(await goldens()).toHaveLength(2);
  });

  it('lets an older business time stand as stale', async () => {
    const [outcome] = await submitSuppliers(hub(), 'alpha', {
      ...MERIDIAN,
      NAME: 'Meridian Old',
      CHANGED: '2020-01-01',
    });
    expect(outcome).toMatchObject({ outcome: 'stale' });
    expect((await goldens())[0]?.title).toBe('Meridian Surgical Supply, Inc.');
  });
});
