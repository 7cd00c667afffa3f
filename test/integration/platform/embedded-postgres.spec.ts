import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../src/platform/embedded-postgres/index.js';

let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder that PostgreSQL's account may enter too, also when the tests run as root. */
async function makeFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'touchstone-embedded-'));
  await chmod(made, 0o755);
  return made;
}

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The server in a process of its own, which can be killed like a hub. */
async function startInOtherProcess(): Promise<{ hub: ChildProcess; url: string; pid: number }> {
  const hub = spawn(process.execPath, ['--import', 'tsx', 'test/harness/run-embedded-postgres.ts', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: hub.stdout })) {
    const { url, pid } = JSON.parse(line) as { url: string; pid: number };
    return { hub, url, pid };
  }
  throw new Error('the process ended before the server was up');
}

async function withServer<Result>(
  use: (server: EmbeddedPostgres) => Promise<Result>,
  of = folder,
): Promise<Result> {
  const server = await startEmbeddedPostgres({ folder: of });
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

/** The number of the timeline, by which the feed tells one life of a database from another. */
async function timeline(server: EmbeddedPostgres): Promise<number> {
  const [row] = await ask<{ timeline: string }>(
    server.url,
    `SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline`,
  );
  return Number(row?.timeline);
}

describe('a copy of the folder that is put back at its place', { timeout: 120_000 }, () => {
  it('goes on with its data as a database of its own, once', async () => {
    const own = await makeFolder();
    const copy = `${own}-copy`;
    const start = <Result>(use: (server: EmbeddedPostgres) => Promise<Result>) => withServer(use, own);
    try {
      await start(async server => {
        await ask(server.url, 'CREATE TABLE kept AS SELECT 1 AS n');
        expect(await timeline(server)).toBe(1);
      });
      execFileSync('cp', ['--archive', '--no-target-directory', own, copy]);
      expect(await start(timeline)).toBe(1);

      rmSync(own, { recursive: true });
      execFileSync('cp', ['--archive', '--no-target-directory', copy, own]);
      await start(async server => {
        expect(await timeline(server)).toBe(2);
        await ask(server.url, 'INSERT INTO kept VALUES (2)');
      });
      expect(await start(timeline)).toBe(2);
      expect(await start(server => ask(server.url, 'SELECT n FROM kept ORDER BY n'))).toEqual([
        { n: 1 },
        { n: 2 },
      ]);
    } finally {
      for (const made of [own, copy]) rmSync(made, { recursive: true, force: true });
    }
  });
});

describe('the embedded PostgreSQL', () => {
  it('is durable, demands its password, and keeps that to its owner', async () => {
    await withServer(async server => {
      expect(await ask(server.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
      expect(await ask(server.url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
      const wrong = new URL(server.tcpUrl);
      wrong.password = 'touchstone';
      await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
      wrong.searchParams.set('host', new URL(server.url).searchParams.get('host') ?? '127.0.0.1');
      await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
      expect(statSync(join(folder, 'postgres.json')).mode & 0o077).toBe(0);
      expect(readdirSync(server.home)).not.toContain('password.new');
    });
  });

  it('keeps its data, its port and its password over a stop and a start', async () => {
    const url = await withServer(async server => {
      await ask(server.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)');
      return server.url;
    });
    await withServer(async server => {
      expect(server.url).toBe(url);
      expect(await ask(server.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
    });
  });

  it('knows letters beyond ASCII, sorts the same everywhere, and has the extensions that search needs', async () => {
    await withServer(async server => {
      await ask(server.url, 'CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent');
      expect(
        await ask(server.url, `SELECT upper('é') AS up, similarity('Zürich', 'zürich') AS same`),
      ).toEqual([{ up: 'É', same: 1 }]);
      expect(await ask(server.url, `SELECT unaccent('Zürich') AS plain`)).toEqual([{ plain: 'Zurich' }]);
      expect(await ask(server.url, `SELECT 'B' < 'a' AS by_code_point`)).toEqual([{ by_code_point: true }]);
    });
  });

  it('is started again under the same URL when its server is killed, as often as that happens', async () => {
    const crashes: boolean[] = [];
    const server = await startEmbeddedPostgres({
      folder,
      onCrash: ({ recovered }) => crashes.push(recovered),
    });
    try {
      await ask(server.url, 'CREATE TABLE IF NOT EXISTS killed (id int); INSERT INTO killed VALUES (1)');
      const { url } = server;
      // After the third time within a minute the next start waits, but it comes.
      for (let kill = 1; kill <= 4; kill += 1) {
        const { pid } = server;
        process.kill(pid, 'SIGKILL');
        await expect.poll(() => crashes.length, { timeout: 30_000 }).toBe(kill);
        expect(server.pid).not.toBe(pid);
      }
      expect(crashes).toEqual([true, true, true, true]);
      expect(server.url).toBe(url);
      expect(await ask(server.url, 'SELECT id FROM killed')).toEqual([{ id: 1 }]);
    } finally {
      await server.stop();
    }
  });

  it('stops by itself when the hub is killed, and starts again with every committed row', async () => {
    const { hub, url, pid } = await startInOtherProcess();
    await ask(url, 'CREATE TABLE IF NOT EXISTS orphaned (id int); INSERT INTO orphaned VALUES (1)');
    hub.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 15_000 }).toBe(false);
    await withServer(async server => {
      expect(await ask(server.url, 'SELECT id FROM orphaned')).toEqual([{ id: 1 }]);
    });
  });

  it('replaces a server that an earlier hub left running, even when the hub starts again at once', async () => {
    const { hub, url, pid } = await startInOtherProcess();
    await ask(url, 'CREATE TABLE IF NOT EXISTS hurried (id int); INSERT INTO hurried VALUES (1)');
    hub.kill('SIGKILL');
    await withServer(async server => {
      expect(server.pid).not.toBe(pid);
      expect(isAlive(pid)).toBe(false);
      expect(await ask(server.url, 'SELECT id FROM hurried')).toEqual([{ id: 1 }]);
    });
  });

  it('is not kept from starting by the lock file of a process that is another program by now', async () => {
    const home = await withServer(async server => server.home);
    writeFileSync(
      join(home, 'data', 'postmaster.pid'),
      `${process.pid}\n${join(home, 'data')}\n0\n0\n\n\n\n`,
    );
    await withServer(async server => {
      expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const { port } = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')) as { port: number };
    const squatter = await new Promise<Server>(resolve => {
      const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
    });
    try {
      await withServer(async server => {
        expect(new URL(server.url).port).not.toBe(String(port));
        expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      });
    } finally {
      squatter.close();
    }
  });

  it('begins anew when the making of its cluster was interrupted', async () => {
    const fresh = await makeFolder();
    const half = join(fresh, 'postgres', 'data.new');
    await mkdir(half, { recursive: true });
    writeFileSync(join(half, 'PG_VERSION'), '18\n');
    const server = await startEmbeddedPostgres({ folder: fresh });
    try {
      expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(existsSync(half)).toBe(false);
    } finally {
      await server.stop();
      rmSync(fresh, { recursive: true, force: true });
    }
  });

  it('refuses a cluster of another major version in one sentence', async () => {
    const home = await withServer(async server => server.home);
    const versionFile = join(home, 'data', 'PG_VERSION');
    writeFileSync(versionFile, '15\n');
    await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(
      /was made by PostgreSQL 15 and this release brings 18/,
    );
    writeFileSync(versionFile, '18\n');
  });
});
