import { Pool } from 'pg';
import { DataSource, MigrationExecutor, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { DatabaseConfig } from '../config/index.js';
import { Database } from './database.js';
import { connectionSettings, dataSourceOptions } from './data-source.js';
import { loadMigrations } from './load-migrations.js';

type MigrationClass = new () => MigrationInterface;

/** What is told while migrating: how many of the pending migrations are done, and the one that runs now. */
export interface MigrationProgress {
  readonly done: number;
  readonly pending: number;
  readonly running: string;
}

/**
 * Brings the schema up to this release. Any number of processes may call it at the same time: the first one migrates,
 * the others wait and find nothing left to do. A migration that fails leaves the ones before it applied.
 *
 * @returns the names of the migrations that this call applied
 */
export async function migrateDatabase(
  database: DatabaseConfig,
  onProgress: (progress: MigrationProgress) => void = () => undefined,
): Promise<readonly string[]> {
  const unhurried: DatabaseConfig = {
    ...database,
    poolSize: 4,
    statementTimeoutMs: 0,
    lockTimeoutMs: 0,
    idleTransactionTimeoutMs: 0,
  };
  const pool = new Pool({ ...connectionSettings(unhurried, 'touchstone-migrate'), max: 1 });
  pool.on('error', () => undefined);
  try {
    return (await new Database(pool).withLock('migrate', () => applyPending(unhurried, onProgress))) ?? [];
  } finally {
    await pool.end();
  }
}

/** The names of the migrations of this release that the database lacks. */
export async function findPendingMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const pending = await new MigrationExecutor(dataSource).getPendingMigrations();
  return pending.map(({ name }) => name);
}

async function applyPending(
  database: DatabaseConfig,
  onProgress: (progress: MigrationProgress) => void,
): Promise<readonly string[]> {
  const dataSource = await openForMigration(database, await loadMigrations());
  let pending: readonly string[];
  try {
    pending = await findPendingMigrations(dataSource);
  } finally {
    await dataSource.destroy();
  }
  const announced = (await loadMigrations()).map(migration =>
    announce(migration, () => {
      const done = pending.indexOf(migration.name);
      onProgress({ done, pending: pending.length, running: migration.name });
    }),
  );
  const migrating = await openForMigration(database, announced);
  try {
    await migrating.runMigrations({ transaction: 'each' });
    return pending;
  } finally {
    await migrating.destroy();
  }
}

function openForMigration(
  database: DatabaseConfig,
  migrations: readonly MigrationClass[],
): Promise<DataSource> {
  return new DataSource(dataSourceOptions(database, migrations)).initialize();
}

/** The same migration under the same name, telling when it starts: TypeORM only tells in log lines. */
function announce(migration: MigrationClass, onStart: () => void): MigrationClass {
  const announced = class extends migration {
    override async up(runner: QueryRunner): Promise<void> {
      onStart();
      await super.up(runner);
    }
  };
  Object.defineProperty(announced, 'name', { value: migration.name });
  return announced;
}
