import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../../../src/platform/database/index.js';
import { manySuppliers, supplierFields } from '../write-path/supplier-network.js';
import { useApi, type Caller } from './use-api.js';

const api = useApi();
const SUPPLIERS = manySuppliers(12);
/** Values that must never reach a viewer, in any of the forms that people write them. */
const CANARIES = ['842917306', '84-2917306', '2917306', '770044112233'];
const MERIDIAN = {
  ...supplierFields(0),
  ID: 'M1',
  NAME: 'Meridian Surgical Supply, Inc.',
  EIN: '84-2917306',
  ACCOUNT: '770044112233',
  ABA: '021000021',
};

let viewer: Caller;
let steward: Caller;
let approver: Caller;
let both: Caller;

beforeAll(async () => {
  viewer = await api().signIn('vera', 'viewer');
  steward = await api().signIn('stefan', 'steward');
  approver = await api().signIn('anna', 'approver');
  both = await api().signIn('bob', 'steward', 'approver');
  await api().submit('alpha', MERIDIAN, ...SUPPLIERS.slice(1));
  await api().submit('beta', { ...MERIDIAN, ID: 'M2', NAME: 'MERIDIAN SURGICAL SUPPLY INC' });
}, 180_000);

afterEach(() => vi.restoreAllMocks());

async function meridianId(): Promise<string> {
  const { data } = await api().ask(
    steward,
    '{ resolve(system: "alpha", domain: "supplier", key: "M1") { id } }',
  );
  return (data as { resolve?: { id: string } }).resolve?.id ?? 'nobody';
}

describe('who asks', () => {
  it('must be signed in', async () => {
    const answer = await api().ask({ headers: {} }, '{ me { id } }');
    expect(answer).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'ACCESS.SIGN_IN_REQUIRED' } }],
    });
  });

  it('is known after signing in by a link, which works once', async () => {
    expect((await api().ask(viewer, '{ me { id name roles } }')).data).toEqual({
      me: { id: viewer.id, name: 'vera', roles: ['viewer'] },
    });
  });

  it('must send the token of the own page with the cookie', async () => {
    const { cookie = '' } = viewer.headers;
    for (const headers of [{ cookie }, { cookie, 'x-csrf-token': 'forged' }]) {
      expect(await api().ask({ headers }, '{ me { id } }')).toMatchObject({
        status: 403,
        errors: [{ extensions: { code: 'ACCESS.CSRF' } }],
      });
    }
  });

  it('cannot change anything as a viewer', async () => {
    const id = await meridianId();
    const mutations = [
      `pinAttribute(id: "${id}", attribute: "legalName", value: "X", reason: "r") { __typename }`,
      `changeStatus(id: "${id}", request: retire, reason: "r") { __typename }`,
      `changeGoldenRecords(action: { split: "${id}", parts: [["1"]] }, reason: "r") { __typename }`,
      `submitRecords(system: "alpha", domain: "supplier", records: [{}]) { outcomes { outcome } }`,
      `revokeApiKey(id: "k")`,
      `approveChange(id: "${id}") { __typename }`,
    ];
    for (const mutation of mutations) {
      const { errors, body } = await api().ask(viewer, `mutation { ${mutation} }`);
      expect(body).not.toContain('__typename');
      expect(errors).toHaveLength(1);
    }
  });
});

