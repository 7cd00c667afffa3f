import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SubmitRecordsService, type Batch } from '../../../src/ingestion/index.js';
import { useHub } from '../../harness/index.js';
import { activateChanged } from '../rules/rules-at-work.js';
import { processNext, sendItems, takeByDeadWorker } from './delta-items.js';
import { emptyHub } from './empty-hub.js';

const hub = useHub({ systems: 'hub-systems' });

/** Delta sends all of its items every night: what a file lacks is gone. */
beforeAll(() =>
  activateChanged(hub(), 'systems/delta.yaml', text => text.replace('mode: delta', 'mode: snapshot')),
);

beforeEach(async () => {
  await emptyHub(hub().database);
  await load('I1,Exam glove', 'I2,Gauze sponge', 'I3,Suture kit');
});

const load = async (...rows: string[]): Promise<Batch | null> =>
  processNext(hub(), await sendItems(hub(), ...rows));

async function live(): Promise<string[]> {
  const rows = await hub().database.query<{ key: string }>(
    `SELECT source_key AS key FROM source_record WHERE NOT deleted ORDER BY 1`,
  );
  return rows.map(row => row.key);
}

const codesOf = (batch: Batch | null): string[] | undefined => batch?.causes.map(cause => cause.code);

describe('a snapshot', () => {
  it('deletes what it lacks, but not what waits in quarantine', async () => {
    expect(codesOf(await load('I1,Exam glove', 'I2,'))).toEqual(['SNAPSHOT_DELETED']);
    expect(await live()).toEqual(['I1', 'I2']);
  });

  it('deletes nothing while a row has no key: it may be the row of a record that seems to be gone', async () => {
    const batch = await load('I1,Exam glove', ',Gauze sponge', 'I3,Suture kit');
    expect(await live()).toEqual(['I1', 'I2', 'I3']);
    expect(codesOf(batch)).toEqual(['SNAPSHOT_KEYS_MISSING']);
  });

  it('says nothing about a record that came after it', async () => {
    const snapshot = await sendItems(hub(), 'I1,Exam glove', 'I2,Gauze sponge', 'I3,Suture kit');
    await hub()
      .get(SubmitRecordsService)
      .submit({
        system: 'delta',
        domain: 'item',
        rows: [{ fields: { ID: 'I4', NAME: 'Scalpel', UNIT: 'EA' } }],
        actor: 'key:wms',
        correlationId: 'snapshots',
      });
    await processNext(hub(), snapshot);
    expect(await live()).toEqual(['I1', 'I2', 'I3', 'I4']);
  });

  it('that is overtaken by a later one leaves it to that what is gone', async () => {
    const interrupted = await sendItems(hub(), 'I1,Exam glove', 'I2,Gauze sponge');
    const later = await sendItems(hub(), 'I1,Exam glove', 'I3,Suture kit');
    const endLease = await takeByDeadWorker(hub());
    await processNext(hub(), later);
    await endLease();
    expect(codesOf(await processNext(hub(), interrupted))).toEqual(['SNAPSHOT_OVERTAKEN']);
    expect(await live()).toEqual(['I1', 'I3']);
  });
});
