import { Global, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AccessModule, AccessService } from '../access/index.js';
import { Clock, Ids } from '../platform/clock/index.js';
import { Database, dataSourceOptions, poolOf } from '../platform/database/index.js';
import { findEmbeddedPostgresUrl } from '../platform/embedded-postgres/index.js';
import { StartupError } from '../platform/errors/index.js';
import { findRunningHub } from '../platform/startup/index.js';
import { readCliSettings } from './read-cli-settings.js';

/** Who acts, in audit rows: whoever may run commands here holds the database, so there is nobody to sign in. */
export const CLI_ACTOR = 'cli:command line';

/** The parts that accounts and keys need, without starting a second hub beside the running one. */
@Global()
@Module({})
class CliPlatform {
  static on(database: Database): DynamicModule {
    return {
      module: CliPlatform,
      imports: [AccessModule],
      providers: [{ provide: Database, useValue: database }, Clock, Ids],
      exports: [Database, Clock, Ids],
    };
  }
}

/**
 * Works on accounts and keys directly in the database: that of DATABASE_URL, else that of the hub which runs on the data
 * folder. The folder's lock is not needed, because nothing is started.
 *
 * @throws StartupError when there is neither
 */
export async function withAccess(
  work: (access: AccessService, correlationId: string) => Promise<void>,
): Promise<void> {
  const settings = readCliSettings();
  const folder = settings.storage.dataDir;
  if (settings.database.url === undefined && findRunningHub(folder) === null) {
    throw new StartupError(
      `No hub runs on ${folder}; start it with "touchstone start", or set DATABASE_URL or TOUCHSTONE_DATA_DIR.`,
    );
  }
  const url = settings.database.url ?? findEmbeddedPostgresUrl(folder);
  const dataSource = await new DataSource(dataSourceOptions({ ...settings.database, url }, []))
    .initialize()
    .catch((error: unknown) => {
      throw new StartupError(`The database of the hub does not answer (${String(error)}).`, { cause: error });
    });
  try {
    const app = await NestFactory.createApplicationContext(CliPlatform.on(new Database(poolOf(dataSource))), {
      logger: false,
      abortOnError: false,
    });
    try {
      await work(app.get(AccessService, { strict: false }), new Ids().newId());
    } finally {
      await app.close();
    }
  } finally {
    await dataSource.destroy();
  }
}
