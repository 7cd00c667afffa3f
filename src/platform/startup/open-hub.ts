import { completeConfig, loadOrCreateSecret, type AppConfig, type Settings } from '../config/index.js';
import { DataSource } from 'typeorm';
import { DomainError } from '../../core/model/index.js';
import {
  dataSourceOptions,
  findPendingMigrations,
  loadMigrations,
  migrateDatabase,
  type MigrationProgress,
} from '../database/index.js';
import { startEmbeddedPostgres, type DatabaseCrash } from '../embedded-postgres/index.js';
import { StartupError } from '../errors/index.js';
import { migrateQueue } from '../queue/index.js';
import { boundHeap } from './bound-heap.js';
import { prepareDataFolder } from './check-folder.js';
import { lockDataFolder } from './hub-lock.js';

/** What an opened hub stands on, before Nest starts. */
export interface OpenHub {
  readonly config: AppConfig;
  /** Stops the embedded database, if there is one, and gives the data folder free. */
  close(): Promise<void>;
}

/** What is told while a hub opens. */
export interface OpeningListener {
  /** One sentence about what is being done. */
  onStep(sentence: string): void;
  /** The embedded database died and was (or could not be) started again. */
  onDatabaseCrash(crash: DatabaseCrash): void;
}

/**
 * Prepares everything for a hub in one process: the data folder and its lock, the key, and the embedded database when
 * DATABASE_URL is not set. What was opened before a failure is closed again.
 *
 * @throws StartupError
 */
export async function openHub(settings: Settings, listener: OpeningListener): Promise<OpenHub> {
  boundHeap();
  const folder = settings.storage.dataDir;
  prepareDataFolder(folder);
  const unlock = lockDataFolder(folder);
  try {
    const secret = settings.security.secret ?? loadOrCreateSecret(folder);
    if (settings.database.url !== undefined) {
      const config = completeConfig(settings, { databaseUrl: settings.database.url, secret });
      return { config, close: async () => unlock() };
    }
    const postgres = await startEmbeddedPostgres({
      folder,
      onProgress: sentence => listener.onStep(sentence),
      onCrash: crash => listener.onDatabaseCrash(crash),
    });
    return {
      config: completeConfig(settings, { databaseUrl: postgres.url, secret }),
      async close() {
        await postgres.stop();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * The configuration of one process among several (`serve`, `worker`): they share the database and the key, so both must
 * be given.
 *
 * @throws StartupError
 */
export function configureSharedHub(settings: Settings): AppConfig {
  boundHeap();
  const { url } = settings.database;
  const { secret } = settings.security;
  if (url === undefined) {
    throw new StartupError(
      'Processes that share a hub need a database that all can reach; set DATABASE_URL, or use "touchstone start" for a hub in one process.',
    );
  }
  if (secret === undefined) {
    throw new StartupError(
      'Processes that share a hub need the same key; set TOUCHSTONE_SECRET to a random text of 32 characters or more (openssl rand -base64 36).',
    );
  }
  return completeConfig(settings, { databaseUrl: url, secret });
}

/**
 * The names of the migrations that the database lacks.
 *
 * @throws StartupError when the database does not answer
 */
export async function findSchemaGap(config: AppConfig): Promise<readonly string[]> {
  const dataSource = new DataSource(
    dataSourceOptions({ ...config.database, poolSize: 1 }, await loadMigrations()),
  );
  try {
    await dataSource.initialize();
  } catch (error) {
    throw explainConnectionError(error);
  }
  try {
    return await findPendingMigrations(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** The URL holds a password, so the sentence names only what the server or the network said. */
function explainConnectionError(error: unknown): StartupError {
  const reason = error instanceof AggregateError ? error.errors.map(String).join(', ') : String(error);
  return new StartupError(
    `The database of DATABASE_URL cannot be used (${reason}); check the address, the user and the password.`,
    {
      cause: error,
    },
  );
}

/**
 * Brings the hub's and the queue's schema up to this release. Safe with any number of processes at once.
 *
 * @returns the names of the migrations that were applied
 */
export async function migrateHub(
  config: AppConfig,
  onProgress: (progress: MigrationProgress) => void = () => undefined,
): Promise<readonly string[]> {
  try {
    const applied = await migrateDatabase(config.database, onProgress);
    if (config.queue.redisUrl === undefined) await migrateQueue(config.database);
    return applied;
  } catch (error) {
    throw isUnreachable(error) ? explainConnectionError(error) : error;
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'DATABASE.UNAVAILABLE';
}
