import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  BatchProcessor,
  BatchReceiver,
  BatchRepository,
  QuarantineRepository,
  QuarantineService,
  type Batch,
  type BatchReceipt,
} from '../../../src/ingestion/index.js';
import { SourceRecordWriter } from '../../../src/ingestion/write-source-records.service.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from './empty-hub.js';
import { csvOf, manySuppliers } from './supplier-network.js';

const ANYTHING = { domains: null, systems: null };

const hub = useHub({ systems: 'hub-systems' });
const ROWS = manySuppliers(3000);
const CSV = csvOf(ROWS);
const SOME = manySuppliers(1100);
/** The sender's stream comes in pieces that cut through lines and characters. */
const PIECE_BYTES = 997;

async function send(
  csv: string | Buffer,
  { key, by = 'key:erp' }: { key?: string; by?: string } = {},
): Promise<BatchReceipt> {
  const bytes = Buffer.from(csv);
  const content = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
  };
  return hub()
    .get(BatchReceiver)
    .receive({
      system: 'alpha',
      domain: 'supplier',
      contentType: 'text/csv',
      files: [{ name: 'suppliers.csv', content: content() }],
      submittedBy: by,
      correlationId: 'batch-spec',
      ...(key === undefined ? {} : { idempotencyKey: key }),
    });
}

async function process(batchId: string, signal = new AbortController().signal): Promise<Batch> {
  await hub().get(BatchProcessor).processNext({ signal });
  const batch = await hub().get(BatchRepository).find(batchId);
  if (batch === null) throw new Error('the batch is gone');
  return batch;
}

async function load(csv: string): Promise<Batch> {
  return process((await send(csv)).batchId);
}

