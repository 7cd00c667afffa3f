import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { AccessService, ROLES, type Role } from '../../../src/access/index.js';
import { HubSchema } from '../../../src/graphql/hub-schema.js';
import { SubmitRecordsService } from '../../../src/ingestion/index.js';
import { useApi, type Caller } from './use-api.js';

/**
 * Who may use which operation, asked over the wire. A new operation is in none of these lists, so it fails here until somebody
 * has said who may use it. One letter per role: v viewer, s steward, a approver, i integration, A admin.
 */
const LETTERS: Readonly<Record<Role, string>> = {
  viewer: 'v',
  steward: 's',
  approver: 'a',
  integration: 'i',
  admin: 'A',
};
const GRAPHQL: Readonly<Record<string, readonly string[]>> = {
  vsaiA: [
    'Query.actors',
    'Query.batch',
    'Query.batchTotals',
    'Query.batches',
    'Query.changes',
    'Query.contract',
    'Query.contracts',
    'Query.costCenter',
    'Query.costCenters',
    'Query.domains',
    'Query.explain',
    'Query.goldenRecord',
    'Query.item',
    'Query.items',
    'Query.location',
    'Query.locations',
    'Query.matchCandidates',
    'Query.me',
    'Query.quarantine',
    'Query.quarantineCauses',
    'Query.quarantineTotal',
    'Query.recentChanges',
    'Query.resolve',
    'Query.search',
    'Query.sourceRecords',
    'Query.supplier',
    'Query.suppliers',
    'Query.systems',
    'Query.translate',
  ],
  vsaA: [
    'Query.changeRequestCounts',
    'Query.changeRequests',
    'Query.task',
    'Query.taskCounts',
    'Query.taskScores',
    'Query.tasks',
  ],
  siA: ['Mutation.submitRecords', 'Query.parkedDeliveries', 'Query.targets'],
  sA: ['Mutation.correctQuarantined', 'Mutation.discardQuarantined', 'Mutation.replayQuarantined'],
  s: [
    'Mutation.assignTask',
    'Mutation.changeGoldenRecords',
    'Mutation.changeStatus',
    'Mutation.commentTask',
    'Mutation.judgePair',
    'Mutation.judgeTask',
    'Mutation.pinAttribute',
    'Mutation.snoozeTask',
    'Mutation.undoTask',
    'Mutation.unpinAttribute',
    'Mutation.withdrawJudgement',
    'Query.previewGoldenRecordAction',
  ],
  a: ['Mutation.approveChange', 'Mutation.rejectChange'],
  A: [
    'Mutation.createAccount',
    'Mutation.createApiKey',
    'Mutation.disableAccount',
    'Mutation.issueLoginLink',
    'Mutation.resumeTarget',
    'Mutation.retryDelivery',
    'Mutation.revokeApiKey',
    'Mutation.suspendTarget',
    'Query.accounts',
    'Query.apiKeys',
  ],
};
const REST: Readonly<Record<string, readonly string[]>> = {
  vsaiA: ['GET /v1/batches/:id', 'GET /v1/changes'],
  siA: ['POST /v1/sources/:system/:domain/records'],
  i: ['POST /v1/acks'],
  /** Signing in and out looks after itself; health and metrics name no record. */
  open: [
    'GET /asyncapi.json',
    'GET /auth/session',
    'GET /docs/error-codes',
    'GET /health/live',
    'GET /health/ready',
    'GET /metrics',
    'GET /openapi.json',
    'POST /auth/login',
    'POST /auth/login-link',
    'POST /auth/logout',
    'POST /auth/password',
  ],
  /** Its own authentication; its operations are in the lists above. */
  graphql: ['POST /graphql'],
};

const api = useApi();
const callers = new Map<Role, Caller>();

beforeAll(async () => {
  for (const role of ROLES) callers.set(role, await api().signIn(`only-${role}`, role));
}, 120_000);

function lettersOf(allowed: (role: Role) => boolean): string {
  return ROLES.filter(allowed)
    .map(role => LETTERS[role])
    .join('');
}

function sorted(list: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(list)
      .flatMap(([who, operations]) => operations.map(operation => [operation, who] as const))
      .sort(([left], [right]) => left.localeCompare(right, 'en')),
  );
}

/** Something of the type: enough to get as far as the question who asks. */
function someOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return someOf(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(field => isNonNullType(field.type));
    return `{ ${fields.map(field => `${field.name}: ${someOf(field.type)}`).join(', ')} }`;
  }
  const simple: Readonly<Record<string, string>> = {
    Int: '1',
    Float: '1',
    Boolean: 'true',
    ID: `"${randomUUID()}"`,
  };
  if (type.name === 'DateTime') return '"2026-01-01T00:00:00Z"';
  return simple[type.name] ?? (type.name === 'JSON' ? '{}' : '"supplier"');
}

