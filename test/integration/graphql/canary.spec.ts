import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AccessService, type Role } from '../../../src/access/index.js';
import { supplierFields } from '../write-path/supplier-network.js';
import { useApi } from './use-api.js';

/**
 * A tax id and a bank account that must reach nobody whose role lacks their class, whatever the channel. Channels that carry values
 * are also asked by somebody who may see everything: what shows nothing to anybody would prove nothing.
 */
const TAX_ID = '84-2917306';
const ACCOUNT = '770044112233';
/** In every form in which people and rules write them. */
const CANARIES = [
  TAX_ID,
  '842917306',
  '2917306',
  ACCOUNT,
  '44112233',
  '84-29173X6',
  '84-2917307',
  '660055443322',
];
const MERIDIAN = {
  ...supplierFields(0),
  ID: 'M1',
  NAME: 'Meridian Surgical Supply, Inc.',
  EIN: TAX_ID,
  ACCOUNT,
  ABA: '021000021',
};

const api = useApi({ variables: { LOG_LEVEL: 'trace', LOG_FORMAT: 'json' } });
interface Asker {
  readonly headers: Readonly<Record<string, string>>;
  readonly apiKey: string;
}
/** Readers of the classes public and internal alone. */
const WITHOUT: readonly Role[] = ['viewer', 'integration', 'admin'];
const askers = new Map<string, Asker>();
let facts: { golden: string; left: string; right: string; task: string; batch: string; cursor: string };

beforeAll(async () => {
  for (const [name, ...roles] of [
    ...WITHOUT.map(role => [role, role] as const),
    ['all', 'steward', 'approver'] as const,
  ]) {
    const { secret: apiKey } = await api()
      .app.get(AccessService, { strict: false })
      .createKey({ name, roles, scope: {}, expiresAt: null }, 'user:test', 'canary');
    askers.set(name, { apiKey, headers: { authorization: `Bearer ${apiKey}` } });
  }
  await api().submit('alpha', MERIDIAN);
  await api().submit('beta', { ...MERIDIAN, ID: 'M2', NAME: 'MERIDIAN SURGICAL SUPPLY INC' });
  // A new account waits for approval; another tax id at the same address makes a question; two rows cannot be accepted.
  await api().submit('alpha', { ...MERIDIAN, ACCOUNT: '660055443322' });
  await api().submit('beta', {
    ...MERIDIAN,
    ID: 'M3',
    NAME: 'Meridian Surgical Supply',
    EIN: '84-2917307',
    ACCOUNT: '',
  });
  await api().submit('alpha', { ...MERIDIAN, ID: 'Q1', NAME: '', EIN: '84-29173X6', ABA: '021000020' });
  const batch = await submitFile();
  const { data } = await api().ask(
    asker('all'),
    `{ resolve(system: "alpha", domain: "supplier", key: "M1") { id sources { recordId } } tasks { nodes { id } } }`,
  );
  const found = data as {
    resolve: { id: string; sources: { recordId: string }[] };
    tasks: { nodes: { id: string }[] };
  };
  const [left, right] = found.resolve.sources.map(source => source.recordId);
  facts = {
    golden: found.resolve.id,
    left: left ?? 'none',
    right: right ?? 'none',
    task: found.tasks.nodes[0]?.id ?? 'none',
    batch,
    cursor: (JSON.parse(await rest('/v1/changes?limit=1')(asker('all'))) as { cursor: string }).cursor,
  };
}, 180_000);

function asker(name: string): Asker {
  const found = askers.get(name);
  if (found === undefined) throw new Error(`no asker ${name}`);
  return found;
}