async function count(from: string): Promise<number> {
  const [row] = await hub().database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`);
  return row?.n ?? Number.NaN;
}

/** A worker that stopped leaves its lease; time goes by. */
async function letLeaseRunOut(batchId: string): Promise<void> {
  await hub().database.query(
    `UPDATE batch SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1`,
    [batchId],
  );
}

afterEach(() => vi.restoreAllMocks());

describe('a batch of 3,000 rows', { timeout: 180_000 }, () => {
  it('is counted row by row, and its counts grow while it runs', async () => {
    const { batchId } = await send(CSV);
    const batches = hub().get(BatchRepository);
    const advance = batches.advance.bind(batches);
    const progress: number[] = [];
    vi.spyOn(batches, 'advance').mockImplementation(async (...words) => {
      progress.push((await batches.find(batchId))?.counts.read ?? -1);
      return advance(...words);
    });
    const done = await process(batchId);
    expect(done).toMatchObject({
      state: 'done',
      causes: [],
      files: ['suppliers.csv'],
      bytes: CSV.length,
      bytesRead: CSV.length,
    });
    expect(done.counts).toEqual({
      read: 3000,
      created: 3000,
      updated: 0,
      unchanged: 0,
      stale: 0,
      deleted: 0,
      quarantined: 0,
    });
    expect(progress.length).toBeGreaterThan(3);
    expect(progress).toEqual([...progress].sort((left, right) => left - right));
    expect(progress[0]).toBe(0);
    expect(await count('source_record_version')).toBe(3000);
    expect(await count('link WHERE until IS NULL')).toBe(3000);
  });

  it('sent again unchanged makes no version, no golden version and no event', async () => {
    const before = [
      await count('source_record_version'),
      await count('golden_record_version'),
      await count('outbox'),
    ];
    const again = await load(CSV);
    expect(again.counts).toMatchObject({ read: 3000, unchanged: 3000, created: 0, updated: 0 });
    expect([
      await count('source_record_version'),
      await count('golden_record_version'),
      await count('outbox'),
    ]).toEqual(before);
  });

  it('sent again with one changed row makes one version', async () => {
    const before = await count('source_record_version');
    const changed = ROWS.map((row, at) =>
      at === 1499 ? { ...row, CITY: 'Topeka', CHANGED: '2026-03-01' } : row,
    );
    expect((await load(csvOf(changed))).counts).toMatchObject({ read: 3000, unchanged: 2999, updated: 1 });
    expect(await count('source_record_version')).toBe(before + 1);
  });
});

describe('sums over deliveries', { timeout: 180_000 }, () => {
  it('count what came since a time, of the domains that are asked for', async () => {
    const batches = hub().get(BatchRepository);
    const before = new Date();
    await load(csvOf(ROWS.slice(0, 20)));
    await load('NAME\nnobody\n');
    expect(await batches.totals(before, ANYTHING)).toEqual({
      batches: 2,
      rows: 20,
      quarantined: 0,
      failed: 1,
    });
    expect(await batches.totals(before, { ...ANYTHING, domains: ['supplier'] })).toMatchObject({
      batches: 2,
    });
    expect(await batches.totals(before, { ...ANYTHING, systems: ['beta'] })).toMatchObject({ batches: 0 });
    expect(await batches.list({}, { ...ANYTHING, systems: ['beta'] }, 10, null)).toEqual([]);
    expect(await batches.list({}, { ...ANYTHING, systems: ['alpha'] }, 10, null)).not.toEqual([]);
    expect(await batches.totals(before, { ...ANYTHING, domains: ['item'] })).toEqual({
      batches: 0,
      rows: 0,
      quarantined: 0,
      failed: 0,
    });
    expect(await batches.totals(new Date(Date.now() + 60_000), ANYTHING)).toMatchObject({ batches: 0 });
  });
});

describe('a request with an Idempotency-Key', { timeout: 180_000 }, () => {
  it('that is repeated gives the first batch and makes no other one', async () => {
    const first = await send(csvOf(ROWS.slice(0, 3)), { key: 'monday' });
    const before = await count('batch');
    expect(first.repeated).toBe(false);
    expect(await send(csvOf(ROWS.slice(0, 3)), { key: 'monday' })).toEqual({
      batchId: first.batchId,
      repeated: true,
    });
    expect(await count('batch')).toBe(before);
    expect(await count('batch_part p WHERE NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = p.batch_id)')).toBe(
      0,
    );
  });

  it('is refused when the key stands for other content, and nothing of it stays', async () => {
    const before = await count('batch');
    await expect(send(csvOf(ROWS.slice(0, 4)), { key: 'monday' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY.KEY_REUSED',
    });
    expect(await count('batch')).toBe(before);
  });

  it('is another request when another client uses the same key', async () => {
    expect(await send(csvOf(ROWS.slice(0, 3)), { key: 'monday', by: 'key:other' })).toMatchObject({
      repeated: false,
    });
  });

  it('makes one batch when sent many times at once', async () => {
    const receipts = await Promise.all(
      Array.from({ length: 8 }, () => send(csvOf(ROWS.slice(0, 5)), { key: 'rush' })),
    );
    expect(new Set(receipts.map(each => each.batchId)).size).toBe(1);
    expect(receipts.filter(each => !each.repeated)).toHaveLength(1);
  });
});

describe('batches that wait', { timeout: 180_000 }, () => {
  beforeAll(() => emptyHub(hub().database));
  afterAll(() => emptyHub(hub().database));

  it('are taken up oldest first, those of a domain that nobody works on before others of one in work', async () => {
    const [first, second, third] = [
      await send(csvOf(ROWS.slice(0, 2)), { key: 'first' }),
      await send(csvOf(ROWS.slice(0, 3)), { key: 'second' }),
      await send(csvOf(ROWS.slice(0, 4)), { key: 'third' }),
    ].map(({ batchId }) => batchId);
    await hub().database.query(`UPDATE batch SET domain = 'item' WHERE id = $1`, [third]);
    const batches = hub().get(BatchRepository);
    const take = async (): Promise<string | undefined> =>
      (await batches.leaseNext('00000000-0000-7000-8000-000000000001', 60))?.id;
    expect([await take(), await take(), await take(), await take()]).toEqual([
      first,
      third,
      second,
      undefined,
    ]);
  });
});

describe('rows that cannot be accepted', { timeout: 180_000 }, () => {
  const [first, second, third] = ROWS;
  const open = () => hub().get(QuarantineRepository).list({ state: 'open' }, ANYTHING, 50, null);
  const steward = { id: 'user:steward', correlationId: 'repair' };

  beforeAll(() => emptyHub(hub().database));

  it('of one key that contradict each other in one file: the first stands, the others wait in quarantine', async () => {
    const batch = await load(csvOf([first, second, { ...first, NAME: 'Somebody Else LLC' }, first]));
    expect(batch.counts).toMatchObject({ read: 4, created: 2, unchanged: 1, quarantined: 1 });
    expect(await open()).toMatchObject([
      {
        rowNumber: 3,
        key: first.ID,
        causes: [{ code: 'KEY_CONTRADICTION', message: expect.stringContaining('row 1') as string }],
      },
    ]);
  });

  it('are accepted once corrected, and the entry says what became of it', async () => {
    const bad = { ...third, NAME: '' };
    expect((await load(csvOf([bad]))).counts).toMatchObject({ read: 1, quarantined: 1 });
    const entry = (await open()).find(each => each.key === third.ID);
    if (entry === undefined) throw new Error('nothing in quarantine');
    const still = await hub()
      .get(QuarantineService)
      .correct(entry.id, entry.version, { fields: { ...bad, NAME: '   ' } }, steward);
    expect(still.outcome).toBe('quarantined');
    const next = (await open()).find(each => each.key === third.ID);
    if (next === undefined) throw new Error('the second attempt is not in quarantine');
    expect(next.id).not.toBe(entry.id);
    const fixed = await hub()
      .get(QuarantineService)
      .correct(next.id, next.version, { fields: third }, steward);
    expect(fixed).toMatchObject({ outcome: 'created', key: third.ID });
    expect(await hub().get(QuarantineRepository).find(next.id)).toMatchObject({
      state: 'resubmitted',
      resolution: 'accepted: created',
    });
    expect((await open()).filter(each => each.key === third.ID)).toEqual([]);
  });

  it('are discarded with a reason, once', async () => {
    const [entry] = await open();
    if (entry === undefined) throw new Error('nothing in quarantine');
    const service = hub().get(QuarantineService);
    await service.discard(entry.id, entry.version, 'typed twice', steward);
    expect(await hub().get(QuarantineRepository).find(entry.id)).toMatchObject({
      state: 'discarded',
      resolution: 'typed twice',
      resolvedBy: steward.id,
    });
    await expect(service.discard(entry.id, entry.version, 'again', steward)).rejects.toMatchObject({
      code: 'QUARANTINE.STALE_VERSION',
    });
  });
});

describe('a worker that stops in the middle', { timeout: 180_000 }, () => {
  beforeAll(() => emptyHub(hub().database));

  it('leaves a batch that another one takes up at the first row not committed, and nothing is doubled', async () => {
    const { batchId } = await send(csvOf(SOME));
    const batches = hub().get(BatchRepository);
    const advance = batches.advance.bind(batches);
    const stop = new AbortController();
    vi.spyOn(batches, 'advance').mockImplementation(async (...words) => {
      stop.abort();
      return advance(...words);
    });
    const stopped = await process(batchId, stop.signal);
    expect(stopped.state).toBe('processing');
    const committed = stopped.counts.read;
    expect(committed).toBeGreaterThan(0);
    expect(committed).toBeLessThan(SOME.length);
    vi.restoreAllMocks();

    expect((await process(batchId)).counts.read).toBe(committed);
    await letLeaseRunOut(batchId);
    expect(await batches.findDue(10)).toContain(batchId);
    const write = vi.spyOn(hub().get(SourceRecordWriter), 'write');
    const done = await process(batchId);
    expect(write.mock.calls[0]?.[2][0]?.rowNumber).toBe(committed + 1);
    expect(done).toMatchObject({ state: 'done', counts: { read: SOME.length, created: SOME.length } });
    expect(await count('source_record_version')).toBe(SOME.length);
    expect(await count('outbox')).toBe(await count('golden_record_version'));
  });

  it('and wakes up after its batch was taken over writes nothing more', async () => {
    await emptyHub(hub().database);
    const { batchId } = await send(csvOf(SOME));
    const batches = hub().get(BatchRepository);
    const advance = batches.advance.bind(batches);
    let chunks = 0;
    vi.spyOn(batches, 'advance').mockImplementation(async (...words) => {
      chunks += 1;
      if (chunks === 2) {
        await hub().database.query(`UPDATE batch SET lease_token = gen_random_uuid() WHERE id = $1`, [
          batchId,
        ]);
      }
      return advance(...words);
    });
    const after = await process(batchId);
    expect(chunks).toBe(2);
    expect(after.state).toBe('processing');
    expect(await count('source_record_version')).toBe(after.counts.read);
    expect(after.counts.read).toBeLessThan(SOME.length);
    vi.restoreAllMocks();

    await letLeaseRunOut(batchId);
    expect(await process(batchId)).toMatchObject({
      state: 'done',
      counts: { read: SOME.length, created: SOME.length, unchanged: 0 },
    });
    expect(await count('source_record_version')).toBe(SOME.length);
  });
});