describe('questions about suppliers', () => {
  it('are listed, filtered, ordered and paged without a gap or a repetition', async () => {
    const page = async (
      after: string | null,
    ): Promise<{
      nodes: { legalName: string }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
      totalCount: number;
    }> => {
      const { data, errors } = await api().ask(
        viewer,
        `query($after: String) { suppliers(first: 5, after: $after, orderBy: { field: legalName, direction: DESC }, filter: { legalName: { ne: "nobody" } }) {
           nodes { legalName } pageInfo { endCursor hasNextPage } totalCount } }`,
        { after },
      );
      expect(errors).toEqual([]);
      return (data as { suppliers: never }).suppliers;
    };
    const names: string[] = [];
    let after: string | null = null;
    for (let turn = 0; turn < 10; turn += 1) {
      const { nodes, pageInfo, totalCount } = await page(after);
      names.push(...nodes.map(node => node.legalName));
      expect(totalCount).toBe(12);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(names).toHaveLength(12);
    expect(new Set(names).size).toBe(12);
    const one = await api().ask(
      viewer,
      '{ suppliers(filter: { legalName: { startsWith: "meridian" } }) { nodes { legalName masked } } }',
    );
    expect(one.data).toMatchObject({
      suppliers: {
        nodes: [
          {
            legalName: 'Meridian Surgical Supply, Inc.',
            masked: expect.arrayContaining(['taxIds']) as string[],
          },
        ],
      },
    });
  });

  it('by words that stand anywhere in a record are answered, in any order', async () => {
    const { data, errors } = await api().ask(
      viewer,
      `{ anywhere: search(text: "inc meridian", first: 3) { title }
         mistyped: search(text: "suply meridain surgicl") { title }
         elsewhere: search(text: "meridian", domain: "item") { title }
         blank: search(text: "   ") { title } }`,
    );
    expect(errors).toEqual([]);
    const titles = (name: string): string[] =>
      (data as Record<string, { title: string }[]>)[name]?.map(({ title }) => title) ?? [];
    expect(titles('anywhere')[0]).toBe('Meridian Surgical Supply, Inc.');
    expect(titles('mistyped')[0]).toBe('Meridian Surgical Supply, Inc.');
    expect(titles('elsewhere')).toEqual([]);
    expect(titles('blank')).toEqual([]);
  });

  it('by a source key, by the key of another system, and by a mistyped name are answered', async () => {
    const { data, errors } = await api().ask(
      viewer,
      `{ resolve(system: "beta", domain: "supplier", key: "M2") { title }
         translate(domain: "supplier", fromSystem: "alpha", key: "M1", toSystem: "beta")
         search(text: "meridain surgcal", first: 3) { title } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      resolve: { title: 'Meridian Surgical Supply, Inc.' },
      translate: ['M2'],
      search: [{ title: 'Meridian Surgical Supply, Inc.' }],
    });
  });

  it('"does this already exist?" and "why are these one?" are answered with reasons', async () => {
    const known = await api().ask(
      steward,
      `query($record: JSON!) { matchCandidates(domain: "supplier", record: $record) { candidates { decision reasons sourceRecordId goldenRecordId } } }`,
      {
        record: {
          legalName: 'Meridian Surgical Supply',
          taxIds: [{ type: 'EIN', value: '842917306', country: 'US' }],
        },
      },
    );
    expect(known.errors).toEqual([]);
    const { candidates } = (
      known.data as {
        matchCandidates: {
          candidates: { decision: string; sourceRecordId: string; goldenRecordId: string }[];
        };
      }
    ).matchCandidates;
    expect(candidates.map(each => each.decision)).toEqual(['same', 'same']);
    expect(new Set(candidates.map(each => each.goldenRecordId))).toEqual(new Set([await meridianId()]));
    const why = await api().ask(
      steward,
      `{ explain(leftId: "${candidates[0]?.sourceRecordId ?? ''}", rightId: "${candidates[1]?.sourceRecordId ?? ''}") { summary isCandidate decision { decision reasons } } }`,
    );
    expect(why.data).toMatchObject({ explain: { isCandidate: true, decision: { decision: 'same' } } });
  });

  it('cost the same number of SQL statements for a page of any size', async () => {
    const query = vi.spyOn(api().app.get(Database, { strict: false }), 'query');
    const statementsOf = async (first: number): Promise<number> => {
      const before = query.mock.calls.filter(([sql]) => /golden_record|source_record|link/.test(sql)).length;
      const { errors, data } = await api().ask(
        viewer,
        `{ suppliers(first: ${first}) { nodes { id legalName attributes provenance { attribute reason } sources { system key } changeRequests { id } } } }`,
      );
      expect(errors).toEqual([]);
      expect((data as { suppliers: { nodes: unknown[] } }).suppliers.nodes).toHaveLength(first);
      return query.mock.calls.filter(([sql]) => /golden_record|source_record|link/.test(sql)).length - before;
    };
    const small = await statementsOf(2);
    expect(small).toBeGreaterThan(0);
    expect(await statementsOf(12)).toBe(small);
  });
});

describe('a bank account and a tax id', () => {
  it('never reach a viewer: not in values, provenance, history, requests, quarantine, feed or errors', async () => {
    await api().submit('alpha', { ...MERIDIAN, ID: 'Q1', NAME: '', EIN: '84-2917306', ABA: '021000020' });
    const id = await meridianId();
    const record =
      'title attributes masked faults { message value } provenance { value reason losers { value } elements { reason } pin { reason } }';
    const questions = [
      `{ supplier(id: "${id}") { ${record} taxIds { value } bankAccounts { accountNo } sources { attributes faults { value message } }
           recordVersions { attributes changed } history { attributes provenance { value losers { value } } } changeRequests { from to reason } } }`,
      `{ suppliers { nodes { ${record} } } }`,
      `{ goldenRecord(id: "${id}") { ${record} } }`,
      `{ changeRequests { nodes { attribute from to reason masked } } }`,
      `{ quarantine { nodes { raw key causes { message value fix } } } }`,
      `{ tasks { nodes { title label reasons explanation { summary } } } }`,
      `{ changes { events { payload changed } } }`,
      `{ suppliers(filter: { taxIds: { some: { value: { eq: "x" } } } }) { nodes { id } } }`,
    ];
    for (const question of questions) {
      const { body } = await api().ask(viewer, question);
      expect({ question, leaks: CANARIES.filter(canary => body.includes(canary)) }).toEqual({
        question,
        leaks: [],
      });
    }
    const seen = await api().ask(
      approver,
      `{ supplier(id: "${id}") { taxIds { value } changeRequests { attribute to } } quarantine { nodes { id } } }`,
    );
    expect(seen.body).toContain('84-2917306');
    expect(seen.body).toContain('770044112233');
    expect((seen.data as { quarantine: { nodes: unknown[] } }).quarantine.nodes).toHaveLength(1);
  });

  it('stay in a quarantined row that a steward corrects without seeing them', async () => {
    await api().submit('alpha', { ID: 'Q2', NAME: '', ACCOUNT: '660055443322', ABA: '021000021' });
    const list = await api().ask(
      steward,
      '{ quarantine(system: "alpha") { nodes { id version key raw withheld } } }',
    );
    interface Row {
      readonly id: string;
      readonly version: number;
      readonly key: string;
      readonly raw: { readonly fields: Readonly<Record<string, string>> };
    }
    const { nodes } = (list.data as { quarantine: { nodes: readonly Row[] } }).quarantine;
    const row = nodes.find(each => each.key === 'Q2');
    expect(row).toMatchObject({
      raw: { fields: { ID: 'Q2', NAME: '' } },
      withheld: ['ABA', 'ACCOUNT'],
    });
    expect(list.body).not.toContain('660055443322');
    const corrected = await api().ask(
      steward,
      `mutation($id: ID!, $version: Int!, $raw: JSON!) { correctQuarantined(id: $id, version: $version, raw: $raw) {
        ... on RecordOutcome { outcome } ... on Refused { code message } } }`,
      {
        id: row?.id,
        version: row?.version,
        raw: { ...row?.raw, fields: { ...row?.raw.fields, NAME: 'Quarrystone Supply', ACCOUNT: '666' } },
      },
    );
    expect(corrected.data).toEqual({ correctQuarantined: { outcome: 'created' } });
    const waits = await api().ask(
      approver,
      '{ resolve(system: "alpha", domain: "supplier", key: "Q2") { title changeRequests { to } } }',
    );
    expect(waits.data).toMatchObject({
      resolve: { title: 'Quarrystone Supply', changeRequests: [{ to: [{ accountNo: '660055443322' }] }] },
    });
  });

  it('cannot be guessed by filtering or searching', async () => {
    const filtered = await api().ask(
      viewer,
      '{ suppliers(filter: { taxIds: { some: { value: { startsWith: "84" } } } }) { nodes { id } totalCount } }',
    );
    expect(filtered.errors.length).toBeGreaterThan(0);
    expect(filtered.body).not.toContain('"nodes"');
    const found = await api().ask(
      viewer,
      '{ search(text: "84-2917306") { title } account: search(text: "770044112233") { title } }',
    );
    expect(found.data).toEqual({ search: [], account: [] });
  });
});

describe('what stewards do', () => {
  const TASK = 'id version state goldenRecords { id } sourceRecords { recordId key }';

  it('judging two suppliers the same merges them, and undoing it gives both their ids back', async () => {
    const base = { ...supplierFields(77), NAME: 'Oakhollow Linen, Inc.', EIN: '' };
    await api().submit('alpha', { ...base, ID: 'T1' });
    await api().submit('beta', { ...base, ID: 'T2', NAME: 'Oakhollow Linen LLC' });
    const idOf = async (system: string, key: string): Promise<string> => {
      const { data } = await api().ask(
        steward,
        `{ resolve(system: "${system}", domain: "supplier", key: "${key}") { id } }`,
      );
      return (data as { resolve: { id: string } }).resolve.id;
    };
    const [left, right] = [await idOf('alpha', 'T1'), await idOf('beta', 'T2')];
    expect(left).not.toBe(right);
    const list = await api().ask(
      steward,
      `{ tasks(goldenRecordId: "${left}") { nodes { ${TASK} preview { summary } explanation { summary } } } }`,
    );
    expect(list.errors).toEqual([]);
    const [task] = (list.data as { tasks: { nodes: { id: string; version: number }[] } }).tasks.nodes;
    if (task === undefined) throw new Error('no task was made');
    const judge = (version: number): ReturnType<ReturnType<typeof api>['ask']> =>
      api().ask(
        steward,
        `mutation { judgeTask(id: "${task.id}", version: ${version}, verdict: same, reason: "one company") { __typename ... on Task { ${TASK} } ... on StaleVersion { code } ... on Refused { code message } } }`,
      );
    expect((await judge(task.version + 7)).data).toMatchObject({ judgeTask: { __typename: 'StaleVersion' } });
    const judged = await judge(task.version);
    expect(judged.data).toMatchObject({ judgeTask: { __typename: 'Task', state: 'done' } });
    expect(await idOf('alpha', 'T1')).toBe(await idOf('beta', 'T2'));
    const { version } = (judged.data as { judgeTask: { version: number } }).judgeTask;
    const undone = await api().ask(
      steward,
      `mutation { undoTask(id: "${task.id}", version: ${version}) { __typename ... on Refused { message } } }`,
    );
    expect(undone.data).toMatchObject({ undoTask: { __typename: 'Task' } });
    expect([await idOf('alpha', 'T1'), await idOf('beta', 'T2')]).toEqual([left, right]);
    const again = await api().ask(
      steward,
      `{ task(id: "${task.id}") { state version resolution resolvedBy resolvedAt comment }
         tasks(goldenRecordId: "${left}") { nodes { id } } }`,
    );
    // The question itself is open again, with its age and what was said: not another one like it.
    expect(again.data).toMatchObject({
      task: { state: 'open', resolution: null, resolvedBy: null, resolvedAt: null, comment: 'one company' },
      tasks: { nodes: [{ id: task.id }] },
    });
    const { version: reopened } = (again.data as { task: { version: number } }).task;
    expect((await judge(reopened)).data).toMatchObject({ judgeTask: { __typename: 'Task', state: 'done' } });
  });

  it('a word on two records that nobody asked about holds until it is withdrawn', async () => {
    const recordOf = async (system: string, key: string): Promise<string> => {
      const { data } = await api().ask(
        steward,
        `{ resolve(system: "${system}", domain: "supplier", key: "${key}") { sources { recordId key } } }`,
      );
      const { sources } = (data as { resolve: { sources: { recordId: string; key: string }[] } }).resolve;
      return sources.find(source => source.key === key)?.recordId ?? 'nobody';
    };
    const pair = `leftId: "${await recordOf('beta', 'M2')}", rightId: "${await recordOf('alpha', 'M1')}"`;
    const say = async (mutation: string): Promise<unknown> =>
      (
        await api().ask(
          steward,
          `mutation { ${mutation} { __typename ... on GoldenRecordsChanged { goldenRecords { id } } ... on Refused { code } } }`,
        )
      ).data;
    const id = await meridianId();
    expect(await say(`withdrawJudgement(${pair}, reason: "r")`)).toMatchObject({
      withdrawJudgement: { __typename: 'Refused', code: 'JUDGEMENT.NOT_FOUND' },
    });
    const apart = await say(`judgePair(${pair}, verdict: different, reason: "two branches")`);
    expect((apart as { judgePair: { goldenRecords: unknown[] } }).judgePair.goldenRecords).toHaveLength(2);
    expect(await say(`withdrawJudgement(${pair}, reason: "a mistake")`)).toMatchObject({
      withdrawJudgement: { goldenRecords: [{ id }] },
    });
    expect(await say(`judgePair(${pair}, verdict: same, reason: "letterhead")`)).toMatchObject({
      judgePair: { goldenRecords: [{ id }] },
    });
    expect(await say(`judgePair(leftId: "1", rightId: "999999", verdict: same, reason: "r")`)).toMatchObject({
      judgePair: { __typename: 'Refused', code: 'MATCH.RECORD_NOT_FOUND' },
    });
    const words = await api()
      .get(Database)
      .query<{ action: string; reason: string }>(
        `SELECT action, reason FROM audit_event WHERE subject_kind = 'pair' ORDER BY id`,
      );
    expect(words).toEqual([
      { action: 'judgement.different', reason: 'two branches' },
      { action: 'judgement.withdraw', reason: 'a mistake' },
      { action: 'judgement.same', reason: 'letterhead' },
    ]);
  });

  it('a pin holds a value until it is taken away', async () => {
    const id = await meridianId();
    const change = async (mutation: string): Promise<unknown> =>
      (
        await api().ask(
          steward,
          `mutation { ${mutation} { __typename ... on GoldenRecordsChanged { goldenRecords { title } } ... on Refused { code } } }`,
        )
      ).data;
    expect(
      await change(
        `pinAttribute(id: "${id}", attribute: "legalName", value: "Meridian Pinned", reason: "letter of 1 May")`,
      ),
    ).toMatchObject({ pinAttribute: { goldenRecords: [{ title: 'Meridian Pinned' }] } });
    expect(await change(`unpinAttribute(id: "${id}", attribute: "legalName", reason: "over")`)).toMatchObject(
      { unpinAttribute: { goldenRecords: [{ title: 'Meridian Surgical Supply, Inc.' }] } },
    );
    expect(
      await change(`unpinAttribute(id: "${id}", attribute: "legalName", reason: "again")`),
    ).toMatchObject({ unpinAttribute: { __typename: 'Refused', code: 'GOLDEN_RECORD.NO_PIN' } });
  });

  it('a change that needs approval is approved by somebody else than who asked for it', async () => {
    const { data: found } = await api().ask(
      both,
      '{ resolve(system: "alpha", domain: "supplier", key: "A1") { id } }',
    );
    const { id } = (found as { resolve: { id: string } }).resolve;
    const account = [{ accountNo: '123456789', aba: '021000021', country: 'US' }];
    await api().ask(
      both,
      `mutation($value: JSON) { pinAttribute(id: "${id}", attribute: "bankAccounts", value: $value, reason: "letter") { __typename } }`,
      { value: account },
    );
    const requests = await api().ask(
      both,
      `{ supplier(id: "${id}") { bankAccounts { accountNo } changeRequests { id attribute state requestedBy } } }`,
    );
    expect(requests.data).toMatchObject({
      supplier: { changeRequests: [{ attribute: 'bankAccounts', state: 'pending', requestedBy: both.id }] },
    });
    const [request] = (requests.data as { supplier: { changeRequests: { id: string }[] } }).supplier
      .changeRequests;
    const approve = async (who: Caller): Promise<unknown> =>
      (
        await api().ask(
          who,
          `mutation { approveChange(id: "${request?.id ?? ''}", reason: "called back") { __typename ... on ChangeRequest { state decidedBy } ... on Refused { code } } }`,
        )
      ).data;
    expect(await approve(both)).toMatchObject({
      approveChange: { __typename: 'Refused', code: 'CHANGE_REQUEST.OWN' },
    });
    expect(await approve(approver)).toMatchObject({
      approveChange: { __typename: 'ChangeRequest', state: 'approved', decidedBy: approver.id },
    });
    const after = await api().ask(approver, `{ supplier(id: "${id}") { bankAccounts { accountNo } } }`);
    expect(after.data).toMatchObject({ supplier: { bankAccounts: [{ accountNo: '123456789' }] } });
  });
});
