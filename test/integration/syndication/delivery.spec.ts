import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookTarget } from '../../../src/core/rules/index.js';
import { Telemetry } from '../../../src/platform/telemetry/index.js';
import { createLogger } from '../../../src/platform/logging/index.js';
import { FeedEpochRepository } from '../../../src/syndication/feed-epoch.repository.js';
import { FeedRepository } from '../../../src/syndication/feed.repository.js';
import { Sequencer } from '../../../src/syndication/sequencer.service.js';
import { TargetRepository } from '../../../src/syndication/target.repository.js';
import { useTestDatabase } from '../../harness/index.js';
import { testDeliveryEngine } from './delivery-engine.js';
import { createRecordTable, writeEach } from './outbox-writer.js';
import { WebhookReceiver } from './webhook-receiver.js';

const hub = useTestDatabase();
let receiver: WebhookReceiver;
let host: string;

/** The same luck in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function useTarget(ordering: WebhookTarget['ordering'], secretRef = 'RECEIVER_SECRET'): Promise<void> {
  await hub().database.execute(`DELETE FROM delivery`);
  await hub().database.execute(`DELETE FROM target`);
  await sequence();
  await hub().database.execute(`UPDATE fanout_cursor SET pos = (SELECT pos FROM feed_head)`);
  const target: WebhookTarget = { name: 'receiver', url: `http://${host}/hook`, secretRef, ordering };
  await new TargetRepository(hub().database).replaceAll([{ system: 'erp', target }]);
}

async function sequence(): Promise<void> {
  const { database } = hub();
  const clock = { now: () => new Date() };
  const logger = createLogger({ level: 'silent', format: 'json' });
  const feed = new FeedRepository(database);
  await new Sequencer(
    database,
    feed,
    new FeedEpochRepository(database),
    clock,
    logger,
    new Telemetry(),
  ).drain();
}

/** Versions 1 to `versions` of each record, all in the feed. */
async function publish(records: readonly string[], versions: number): Promise<void> {
  for (let version = 0; version < versions; version += 1) await writeEach(hub().database, records);
  await sequence();
}

async function states(): Promise<Record<string, number>> {
  const rows = await hub().database.query<{ state: string; count: string }>(
    `SELECT state, count(*) FROM delivery GROUP BY state ORDER BY state`,
  );
  return Object.fromEntries(rows.map(row => [row.state, Number(row.count)]));
}

beforeAll(async () => createRecordTable(hub().database));
beforeEach(async () => {
  receiver = new WebhookReceiver();
  host = await receiver.start();
});
afterEach(async () => receiver.stop());

const ids = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

