import { describe, expect, it } from 'vitest';
import { AccessService } from '../../../src/access/index.js';
import { GoldenRecordsService } from '../../../src/golden-records/index.js';
import { SubmitRecordsService } from '../../../src/ingestion/index.js';
import { useHub } from '../../harness/index.js';
import { supplierFields } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const APPROVER = 'user:00000000-0000-7000-8000-000000000001';
const OTHER = 'user:00000000-0000-7000-8000-000000000002';
const BASE = { ...supplierFields(5), ID: 'A1', ABA: '021000021' };

async function send(
  actor: string,
  fields: Readonly<Record<string, string>>,
  batchId?: string,
): Promise<void> {
  const origin = { actor, correlationId: 'test', ...(batchId === undefined ? {} : { batchId }) };
  await hub()
    .get(SubmitRecordsService)
    .submit({ system: 'alpha', domain: 'supplier', rows: [{ fields }], ...origin });
}

/** A batch as its uploader left it, without its files. */
async function batchOf(submitter: string): Promise<string> {
  const [row] = await hub().database.query<{ id: string }>(
    `INSERT INTO batch (id, system, domain, state, correlation_id, submitted_by, created_at)
     VALUES (gen_random_uuid(), 'alpha', 'supplier', 'done', 'test', $1, now()) RETURNING id`,
    [submitter],
  );
  return row?.id ?? '';
}

async function pending(): Promise<string> {
  const rows = await hub().database.query<{ id: string }>(
    `SELECT id FROM change_request WHERE state = 'pending' AND attribute = 'bankAccounts'`,
  );
  expect(rows).toHaveLength(1);
  return rows[0]?.id ?? '';
}

async function approve(actor: string): Promise<string> {
  const act = { actor, correlationId: 'test', reason: 'called back' };
  return hub()
    .get(GoldenRecordsService)
    .decideChangeRequest(await pending(), 'approved', act)
    .then(
      request => request.state,
      (error: { code?: string }) => error.code ?? 'failed',
    );
}

describe('a sensitive change', () => {
  it('is not approved by whoever uploaded the file, although the machine asked for it', async () => {
    await send('machine', { ...BASE, ACCOUNT: '111222333' }, await batchOf(APPROVER));
    await hub().database.query(`UPDATE change_request SET requested_by = 'machine' WHERE state = 'pending'`);
    expect(await approve(APPROVER)).toBe('CHANGE_REQUEST.OWN');
    expect(await approve(OTHER)).toBe('approved');
  });

  it('is not approved by whoever made the API key that sent it', async () => {
    const { id } = await hub()
      .get(AccessService)
      .createKey({ name: 'loader', roles: ['integration'], scope: {}, expiresAt: null }, APPROVER, 'test');
    await send(`key:${id}`, { ...BASE, ACCOUNT: '444555666', CHANGED: '2026-03-01' });
    expect(await approve(APPROVER)).toBe('CHANGE_REQUEST.OWN');
    expect(await approve(OTHER)).toBe('approved');
  });

  it('is not approved with an API key that its sender made', async () => {
    const key = (maker: string): Promise<{ id: string }> =>
      hub()
        .get(AccessService)
        .createKey({ name: 'second pair', roles: ['approver'], scope: {}, expiresAt: null }, maker, 'test');
    const [own, others] = [await key(APPROVER), await key(OTHER)];
    await send(APPROVER, { ...BASE, ACCOUNT: '777888999', CHANGED: '2026-04-01' });
    expect(await approve(`key:${own.id}`)).toBe('CHANGE_REQUEST.OWN');
    expect(await approve(`key:${others.id}`)).toBe('approved');
  });
});