function operationOf(root: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): string {
  const needed = field.args.filter(
    argument => isNonNullType(argument.type) && argument.defaultValue === undefined,
  );
  const given = needed.map(argument => `${argument.name}: ${someOf(argument.type)}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  return `${root} { ${field.name}${given === '' ? '' : `(${given})`} ${selection} }`;
}

describe('who may use what', { timeout: 240_000 }, () => {
  it('over GraphQL, for every operation and role', async () => {
    const schema = api().app.get(HubSchema, { strict: false }).build();
    const found: Record<string, string> = {};
    for (const [root, type] of [
      ['query', schema.getQueryType()],
      ['mutation', schema.getMutationType()],
    ] as const) {
      for (const field of Object.values(type?.getFields() ?? {})) {
        const operation = operationOf(root, field);
        const allowed = new Set<Role>();
        for (const [role, caller] of callers) {
          const { errors, status } = await api().ask(caller, operation);
          const code = errors[0]?.extensions?.code;
          if (status === 400) throw new Error(`${operation}: ${JSON.stringify(errors)}`);
          if (code !== 'ACCESS.DENIED') allowed.add(role);
        }
        found[`${type?.name ?? ''}.${field.name}`] = lettersOf(role => allowed.has(role));
      }
    }
    // A role that has every right it should have, and no other one: said as one list, which shows all differences at once.
    const expected = sorted(GRAPHQL);
    expect(
      Object.fromEntries(Object.keys({ ...expected, ...found }).map(name => [name, found[name]])),
    ).toEqual(expected);
    expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual(['changes']);
  });

  it('over REST, for every route and role', async () => {
    const express: Express = api().app.getHttpAdapter().getInstance();
    const routes = express.router.stack.flatMap(({ route }) =>
      (route?.stack ?? []).map(({ method }) => `${method.toUpperCase()} ${route?.path ?? ''}`),
    );
    expect([...new Set(routes)].sort()).toEqual(Object.keys(sorted(REST)).sort());
    for (const [route, who] of Object.entries(sorted(REST))) {
      if (who === 'open' || who === 'graphql') continue;
      const [method = '', path = ''] = route.split(' ');
      const address = `${api().url}${path.replace(':id', randomUUID()).replace(':system', 'alpha').replace(':domain', 'supplier')}`;
      const anybody = await fetch(address, { method });
      expect({ route, status: anybody.status }).toEqual({ route, status: 401 });
      const allowed = new Set<Role>();
      for (const [role, { headers }] of callers) {
        const answer = await fetch(address, { method, headers });
        if (answer.status !== 403) allowed.add(role);
      }
      expect({ route, who: lettersOf(role => allowed.has(role)) }).toEqual({ route, who });
    }
  });

  it('a key of one system lists nothing that waits of another one', async () => {
    await api().submit('alpha', { ...ROW, ID: 'Q2', NAME: '' });
    const asked = `{ quarantine { nodes { key } } quarantineTotal quarantineCauses { code } batches { nodes { id } } }`;
    const waits = async (system: string): Promise<unknown> => {
      const { secret } = await api()
        .app.get(AccessService, { strict: false })
        .createKey(
          { name: system, roles: ['steward'], scope: { systems: [system] }, expiresAt: null },
          'user:test',
          'matrix',
        );
      return (await api().ask({ headers: { authorization: `Bearer ${secret}` } }, asked)).data;
    };
    expect(await waits('beta')).toEqual({
      quarantine: { nodes: [] },
      quarantineTotal: 0,
      quarantineCauses: [],
      batches: { nodes: [] },
    });
    expect(await waits('alpha')).toMatchObject({
      quarantine: { nodes: [{ key: 'Q2' }] },
      quarantineTotal: 1,
    });
  });

  it('a key of one domain and system reaches nothing of another one by its id', async () => {
    await api().submit(
      'alpha',
      { ...ROW, ID: 'S1', ACCOUNT: '770044112233', ABA: '021000021' },
      { ...ROW, ID: 'S2', NAME: 'Quite Another LLC', EIN: '84-2917343', PHONE: '316-555-0199' },
    );
    await api().submit('alpha', { ...ROW, ID: 'Q1', NAME: '' });
    const item = await submitItem();
    const ids = await api().database.query<{ golden: string; source: string }>(
      `SELECT golden_record_id AS golden, source_record_id::text AS source FROM link WHERE until IS NULL ORDER BY 2`,
    );
    const [first, second] = ids;
    const [quarantined] = await api().database.query<{ id: string; version: number }>(
      `SELECT id, version FROM quarantine`,
    );
    if (first === undefined || second === undefined || quarantined === undefined)
      throw new Error('no records');
    const { secret } = await api()
      .app.get(AccessService, { strict: false })
      .createKey(
        {
          name: 'items only',
          roles: ['steward', 'approver', 'integration', 'admin'],
          scope: { domains: ['item'], systems: ['beta'] },
          expiresAt: null,
        },
        'user:test',
        'matrix',
      );
    const key = { headers: { authorization: `Bearer ${secret}` } };
    const names = '__typename';
    const questions = [
      `{ supplier(id: "${first.golden}") { id } }`,
      `{ suppliers { nodes { id } } }`,
      `{ goldenRecord(id: "${first.golden}") { id } }`,
      `{ resolve(system: "alpha", domain: "supplier", key: "S1") { id } }`,
      `{ translate(domain: "supplier", fromSystem: "alpha", key: "S1", toSystem: "beta") }`,
      `{ search(text: "Meridian") { id } }`,
      `{ search(text: "Meridian", domain: "supplier") { id } }`,
      `{ sourceRecords(ids: ["${first.source}"]) { key } }`,
      `{ explain(leftId: "${first.source}", rightId: "${second.source}") { summary } }`,
      `{ explain(leftId: "${item}", rightId: "${second.source}") { summary } }`,
      `{ matchCandidates(domain: "supplier", record: { legalName: "Meridian Surgical Supply" }) { candidates { goldenRecordId } } }`,
      `{ tasks(domain: "supplier") { nodes { id } } }`,
      `{ changeRequests(domain: "supplier") { nodes { id } } }`,
      `{ changeRequests(domain: "supplier") { nodes { goldenRecordId to } } }`,
      `{ taskScores(domain: "supplier") { count } }`,
      `{ quarantine(domain: "supplier") { nodes { id key } } }`,
      `{ changes(filter: { domains: ["supplier"] }) { events { recordId } } }`,
      `{ previewGoldenRecordAction(action: { merge: ["${first.golden}", "${second.golden}"] }) { ${names} ... on PlanPreview { summary } } }`,
    ];
    for (const question of questions) {
      const { body } = await api().ask(key, question);
      const leaks = [
        first.golden,
        second.golden,
        quarantined.id,
        'S1',
        'Meridian',
        '770044112233',
        'summary',
        'count',
      ].filter(each => body.replace(/"message":"[^"]*"/g, '').includes(each));
      expect({ question, leaks, body: body.includes('PlanPreview') }).toEqual({
        question,
        leaks: [],
        body: false,
      });
    }
    const before = await versions();
    for (const mutation of [
      `changeGoldenRecords(action: { merge: ["${first.golden}", "${second.golden}"] }, reason: "r") { ${names} }`,
      `changeStatus(id: "${first.golden}", request: retire, reason: "r") { ${names} }`,
      `pinAttribute(id: "${first.golden}", attribute: "legalName", value: "Mine", reason: "r") { ${names} }`,
      `submitRecords(system: "alpha", domain: "supplier", records: [{ ID: "S1" }]) { outcomes { outcome } }`,
      `correctQuarantined(id: "${quarantined.id}", version: ${quarantined.version}, raw: { ID: "Q1" }) { ${names} }`,
      `discardQuarantined(id: "${quarantined.id}", version: ${quarantined.version}, reason: "r") { ${names} }`,
    ]) {
      const { errors } = await api().ask(key, `mutation { ${mutation} }`);
      expect({ mutation, code: errors[0]?.extensions?.code }).toEqual({ mutation, code: 'ACCESS.DENIED' });
    }
    // Of many rows, those that are not the key's stay where they are.
    for (const filter of ['first: 200', 'system: "alpha"']) {
      const { data } = await api().ask(key, `mutation { replayQuarantined(${filter}) { accepted waiting } }`);
      expect({ filter, data }).toEqual({ filter, data: { replayQuarantined: { accepted: 0, waiting: 0 } } });
    }
    expect(await versions()).toEqual(before);
  });
});

const ROW = {
  NAME: 'Meridian Surgical Supply, Inc.',
  EIN: '84-2917306',
  PHONE: '316-555-0100',
  STREET: '1000 N Harbor Dr',
  CITY: 'Wichita',
  STATE: 'KS',
  ZIP: '67201',
  CHANGED: '2026-01-01',
};

async function submitItem(): Promise<string> {
  await api()
    .app.get(SubmitRecordsService, { strict: false })
    .submit({
      system: 'delta',
      domain: 'item',
      rows: [{ fields: { ID: 'I1', NAME: 'Exam glove', UNIT: 'EA' } }],
      actor: 'machine',
      correlationId: 'matrix',
    });
  const [row] = await api().database.query<{ id: string }>(
    `SELECT id FROM source_record WHERE domain = 'item'`,
  );
  return row?.id ?? 'nothing';
}

async function versions(): Promise<unknown> {
  return api().database.query(
    `SELECT (SELECT count(*)::int FROM golden_record_version) AS golden, (SELECT count(*)::int FROM source_record_version) AS source,
            (SELECT array_agg(state) FROM quarantine) AS quarantine`,
  );
}
