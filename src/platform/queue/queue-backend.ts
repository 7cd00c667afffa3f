import {
  createPostgresBackend,
  createRedisBackend,
  type PostgresConnectionOptions,
  withBackend,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import type { AppConfig } from '../config/index.js';
import { StartupError } from '../errors/index.js';
import { openQueuePool } from './postgres-backend.js';

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
  openQueue(kind: string, onError: (error: Error) => void): BackendQueue;
  openWorker(
    kind: string,
    concurrency: number,
    run: (payload: JobPayload) => Promise<void>,
    onError: (error: Error) => void,
  ): BackendWorker;
  /** Asks the backend for a sign of life. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** BullMQ defaults to one stall before a job counts as failed; a few process kills in a row must not do that (bullmq#651). */
const MAX_STALLED = 5;

/**
 * Opens the job queue: on Redis when REDIS_URL is set, else on PostgreSQL.
 *
 * @param listeners how many kinds this process may run; on PostgreSQL each holds a connection that listens
 * @throws StartupError when Redis is asked for and its client library is not installed
 */
export function openQueueBackend(config: AppConfig, listeners: number): QueueBackend {
  if (config.queue.redisUrl !== undefined) return openRedis(config.queue.redisUrl);
  const pool = openQueuePool(config.database, listeners + 4);
  return describe(
    'postgres',
    withBackend(createPostgresBackend),
    // BullMQ types only the part of a pool that it uses, more strictly than node-postgres does.
    () => pool as unknown as PostgresConnectionOptions,
    async () => void (await pool.query('SELECT 1 FROM migration LIMIT 1')),
    () => pool.end(),
  );
}

function openRedis(url: string): QueueBackend {
  const { Queue, Worker } = withBackend(createRedisBackend);
  // Producers fail at once when Redis is away (the sweeper covers for them); workers wait for it to come back.
  const connectionOf = (role: 'producer' | 'worker') =>
    role === 'producer'
      ? { url, enableOfflineQueue: false, maxRetriesPerRequest: 1 }
      : { url, maxRetriesPerRequest: null };
  const probe = openProbe(() => new Queue('touchstone.probe', { connection: connectionOf('producer') }));
  return describe(
    'redis',
    { Queue, Worker },
    connectionOf,
    async () => void (await probe.getJobCounts('waiting')),
    () => probe.close(),
  );
}

function openProbe<Probe extends { on(event: 'error', listener: () => void): unknown }>(
  open: () => Probe,
): Probe {
  try {
    const probe = open();
    probe.on('error', () => undefined);
    return probe;
  } catch (error) {
    throw new StartupError(
      'REDIS_URL is set, but the npm package "ioredis" is not installed; run npm install ioredis.',
      {
        cause: error,
      },
    );
  }
}

/** The parts of BullMQ's classes used here: the same for all backends, apart from the type of the connection. */
interface BullClasses<Connection> {
  readonly Queue: new (
    name: string,
    options: QueueOptions<Connection>,
  ) => {
    add(name: string, data: JobPayload, options: object): Promise<unknown>;
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
    close(force?: boolean): Promise<void>;
  };
}

function describe<Connection>(
  name: QueueBackend['name'],
  { Queue, Worker }: BullClasses<Connection>,
  connectionOf: (role: 'producer' | 'worker') => Connection,
  ping: () => Promise<void>,
  close: () => Promise<void>,
): QueueBackend {
  return {
    name,
    openQueue(kind, onError) {
      const queue = new Queue(kind, { connection: connectionOf('producer') });
      queue.on('error', onError);
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
    openWorker(kind, concurrency, run, onError) {
      const worker = new Worker(kind, job => run(job.data), {
        connection: connectionOf('worker'),
        concurrency,
        maxStalledCount: MAX_STALLED,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      });
      worker.on('error', onError);
      return { close: force => worker.close(force) };
    },
    ping,
    close,
  };
}
