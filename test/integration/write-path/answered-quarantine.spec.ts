import { beforeEach, describe, expect, it } from 'vitest';
import { QuarantineRepository, SubmitRecordsService } from '../../../src/ingestion/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from './empty-hub.js';
import { submitSuppliers } from './submit-suppliers.js';
import { supplierFields } from './supplier-network.js';

const ANYTHING = { domains: null, systems: null };

const hub = useHub({ systems: 'hub-systems' });

beforeEach(async () => emptyHub(hub().database));

/** Delta's items have neither a version nor a business time. */
async function submitItems(...descriptions: string[]): Promise<string[]> {
  const outcomes = await hub()
    .get(SubmitRecordsService)
    .submit({
      system: 'delta',
      domain: 'item',
      rows: descriptions.map(NAME => ({ fields: { ID: 'I1', NAME, UNIT: 'EA' } })),
      actor: 'key:wms',
      correlationId: 'answered-quarantine',
    });
  return outcomes.map(each => each.outcome);
}

/** Alpha's suppliers say when they were changed. */
async function submitSupplier(changed: string, name?: string): Promise<string | undefined> {
  const fields = { ...supplierFields(1), ID: 'A1', CHANGED: changed };
  const [outcome] = await submitSuppliers(
    hub(),
    'alpha',
    name === undefined ? fields : { ...fields, NAME: name },
  );
  return outcome?.outcome;
}

const waiting = async (): Promise<number> =>
  (await hub().get(QuarantineRepository).list({ state: 'open' }, ANYTHING, 10, null)).length;

describe('a row that waits in quarantine', () => {
  it('is answered when its source goes back to what the hub knows', async () => {
    await submitItems('Exam glove');
    await submitItems('');
    expect(await waiting()).toBe(1);
    expect(await submitItems('Exam glove')).toEqual(['unchanged']);
    expect(await waiting()).toBe(0);
  });

  it('is answered by a later version, also in the same delivery', async () => {
    await submitSuppliers(
      hub(),
      'alpha',
      { ...supplierFields(1), ID: 'A1', NAME: '', CHANGED: '2026-02-01' },
      { ...supplierFields(1), ID: 'A1', CHANGED: '2026-03-01' },
    );
    expect(await waiting()).toBe(0);
  });

  it('is not answered by an older version that comes later', async () => {
    await submitSupplier('2026-01-05');
    expect(await submitSupplier('2026-03-05', '')).toBe('quarantined');
    expect(await submitSupplier('2026-02-05', 'Cascade Surgical Products, Inc.')).toBe('updated');
    expect(await waiting()).toBe(1);
    await submitSupplier('2026-04-05');
    expect(await waiting()).toBe(0);
  });

  it('is not answered by another row of its delivery where nobody knows which is later', async () => {
    expect(await submitItems('', 'Exam glove')).toEqual(['quarantined', 'created']);
    expect(await waiting()).toBe(1);
  });
});
