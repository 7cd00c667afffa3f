import { beforeEach, describe, expect, it } from 'vitest';
import {
  BatchProcessor,
  BatchReceiver,
  BatchRepository,
  SubmitRecordsService,
} from '../../../src/ingestion/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from './empty-hub.js';

/** Delta's items have neither a version nor a business time: what counts is when they came. */
const hub = useHub({ systems: 'hub-systems' });
const DEAD_WORKER = '00000000-0000-7000-8000-000000000001';

beforeEach(async () => emptyHub(hub().database));

async function send(name: string): Promise<string> {
  const content = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`ID,NAME,UNIT\nI1,${name},EA\n`);
  };
  const receipt = await hub()
    .get(BatchReceiver)
    .receive({
      system: 'delta',
      domain: 'item',
      contentType: 'text/csv',
      files: [{ name: 'items.csv', content: content() }],
      submittedBy: 'key:wms',
      correlationId: 'late-deliveries',
    });
  return receipt.batchId;
}

async function processNext(): Promise<void> {
  await hub().get(BatchProcessor).processNext({ signal: new AbortController().signal });
}

async function descriptions(): Promise<(string | null)[]> {
  const rows = await hub().database.query<{ text: string | null }>(
    `SELECT attributes ->> 'description' AS text FROM source_record`,
  );
  return rows.map(row => row.text);
}

describe('a delivery that is late', () => {
  it('because its worker died does not overwrite what a later one brought, and is kept', async () => {
    const interrupted = await send('Exam glove old');
    await send('Exam glove new');
    await hub().get(BatchRepository).leaseNext(DEAD_WORKER, 60);
    await processNext();
    await hub().database.query(`UPDATE batch SET lease_until = clock_timestamp() WHERE id = $1`, [
      interrupted,
    ]);
    await processNext();
    expect(await descriptions()).toEqual(['Exam glove new']);
    const { counts, state } = (await hub().get(BatchRepository).find(interrupted)) ?? {};
    expect({ counts, state }).toMatchObject({ counts: { read: 1, stale: 1 }, state: 'done' });
  });

  it('because it waited in line does not overwrite a record that was handed over meanwhile', async () => {
    await send('Exam glove old');
    await hub()
      .get(SubmitRecordsService)
      .submit({
        system: 'delta',
        domain: 'item',
        rows: [{ fields: { ID: 'I1', NAME: 'Exam glove new', UNIT: 'EA' } }],
        actor: 'key:wms',
        correlationId: 'late-deliveries',
      });
    await processNext();
    expect(await descriptions()).toEqual(['Exam glove new']);
  });
});