/** A batch that ends with rows in quarantine. */
async function submitFile(): Promise<string> {
  const names = Object.keys({ ...MERIDIAN, DUNS: '' });
  const rows = [
    { ...MERIDIAN, DUNS: '', ID: 'F1', NAME: '' },
    { ...MERIDIAN, DUNS: '', ID: 'F2', NAME: '', EIN: '84-29173X6' },
  ].map(row =>
    Object.values(row)
      .map(value => `"${value}"`)
      .join(','),
  );
  const headers = { ...asker('admin').headers, 'content-type': 'text/csv' };
  const body = [names.join(','), ...rows].join('\n');
  const sent = await fetch(`${api().url}/v1/sources/alpha/supplier/records?name=suppliers.csv`, {
    method: 'POST',
    headers,
    body,
  });
  const { batchId } = (await sent.json()) as { batchId?: string };
  if (batchId === undefined) throw new Error(`the batch was refused: ${sent.status}`);
  const state = async (): Promise<string> => rest(`/v1/batches/${batchId}`)(asker('admin'));
  for (let look = 0; !(await state()).includes('"finishedAt":"'); look += 1) {
    if (look > 300) throw new Error(`the batch does not end: ${await state()}`);
    await pause(100);
  }
  expect(await state()).toContain('"state":"done"');
  return batchId;
}

type Channel = (who: Asker) => Promise<string>;

const graphql =
  (query: () => string): Channel =>
  async who =>
    (await api().ask(who, query())).body;

const rest =
  (path: string | (() => string)): Channel =>
  async who =>
    (await fetch(`${api().url}${typeof path === 'string' ? path : path()}`, { headers: who.headers })).text();

