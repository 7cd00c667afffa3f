import {
  createPostgresBackend,
  createRedisBackend,
  type ConnectionOptions,
  type PostgresConnectionOptions,
  withBackend,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import type { AppConfig } from '../config/index.js';
import { openQueuePool, slowDownFailures } from './postgres-backend.js';
import { connectRedis } from './redis-connection.js';

/**
 * All that a job carries. What it means is looked up in the database when it runs, so a job may be lost, doubled,
 * late or out of order without harm, and nothing worth protecting lies in the queue.
 */
export interface JobPayload {
  readonly version: 1;
  readonly kind: string;
  readonly id: string;
  readonly correlationId?: string;
}

/** What the hub uses of a BullMQ queue, whichever backend it runs on. */
export interface BackendQueue {
  add(payload: JobPayload, options: { delayMs?: number; deduplicate: boolean }): Promise<void>;
  countWaiting(): Promise<number>;
  close(): Promise<void>;
}

/** What the hub uses of a BullMQ worker. */
export interface BackendWorker {
  /** Claims nothing more and waits for the running jobs; with `force` it does not wait. */
  close(force: boolean): Promise<void>;
}

/** BullMQ on one of its own backends. PostgreSQL or Redis: BullMQ's port, not ours. */
export interface QueueBackend {
  readonly name: 'postgres' | 'redis';
  /** Rejects when the backend cannot be used now; the caller may ask again. */
  openQueue(kind: string, onError: (error: Error) => void): Promise<BackendQueue>;
  /** Rejects when the backend cannot be used now; the caller may ask again. */
  openWorker(
    kind: string,
    concurrency: number,
    run: (payload: JobPayload) => Promise<void>,
    onError: (error: Error) => void,
  ): Promise<BackendWorker>;
  /** Asks the backend for a sign of life. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** BullMQ defaults to one stall before a job counts as failed; a few process kills in a row must not do that (bullmq#651). */
const MAX_STALLED = 5;

/** BullMQ's own 15 s would let every restart of the database cost as much. */
const RECONNECT_DELAY_MS = 1_000;

/**
 * Opens the job queue: on Redis when REDIS_URL is set, else on PostgreSQL.
 *
 * @param listeners how many kinds this process may run; on PostgreSQL each holds a connection that listens
 */
export function openQueueBackend(config: AppConfig, listeners: number): QueueBackend {
  if (config.queue.redisUrl !== undefined) return openRedis(config.queue.redisUrl);
  const pool = openQueuePool(config.database, listeners + 4);
  const connection: PostgresConnectionOptions = slowDownFailures(pool);
  return describe(withBackend(createPostgresBackend), {
    name: 'postgres',
    connectionOf: () => connection,
    ping: async () => void (await pool.query('SELECT 1 FROM migration LIMIT 1')),
    close: () => pool.end(),
    demand: async () => undefined,
  });
}

function openRedis(url: string): QueueBackend {
  const redis = connectRedis(url);
  return describe<ConnectionOptions>(withBackend(createRedisBackend), {
    name: 'redis',
    // Producers share a connection that fails at once when Redis is away (the sweeper covers for them); workers wait for it.
    connectionOf: role => (role === 'producer' ? redis.client : { url, maxRetriesPerRequest: null }),
    ping: async () => {
      await redis.demand();
      await redis.client.ping();
    },
    close: async () => redis.close(),
    demand: () => redis.demand(),
  });
}

/** What differs between BullMQ's backends. */
interface BackendParts<Connection> {
  readonly name: QueueBackend['name'];
  readonly connectionOf: (role: 'producer' | 'worker') => Connection;
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** Rejects when a queue opened now would wait for the backend instead of failing. */
  readonly demand: () => Promise<void>;
}

/** The parts of BullMQ's classes used here: the same for all backends, apart from the type of the connection. */
interface BullClasses<Connection> {
  readonly Queue: new (
    name: string,
    options: QueueOptions<Connection>,
  ) => {
    add(name: string, data: JobPayload, options: object): Promise<unknown>;
    waitUntilReady(): Promise<unknown>;
    getJobCountByTypes(...types: ['waiting', 'prioritized']): Promise<number>;
    on(event: 'error', listener: (error: Error) => void): unknown;
    close(): Promise<void>;
  };
  readonly Worker: new (
    name: string,
    run: (job: { data: JobPayload }) => Promise<void>,
    options: WorkerOptions<Connection>,
  ) => {
    on(event: 'error', listener: (error: Error) => void): unknown;
    waitUntilReady(): Promise<unknown>;
    run(): Promise<void>;
    close(force?: boolean): Promise<void>;
  };
}

/**
 * BullMQ looks at its backend once and keeps the outcome for good, a failure too: a queue would fail for ever, and a
 * worker's loop, awaiting the same rejected promise, would never let the event loop go again (bullmq 6.7.0,
 * `PostgresConnection.waitUntilReady`, `RedisConnection.init`). So none is used before that look went well.
 */
async function closeUnlessReady(opened: {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}): Promise<void> {
  try {
    await opened.waitUntilReady();
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
}

function describe<Connection>(
  { Queue, Worker }: BullClasses<Connection>,
  { name, connectionOf, ping, close, demand }: BackendParts<Connection>,
): QueueBackend {
  return {
    name,
    async openQueue(kind, onError) {
      await demand();
      const queue = new Queue(kind, { connection: connectionOf('producer') });
      queue.on('error', onError);
      await closeUnlessReady(queue);
      return {
        async add(payload, { delayMs, deduplicate }) {
          await queue.add(kind, payload, {
            removeOnComplete: true,
            removeOnFail: true,
            ...(delayMs !== undefined && { delay: delayMs }),
            // A second hint for a waiting job adds nothing; one for a running job runs it once more afterwards.
            ...(deduplicate && { deduplication: { id: payload.id, keepLastIfActive: true } }),
          });
        },
        countWaiting: () => queue.getJobCountByTypes('waiting', 'prioritized'),
        close: () => queue.close(),
      };
    },
    async openWorker(kind, concurrency, run, onError) {
      const worker = new Worker(kind, job => run(job.data), {
        connection: connectionOf('worker'),
        concurrency,
        autorun: false,
        maxStalledCount: MAX_STALLED,
        runRetryDelay: RECONNECT_DELAY_MS,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      });
      worker.on('error', onError);
      // A worker on Redis connects whenever Redis is there.
      if (name === 'postgres') await closeUnlessReady(worker);
      void worker.run().catch(onError);
      return { close: force => worker.close(force) };
    },
    ping,
    close,
  };
}
