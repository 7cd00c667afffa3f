import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookTarget } from '../../../src/core/rules/index.js';
import { Telemetry } from '../../../src/platform/telemetry/index.js';
import { createLogger } from '../../../src/platform/logging/index.js';
import { DeliveryRepository } from '../../../src/syndication/delivery.repository.js';
import { FeedEpochRepository } from '../../../src/syndication/feed-epoch.repository.js';
import { FeedRepository } from '../../../src/syndication/feed.repository.js';
import { ATTEMPT_DELAYS_MS } from '../../../src/syndication/next-attempt.js';
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
    const { database } = hub();
    const unpark = async (): Promise<boolean> =>
      new DeliveryRepository(database).unpark(database, parked?.target_id ?? 0, BigInt(parked?.pos ?? 0));
    expect([await unpark(), await unpark()]).toEqual([true, false]);
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

describe('targets that misbehave', { timeout: 120_000 }, () => {
  /** Makes these the targets, in the order of their names, each with an address of its own. */
  async function useTargets(hosts: readonly string[]): Promise<void> {
    await useTarget('strict');
    const described = hosts.map((address, at) => ({
      system: 'erp',
      target: {
        name: `t${at}`,
        url: `http://${address}/hook`,
        secretRef: 'RECEIVER_SECRET',
        ordering: 'strict' as const,
      },
    }));
    await new TargetRepository(hub().database).replaceAll(described);
  }

  async function statesOf(name: string): Promise<Record<string, number>> {
    const rows = await hub().database.query<{ state: string; count: number }>(
      `SELECT delivery.state, count(*)::int AS count FROM delivery JOIN target ON target.id = target_id WHERE name = $1 GROUP BY 1`,
      [name],
    );
    return Object.fromEntries(rows.map(row => [row.state, row.count]));
  }

  /** A server on this machine that does as told with every connection. */
  async function badServer(act: (socket: Socket) => void): Promise<{ host: string; close(): void }> {
    const open = new Set<Socket>();
    const server = createServer(socket => {
      open.add(socket);
      socket.on('error', () => undefined);
      act(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      host: `127.0.0.1:${port}`,
      close: () => {
        for (const socket of open) socket.destroy();
        server.close();
      },
    };
  }

  it('hold up none of the healthy ones: one hangs, one resets, one answers without end', async () => {
    const hanging = await badServer(() => undefined);
    const resetting = await badServer(socket => socket.once('data', () => socket.resetAndDestroy()));
    const endless = await badServer(socket => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n');
        const timer = setInterval(() => socket.write('x'.repeat(65_536)), 1);
        socket.once('close', () => clearInterval(timer));
      });
    });
    await useTargets([hanging.host, resetting.host, endless.host, host]);
    await publish(ids(40), 2);
    const engine = testDeliveryEngine(hub().database, [hanging.host, resetting.host, endless.host, host]);
    engine.start();
    for (let wait = 0; wait < 800 && receiver.applied.length < 80; wait += 1) await sleep(25);
    // Before the 15 s are over after which a hanging target is given up.
    expect({ healthy: receiver.applied.length, wrong: receiver.outOfOrder() }).toEqual({
      healthy: 80,
      wrong: [],
    });
    // What was read of an endless answer is enough: its status says that the event was taken.
    for (let wait = 0; wait < 400 && ((await statesOf('t2'))['acked'] ?? 0) < 80; wait += 1) await sleep(25);
    expect(await statesOf('t2')).toEqual({ acked: 80 });
    expect(await statesOf('t1')).not.toHaveProperty('acked');
    await engine.stop();
    for (const each of [hanging, resetting, endless]) each.close();
    expect(await statesOf('t0')).not.toHaveProperty('acked');
  });

  it('park a record that they refuse for good, and that one alone', async () => {
    await useTarget('strict');
    const [poison = '', ...others] = ids(12);
    await publish([poison, ...others], 3);
    receiver.refuse = recordId => (recordId === poison ? 422 : undefined);
    const engine = testDeliveryEngine(hub().database, host);
    await engine.drain();
    await engine.stop();
    expect(await states()).toEqual({ acked: 33, due: 2, parked: 1 });
    expect(receiver.applied.every(event => event.recordId !== poison)).toBe(true);
  });

  it.each([
    ['3', 3],
    ['315360000', 86_400],
    ['-5', 0],
    ['soon', 0],
    ['in an hour, as a date', 3_600],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('are waited for as they ask within reason: Retry-After %s', async (header, seconds) => {
    await useTarget('strict');
    await publish(ids(1), 1);
    const asked = header.includes('hour') ? new Date(Date.now() + 3_600_000).toUTCString() : header;
    receiver.answerWith = { status: 503, headers: { 'retry-after': asked } };
    const engine = testDeliveryEngine(hub().database, host, { leaseMs: 30_000, retryScale: 1 });
    await engine.drain();
    await engine.stop();
    const [row] = await hub().database.query<{ wait: number }>(
      `SELECT extract(epoch FROM next_at - (SELECT max(at) FROM delivery_attempt))::float8 AS wait FROM delivery`,
    );
    // An overloaded target is left alone for a minute at least.
    const expected = Math.max(60, seconds);
    expect(row?.wait).toBeGreaterThan(expected - 20);
    expect(row?.wait).toBeLessThan(expected + 20);
  });

  it('that want no more are suspended; what comes meanwhile waits and arrives in order once they are resumed', async () => {
    await useTarget('strict');
    const records = ids(5);
    await publish(records, 2);
    receiver.answerWith = { status: 410 };
    const engine = testDeliveryEngine(hub().database, host);
    await engine.drain();
    const { database } = hub();
    const targets = new TargetRepository(database);
    const [suspended] = await targets.statuses();
    expect(suspended).toMatchObject({ state: 'suspended', stateReason: 'HTTP_410', waiting: 10, parked: 0 });
    receiver.answerWith = undefined;
    const before = receiver.requests;
    await publish(records, 3);
    await engine.drain();
    expect(receiver.requests).toBe(before);
    await database.transaction(async tx => targets.resume(tx, suspended?.id ?? 0));
    await engine.drain();
    await engine.stop();
    expect(await states()).toEqual({ acked: 25 });
    expect(receiver.outOfOrder()).toEqual([]);
  });

  it('are not given up because the hub died while it called them, however often', async () => {
    await useTarget('strict');
    await publish(ids(1), 1);
    const deliveries = new DeliveryRepository(hub().database);
    await deliveries.fanOut(new Date());
    const [target] = await new TargetRepository(hub().database).ready(new Date(), 1_000);
    if (target === undefined) throw new Error('no target');
    for (let death = 0; death <= ATTEMPT_DELAYS_MS.length; death += 1) {
      const now = new Date(Date.now() + death * 5_000);
      const until = new Date(now.getTime() + 1_000);
      const lease = { owner: 'p', token: randomUUID(), now, until };
      expect(await deliveries.claim(target, 1, lease)).toMatchObject([{ attempts: 1 }]);
    }
  });

  it('are given out at once by a process whose clock is behind the database', async () => {
    await useTarget('strict');
    await publish(ids(1), 1);
    const deliveries = new DeliveryRepository(hub().database);
    const now = new Date(Date.now() - 3_000);
    await deliveries.fanOut(now);
    const [target] = await new TargetRepository(hub().database).ready(now, 1_000);
    if (target === undefined) throw new Error('no target');
    const lease = { owner: 'p', token: randomUUID(), now, until: new Date(now.getTime() + 1_000) };
    expect(await deliveries.claim(target, 1, lease)).toHaveLength(1);
  });

  it('that were paused past a lease cannot undo what another process settled meanwhile', async () => {
    await useTarget('strict');
    await publish(ids(1), 1);
    const { database } = hub();
    const deliveries = new DeliveryRepository(database);
    await deliveries.fanOut(new Date());
    const [target] = await new TargetRepository(database).ready(new Date(), 1_000);
    if (target === undefined) throw new Error('no target');
    const lease = (token: string, now: Date) => ({
      owner: 'p',
      token,
      now,
      until: new Date(now.getTime() + 1_000),
    });
    const [early] = await deliveries.claim(target, 1, lease(randomUUID(), new Date()));
    const [late] = await deliveries.claim(target, 1, lease(randomUUID(), new Date(Date.now() + 5_000)));
    if (early === undefined || late === undefined) throw new Error('nothing was claimed');
    const attempt = { at: new Date(), durationMs: 1, outcome: 'applied', status: 200, detail: null };
    expect(await deliveries.settle(late, { state: 'acked', business: 'applied' }, attempt)).toBe(true);
    expect(await deliveries.settle(early, { state: 'parked' }, attempt)).toBe(false);
    expect(await states()).toEqual({ acked: 1 });
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
  }, 400_000);

  it('would break that order without the head-of-line rule', async () => {
    await deliverUnderFire('unordered', 1);
    expect(receiver.applied).toHaveLength(RECORDS * VERSIONS);
    expect(receiver.outOfOrder().length).toBeGreaterThan(0);
  }, 300_000);

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
    // A head of line that was killed several times waits for minutes by the retry schedule: its turn is brought forward, its place is not.
    for (let wait = 0; ((await states())['acked'] ?? 0) < RECORDS * VERSIONS && wait < 600; wait += 1) {
      await hub().database.execute(
        `UPDATE delivery SET next_at = clock_timestamp() WHERE state = 'due' AND next_at > clock_timestamp()`,
      );
      await sleep(100);
    }
    last.kill('SIGKILL');
    await once(last, 'exit');
  }

  function startProcess(): ChildProcess {
    const script = 'test/integration/syndication/run-delivery-process.ts';
    return spawn(process.execPath, ['--import', 'tsx', script, hub().url, host], { stdio: 'ignore' });
  }
});
