import { DataSource } from 'typeorm';
import { Ids } from '../platform/clock/index.js';
import { completeConfig, type AppConfig } from '../platform/config/index.js';
import { Database, dataSourceOptions, poolOf } from '../platform/database/index.js';
import { findEmbeddedPostgresUrl } from '../platform/embedded-postgres/index.js';
import { StartupError } from '../platform/errors/index.js';
import { findRunningHub } from '../platform/startup/index.js';
import { readCliSettings } from './read-cli-settings.js';

/** Who acts, in audit rows: whoever may run commands here holds the database, so there is nobody to sign in. */
export const CLI_ACTOR = 'cli:command line';

/** What a command that works beside the running hub stands on. */
export interface CliGround {
  readonly database: Database;
  /** Without the hub's key: such a command signs nothing. */
  readonly config: AppConfig;
  readonly correlationId: string;
}

/**
 * Works directly in the database: that of DATABASE_URL, else that of the hub which runs on the data folder. The folder's lock is
 * not needed, because nothing is started.
 *
 * @throws StartupError when there is neither
 */
export async function withDatabase(work: (ground: CliGround) => Promise<void>): Promise<void> {
  const settings = readCliSettings();
  const folder = settings.storage.dataDir;
  if (settings.database.url === undefined && findRunningHub(folder) === null) {
    throw new StartupError(
      `No hub runs on ${folder}; start it with "touchstone start", or set DATABASE_URL or TOUCHSTONE_DATA_DIR.`,
    );
  }
  const config = completeConfig(settings, {
    databaseUrl: settings.database.url ?? findEmbeddedPostgresUrl(folder),
    secret: '',
  });
  const dataSource = await new DataSource(dataSourceOptions(config.database, []))
    .initialize()
    .catch((error: unknown) => {
      throw new StartupError(`The database of the hub does not answer (${String(error)}).`, { cause: error });
    });
  try {
    await work({ database: new Database(poolOf(dataSource)), config, correlationId: new Ids().newId() });
  } finally {
    await dataSource.destroy();
  }
}
