import { setTimeout as sleep } from 'node:timers/promises';
import { runMigrations, type PgPool } from 'bullmq';
import { Pool } from 'pg';
import { connectionSettings } from '../database/index.js';
import type { DatabaseConfig } from '../config/index.js';

/** BullMQ's own name for its schema; its functions and tables are found through the search path. */
export const QUEUE_SCHEMA = 'bullmq';

/** A pool for BullMQ's PostgreSQL backend, apart from the hub's own: its search path is another one. */
export function openQueuePool(database: DatabaseConfig, size: number): Pool {
  const pool = new Pool({
    ...connectionSettings(database, 'touchstone-queue'),
    options: `-c TimeZone=UTC -c search_path=${QUEUE_SCHEMA}`,
    max: size,
  });
  // Each queue and worker adds a listener of its own; and an idle connection that breaks must not end the process.
  pool.setMaxListeners(0);
  pool.on('error', () => undefined);
  // The same for one that breaks while BullMQ has it checked out, or while it is being closed.
  pool.on('connect', client => void client.on('error', () => undefined));
  return pool;
}

/** Long enough to spare the processor, short enough not to be noticed when the database is back. */
const FAILURE_DELAY_MS = 200;

/**
 * A pool whose failures take a moment. BullMQ's workers ask again at once after most errors of PostgreSQL (it waits
 * only after ECONNREFUSED), so that a database that restarts would keep every worker spinning.
 */
export function slowDownFailures(pool: Pool): PgPool {
  const later = async (error: unknown): Promise<never> => {
    await sleep(FAILURE_DELAY_MS);
    throw error;
  };
  const slow = {
    options: pool.options,
    query: (text: string, parameters: readonly unknown[] = []) =>
      pool.query(text, [...parameters]).catch(later),
    connect: () => pool.connect().catch(later),
    end: () => pool.end(),
    on: (event: 'error', listener: (error: Error) => void) => (pool.on(event, listener), slow),
    removeAllListeners: () => slow,
  };
  // BullMQ types the methods that it uses a little differently from node-postgres.
  return slow as unknown as PgPool;
}

/**
 * Brings BullMQ's schema up to the installed version. Safe with any number of processes at once (BullMQ takes an
 * advisory lock), and does nothing when the schema is current.
 */
export async function migrateQueue(database: DatabaseConfig): Promise<void> {
  const pool = openQueuePool({ ...database, statementTimeoutMs: 0, lockTimeoutMs: 0 }, 1);
  const client = await pool.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    client.release();
    await pool.end();
  }
}
