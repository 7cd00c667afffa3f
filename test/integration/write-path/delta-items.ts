import { BatchProcessor, BatchReceiver, BatchRepository, type Batch } from '../../../src/ingestion/index.js';
import type { TestHub } from '../../harness/index.js';

/** Sends delta's file of items, one `ID,NAME` a row, and leaves it in line. @returns the id of the batch */
export async function sendItems(hub: TestHub, ...rows: string[]): Promise<string> {
  const content = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(['ID,NAME,UNIT', ...rows.map(row => `${row},EA`), ''].join('\n'));
  };
  const { batchId } = await hub.get(BatchReceiver).receive({
    system: 'delta',
    domain: 'item',
    contentType: 'text/csv',
    files: [{ name: 'items.csv', content: content() }],
    submittedBy: 'key:wms',
    correlationId: 'delta-items',
  });
  return batchId;
}

/** Works off the next batch in line. @returns the named batch as it is then */
export async function processNext(hub: TestHub, batchId: string): Promise<Batch | null> {
  await hub.get(BatchProcessor).processNext({ signal: new AbortController().signal });
  return hub.get(BatchRepository).find(batchId);
}

/** A worker takes the next batch in line and dies over it. @returns what ends its lease */
export async function takeByDeadWorker(hub: TestHub): Promise<() => Promise<void>> {
  const batch = await hub.get(BatchRepository).leaseNext('00000000-0000-7000-8000-000000000001', 60);
  return async () => {
    await hub.database.query(`UPDATE batch SET lease_until = clock_timestamp() WHERE id = $1`, [batch?.id]);
  };
}
