import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../src/platform/logging/index.js';
import { Telemetry } from '../../src/platform/telemetry/index.js';
import { FeedEpochRepository } from '../../src/syndication/feed-epoch.repository.js';
import { FeedRepository } from '../../src/syndication/feed.repository.js';
import { freeSlots } from '../../src/syndication/free-slots.js';
import { Sequencer } from '../../src/syndication/sequencer.service.js';
import { TargetRepository } from '../../src/syndication/target.repository.js';
import { useTestDatabase } from '../harness/index.js';
import { testDeliveryEngine } from '../integration/syndication/delivery-engine.js';
import { createRecordTable, writeEach } from '../integration/syndication/outbox-writer.js';
import { WebhookReceiver } from '../integration/syndication/webhook-receiver.js';

vi.mock('../../src/syndication/free-slots.js', { spy: true });

/** So many that a common pool of 64 slots is used up by their 16 each. */
const HANGING = 8;
/** Waiting events of each target before the healthy one gets its first. */
const BACKLOG = 40;
/** Less than the 15 s after which a hanging request is given up. */
const HEALTHY_WITHIN_MS = 6_000;

const hub = useTestDatabase();
let hanging: readonly Server[];
let receiver: WebhookReceiver;

beforeAll(() => createRecordTable(hub().database));
beforeEach(async () => {
  hanging = Array.from({ length: HANGING }, () =>
    createServer(socket => socket.on('error', () => undefined)),
  );
  for (const server of hanging) await once(server.listen(0, '127.0.0.1'), 'listening');
  receiver = new WebhookReceiver();
});
afterEach(async () => {
  vi.mocked(freeSlots).mockReset();
  await receiver.stop();
  for (const server of hanging) server.close();
});

async function publish(records: readonly string[]): Promise<void> {
  const { database } = hub();
  await writeEach(database, records);
  await new Sequencer(
    database,
    new FeedRepository(database),
    new FeedEpochRepository(database),
    { now: () => new Date() },
    createLogger({ level: 'silent', format: 'json' }),
    new Telemetry(),
  ).drain();
}

/** How many of 10 events the healthy target has soon after they were published, while all the others hang. */
async function deliverBesideHangingOnes(): Promise<number> {
  const { database } = hub();
  await database.execute(`DELETE FROM delivery`);
  await database.execute(`DELETE FROM target`);
  await database.execute(`UPDATE fanout_cursor SET pos = (SELECT pos FROM feed_head)`);
  const hosts = [
    ...hanging.map(server => `127.0.0.1:${(server.address() as AddressInfo).port}`),
    await receiver.start(),
  ];
  await new TargetRepository(database).replaceAll(
    hosts.map((host, at) => ({
      system: 'erp',
      target: {
        name: `t${at}`,
        url: `http://${host}/hook`,
        secretRef: 'RECEIVER_SECRET',
        ordering: 'strict' as const,
        // The healthy one begins idle: the slots are taken when its first event comes.
        ...(at === HANGING && { events: ['supplier.updated'] }),
      },
    })),
  );
  const records = Array.from({ length: BACKLOG }, () => randomUUID());
  await publish(records);
  const engine = testDeliveryEngine(database, hosts, { leaseMs: 30_000, retryScale: 1 });
  engine.start();
  try {
    await untilLeased(HANGING * 2);
    await publish(records.slice(0, 10));
    const until = performance.now() + HEALTHY_WITHIN_MS;
    while (receiver.applied.length < 10 && performance.now() < until) await pause(20);
    return receiver.applied.length;
  } finally {
    await engine.stop();
  }
}

async function untilLeased(count: number): Promise<void> {
  for (let look = 0; look < 500; look += 1) {
    const [row] = await hub().database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM delivery WHERE state = 'leased'`,
    );
    if ((row?.n ?? 0) >= count) return;
    await pause(20);
  }
  throw new Error('the hanging targets got nothing');
}

describe(`${HANGING} targets that hang`, { timeout: 60_000 }, () => {
  it('do not hold up a healthy one: each target has a share of its own', async () => {
    expect(await deliverBesideHangingOnes()).toBe(10);
  });

  it('would hold it up if all drew from one pool (mutant)', async () => {
    let taken = 0;
    vi.mocked(freeSlots).mockImplementation((_targets, inFlight) => {
      const free = Math.min(16 - inFlight, 64 - taken);
      taken += Math.max(0, free);
      return free;
    });
    expect(await deliverBesideHangingOnes()).toBe(0);
  });
});
