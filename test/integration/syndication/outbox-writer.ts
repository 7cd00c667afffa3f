import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../../src/platform/database/index.js';

/** Writes golden records and their outbox rows the way the write path does: the record's row is locked first. */
export async function createRecordTable(database: Database): Promise<void> {
  await database.execute(
    `CREATE TABLE written_record (id uuid PRIMARY KEY, version bigint NOT NULL DEFAULT 0)`,
  );
}

/** Makes the next version of a record in the caller's transaction and returns it. */
export async function writeVersion(
  tx: Transaction,
  recordId: string,
  {
    domain = 'supplier',
    payload = {},
  }: { domain?: string; payload?: Readonly<Record<string, unknown>> } = {},
): Promise<number> {
  const [row] = await tx.query<{ version: string }>(
    `INSERT INTO written_record VALUES ($1, 1)
     ON CONFLICT (id) DO UPDATE SET version = written_record.version + 1 RETURNING version`,
    [recordId],
  );
  const version = Number(row?.version);
  await tx.execute(
    `INSERT INTO outbox (event_id, domain, record_id, version, type, changed, payload, correlation_id, actor, occurred_at)
     VALUES ($1, $2, $3, $4, $5, '{legalName}', $6, 'test', 'machine', clock_timestamp())`,
    [
      randomUUID(),
      domain,
      recordId,
      version,
      `${domain}.${version === 1 ? 'created' : 'updated'}`,
      JSON.stringify({
        id: recordId,
        version,
        status: 'ACTIVE',
        title: 'x',
        attributes: { legalName: `v${version}` },
        ...payload,
      }),
    ],
  );
  return version;
}

/** Writes one version of each record, each in a transaction of its own. */
export async function writeEach(
  database: Database,
  recordIds: readonly string[],
  domain = 'supplier',
): Promise<void> {
  for (const recordId of recordIds) {
    await database.transaction(async tx => writeVersion(tx, recordId, { domain }));
  }
}
