import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { AppModule } from '../../src/app.module.js';
import { BatchReceiver } from '../../src/ingestion/index.js';
import { createLogger } from '../../src/platform/logging/index.js';
import { Sweeper } from '../../src/platform/queue/index.js';
import { redisIsMissing, testConfig, useBuiltHub, useTestDatabase, useTestRedis } from '../harness/index.js';
import { csvOf, manySuppliers } from '../integration/write-path/supplier-network.js';

const BATCHES = 12;
const ROWS_EACH = 40;
const FLUSHES = 3;
/** Many sweeps of the hub under test; what none of them found stays where it is. */
const QUIET_MS = 3_000;
const SWEEP_MS = '300';

const redis = useTestRedis();
const hub = useTestDatabase();
const { makeFolder } = useBuiltHub('flush-spec');
const ROWS = manySuppliers(2 * BATCHES * ROWS_EACH);
let rules = '';

beforeAll(async () => {
  rules = await makeFolder();
  await cp('golden-record-rules', rules, { recursive: true });
  await cp('test/fixtures/hub-systems', join(rules, 'systems'), { recursive: true });
});

interface Tally {
  readonly batches: number;
  readonly done: number;
  readonly read: number;
  readonly records: number;
}

async function tally(correlationId: string): Promise<Tally> {
  const [row] = await hub().database.query<Tally & object>(
    `SELECT count(*)::int AS batches, count(*) FILTER (WHERE state = 'done')::int AS done, sum(rows_read)::int AS read,
            (SELECT count(*)::int FROM source_record_version v JOIN batch c ON c.id = v.batch_id WHERE c.correlation_id = $1) AS records
     FROM batch WHERE correlation_id = $1`,
    [correlationId],
  );
  if (row === undefined) throw new Error('no tally');
  return row;
}

/** Submits batches to a hub that does jobs, and empties Redis again and again while it works. */
async function loadWhileRedisIsEmptied(
  correlationId: string,
  rows: Parameters<typeof csvOf>[0],
): Promise<Tally> {
  const config = testConfig(hub().url, {
    REDIS_URL: redis().url,
    TOUCHSTONE_RULES_DIR: rules,
    QUEUE_SWEEP_INTERVAL_MS: SWEEP_MS,
    QUEUE_CONCURRENCY: '1',
  });
  const logger = createLogger(config.logging);
  const app = await NestFactory.createApplicationContext(
    AppModule.forRoot({ config, logger, runsJobs: true }),
    { logger: false, abortOnError: false },
  );
  try {
    const receiver = app.get(BatchReceiver, { strict: false });
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const content = csvOf(rows.slice(batch * ROWS_EACH, (batch + 1) * ROWS_EACH));
      await receiver.receive({
        system: 'alpha',
        domain: 'supplier',
        contentType: 'text/csv',
        files: [{ name: 'suppliers.csv', content: bytesOf(content) }],
        submittedBy: 'key:erp',
        correlationId,
      });
      if (batch % (BATCHES / FLUSHES) === BATCHES / FLUSHES - 1) await redis().command('FLUSHALL');
    }
    let before = await tally(correlationId);
    for (let since = performance.now(); performance.now() - since < QUIET_MS; await pause(100)) {
      const now = await tally(correlationId);
      if (now.done === BATCHES) return now;
      if (now.read !== before.read || now.done !== before.done) since = performance.now();
      before = now;
    }
    return before;
  } finally {
    await app.close();
  }
}

describe.skipIf(redisIsMissing)(`FLUSHALL, ${FLUSHES} times in the middle of ${BATCHES} batches`, () => {
  it('loses nothing and doubles nothing: the sweep finds in the tables what the queue forgot', async () => {
    const all = BATCHES * ROWS_EACH;
    expect(await loadWhileRedisIsEmptied('flushed', ROWS.slice(0, all))).toEqual({
      batches: BATCHES,
      done: BATCHES,
      read: all,
      records: all,
    });
  });

  it('would leave batches lying about without the sweep (mutant)', async () => {
    const start = vi.spyOn(Sweeper.prototype, 'start').mockImplementation(() => undefined);
    try {
      const { batches, done } = await loadWhileRedisIsEmptied('unswept', ROWS.slice(BATCHES * ROWS_EACH));
      expect(batches).toBe(BATCHES);
      expect(done).toBeLessThan(BATCHES);
    } finally {
      start.mockRestore();
    }
  });
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
