import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../../src/platform/logging/index.js';
import { Telemetry } from '../../../src/platform/telemetry/index.js';
import { hashRow } from '../../../src/syndication/chain-feed.js';
import { FeedEpochRepository } from '../../../src/syndication/feed-epoch.repository.js';
import { FeedRepository, type OutboxRow } from '../../../src/syndication/feed.repository.js';
import { Sequencer } from '../../../src/syndication/sequencer.service.js';
import { useTestDatabase } from '../../harness/index.js';
import { createRecordTable, writeVersion } from './outbox-writer.js';

const hub = useTestDatabase({ DATABASE_POOL_SIZE: '30' });
const WRITERS = 16;
const RUN_MS = 6_000;

beforeAll(async () => createRecordTable(hub().database));

function newSequencer(telemetry = new Telemetry()): Sequencer {
  const { database } = hub();
  const logger = createLogger({ level: 'silent', format: 'json' });
  const clock = { now: () => new Date() };
  return new Sequencer(
    database,
    new FeedRepository(database),
    new FeedEpochRepository(database),
    clock,
    logger,
    telemetry,
  );
}

/** Writers on few records, some of which pause, stall or roll back; resolves to the versions that were committed. */
async function writeStorm(runMs: number): Promise<ReadonlySet<string>> {
  const records = Array.from({ length: 100 }, () => randomUUID());
  const committed = new Set<string>();
  const endMs = performance.now() + runMs;
  const write = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const wanted = [...new Set([pick(records), pick(records)])].sort();
      const written: string[] = [];
      await hub()
        .database.transaction(async tx => {
          written.length = 0;
          for (const record of wanted) {
            written.push(`${record} ${await writeVersion(tx, record)}`);
            if (Math.random() < 0.2) await sleep(Math.random() * 15);
          }
          if (Math.random() < 0.01) await sleep(200);
          if (Math.random() < 0.03) throw new Error('rolled back on purpose');
        })
        .then(() => written.forEach(version => committed.add(version)))
        .catch((error: unknown) => {
          if (!(error instanceof Error) || error.message !== 'rolled back on purpose') throw error;
        });
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return committed;
}

function pick<Value>(values: readonly Value[]): Value {
  const value = values[Math.trunc(Math.random() * values.length)];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
}

interface Row extends OutboxRow {
  readonly pos: string;
  readonly hash: Buffer;
}

describe('16 writers that pause, stall and roll back', () => {
  it('lose no event to two racing sequencers, invert none and leave no hole, and the chain of hashes holds', async () => {
    const telemetry = new Telemetry();
    const sequencers = [newSequencer(telemetry), newSequencer(telemetry)];
    for (const sequencer of sequencers) sequencer.start();
    const committed = await writeStorm(RUN_MS);
    await Promise.all(sequencers.map(async sequencer => sequencer.stop()));
    await sequencers[0]?.drain();
    const rows = await hub().database.query<Row>(
      `SELECT pos, event_id, domain, record_id, version, type, changed::text, payload::text, correlation_id, causation_id,
              actor, occurred_at::text, tx_id::text, hash FROM feed ORDER BY pos`,
    );
    expect(committed.size).toBeGreaterThan(500);
    expect(new Set(rows.map(row => `${row.record_id} ${row.version}`))).toEqual(committed);
    expect(rows).toHaveLength(committed.size);
    let previous: Buffer = Buffer.alloc(32);
    const newest = new Map<string, number>();
    for (const [place, row] of rows.entries()) {
      expect(row.pos).toBe(String(place + 1));
      expect(Number(row.version)).toBe((newest.get(row.record_id) ?? 0) + 1);
      newest.set(row.record_id, Number(row.version));
      expect(row.hash.equals(hashRow(row, BigInt(row.pos), previous))).toBe(true);
      previous = row.hash;
    }
    const faults = await telemetry.registry.getSingleMetric('touchstone_feed_order_faults_total')?.get();
    expect(faults?.values[0]?.value ?? 0).toBe(0);
  });

  it('lose events to a reader that takes the outbox’s own numbers for positions', async () => {
    const seen = new Set<string>();
    let last = '0';
    const writing = { isOver: false };
    const naive = (async () => {
      for (let idle = 0; !writing.isOver || idle < 20;) {
        const rows = await hub().database.query<{ seq: string; record_id: string; version: string }>(
          `SELECT seq, record_id, version FROM outbox WHERE seq > $1 ORDER BY seq LIMIT 1000`,
          [last],
        );
        for (const row of rows) seen.add(`${row.record_id} ${row.version}`);
        last = rows.at(-1)?.seq ?? last;
        idle = rows.length === 0 ? idle + 1 : 0;
        await sleep(5);
      }
    })();
    const committed = await writeStorm(2_000);
    writing.isOver = true;
    await naive;
    expect([...committed].filter(version => !seen.has(version)).length).toBeGreaterThan(0);
    await newSequencer().drain();
  });
});
