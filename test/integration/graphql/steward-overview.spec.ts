import { beforeAll, describe, expect, it } from 'vitest';
import { AccessService } from '../../../src/access/index.js';
import { manySuppliers, supplierFields } from '../write-path/supplier-network.js';
import { useApi, type Caller } from './use-api.js';

const api = useApi();
/** Pairs that differ in their legal form only: a person must say whether they are one. */
const PAIRS = [71, 72, 73];
let viewer: Caller;
let steward: Caller;

beforeAll(async () => {
  viewer = await api().signIn('vera', 'viewer');
  steward = await api().signIn('stefan', 'steward');
  await api().submit('alpha', ...manySuppliers(3));
  for (const pair of PAIRS) {
    const base = { ...supplierFields(pair), EIN: '' };
    await api().submit('alpha', { ...base, ID: `T${pair}`, NAME: `Oakhollow ${pair} Linen, Inc.` });
    await api().submit('beta', { ...base, ID: `T${pair}`, NAME: `Oakhollow ${pair} Linen LLC` });
  }
}, 180_000);

async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const { errors, data } = await api().ask(steward, query, variables);
  expect(errors).toEqual([]);
  return data as Data;
}

interface Counted {
  readonly count: number;
}
const sum = (counts: readonly Counted[]): number => counts.reduce((total, { count }) => total + count, 0);

describe('how much waits', () => {
  it('is counted in all, and for whom it is assigned to', async () => {
    const query = `query($me: String) { all: taskCounts { count } mine: taskCounts(assignee: $me) { count } tasks { nodes { id version } } }`;
    const before = await ask<{
      all: Counted[];
      mine: Counted[];
      tasks: { nodes: { id: string; version: number }[] };
    }>(query, { me: steward.id });
    expect([sum(before.all) >= PAIRS.length, before.mine]).toEqual([true, []]);
    const [task] = before.tasks.nodes;
    await ask(
      'mutation($id: ID!, $version: Int!, $me: String) { assignTask(id: $id, version: $version, assignee: $me) { __typename } }',
      {
        ...task,
        me: steward.id,
      },
    );
    const after = await ask<{ all: Counted[]; mine: Counted[] }>(query, { me: steward.id });
    expect([sum(after.all), sum(after.mine)]).toEqual([sum(before.all), 1]);
  });

  it('spreads over scores in ranges without gaps, each task in the range of its score', async () => {
    const { taskScores, tasks } = await ask<{
      taskScores: { from: number; to: number; count: number }[];
      tasks: { nodes: { score: number }[] };
    }>(
      '{ taskScores(domain: "supplier", kind: "duplicate") { from to count } tasks(kind: "duplicate", first: 100) { nodes { score } } }',
    );
    for (const [index, { from, to, count }] of taskScores.entries()) {
      expect(count).toBe(tasks.nodes.filter(({ score }) => score >= from && score < to).length);
      if (index > 0) expect(from).toBe(taskScores[index - 1]?.to);
    }
    expect(sum(taskScores)).toBe(tasks.nodes.length);
    expect(await ask('{ taskScores(domain: "item") { count } }')).toEqual({ taskScores: [] });
  });

  it('is counted per attribute for changes that wait for approval, which can be listed by it', async () => {
    const { resolve } = await ask<{ resolve: { id: string } }>(
      '{ resolve(system: "alpha", domain: "supplier", key: "A1") { id } }',
    );
    await ask(
      'mutation($id: ID!, $value: JSON) { pinAttribute(id: $id, attribute: "bankAccounts", value: $value, reason: "letter") { __typename } }',
      { id: resolve.id, value: [{ accountNo: '123456789', aba: '021000021', country: 'US' }] },
    );
    expect(
      await ask(
        `{ changeRequestCounts { domain attribute count }
           bank: changeRequests(attribute: "bankAccounts") { nodes { attribute } }
           tax: changeRequests(attribute: "taxIds") { nodes { attribute } } }`,
      ),
    ).toEqual({
      changeRequestCounts: [{ domain: 'supplier', attribute: 'bankAccounts', count: 1 }],
      bank: { nodes: [{ attribute: 'bankAccounts' }] },
      tax: { nodes: [] },
    });
  });
});

