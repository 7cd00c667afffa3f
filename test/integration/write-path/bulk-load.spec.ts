import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LoadPartRepository } from '../../../src/bulk-load/load-part.repository.js';
import type { LoadStage } from '../../../src/bulk-load/load-part.js';
import { LoadPlanner } from '../../../src/bulk-load/load-planner.service.js';
import { LoadWorker } from '../../../src/bulk-load/load-worker.service.js';
import { BatchProcessor, BatchReceiver, BatchRepository, type Batch } from '../../../src/ingestion/index.js';
import { SetMatcher } from '../../../src/matching/index.js';
import { useHub } from '../../harness/index.js';
import { emptyHub } from './empty-hub.js';
import { goldenShapes, type GoldenShape } from './golden-shapes.js';
import { submitSuppliers } from './submit-suppliers.js';
import { csvOf, seededRandom, shuffled, supplierNetwork, type SupplierRow } from './supplier-network.js';

// Parts so small that what belongs together is spread over many.
const hub = useHub({
  systems: 'hub-systems',
  variables: { LOAD_MATCH_RECORDS: '7', LOAD_MERGE_RECORDS: '5' },
});
const ROWS = supplierNetwork(48);
const NEVER = new AbortController().signal;

const rowsOf = (rows: readonly SupplierRow[], system: string): readonly SupplierRow['fields'][] =>
  rows.filter(row => row.system === system).map(({ fields }) => fields);

/** Sends a bulk load of one system and lets it be read. */
async function takeIn(
  system: 'alpha' | 'beta',
  rows: readonly SupplierRow[],
  correlationId = 'bulk-load-spec',
): Promise<string> {
  return takeInText(system, csvOf(rowsOf(rows, system)), correlationId);
}

/** Sends a bulk load of this text and lets it be read. */
async function takeInText(system: 'alpha' | 'beta', text: string, correlationId: string): Promise<string> {
  const batchId = await send(system, text, correlationId);
  await readNext();
  return batchId;
}

async function send(system: 'alpha' | 'beta', text: string, correlationId: string): Promise<string> {
  const { batchId } = await hub()
    .get(BatchReceiver)
    .receive({
      system,
      domain: 'supplier',
      contentType: 'text/csv',
      bulk: true,
      files: [{ name: 'suppliers.csv', content: inOnePiece(text) }],
      submittedBy: 'key:erp',
      correlationId,
    });
  return batchId;
}

/** Lets the oldest load that was sent be read. */
const readNext = (): Promise<void> => hub().get(BatchProcessor).processNext({ signal: NEVER });

async function* inOnePiece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function batchOf(id: string): Promise<Batch> {
  const batch = await hub().get(BatchRepository).find(id);
  if (batch === null) throw new Error('the batch is gone');
  return batch;
}

/** Works until the loads are done, `workers` parts at a time, as jobs would. */
async function resolve(batchIds: readonly string[], workers = 1): Promise<void> {
  for (let rounds = 0; rounds < 1_000; rounds += 1) {
    const batches = await Promise.all(batchIds.map(batchOf));
    if (batches.every(({ state }) => state === 'done' || state === 'failed')) return;
    await Promise.all(batchIds.map(id => hub().get(LoadPlanner).planNext(id)));
    const due = seededOrder(await hub().get(LoadPartRepository).findDue(1_000), rounds).slice(0, workers);
    await Promise.all(due.map(name => hub().get(LoadWorker).work(name)));
  }
  throw new Error('the load does not end');
}

/** Plans a stage of one load alone, and does its parts. */
async function stepsOf(batchId: string, stage: LoadStage): Promise<void> {
  await hub().get(LoadPlanner).planNext(batchId);
  for (const name of await hub().get(LoadPartRepository).findDue(1_000))
    if (name.startsWith(`${batchId}/${stage}/`)) await hub().get(LoadWorker).work(name);
}

function seededOrder(names: readonly string[], seed: number): readonly string[] {
  return shuffled(names, seededRandom(seed));
}

