import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { Database, migrateDatabase, NotificationListener } from '../../../src/platform/database/index.js';
import { runAsAdmin, urlOf, useTestDatabase } from '../../harness/index.js';

const hub = useTestDatabase({ DATABASE_LOCK_TIMEOUT_MS: '2000' });

describe('transactions', () => {
  it('are run again after a deadlock until both writers are through', async () => {
    const { database } = hub();
    await database.execute('CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)');
    await database.execute('INSERT INTO account VALUES (1, 0), (2, 0)');
    let tries = 0;
    let firstLocks = 0;
    let bothHold: () => void = () => undefined;
    const both = new Promise<void>(resolve => (bothHold = resolve));
    const addInOrder = ([first, second]: readonly [number, number]) =>
      database.transaction(async tx => {
        tries += 1;
        await tx.execute('UPDATE account SET balance = balance + 1 WHERE id = $1', [first]);
        if ((firstLocks += 1) === 2) bothHold();
        await both;
        await tx.execute('UPDATE account SET balance = balance + 1 WHERE id = $1', [second]);
      });
    await Promise.all([addInOrder([1, 2]), addInOrder([2, 1])]);
    expect(await database.query('SELECT id, balance FROM account ORDER BY id')).toEqual([
      { id: 1, balance: 2 },
      { id: 2, balance: 2 },
    ]);
    expect(tries).toBeGreaterThan(2);
  });

  it('are run again after a serialization failure, so that no increment is lost', async () => {
    const { database } = hub();
    await database.execute('CREATE TABLE counter (value int NOT NULL)');
    await database.execute('INSERT INTO counter VALUES (0)');
    const increment = () =>
      database.transaction(
        async tx => {
          const [row] = await tx.query<{ value: number }>('SELECT value FROM counter');
          await tx.execute('UPDATE counter SET value = $1', [(row?.value ?? 0) + 1]);
        },
        { isolation: 'serializable', retryDelaysMs: Array.from({ length: 40 }, (_, attempt) => attempt * 3) },
      );
    await Promise.all(Array.from({ length: 6 }, increment));
    expect(await database.query('SELECT value FROM counter')).toEqual([{ value: 6 }]);
  });

  it('undo everything and forget what waited for the commit when the work throws', async () => {
    const { database } = hub();
    await database.execute('CREATE TABLE note (text text)');
    let told = false;
    await expect(
      database.transaction(async tx => {
        tx.afterCommit(() => void (told = true));
        await tx.execute(`INSERT INTO note VALUES ('lost')`);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(told).toBe(false);
    expect(await database.query('SELECT * FROM note')).toEqual([]);
  });

  it('keep what happened before a failed savepoint', async () => {
    const { database } = hub();
    await database.transaction(async tx => {
      await tx.execute('CREATE TABLE part (id int PRIMARY KEY)');
      await tx.execute('INSERT INTO part VALUES (1)');
      await expect(tx.savepoint(() => tx.execute('INSERT INTO part VALUES (2), (1)'))).rejects.toThrow();
      await tx.execute('INSERT INTO part VALUES (3)');
    });
    expect(await database.query('SELECT id FROM part ORDER BY id')).toEqual([{ id: 1 }, { id: 3 }]);
  });

  it('send statements without waiting: later ones see their effect, and they are there after the commit', async () => {
    const { database } = hub();
    await database.execute('CREATE TABLE sent (id int PRIMARY KEY)');
    const seen = await database.transaction(async tx => {
      for (let id = 1; id <= 3; id += 1) tx.send('INSERT INTO sent VALUES ($1)', [id]);
      return tx.query('SELECT id FROM sent ORDER BY id');
    });
    expect(seen).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(await database.query('SELECT count(*)::int AS count FROM sent')).toEqual([{ count: 3 }]);
  });

  it('fail with the first failure of what they sent, at the next statement or at the commit, and undo everything', async () => {
    const { database } = hub();
    await database.execute('CREATE TABLE refused (id int CONSTRAINT refused_pk PRIMARY KEY)');
    const sendTwice = (thenAsk: boolean) =>
      database.transaction(async tx => {
        tx.send('INSERT INTO refused VALUES (1)');
        tx.send('INSERT INTO refused VALUES (1)');
        if (thenAsk) await tx.query('SELECT 1');
      });
    await expect(sendTwice(true)).rejects.toThrow(/refused_pk|duplicate/);
    await expect(sendTwice(false)).rejects.toThrow(/refused_pk|duplicate/);
    const checked = database.transaction(async tx =>
      tx.send('INSERT INTO refused VALUES (2)', [], rows => {
        throw new Error(`touched ${rows}`);
      }),
    );
    await expect(checked).rejects.toThrow('touched 1');
    expect(await database.query('SELECT id FROM refused')).toEqual([]);
  });

  it('cannot be used after their end', async () => {
    const escaped = await hub().database.transaction(async tx => tx);
    await expect(escaped.query('SELECT 1')).rejects.toThrow('the transaction has ended');
  });

  it('survive the loss of a connection: the process lives and the next statement works', async () => {
    const { database } = hub();
    await expect(
      database.transaction(async tx => {
        const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await runAsAdmin(inject('adminUrl'), `SELECT pg_terminate_backend(${row?.pid})`);
        await sleep(50);
        await tx.query('SELECT 1');
      }),
    ).rejects.toMatchObject({ code: 'DATABASE.UNAVAILABLE', retry: 'later' });
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('time out on a lock with an error that says to come back later', async () => {
    const { database } = hub();
    await database.execute('CREATE TABLE gate (id int PRIMARY KEY)');
    await database.execute('INSERT INTO gate VALUES (1)');
    await database.transaction(async tx => {
      await tx.execute('UPDATE gate SET id = id');
      const blocked = database.transaction(other => other.execute('UPDATE gate SET id = id'), {
        retryDelaysMs: [],
      });
      await expect(blocked).rejects.toMatchObject({ code: 'DATABASE.CONTENTION', retry: 'later' });
    });
  });
});

describe('values', () => {
  it('keep bigint, numeric and date exact', async () => {
    const rows = await hub().database.query(
      `SELECT 9007199254740993::bigint AS big, 58.7500::numeric AS price, '2026-07-01'::date AS day`,
    );
    expect(rows).toEqual([{ big: '9007199254740993', price: '58.7500', day: '2026-07-01' }]);
  });

  it('with NUL characters are refused by name', async () => {
    const { database } = hub();
    await expect(database.query('SELECT $1::text', ['a\0b'])).rejects.toMatchObject({
      code: 'DATABASE.INVALID_TEXT',
    });
  });

  it('stream in chunks through a cursor', async () => {
    const seen = await hub().database.transaction(async tx => {
      const numbers: number[] = [];
      for await (const { n } of tx.stream<{ n: number }>(
        'SELECT n FROM generate_series(1, $1::int) n',
        [1_050],
        100,
      ))
        numbers.push(n);
      return numbers;
    });
    expect(seen).toHaveLength(1_050);
    expect(seen.at(-1)).toBe(1_050);
  });
});

describe('locks', () => {
  it('admit one process at a time and say so at once when asked not to wait', async () => {
    const { database } = hub();
    const order: string[] = [];
    await database.withLock('sweep', async () => {
      expect(await database.withLock('sweep', async () => 'in', { wait: false })).toBeUndefined();
      order.push('first');
    });
    await database.withLock('sweep', async () => void order.push('second'), { wait: false });
    expect(order).toEqual(['first', 'second']);
  });
});

describe('notifications', () => {
  it('arrive, and after a lost connection the listener is told to look again', async () => {
    const { database, config } = hub();
    const listener = new NotificationListener(config.database);
    try {
      const heard: (string | undefined)[] = [];
      await listener.listen('feed_moved', payload => void heard.push(payload));
      await database.query(`SELECT pg_notify('feed_moved', '7')`);
      await expect.poll(() => heard).toContain('7');
      const before = heard.length;
      await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'touchstone-listen' AND datname = current_database()`,
      );
      await expect.poll(() => heard.slice(before), { timeout: 5_000 }).toContain(undefined);
      await database.query(`SELECT pg_notify('feed_moved', '8')`);
      await expect.poll(() => heard).toContain('8');
    } finally {
      await listener.close();
    }
  });
});

describe('migrations', () => {
  it('are applied once when several processes start at the same time', async () => {
    const name = `test_${randomUUID().slice(0, 8)}`;
    const adminUrl = inject('adminUrl');
    await runAsAdmin(adminUrl, `CREATE DATABASE ${name}`);
    const config = { ...hub().config.database, url: urlOf(adminUrl, name) };
    const progress: string[] = [];
    const applied = await Promise.all(
      Array.from({ length: 3 }, () => migrateDatabase(config, ({ running }) => void progress.push(running))),
    );
    const first = applied.find(names => names.length > 0) ?? [];
    expect(applied.filter(names => names.length > 0)).toHaveLength(1);
    expect(progress).toEqual(first);
    expect(first[0]).toBe('CreateExtensions1700000000000');
    await runAsAdmin(adminUrl, `DROP DATABASE ${name}`);
  });
});

describe('a wait in line', () => {
  it('outlasts the limit that the driver has for servers that are gone', async () => {
    const pool = new Pool({ connectionString: hub().url, query_timeout: 300 });
    try {
      const database = new Database(pool);
      const hold = async (): Promise<void> => {
        await sleep(900);
      };
      await Promise.all([database.withLock('patience', hold), database.withLock('patience', hold)]);
      const locking = database.transaction(async tx => {
        await tx.lock('patience');
        await hold();
      });
      await Promise.all([locking, database.transaction(tx => tx.lock('patience'))]);
      await expect(database.query('SELECT pg_sleep(2)')).rejects.toThrow();
    } finally {
      await pool.end();
    }
  });
});
