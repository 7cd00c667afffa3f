import { beforeAll, describe, expect, it, vi } from 'vitest';
import { AccessService } from '../../../src/access/index.js';
import { useApi } from '../graphql/use-api.js';
import { manySuppliers } from '../write-path/supplier-network.js';

const api = useApi({
  targets: {
    alpha: [{ name: 'ledger', url: 'https://ledger.example/hook', secretRef: 'NONE', ordering: 'strict' }],
  },
});
const keys = new Map<string, string>();

beforeAll(async () => {
  for (const system of ['alpha', 'beta']) {
    const { secret } = await api()
      .app.get(AccessService, { strict: false })
      .createKey(
        { name: system, roles: ['integration'], scope: { systems: [system] }, expiresAt: null },
        'user:test',
        'acks',
      );
    keys.set(system, secret);
  }
  await api().submit('alpha', manySuppliers(3)[0]);
  const planned = (): Promise<object[]> => api().database.query('SELECT 1 FROM delivery');
  await vi.waitUntil(async () => (await planned()).length > 0, { timeout: 60_000 });
}, 120_000);

async function acknowledge(
  key: string,
  changes: object,
): Promise<{ status: number; code?: string; repeated?: boolean }> {
  const answer = await fetch(`${api().url}/v1/acks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get(key) ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      system: 'alpha',
      target: 'ledger',
      id: 'a1',
      version: '1',
      status: 'APPLIED',
      ...changes,
    }),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}

async function states(): Promise<unknown> {
  return api().database.query(`SELECT version, business_state AS state FROM delivery ORDER BY pos`);
}

describe('an acknowledgement', { timeout: 120_000 }, () => {
  it('counts once, for the version that it names, from the system whose target it is', async () => {
    const [delivery] = await api().database.query<{ recordId: string }>(
      `SELECT record_id AS "recordId" FROM delivery`,
    );
    const recordId = delivery?.recordId ?? '';
    expect(await acknowledge('beta', { recordId })).toMatchObject({ status: 403, code: 'ACCESS.DENIED' });
    expect(await acknowledge('alpha', { recordId, target: 'nobody' })).toMatchObject({
      status: 404,
      code: 'TARGET.NOT_FOUND',
    });
    expect(await acknowledge('alpha', { recordId, version: '2' })).toMatchObject({
      status: 404,
      code: 'DELIVERY.NOT_FOUND',
    });
    expect(await acknowledge('alpha', { recordId, status: 'FINE' })).toMatchObject({
      status: 400,
      code: 'REQUEST.INVALID',
    });
    expect(await states()).toEqual([{ version: '1', state: null }]);
    expect(await acknowledge('alpha', { recordId })).toEqual({ status: 200, repeated: false });
    expect(await acknowledge('alpha', { recordId })).toEqual({ status: 200, repeated: true });
    expect(await acknowledge('alpha', { recordId, status: 'REJECTED' })).toMatchObject({
      status: 409,
      code: 'ACKNOWLEDGEMENT.ID_IN_USE',
    });
    expect(await acknowledge('alpha', { recordId, id: 'a2', status: 'ACCEPTED' })).toEqual({
      status: 200,
      repeated: false,
    });
    expect(await states()).toEqual([{ version: '1', state: 'applied' }]);
    expect(
      await api().database.query(
        `SELECT count(*)::int AS n FROM audit_event WHERE action = 'delivery.acknowledge'`,
      ),
    ).toEqual([{ n: 2 }]);
  });
});

describe('a target', { timeout: 120_000 }, () => {
  it('is suspended and resumed by an administrator, with a reason in the audit log, and its secret is nowhere', async () => {
    const admin = await api().signIn('ada', 'admin');
    const { data, body } = await api().ask(admin, '{ targets { id system name url state waiting parked } }');
    expect(data).toMatchObject({
      targets: [{ system: 'alpha', name: 'ledger', state: 'active', waiting: 1, parked: 0 }],
    });
    expect(body).not.toContain('NONE');
    const [{ id } = { id: '' }] = (data as { targets: { id: string }[] }).targets;
    const change = async (mutation: string): Promise<unknown> =>
      (
        await api().ask(
          admin,
          `mutation { ${mutation}(id: "${id}", reason: "move to a new server") { __typename ... on Target { state stateReason } ... on Refused { code } } }`,
        )
      ).data;
    expect(await change('resumeTarget')).toEqual({
      resumeTarget: { __typename: 'Refused', code: 'TARGET.NOT_SUSPENDED' },
    });
    expect(await change('suspendTarget')).toMatchObject({
      suspendTarget: { state: 'suspended', stateReason: 'move to a new server' },
    });
    expect(await change('resumeTarget')).toMatchObject({
      resumeTarget: { state: 'active', stateReason: null },
    });
    expect(
      await api().database.query(
        `SELECT action, reason FROM audit_event WHERE subject_kind = 'target' AND action LIKE 'target.%' ORDER BY id`,
      ),
    ).toEqual(
      ['target.suspend', 'target.resume'].map(action => ({ action, reason: 'move to a new server' })),
    );
  });
});
