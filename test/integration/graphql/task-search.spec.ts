import { beforeAll, describe, expect, it } from 'vitest';
import { AccessService } from '../../../src/access/index.js';
import { manySuppliers, supplierFields } from '../write-path/supplier-network.js';
import { useApi, type Caller } from './use-api.js';

const api = useApi();
let steward: Caller;
let viewer: Caller;

/** Pairs that differ in their legal form only: a person must say whether they are one. */
const OAKHOLLOW = [61, 62, 63, 64, 65];
const QUILLFEATHER = [71, 72];

beforeAll(async () => {
  steward = await api().signIn('stefan', 'steward');
  viewer = await api().signIn('vera', 'viewer');
  await api().submit('alpha', ...manySuppliers(5));
  for (const pair of OAKHOLLOW) await raise(pair, `Oakhollow ${pair} Linen`);
  for (const pair of QUILLFEATHER) await raise(pair, `Quillfeather ${pair} Instruments`);
}, 180_000);

async function raise(index: number, name: string): Promise<void> {
  const fields = supplierFields(index);
  await api().submit('alpha', { ...fields, ID: `T${index}`, NAME: `${name}, Inc.` });
  await api().submit('beta', { ...fields, EIN: '', ID: keyOf(index, name), NAME: `${name} LLC` });
}

/** Of neighbours, a single digit tells the keys apart. */
function keyOf(index: number, name: string): string {
  return `${name.slice(0, 4)}-${index % 10}`;
}

interface Page {
  readonly totalCount: number;
  readonly endCursor: string | null;
  readonly nodes: readonly { readonly id: string; readonly title: string; readonly score: number }[];
}

async function ask(
  variables: object,
  who: { headers: Readonly<Record<string, string>> } = steward,
): Promise<Page> {
  const { errors, data } = await api().ask(who, TASKS, variables);
  expect(errors).toEqual([]);
  return (data as { tasks: Page }).tasks;
}
const TASKS = `query($search: String, $domain: String, $state: String, $first: Int, $after: String) {
  tasks(search: $search, domain: $domain, state: $state, first: $first, after: $after) { totalCount endCursor nodes { id title score } } }`;

const titles = ({ nodes }: Page): string[] => nodes.map(({ title }) => title).toSorted();

describe('tasks about what a text finds', () => {
  it.each([
    ['a word', 'quillfeather', 2],
    ['words in any order', 'instruments quillfeather', 2],
    ['a word that is only begun', 'quillf', 2],
    ['a slip of the keys', 'quilfeather', 2],
    ['a source key', 'T71', 1],
    ['a key that a single digit tells from others', 'Quil-2', 1],
    ['the middle of a key', 'uil-2', 1],
    ['a tax id as it is written', supplierFields(71)['EIN'] ?? '', 1],
    ['a tax id without its hyphen', (supplierFields(72)['EIN'] ?? '').replace('-', ''), 1],
    ['one word of another name too many', 'quillfeather oakhollow', 0],
    ['a word too many', 'quillfeather qqqqq', 0],
    ['signs', '%%% ___', 0],
  ])('are found by %s: %s', async (_, search, count) => {
    const page = await ask({ search });
    expect([page.nodes.length, page.totalCount]).toEqual([count, count]);
  });

  it('are all of them for a blank', async () => {
    const all = await ask({});
    expect(all.totalCount).toBeGreaterThanOrEqual(OAKHOLLOW.length + QUILLFEATHER.length);
    expect(await ask({ search: '  ' })).toEqual(all);
  });

  it('keep the order of the list over pages, of which the count is that of all', async () => {
    const whole = await ask({ search: 'oakhollow' });
    const pages: Page[] = [];
    let after: string | null = null;
    do {
      const page: Page = await ask({ search: 'oakhollow', first: 2, after });
      pages.push(page);
      after = page.endCursor;
    } while (after !== null);
    expect(pages.map(({ nodes }) => nodes.length)).toEqual([2, 2, 1]);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([5, 5, 5]);
    expect(pages.flatMap(({ nodes }) => nodes)).toEqual(whole.nodes);
    const everything = await ask({ first: 100 });
    expect(everything.nodes.filter(({ title }) => /oakhollow/i.test(title))).toEqual(whole.nodes);
  });

  it('are narrowed further by what else is asked', async () => {
    expect((await ask({ search: 'oakhollow', domain: 'supplier' })).totalCount).toBe(5);
    expect((await ask({ search: 'oakhollow', domain: 'item' })).totalCount).toBe(0);
    expect((await ask({ search: 'oakhollow', state: 'done' })).totalCount).toBe(0);
  });

  it('are found by their new name once a record has one', async () => {
    await api().submit('alpha', {
      ...supplierFields(65),
      ID: 'T65',
      NAME: 'Oakhollow 65 Lindenbaum, Inc.',
      CHANGED: '2026-05-01',
    });
    expect((await ask({ search: 'lindenbaum' })).totalCount).toBe(1);
  });
});

describe('who searches', () => {
  it('finds the same by words, whatever else may be seen', async () => {
    expect(titles(await ask({ search: 'quillfeather' }, viewer))).toEqual(
      titles(await ask({ search: 'quillfeather' })),
    );
  });

  it('finds nothing by a tax id that may not be seen', async () => {
    const search = supplierFields(71)['EIN'];
    expect((await ask({ search }, viewer)).totalCount).toBe(0);
    expect((await ask({ search })).totalCount).toBe(1);
  });

  it('finds nothing outside the own domains', async () => {
    const { secret } = await api()
      .app.get(AccessService, { strict: false })
      .createKey(
        { name: 'items', roles: ['steward'], scope: { domains: ['item'] }, expiresAt: null },
        'user:test',
        'task-search',
      );
    const items = { headers: { authorization: `Bearer ${secret}` } };
    expect((await ask({ search: 'quillfeather' }, items)).totalCount).toBe(0);
  });
});

describe('changes that wait for approval', () => {
  it('are found by the record that they are of, and counted over all pages', async () => {
    const golden = async (key: string): Promise<string> => {
      const { data } = await api().ask(
        steward,
        'query($key: String!) { resolve(system: "alpha", domain: "supplier", key: $key) { id } }',
        { key },
      );
      return (data as { resolve: { id: string } }).resolve.id;
    };
    for (const key of ['T61', 'T62', 'T71'])
      await api().ask(
        steward,
        'mutation($id: ID!, $value: JSON) { pinAttribute(id: $id, attribute: "bankAccounts", value: $value, reason: "letter") { __typename } }',
        { id: await golden(key), value: [{ accountNo: '123456789', aba: '021000021', country: 'US' }] },
      );
    const found = async (search: string, first = 50): Promise<unknown> => {
      const { data } = await api().ask(
        steward,
        'query($search: String, $first: Int) { changeRequests(search: $search, first: $first) { totalCount nodes { goldenRecord { title } } } }',
        { search, first },
      );
      const { changeRequests } = data as { changeRequests: { totalCount: number; nodes: unknown[] } };
      return [changeRequests.nodes.length, changeRequests.totalCount];
    };
    expect(await found('oakhollow')).toEqual([2, 2]);
    expect(await found('oakhollow', 1)).toEqual([1, 2]);
    expect(await found('T71')).toEqual([1, 1]);
    expect(await found(supplierFields(62)['EIN'] ?? '')).toEqual([1, 1]);
    expect(await found('nobody of that name')).toEqual([0, 0]);
    // What is proposed is no way to find it: who may not see it would find out.
    expect(await found('123456789')).toEqual([0, 0]);
  });
});