async function load(rows: readonly SupplierRow[], workers = 1): Promise<void> {
  for (const system of ['alpha', 'beta'] as const) await resolve([await takeIn(system, rows)], workers);
}

async function submitEach(rows: readonly SupplierRow[]): Promise<void> {
  for (const { system, fields } of rows) await submitSuppliers(hub(), system, fields);
}

/** Stops the next chunk when all of it is written, before it commits. */
function holdBack(batches: BatchRepository): {
  readonly isReached: Promise<void>;
  readonly letGo: () => void;
} {
  let reach: () => void = () => undefined;
  let letGo: () => void = () => undefined;
  const isReached = new Promise<void>(resolve_ => (reach = resolve_));
  const free = new Promise<void>(resolve_ => (letGo = resolve_));
  const advance = batches.advance.bind(batches);
  vi.spyOn(batches, 'advance').mockImplementationOnce(async (...asked) => {
    reach();
    await free;
    return advance(...asked);
  });
  return { isReached, letGo };
}

describe('a bulk load', { timeout: 180_000 }, () => {
  let expected: GoldenShape[] = [];

  beforeAll(async () => {
    await emptyHub(hub().database);
    await submitEach(ROWS);
    expected = await goldenShapes(hub());
    expect(expected.some(({ members }) => members.length > 2)).toBe(true);
  });

  beforeEach(() => emptyHub(hub().database));
  afterEach(() => vi.restoreAllMocks());

  it.each([1, 2, 4])('gives the golden records that single records give, with %i workers', async workers => {
    await load(shuffled(ROWS, seededRandom(workers)), workers);
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('is merged at once with others of its domain that are under way: every golden record has one version', async () => {
    const ids = [await takeIn('alpha', ROWS), await takeIn('beta', ROWS)];
    // The first one is matched while nothing of the second one is, and waits.
    const [first = ''] = ids;
    await stepsOf(first, 'match');
    await hub().get(LoadPlanner).planNext(first);
    expect(await batchOf(first)).toMatchObject({ state: 'resolving', phase: 'waiting for other loads' });
    await resolve(ids, 4);
    expect(await goldenShapes(hub())).toEqual(expected);
    const versions = await hub().database.query(`SELECT DISTINCT version FROM golden_record`);
    expect(versions).toEqual([{ version: '1' }]);
  });

  it('makes golden records on behalf of the load that brought the last of their records', async () => {
    await resolve([
      await takeIn('alpha', ROWS, 'of alpha'),
      await takeIn('beta', ROWS.slice(0, 30), 'of beta'),
    ]);
    const made = await hub().database.query<{ correlation_id: string; systems: string[] }>(
      `SELECT made.correlation_id, array_agg(DISTINCT s.system ORDER BY s.system) AS systems
         FROM (SELECT record_id, correlation_id FROM outbox UNION ALL SELECT record_id, correlation_id FROM feed) made
         JOIN link l ON l.golden_record_id = made.record_id AND l.until IS NULL
         JOIN source_record s ON s.id = l.source_record_id
        GROUP BY made.record_id, made.correlation_id`,
    );
    const ofBeta = made.filter(({ systems }) => systems.includes('beta'));
    expect(ofBeta.some(({ systems }) => systems.includes('alpha'))).toBe(true);
    expect(new Set(ofBeta.map(each => each.correlation_id))).toEqual(new Set(['of beta']));
    expect(made.some(each => each.correlation_id === 'of alpha')).toBe(true);
  });

  it('does not wait for loads that were sent after its records had been matched', async () => {
    const first = await takeIn('alpha', ROWS);
    const second = await send('beta', csvOf(rowsOf(ROWS.slice(0, 40), 'beta')), 'second');
    await stepsOf(first, 'match');
    await hub().get(LoadPlanner).planNext(first);
    expect(await batchOf(first)).toMatchObject({ phase: 'waiting for other loads' });
    const late = await send('beta', csvOf(rowsOf(ROWS, 'beta')), 'late');
    await readNext();
    await stepsOf(second, 'match');
    await hub().get(LoadPlanner).planNext(second);
    // The second one would wait for the late one; the first does not, and takes it along.
    for (const id of [first, second]) expect(await batchOf(id)).toMatchObject({ phase: 'merging' });
    expect(await batchOf(late)).toMatchObject({ state: 'queued' });
    await readNext();
    await resolve([first, second, late]);
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('no longer waits for a load that turns out to bring nothing new', async () => {
    await load(ROWS.filter(row => row.system === 'beta'));
    const first = await takeIn('alpha', ROWS);
    const nothingNew = await takeIn('beta', ROWS);
    await hub().database.query(`UPDATE batch SET created_at = $2 WHERE id = $1`, [
      nothingNew,
      (await batchOf(first)).createdAt,
    ]);
    await stepsOf(first, 'match');
    await resolve([first, nothingNew]);
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('may come before, between and after single records', async () => {
    const rows = shuffled(ROWS, seededRandom(7));
    const [before, bulk, after] = [rows.slice(0, 20), rows.slice(20, 60), rows.slice(60)];
    await submitEach(before);
    await load(bulk);
    await submitEach(after);
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('is found by single records that come while it is read, matched and merged', async () => {
    const rows = shuffled(ROWS, seededRandom(11));
    const single = rows.slice(0, 30);
    const bulk = rows.slice(30);
    const batchId = await takeIn('alpha', bulk);
    await submitEach(single.slice(0, 10));
    await hub().get(LoadPlanner).planNext(batchId);
    const [first] = await hub().get(LoadPartRepository).findDue(1);
    await hub()
      .get(LoadWorker)
      .work(first ?? '');
    await submitEach(single.slice(10));
    await resolve([batchId]);
    await resolve([await takeIn('beta', bulk)]);
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('has no golden record before all is read, and says how far it is', async () => {
    const id = await takeIn('alpha', ROWS);
    expect(await batchOf(id)).toMatchObject({ state: 'resolving', phase: 'matching', finishedAt: null });
    expect(await goldenShapes(hub())).toEqual([]);
    await hub().get(LoadPlanner).planNext(id);
    const planned = Math.ceil((await batchOf(id)).counts.created / 7);
    expect(await batchOf(id)).toMatchObject({ phase: 'matching', parts: { done: 0, planned } });
    await resolve([id]);
    expect(await batchOf(id)).toMatchObject({ state: 'done', phase: 'finished' });
  });

  it('goes on with a part whose worker died or failed', async () => {
    const id = await takeIn('alpha', ROWS);
    await hub().get(LoadPlanner).planNext(id);
    const parts = hub().get(LoadPartRepository);
    const [dead, failing] = await parts.findDue(2);
    // One worker is killed with the part in hand; another's database goes away in the middle.
    const [batchId = '', , part] = dead?.split('/') ?? [];
    await parts.lease(
      { batchId, stage: 'match', part: Number(part) },
      '00000000-0000-4000-8000-000000000001',
      60,
    );
    vi.spyOn(hub().get(SetMatcher), 'match').mockRejectedValueOnce(new Error('the line is cut'));
    await hub()
      .get(LoadWorker)
      .work(failing ?? '');
    const waiting = await parts.findDue(1_000);
    expect(waiting).not.toContain(dead);
    expect(waiting).not.toContain(failing);
    await hub().database.query(`UPDATE load_part SET lease_until = clock_timestamp() - interval '1 second'`);
    await resolve([id]);
    await resolve([await takeIn('beta', ROWS)]);
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('is written beside others, and planned when whoever has smaller numbers is there', async () => {
    const held = holdBack(hub().get(BatchRepository));
    const alpha = takeIn('alpha', ROWS);
    await held.isReached;
    // Its records are written and not yet to be seen; the other load does not wait for them.
    const beta = await takeIn('beta', ROWS);
    const planned = hub().get(LoadPlanner).planNext(beta);
    expect(await Promise.race([planned.then(() => 'planned'), sleep(500, 'waits')])).toBe('waits');
    held.letGo();
    await planned;
    await resolve([await alpha, beta], 2);
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('takes the same file twice at once as once', async () => {
    const held = holdBack(hub().get(BatchRepository));
    const first = takeIn('alpha', ROWS);
    await held.isReached;
    const second = takeIn('alpha', ROWS);
    await sleep(500);
    held.letGo();
    const ids = [await first, await second];
    // The second one was interrupted by records that it had not seen, and goes on later; that is no failed attempt.
    const interrupted = await hub().database.query(
      `UPDATE batch SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1 RETURNING state, attempts`,
      [ids[1]],
    );
    expect(interrupted).toEqual([{ state: 'processing', attempts: 0 }]);
    await readNext();
    await resolve([...ids, await takeIn('beta', ROWS)]);
    expect(await goldenShapes(hub())).toEqual(expected);
    const created = await Promise.all(ids.map(async id => (await batchOf(id)).counts.created));
    expect(created.toSorted((a, b) => a - b)).toEqual([0, rowsOf(ROWS, 'alpha').length]);
  });

  it('updates records that the hub knows as any batch does, and ends at once when nothing is new', async () => {
    await load(ROWS);
    const changed = ROWS.filter(row => row.system === 'alpha').map(row => ({
      ...row,
      fields: { ...row.fields, CITY: 'Topeka' },
    }));
    const id = await takeIn('alpha', changed);
    await resolve([id]);
    const { state, counts } = await batchOf(id);
    expect(state).toBe('done');
    expect(counts).toMatchObject({ created: 0, updated: changed.length });
  });

  it('that breaks off is still matched and merged as far as it was read, and ends as failed', async () => {
    const whole = csvOf(rowsOf(ROWS, 'alpha'));
    // A quote that nobody closes: the file was cut off.
    const id = await takeInText('alpha', `${whole}"Zimmer`, 'cut off');
    const kept = (await batchOf(id)).counts.created;
    expect(kept).toBeGreaterThan(0);
    expect(await batchOf(id)).toMatchObject({ state: 'resolving' });
    await resolve([id, await takeIn('beta', ROWS)]);
    const { state, phase, causes } = await batchOf(id);
    expect({ state, phase }).toEqual({ state: 'failed', phase: 'stopped' });
    expect(causes).not.toEqual([]);
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('that fails again and again is matched and merged as far as it came', async () => {
    const batches = hub().get(BatchRepository);
    vi.spyOn(batches, 'beginResolving').mockRejectedValue(new Error('the disk is gone'));
    const id = await takeIn('alpha', ROWS);
    for (let attempt = 1; attempt < 5; attempt += 1) {
      expect(await batchOf(id)).toMatchObject({ state: 'processing' });
      await hub().database.query(`UPDATE batch SET lease_until = clock_timestamp() WHERE id = $1`, [id]);
      await readNext();
    }
    vi.restoreAllMocks();
    expect(await batchOf(id)).toMatchObject({ state: 'resolving', finishedAt: null });
    await resolve([id, await takeIn('beta', ROWS)]);
    expect(await batchOf(id)).toMatchObject({ state: 'failed', phase: 'stopped' });
    expect(await goldenShapes(hub())).toEqual(expected);
  });

  it('tells the database how much there is, so that it looks records up instead of reading all', async () => {
    await hub().database.query(`ANALYZE link`);
    await load(ROWS);
    const [statistics] = await hub().database.query<{ known: number; links: number }>(
      `SELECT reltuples AS known, (SELECT count(*)::int FROM link) AS links FROM pg_class WHERE relname = 'link'`,
    );
    expect(statistics?.known).toBe(statistics?.links);
    expect(statistics?.known).toBeGreaterThan(0);
  });

  it('leaves nothing of its own behind', async () => {
    await load(ROWS, 2);
    const rows = await hub().database.query(
      `SELECT batch_id FROM load_part UNION ALL SELECT batch_id FROM loaded_record`,
    );
    expect(rows).toEqual([]);
  });
});