describe('deliveries to a webhook', () => {
  it('brings every event once, signed, in the order of each record’s versions', async () => {
    await useTarget('strict');
    await publish(ids(20), 5);
    const engine = testDeliveryEngine(hub().database, host);
    await engine.drain();
    await engine.stop();
    expect(await states()).toEqual({ acked: 100 });
    expect(receiver.applied).toHaveLength(100);
    expect(receiver.outOfOrder()).toEqual([]);
    expect(receiver.forged).toEqual([]);
    expect(receiver.applied[0]?.body).toMatchObject({
      specversion: '1.0',
      type: 'supplier.created',
      data: { version: 1 },
    });
  });

  it('sends only the newest version of what waited when the target supersedes', async () => {
    await useTarget('supersede');
    await publish(ids(10), 6);
    const engine = testDeliveryEngine(hub().database, host);
    await engine.drain();
    await engine.stop();
    expect(await states()).toEqual({ acked: 10, superseded: 50 });
    expect(receiver.applied.map(event => event.version)).toEqual(Array.from({ length: 10 }, () => 6));
  });

  it('parks what the target refuses for good, holds back what is behind it, and goes on after a retry', async () => {
    await useTarget('strict');
    const [record = ''] = ids(1);
    await publish([record], 3);
    receiver.answerWith = { status: 422 };
    const engine = testDeliveryEngine(hub().database, host);
    await engine.drain();
    expect(await states()).toEqual({ due: 2, parked: 1 });
    expect(receiver.requests).toBe(1);
    const [parked] = await hub().database.query<{ target_id: number; pos: string; last_error: unknown }>(
      `SELECT target_id, pos, last_error FROM delivery WHERE state = 'parked'`,
    );
    expect(parked?.last_error).toEqual({ reason: 'HTTP_422', status: 422 });
    receiver.answerWith = undefined;
    await engine.retry(parked?.target_id ?? 0, parked?.pos ?? '');
    await expect(engine.retry(parked?.target_id ?? 0, parked?.pos ?? '')).rejects.toMatchObject({
      code: 'DELIVERY.NOT_FOUND',
    });
    await engine.drain();
    await engine.stop();
    expect(await states()).toEqual({ acked: 3 });
    expect(receiver.outOfOrder()).toEqual([]);
  });

  it('never follows a redirect, and waits as long as the target asks', async () => {
    await useTarget('strict');
    await publish(ids(1), 1);
    receiver.answerWith = {
      status: 307,
      headers: { location: `http://${host}/elsewhere`, 'retry-after': '7200' },
    };
    const engine = testDeliveryEngine(hub().database, host, { leaseMs: 1_500, retryScale: 1 });
    await engine.drain();
    await engine.stop();
    expect(receiver.requests).toBe(1);
    const [row] = await hub().database.query<{ wait: number }>(
      `SELECT extract(epoch FROM next_at - clock_timestamp())::float8 AS wait FROM delivery`,
    );
    expect(row?.wait).toBeGreaterThan(7_100);
  });

  it('uses up no attempts while the target’s set-up is wrong, and sends one probe before all the rest', async () => {
    await useTarget('strict');
    await publish(ids(30), 1);
    receiver.answerWith = { status: 401 };
    let nowMs = Date.now();
    const engine = testDeliveryEngine(
      hub().database,
      host,
      { leaseMs: 1_500, retryScale: 1 },
      { now: () => new Date(nowMs) },
    );
    nowMs += 5_000;
    await engine.drain();
    const burst = receiver.requests;
    expect(burst).toBeLessThanOrEqual(16);
    await engine.drain();
    expect(receiver.requests).toBe(burst);
    nowMs += 31_000;
    await engine.drain();
    expect(receiver.requests).toBe(burst + 1);
    receiver.answerWith = undefined;
    nowMs += 61_000;
    await engine.drain();
    await engine.stop();
    expect(await states()).toEqual({ acked: 30 });
    expect(await hub().database.query(`SELECT DISTINCT attempts FROM delivery`)).toEqual([{ attempts: 1 }]);
  });

  it('does not call a target inside the network that nobody allowed, nor send without a secret', async () => {
    await useTarget('strict');
    await publish(ids(1), 1);
    const engine = testDeliveryEngine(hub().database, 'elsewhere.example');
    await engine.drain();
    await engine.stop();
    expect(receiver.requests).toBe(0);
    expect(
      await hub().database.query(`SELECT last_error->>'reason' AS reason, attempts FROM delivery`),
    ).toEqual([{ reason: 'OUTBOUND_FORBIDDEN', attempts: 0 }]);
    await useTarget('strict', 'ABSENT_SECRET');
    await publish(ids(1), 1);
    const other = testDeliveryEngine(hub().database, host);
    await other.drain();
    await other.stop();
    expect(receiver.requests).toBe(0);
  });
});

describe('a delivery process that is killed 20 times in the middle of its work', () => {
  const RECORDS = 150;
  const VERSIONS = 14;

  it('has every event applied once, in the order of each record’s versions', async () => {
    await deliverUnderFire('strict');
    expect(await states()).toEqual({ acked: RECORDS * VERSIONS });
    expect(receiver.applied).toHaveLength(RECORDS * VERSIONS);
    expect(receiver.requests).toBeGreaterThan(RECORDS * VERSIONS);
    expect(receiver.forged).toEqual([]);
    expect(receiver.outOfOrder()).toEqual([]);
  }, 240_000);

  it('would break that order without the head-of-line rule', async () => {
    await deliverUnderFire('unordered', 1);
    expect(receiver.applied).toHaveLength(RECORDS * VERSIONS);
    expect(receiver.outOfOrder().length).toBeGreaterThan(0);
  }, 120_000);

  async function deliverUnderFire(ordering: WebhookTarget['ordering'], kills = 20): Promise<void> {
    await receiver.stop();
    receiver = new WebhookReceiver(seededRandom(kills));
    host = await receiver.start();
    await useTarget(ordering);
    await publish(ids(RECORDS), VERSIONS);
    const random = seededRandom(7);
    for (let kill = 0; kill < kills; kill += 1) {
      const before = receiver.requests;
      const child = startProcess();
      for (let wait = 0; receiver.requests < before + 5 && wait < 2_000; wait += 1) await sleep(10);
      await sleep(10 + random() * 60);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect((await states())['acked'] ?? 0).toBeLessThan(RECORDS * VERSIONS);
    const last = startProcess();
    for (let wait = 0; ((await states())['acked'] ?? 0) < RECORDS * VERSIONS && wait < 600; wait += 1)
      await sleep(100);
    last.kill('SIGKILL');
    await once(last, 'exit');
  }

  function startProcess(): ChildProcess {
    const script = 'test/integration/syndication/run-delivery-process.ts';
    return spawn(process.execPath, ['--import', 'tsx', script, hub().url, host], { stdio: 'ignore' });
  }
});
