import { beforeEach, describe, expect, it } from 'vitest';
import { SubmitRecordsService } from '../../../src/ingestion/index.js';
import { useHub } from '../../harness/index.js';
import { processNext, sendItems, takeByDeadWorker } from './delta-items.js';
import { emptyHub } from './empty-hub.js';

/** Delta's items have neither a version nor a business time: what counts is when they came. */
const hub = useHub({ systems: 'hub-systems' });

beforeEach(async () => emptyHub(hub().database));

async function descriptions(): Promise<(string | null)[]> {
  const rows = await hub().database.query<{ text: string | null }>(
    `SELECT attributes ->> 'description' AS text FROM source_record`,
  );
  return rows.map(row => row.text);
}

describe('a delivery that is late', () => {
  it('because its worker died does not overwrite what a later one brought, and is kept', async () => {
    const interrupted = await sendItems(hub(), 'I1,Exam glove old');
    const later = await sendItems(hub(), 'I1,Exam glove new');
    const endLease = await takeByDeadWorker(hub());
    await processNext(hub(), later);
    await endLease();
    const { counts, state } = (await processNext(hub(), interrupted)) ?? {};
    expect(await descriptions()).toEqual(['Exam glove new']);
    expect({ counts, state }).toMatchObject({ counts: { read: 1, stale: 1 }, state: 'done' });
  });

  it('because it waited in line does not overwrite a record that was handed over meanwhile', async () => {
    const waited = await sendItems(hub(), 'I1,Exam glove old');
    await hub()
      .get(SubmitRecordsService)
      .submit({
        system: 'delta',
        domain: 'item',
        rows: [{ fields: { ID: 'I1', NAME: 'Exam glove new', UNIT: 'EA' } }],
        actor: 'key:wms',
        correlationId: 'late-deliveries',
      });
    await processNext(hub(), waited);
    expect(await descriptions()).toEqual(['Exam glove new']);
  });
});