/** What a WebSocket says to one operation, until `count` results have come. */
const socket =
  (query: () => string, count: number): Channel =>
  async who => {
    const client = createClient({
      url: `${api().url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { apiKey: who.apiKey },
      retryAttempts: 0,
    });
    const said: string[] = [];
    try {
      for await (const result of client.iterate({ query: query() }))
        if (said.push(JSON.stringify(result)) >= count) break;
    } catch (error) {
      said.push(JSON.stringify(error));
    } finally {
      await client.dispose();
    }
    return said.join('\n');
  };

const VALUES =
  'title attributes masked faults { message value fix } provenance { value reason losers { value because } elements { reason } pin { reason } }';
const SOURCES = 'sources { key attributes masked faults { message value } }';

/** Channels whose answers hold values of attributes. */
const CARRYING: Readonly<Record<string, Channel>> = {
  'a typed record': graphql(
    () =>
      `{ supplier(id: "${facts.golden}") { ${VALUES} taxIds { value } bankAccounts { accountNo } ${SOURCES} } }`,
  ),
  'a typed list': graphql(
    () => `{ suppliers { nodes { ${VALUES} taxIds { value } } edges { node { attributes } } } }`,
  ),
  'a record of any domain': graphql(() => `{ goldenRecord(id: "${facts.golden}") { ${VALUES} } }`),
  'the crosswalk': graphql(
    () => `{ resolve(system: "beta", domain: "supplier", key: "M2") { ${VALUES} ${SOURCES} } }`,
  ),
  'what a search finds': graphql(() => `{ search(text: "meridian") { ${VALUES} ${SOURCES} } }`),
  'source records': graphql(
    () => `{ sourceRecords(ids: ["${facts.left}", "${facts.right}"]) { attributes faults { value } } }`,
  ),
  versions: graphql(() => `{ supplier(id: "${facts.golden}") { recordVersions { attributes changed } } }`),
  'history at a time': graphql(
    () =>
      `{ supplier(id: "${facts.golden}") { history(asOf: "2026-12-31T00:00:00Z", knownAt: "2100-01-01T00:00:00Z") { attributes provenance { value losers { value } } } } }`,
  ),
  'change requests of a record': graphql(
    () => `{ supplier(id: "${facts.golden}") { changeRequests { attribute from to reason } } }`,
  ),
  'tasks with their evidence': graphql(
    () =>
      `{ tasks { nodes { title label reasons goldenRecords { ${VALUES} } sourceRecords { attributes } preview { summary changes { attributes provenance { value } } }
         explanation { summary comparisons { label levelLabel } } candidates { goldenRecord { attributes } } } } }`,
  ),
  'one task': graphql(
    () => `{ task(id: "${facts.task}") { goldenRecords { attributes } sourceRecords { attributes } } }`,
  ),
  'the feed as a query': graphql(() => `{ changes(first: 50) { events { payload changed } } }`),
  'the newest of the feed': graphql(() => `{ recentChanges(first: 50) { events { payload changed } } }`),
  'the feed over REST': rest('/v1/changes?limit=50'),
  'the feed as a subscription': socket(
    () => `subscription { changes(after: "${facts.cursor}") { cursor event { payload changed } } }`,
    3,
  ),
};
/** Channels that only some roles may use at all, and that hold values. */
const WORK: Readonly<Record<string, Channel>> = {
  'change requests': graphql(() => `{ changeRequests { nodes { attribute from to reason masked } } }`),
  'quarantined rows': graphql(
    () => `{ quarantine { nodes { raw withheld key causes { message value fix field attribute } } } }`,
  ),
};
/** Channels that need no value of an attribute, so they show none to anybody. */
const BARE: Readonly<Record<string, Channel>> = {
  'why two records are one': graphql(
    () =>
      `{ explain(leftId: "${facts.left}", rightId: "${facts.right}") { summary keys { words } vetoes { label } smallestChange { label }
         comparisons { label levelLabel } decision { reasons } } }`,
  ),
  'causes of quarantine': graphql(() => `{ quarantineCauses { system domain code count } }`),
  'batches and their errors': graphql(
    () => `{ batches { nodes { phase causes { message value fix } files } } }`,
  ),
  'a batch and its errors over REST': rest(() => `/v1/batches/${facts.batch}`),
  'counts of requests and tasks': graphql(() => `{ changeRequestCounts { attribute } taskCounts { kind } }`),
  'domains and systems': graphql(() => `{ domains { attributes { name label } } systems { id label } }`),
  metrics: rest('/metrics'),
  OpenAPI: rest('/openapi.json'),
  AsyncAPI: rest('/asyncapi.json'),
};

function leaksOf(text: string): string[] {
  return CANARIES.filter(canary => text.includes(canary));
}

describe('a tax id and a bank account', () => {
  describe.each(WITHOUT)('never reach a %s', role => {
    it.each(Object.entries({ ...CARRYING, ...WORK, ...BARE }))('by %s', async (_name, channel) => {
      const text = await channel(asker(role));
      expect({ leaks: leaksOf(text), isAnswer: text.length > 2 }).toEqual({ leaks: [], isAnswer: true });
    });
  });

  it.each(Object.entries({ ...CARRYING, ...WORK }))(
    'would be seen by %s: somebody with the right does',
    async (_name, channel) => {
      expect(leaksOf(await channel(asker('all')))).not.toEqual([]);
    },
  );

  it.each(Object.entries(BARE))('are in no answer about %s, whoever asks', async (_name, channel) => {
    expect(leaksOf(await channel(asker('all')))).toEqual([]);
  });

  it('are in no line of the log', () => {
    expect(api().log.length).toBeGreaterThan(0);
    expect(leaksOf(api().log.join('\n'))).toEqual([]);
  });
});

describe('a guess of a tax id or a bank account', () => {
  const right = { type: 'EIN', value: TAX_ID, country: 'US' };
  const wrong = { type: 'EIN', value: '13-5550001', country: 'US' };

  it.each(WITHOUT)('is neither confirmed nor denied to a %s by what already exists', async role => {
    const guess = async (record: object): Promise<string> =>
      (
        await api().ask(
          asker(role),
          `query($record: JSON!) { matchCandidates(domain: "supplier", record: $record) { ignored faults { code }
             candidates { sourceRecordId decision score probability reasons comparisons { label level levelLabel weight } } } }`,
          { record },
        )
      ).body;
    for (const record of [{}, { legalName: 'Meridian Surgical Supply' }]) {
      const told = await guess({
        ...record,
        taxIds: [right],
        bankAccounts: [{ accountNo: ACCOUNT, aba: '021000021' }],
      });
      expect(told).toContain('"ignored":["bankAccounts","taxIds"]');
      expect(told).toBe(
        await guess({ ...record, taxIds: [wrong], bankAccounts: [{ accountNo: '1234', aba: '021000021' }] }),
      );
    }
    expect(await guess({ taxIds: [right] })).toContain('"candidates":[]');
    expect(await guess({ taxIds: right, contacts: [null, 'x'], legalName: null })).toContain('"ignored"');
  });

  it('is answered where the class was granted', async () => {
    const { data } = await api().ask(
      asker('all'),
      `query($record: JSON!) { matchCandidates(domain: "supplier", record: $record) { ignored candidates { decision } } }`,
      { record: { legalName: 'Meridian Surgical Supply', taxIds: [right] } },
    );
    expect(data).toMatchObject({
      matchCandidates: {
        ignored: [],
        candidates: [{ decision: 'same' }, { decision: 'same' }, { decision: 'review' }],
      },
    });
  });

  /** What each kind of search finds. */
  const finding = async (who: Asker, text: string): Promise<readonly number[]> => {
    const { data } = await api().ask(
      who,
      `query($text: String!) { search(text: $text) { id } tasks(search: $text) { totalCount nodes { id } }
         changeRequests(search: $text) { totalCount nodes { id } } }`,
      { text },
    );
    const { search, tasks, changeRequests } = data as {
      search: unknown[];
      tasks: { totalCount: number; nodes: unknown[] };
      changeRequests: { totalCount: number; nodes: unknown[] };
    };
    expect([tasks.totalCount, changeRequests.totalCount]).toEqual([
      tasks.nodes.length,
      changeRequests.nodes.length,
    ]);
    return [search.length, tasks.totalCount, changeRequests.totalCount];
  };

  it.each([TAX_ID, '842917306', '2917306', ACCOUNT, '44112233'])(
    'finds no record, task or change by searching for %s',
    async text => {
      for (const role of ['viewer', 'admin']) expect(await finding(asker(role), text)).toEqual([0, 0, 0]);
      const { data } = await api().ask(asker('integration'), `{ search(text: "${text}") { id } }`);
      expect(data).toEqual({ search: [] });
    },
  );

  it.each([TAX_ID, '842917306', ACCOUNT])('finds by %s where the class was granted', async text => {
    expect(await finding(asker('all'), text)).toEqual([1, 1, 1]);
  });

  it.each(['2917306', '44112233'])('finds nothing by a part of it such as %s, whoever asks', async text => {
    expect(await finding(asker('all'), text)).toEqual([0, 0, 0]);
  });

  it.each([
    'filter: { taxIds: { some: { value: { eq: "842917306" } } } }',
    'filter: { taxIds: { some: { value: { startsWith: "84" } } } }',
    'filter: { taxIds: { isEmpty: false } }',
    'filter: { not: { taxIds: { some: { value: { contains: "2917" } } } } }',
    'filter: { or: [{ legalName: { contains: "x" } }, { bankAccounts: { some: { accountNo: { startsWith: "7" } } } }] }',
    'filter: { bankAccounts: { some: { aba: { in: ["021000021"] } } } }',
    'filter: { contacts: { some: { email: { contains: "a" } } } }',
  ])('is refused as a list with %s', async ask => {
    const { body, errors } = await api().ask(
      asker('viewer'),
      `{ suppliers(${ask}) { nodes { id } totalCount } }`,
    );
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['ATTRIBUTE.NOT_READABLE']);
    expect(body).not.toContain('"nodes"');
  });

  it('is refused as an order of a list', async () => {
    const { body, errors } = await api().ask(
      asker('viewer'),
      `{ costCenters(orderBy: { field: approvalLimit, direction: ASC }) { nodes { id } } }`,
    );
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['ATTRIBUTE.NOT_READABLE']);
    expect(body).not.toContain('"nodes"');
  });
});
