import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from './submit-suppliers.js';
import { manySuppliers } from './supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const SUPPLIERS = 400;
const rows = manySuppliers(SUPPLIERS);
/** Far more than a supplier with one relative needs of any table, and far less than all of them. */
const ROWS_MAX = SUPPLIERS / 4;

// Tables as small as these are read whole because that is cheapest. Told to avoid that, the planner shows which statements could not do
// anything else.
beforeAll(async () => {
  await submitSuppliers(hub(), 'alpha', ...rows);
  await hub().database.execute(`ALTER DATABASE ${hub().name} SET enable_seqscan = off`);
  await hub().database.execute('ANALYZE');
}, 120_000);

/** Closes every connection of the hub, which counts what they read and makes the next ones start with the database's settings. */
async function reconnect(): Promise<void> {
  const { database } = hub();
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await database.query(`SELECT pg_terminate_backend(pg_backend_pid())`).catch(() => undefined);
  await sleep(500);
}

/** Rows of each table, and entries of its indexes, that were read since the database was made. */
async function rowsRead(): Promise<ReadonlyMap<string, number>> {
  const tables = await hub().database.query<{ name: string; read: number }>(
    `SELECT relname AS name, (seq_tup_read + coalesce(entries, 0))::int AS read
       FROM pg_stat_user_tables
       JOIN (SELECT relid, sum(idx_tup_read) AS entries FROM pg_stat_user_indexes GROUP BY relid) index USING (relid)`,
  );
  return new Map(tables.map(({ name, read }) => [name, read]));
}

/** What one more record of a known supplier reads of each table. */
async function readBySubmitting(row: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  await reconnect();
  const before = await rowsRead();
  expect(await submitSuppliers(hub(), 'beta', row)).toMatchObject([{ outcome: 'created' }]);
  await reconnect();
  return Object.fromEntries(
    [...(await rowsRead())].map(([name, read]) => [name, read - (before.get(name) ?? 0)]),
  );
}

it('a write reads its neighbours, not the whole hub', { timeout: 60_000 }, async () => {
  const read = await readBySubmitting({ ...rows[0], ID: 'B0' });
  expect(Object.entries(read).filter(([, count]) => count > ROWS_MAX)).toEqual([]);
  expect(read['golden_record']).toBeGreaterThan(0);
});

it('would read all of a table that it cannot look things up in (mutant)', { timeout: 60_000 }, async () => {
  await hub().database.execute(`DROP INDEX link_golden_ix, link_active_golden_ix`);
  const read = await readBySubmitting({ ...rows[1], ID: 'B1' });
  expect(read['link']).toBeGreaterThan(SUPPLIERS - 1);
});
