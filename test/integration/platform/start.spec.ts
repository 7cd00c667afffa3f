import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { runAsAdmin, urlOf, useBuiltHub, useTestDatabase } from '../../harness/index.js';

const hub = useTestDatabase();
const { touchstone, makeFolder } = useBuiltHub('start-spec');

async function isReady(url: string): Promise<unknown> {
  return (await fetch(`${url}/health/ready`)).json();
}

describe('touchstone start', () => {
  it('starts from nothing, answers, refuses a second start on its folder, and stops cleanly on Ctrl-C', async () => {
    const folder = await makeFolder();
    const first = touchstone(['start', '--no-demo'], { TOUCHSTONE_DATA_DIR: folder });
    const [, url = ''] = await first.says(/ready after [\d.]+ s: (http:\S+)/);
    expect(await isReady(url)).toEqual({
      ready: true,
      parts: { database: 'ok', migrations: 'ok', queue: 'ok' },
    });

    // On the same port, as by a second `npm start`: the port is not the trouble.
    const second = touchstone(['start', '--no-demo'], {
      TOUCHSTONE_DATA_DIR: folder,
      PORT: new URL(url).port,
    });
    expect(await second.ended).toBe(1);
    expect(second.text().trim()).toBe(
      `Another Touchstone (process ${first.child.pid}) runs on ${folder}; stop it first, or set TOUCHSTONE_DATA_DIR to another folder.`,
    );

    const doctor = touchstone(['doctor', '--json'], { TOUCHSTONE_DATA_DIR: folder });
    expect(await doctor.ended).toBe(0);
    expect(doctor.text()).toContain('"message": "all applied"');

    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(readFileSync(join(folder, 'postgres', 'postgres.log'), 'utf8')).toMatch(
      /database system is shut down\s*$/,
    );
  });

  it('recovers by itself after kill -9, with everything that was committed', async () => {
    const folder = await makeFolder();
    const first = touchstone(['start', '--no-demo'], { TOUCHSTONE_DATA_DIR: folder });
    await first.says(/ready after/);
    // Read anew after each start: a hub takes another port for its database when somebody else has the old one.
    const databaseUrl = (): string => {
      const { port, password } = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')) as {
        port: number;
        password: string;
      };
      return `postgres://touchstone:${password}@127.0.0.1:${port}/touchstone`;
    };
    const client = new Client({ connectionString: databaseUrl() });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE TABLE survivor (id int); INSERT INTO survivor VALUES (1)');
    first.child.kill('SIGKILL');
    await first.ended;

    const second = touchstone(['start', '--no-demo'], { TOUCHSTONE_DATA_DIR: folder });
    const [, url = ''] = await second.says(/ready after [\d.]+ s: (http:\S+)/);
    expect(second.text()).toContain('Schema is current');
    expect(await isReady(url)).toMatchObject({ ready: true });
    const again = new Client({ connectionString: databaseUrl() });
    await again.connect();
    expect((await again.query('SELECT id FROM survivor')).rows).toEqual([{ id: 1 }]);
    await again.end();
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('says in one sentence that the port is taken, before it does anything else', async () => {
    const squatter = createServer();
    await new Promise<void>(done => squatter.listen(0, '127.0.0.1', done));
    const { port } = squatter.address() as AddressInfo;
    const start = touchstone(['start', '--no-demo'], {
      TOUCHSTONE_DATA_DIR: await makeFolder(),
      PORT: String(port),
    });
    expect(await start.ended).toBe(1);
    expect(start.text().trim()).toBe(
      `Port ${port} is taken by another program; stop it or set PORT to another one.`,
    );
    squatter.close();
  });

  it.each([
    [
      'is a file',
      () => resolve('package.json'),
      /^\S+package\.json is not a folder; set TOUCHSTONE_DATA_DIR to another place\.$/,
    ],
    [
      'cannot be written to',
      () => '/proc/touchstone',
      /^This user may not write to \/proc\/touchstone \(\w+\); change its owner or set TOUCHSTONE_DATA_DIR/,
    ],
  ])('says in one sentence that the data folder %s', async (_what, folder, sentence) => {
    const start = touchstone(['start', '--no-demo'], { TOUCHSTONE_DATA_DIR: folder() });
    expect(await start.ended).toBe(1);
    expect(start.text().trim().split('\n').at(-1)).toMatch(sentence);
    expect(start.text()).not.toMatch(/\n\s+at /);
  });

  it('names every faulty variable and no value', async () => {
    const start = touchstone(['start', '--no-demo'], { PORT: 'eighty', LOG_LEVEL: 'loud' });
    expect(await start.ended).toBe(1);
    expect(start.text()).toMatch(/2 faults:\n- .*\n- .*/);
    expect(start.text()).not.toMatch(/eighty|loud/);
  });

  it('stops cleanly on Ctrl-C while it is still starting', async () => {
    const folder = await makeFolder();
    const start = touchstone(['start', '--no-demo'], { TOUCHSTONE_DATA_DIR: folder });
    await start.says(/Migration 1 of/);
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
    expect(start.text()).toContain('Stopped. Everything is kept for the next start.');
    expect(start.text()).not.toMatch(/\n\s+at /);
    expect(readFileSync(join(folder, 'postgres', 'postgres.log'), 'utf8')).toMatch(
      /database system is shut down\s*$/,
    );
  });

  it('starts no database of its own when DATABASE_URL is set', async () => {
    const folder = await makeFolder();
    const start = touchstone(['start', '--no-demo'], {
      TOUCHSTONE_DATA_DIR: folder,
      DATABASE_URL: hub().url,
    });
    await start.says(/ready after/);
    expect(start.text()).toContain('Database ready (DATABASE_URL)');
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
    expect(() => readFileSync(join(folder, 'postgres.json'))).toThrow();
  });
});

describe('the split processes', () => {
  const secret = 'a secret of more than thirty-two characters';

  it('serve requests and do jobs, and a worker answers operators only', async () => {
    const shared = { DATABASE_URL: hub().url, TOUCHSTONE_SECRET: secret };
    const serve = touchstone(['serve'], shared);
    const worker = touchstone(['worker'], shared);
    const [, serveUrl = ''] = await serve.says(/serve is ready: (http:\S+)/);
    const [, workerUrl = ''] = await worker.says(/worker is ready: (http:\S+)\/health/);
    expect(await isReady(serveUrl)).toMatchObject({ ready: true });
    expect(await isReady(workerUrl)).toMatchObject({ ready: true });
    expect(await (await fetch(`${workerUrl}/metrics`)).text()).toContain('touchstone_queue_waiting');
    expect((await fetch(`${workerUrl}/v1/batches/1`)).status).toBe(404);
    for (const { child } of [serve, worker]) child.kill('SIGTERM');
    expect(await Promise.all([serve.ended, worker.ended])).toEqual([0, 0]);
  });

  it('demand a shared database, a shared key and a current schema, each in one sentence', async () => {
    const empty = 'test_not_migrated';
    await runAsAdmin(inject('adminUrl'), `DROP DATABASE IF EXISTS ${empty}`, `CREATE DATABASE ${empty}`);
    const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
      [{}, /^Processes that share a hub need a database that all can reach; set DATABASE_URL/],
      [{ DATABASE_URL: hub().url }, /^Processes that share a hub need the same key; set TOUCHSTONE_SECRET/],
      [
        { DATABASE_URL: urlOf(inject('adminUrl'), empty), TOUCHSTONE_SECRET: secret },
        /^The database lacks \d+ migrations of this release; run "touchstone migrate" first\.$/,
      ],
      [
        { DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:1/none', TOUCHSTONE_SECRET: secret },
        /^The database of DATABASE_URL cannot be used \(.*ECONNREFUSED.*\)/,
      ],
    ];
    for (const [variables, sentence] of cases) {
      const serve = touchstone(['serve'], variables);
      expect(await serve.ended).toBe(1);
      expect(serve.text().trim()).toMatch(sentence);
      expect(serve.text()).not.toContain('hunter2');
    }
    await runAsAdmin(inject('adminUrl'), `DROP DATABASE ${empty}`);
  });
});
