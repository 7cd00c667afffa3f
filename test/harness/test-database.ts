import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import type { AppConfig } from '../../src/platform/config/index.js';
import { Database, dataSourceOptions, poolOf } from '../../src/platform/database/index.js';
import { runAsAdmin, testConfig, urlOf } from './test-server.js';

/** A database of its own for one test file, a clone of the migrated template. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /** The product's defaults with this database and a silent log. */
  readonly config: AppConfig;
  readonly database: Database;
  readonly dataSource: DataSource;
}

/**
 * Gives the tests of this file a fresh database, opened before the first and closed after the last. It is dropped when
 * all passed and kept, with its URL printed, when one failed. A connection that the tests forgot to close fails the file.
 *
 * @param variables environment variables over the product's defaults
 * @example const hub = useTestDatabase(); // it('…', () => hub().database.query(…))
 */
export function useTestDatabase(variables: Readonly<Record<string, string>> = {}): () => TestDatabase {
  let opened: TestDatabase | undefined;
  let failed = false;
  beforeAll(async () => {
    const { name, url } = await cloneTemplate();
    const config = testConfig(url, variables);
    const dataSource = await new DataSource(dataSourceOptions(config.database, [])).initialize();
    opened = { name, url, config, dataSource, database: new Database(poolOf(dataSource)) };
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === 'fail';
  });
  afterAll(async () => {
    if (opened === undefined) return;
    await opened.dataSource.destroy();
    await refuseLeaks(opened.name);
    if (failed) console.warn(`kept for inspection: ${opened.url}`);
    else await runAsAdmin(inject('adminUrl'), `DROP DATABASE ${opened.name} WITH (FORCE)`);
  });
  return () => {
    if (opened === undefined) throw new Error('the database is only there while tests run');
    return opened;
  };
}

/** Makes one more database from the template; the caller drops it. */
export async function cloneTemplate(): Promise<{ name: string; url: string }> {
  const adminUrl = inject('adminUrl');
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await runAsAdmin(
    adminUrl,
    `CREATE DATABASE ${name} TEMPLATE ${inject('templateDatabase')} STRATEGY FILE_COPY`,
  );
  return { name, url: urlOf(adminUrl, name) };
}

/** A closing connection is seen for a moment longer, hence the second look. */
async function refuseLeaks(database: string): Promise<void> {
  const client = new Client({ connectionString: inject('adminUrl') });
  await client.connect();
  try {
    let left: readonly { application_name: string; query: string }[] = [];
    for (let look = 0; look < 40; look += 1) {
      const { rows } = await client.query<{ application_name: string; query: string }>(
        `SELECT application_name, left(query, 100) AS query FROM pg_stat_activity
         WHERE datname = $1 AND backend_type = 'client backend'`,
        [database],
      );
      left = rows;
      if (left.length === 0) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    const list = left.map(({ application_name, query }) => `${application_name}: ${query}`).join('\n');
    throw new Error(`${left.length} connections were not closed:\n${list}`);
  } finally {
    await client.end();
  }
}
