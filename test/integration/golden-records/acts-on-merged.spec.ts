import { beforeEach, describe, expect, it } from 'vitest';
import { GoldenRecordsService } from '../../../src/golden-records/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from '../write-path/empty-hub.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const ACT = { actor: 'user:steward', correlationId: 'acts-on-merged', reason: 'one company' };
let first: string;
let second: string;

beforeEach(async () => {
  await emptyHub(hub().database);
  await submitSuppliers(hub(), 'alpha', { ...supplierFields(1), ID: 'A1' });
  await submitSuppliers(hub(), 'beta', { ...supplierFields(55), ID: 'B1' });
  const rows = await hub().database.query<{ id: string }>(
    `SELECT id FROM golden_record ORDER BY created_at, id`,
  );
  [first = '', second = ''] = rows.map(row => row.id);
});

async function merge(): Promise<void> {
  const request = { goldenIds: [first, second], survivorId: first };
  await hub().get(GoldenRecordsService).carryOut({ kind: 'merge', merge: request }, ACT);
}

describe('a golden record that was merged into another one', () => {
  it('takes no pin, which would do nothing as long as it is merged', async () => {
    await merge();
    const pin = { value: 'Cascade Pinned', expiresAt: null };
    const service = hub().get(GoldenRecordsService);
    await expect(service.pin(second, 'legalName', pin, ACT)).rejects.toMatchObject({
      code: 'GOLDEN_RECORD.REFUSED',
    });
    expect(await hub().database.query(`SELECT FROM pin`)).toEqual([]);
  });

  it('gives back a pin that it brought', async () => {
    const service = hub().get(GoldenRecordsService);
    await service.pin(second, 'legalName', { value: 'Cascade Pinned', expiresAt: null }, ACT);
    await merge();
    await service.pin(second, 'legalName', 'withdraw', ACT);
    await service.carryOut({ kind: 'unmerge', unmerge: { goldenId: second } }, ACT);
    const rows = await hub().database.query(
      `SELECT g.title = s.attributes ->> 'legalName' AS "isOfSource" FROM golden_record g JOIN link l ON l.golden_record_id = g.id
         JOIN source_record s ON s.id = l.source_record_id WHERE g.id = $1 AND l.until IS NULL`,
      [second],
    );
    expect(rows).toEqual([{ isOfSource: true }]);
  });
});
