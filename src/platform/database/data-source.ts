import { type CustomTypesConfig, type Pool, types } from 'pg';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import type { DatabaseConfig } from '../config/index.js';

/** A `date` has no time and no zone, which a JavaScript Date would make up: it stays text. */
const typeParsers: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === types.builtins.DATE ? (text: string) => text : types.getTypeParser(oid, format),
};

/** How much later than the server's own limit a statement is given up. */
const SILENCE_MS = 5_000;

/** Driver settings that every connection of this process starts with. */
export function connectionSettings(database: DatabaseConfig, applicationName: string) {
  return {
    connectionString: database.url,
    application_name: applicationName,
    statement_timeout: database.statementTimeoutMs,
    // The server ends what takes too long. One that is gone without a word (a lost machine, a cut line) ends nothing.
    ...(database.statementTimeoutMs > 0 && { query_timeout: database.statementTimeoutMs + SILENCE_MS }),
    lock_timeout: database.lockTimeoutMs,
    idle_in_transaction_session_timeout: database.idleTransactionTimeoutMs,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    options: '-c TimeZone=UTC',
    types: typeParsers,
  };
}

/** Options of TypeORM for the hub's database. The schema comes from migrations alone: nothing is ever synchronised. */
export function dataSourceOptions(
  database: DatabaseConfig,
  migrations: readonly (new () => MigrationInterface)[],
): DataSourceOptions {
  return {
    type: 'postgres',
    synchronize: false,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    poolSize: database.poolSize,
    // TypeORM's own log goes to the `debug` package: whoever calls it gets the error, once.
    logger: 'debug',
    // An idle connection that breaks is replaced by the pool; the listener only keeps the process alive.
    poolErrorHandler: () => undefined,
    extra: connectionSettings(database, 'touchstone'),
  };
}

/** The pool under a data source. TypeORM names it `master` and does not type it. */
export function poolOf(dataSource: DataSource): Pool {
  const { master } = dataSource.driver as unknown as { master: Pool };
  return master;
}
