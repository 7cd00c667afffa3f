import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { completeConfig, readSettings, type AppConfig } from '../../src/platform/config/index.js';
import { migrateDatabase } from '../../src/platform/database/index.js';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.js';
import { migrateQueue } from '../../src/platform/queue/index.js';

/** A PostgreSQL for one test run, with a migrated template database that test files clone. */
export interface TestServer {
  /** URL of the maintenance database; its user may create databases. */
  readonly adminUrl: string;
  readonly template: string;
  stop(): Promise<void>;
}

/**
 * Uses TEST_DATABASE_URL when set, else starts an embedded PostgreSQL in a temporary folder. Without `durable` it does
 * not wait for the disk, which tests that kill the server must not rely on.
 */
export async function startTestServer({ durable = false } = {}): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  const started =
    given === undefined ? await startTemporaryServer(durable) : { url: given, stop: async () => undefined };
  const template = `touchstone_template_${randomUUID().slice(0, 8)}`;
  try {
    await runAsAdmin(started.url, `CREATE DATABASE ${template}`);
    const config = testConfig(urlOf(started.url, template));
    await migrateDatabase(config.database);
    await migrateQueue(config.database);
  } catch (error) {
    await started.stop();
    throw error;
  }
  return {
    adminUrl: started.url,
    template,
    async stop() {
      await runAsAdmin(started.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
      await started.stop();
    },
  };
}

async function startTemporaryServer(durable: boolean): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-test-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({
    folder,
    database: 'postgres',
    settings: {
      max_connections: '200',
      ...(!durable && { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
    },
  });
  return {
    url: server.url,
    async stop() {
      const kept = await findTestDatabases(server.url);
      await server.stop();
      if (kept.length > 0) return keepServer(folder, kept);
      await rm(server.home, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Databases of test files that failed: the others dropped theirs. */
async function findTestDatabases(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'`,
    );
    return rows.map(({ datname }) => datname);
  } finally {
    await client.end();
  }
}

/** Only the newest red run is kept, or a bad day would fill the disk. */
async function keepServer(folder: string, databases: readonly string[]): Promise<void> {
  const pointer = join(tmpdir(), 'touchstone-test-kept.txt');
  const earlier = await readFile(pointer, 'utf8').catch(() => '');
  if (earlier !== '') await rm(earlier, { recursive: true, force: true });
  await writeFile(pointer, folder);
  console.warn(`kept ${databases.join(', ')}; open with: npx tsx test/harness/open-kept-server.ts`);
}

/** The same server, another database. */
export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs statements, one at a time, on a connection of their own. */
export async function runAsAdmin(adminUrl: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A complete configuration for tests: defaults of the product, small pool, silent log, the given database. */
export function testConfig(databaseUrl: string, variables: Readonly<Record<string, string>> = {}): AppConfig {
  const settings = readSettings(
    {
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_POOL_SIZE: '10',
      TOUCHSTONE_DATA_DIR: join(tmpdir(), `touchstone-test-data-${process.pid}`),
      ...variables,
    },
    process.cwd(),
  );
  return completeConfig(settings, {
    databaseUrl,
    secret: createHash('sha256').update(databaseUrl).digest('hex'),
  });
}
