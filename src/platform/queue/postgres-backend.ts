import { runMigrations } from 'bullmq';
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
  return pool;
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