describe('a key that is limited to another domain', () => {
  it.each([
    'tasks(domain: "supplier") { endCursor }',
    'changeRequests(domain: "supplier") { endCursor }',
    'taskScores(domain: "supplier") { count }',
  ])('is refused %s', async query => {
    const { secret } = await api()
      .app.get(AccessService, { strict: false })
      .createKey(
        { name: query, roles: ['steward'], scope: { domains: ['item'] }, expiresAt: null },
        'user:test',
        'overview',
      );
    const items = { headers: { authorization: `Bearer ${secret}` } };
    const { errors } = await api().ask(items, `{ ${query} }`);
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['ACCESS.DENIED']);
  });
});

interface Page {
  readonly cursor: string;
  readonly events: readonly { readonly position: string }[];
}

describe('the newest changes', () => {
  it('come newest first, and their cursor goes on with the very next one', async () => {
    const filter = { domains: ['supplier'] };
    const { recentChanges } = await ask<{ recentChanges: Page }>(
      'query($filter: ChangeFilter) { recentChanges(first: 3, filter: $filter) { cursor events { position } } }',
      { filter },
    );
    const recent = recentChanges.events.map(({ position }) => position);
    // The feed grows while it is looked at, and only at its end: what is there stays where it is.
    const known = (await everything(filter)).indexOf(recent[0] ?? '') + 1;
    expect(recent).toEqual((await everything(filter)).slice(known - 3, known).toReversed());
    await api().submit('alpha', { ...supplierFields(90), ID: 'N1' });
    await expect
      .poll(async () => (await everything(filter)).length, { timeout: 20_000 })
      .toBeGreaterThan(known);
    const later = (await everything(filter)).slice(known);
    const { changes } = await ask<{ changes: Page }>(
      'query($after: String, $filter: ChangeFilter) { changes(after: $after, filter: $filter) { cursor events { position } } }',
      { after: recentChanges.cursor, filter },
    );
    expect(changes.events.slice(0, later.length).map(({ position }) => position)).toEqual(later);
  });

  it('are masked like every change', async () => {
    await api().submit('alpha', { ...supplierFields(91), ID: 'N2', EIN: '84-2917306' });
    await expect.poll(async () => (await everything({})).length, { timeout: 20_000 }).toBeGreaterThan(0);
    const { body } = await api().ask(viewer, '{ recentChanges { events { payload masked } } }');
    expect(body).toContain('taxIds');
    expect(body).not.toContain('2917306');
  });
});

async function everything(filter: object): Promise<string[]> {
  const { changes } = await ask<{ changes: Page }>(
    'query($filter: ChangeFilter) { changes(first: 200, filter: $filter) { cursor events { position } } }',
    { filter },
  );
  return changes.events.map(({ position }) => position);
}

describe('a row in quarantine', () => {
  it('names the column of the source that its fault is repaired in', async () => {
    await api().submit('alpha', { ...supplierFields(95), ID: 'Q1', NAME: '' });
    const { quarantine } = await ask<{
      quarantine: { nodes: { causes: { attribute: string; field: string }[] }[] };
    }>('{ quarantine { nodes { causes { attribute field } } } }');
    expect(quarantine.nodes[0]?.causes).toContainEqual({ attribute: 'legalName', field: 'NAME' });
  });

  it('is counted once, and under what keeps it there, not under what is noted besides', async () => {
    const fields = { ...supplierFields(96), ID: 'Q2', NAME: '', EIN: '00-0000000' };
    await api().submit('alpha', fields);
    const { quarantine, quarantineTotal, quarantineCauses } = await ask<{
      quarantine: { nodes: { key: string; causes: { code: string; severity: string }[] }[] };
      quarantineTotal: number;
      quarantineCauses: (Counted & { code: string })[];
    }>(
      '{ quarantine { nodes { key causes { code severity } } } quarantineTotal quarantineCauses { code count } }',
    );
    expect(quarantineTotal).toBe(quarantine.nodes.length);
    const causes = quarantine.nodes.flatMap(node => node.causes);
    expect(causes.some(({ severity }) => severity === 'warning')).toBe(true);
    const errors = new Set(causes.filter(({ severity }) => severity === 'error').map(({ code }) => code));
    expect(new Set(quarantineCauses.map(({ code }) => code))).toEqual(errors);
  });
});

describe('who did something', () => {
  it('has a name for everybody who may look, not only for administrators', async () => {
    const { errors, data } = await api().ask(viewer, '{ actors { id name } }');
    expect(errors).toEqual([]);
    expect((data as { actors: unknown[] }).actors).toContainEqual({ id: steward.id, name: 'stefan' });
  });
});
