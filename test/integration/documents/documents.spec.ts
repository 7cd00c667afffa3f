import specs from '@asyncapi/specs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Router } from 'express';
import { beforeAll, describe, expect, it } from 'vitest';
import { csvOf, manySuppliers } from '../write-path/supplier-network.js';
import { useApi, type Caller } from '../graphql/use-api.js';

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly security: readonly unknown[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Json;
}

const api = useApi();
let openapi: OpenApi;
let asyncapi: Json;
let admin: Caller;
let key = '';

async function fetchJson<Document>(path: string): Promise<Document> {
  const response = await fetch(`${api().url}${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Document;
}

beforeAll(async () => {
  openapi = await fetchJson('/openapi.json');
  asyncapi = await fetchJson('/asyncapi.json');
  admin = await api().signIn('ada', 'admin');
  const made = await api().ask(
    admin,
    `mutation { createApiKey(name: "documents", roles: ["integration"]) { secret } }`,
  );
  key = /"secret":"([^"]+)"/.exec(made.body)?.[1] ?? '';
});

/** `GET /v1/batches/{id}` of every route that Express would answer. */
function registeredRoutes(): readonly string[] {
  const { router } = api().app.getHttpAdapter().getInstance() as { readonly router: Router };
  return router.stack
    .flatMap(({ route }) => {
      if (route === undefined) return [];
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1');
      return route.stack.map(({ method }) => `${method.toUpperCase()} ${path}`);
    })
    .filter(name => !name.startsWith('HEAD '))
    .toSorted();
}

function documentedRoutes(): readonly string[] {
  return Object.entries(openapi.paths)
    .flatMap(([path, operations]) => Object.keys(operations).map(method => `${method.toUpperCase()} ${path}`))
    .toSorted();
}

/** Holds a value against a schema of the document. */
function faultsOf(document: Json, pointer: string, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ ...document, $id: 'document' });
  const check = ajv.getSchema(`document#${pointer}`);
  if (check === undefined) throw new Error(`the document has no ${pointer}`);
  void check(value);
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

const headersOfKey = (): Readonly<Record<string, string>> => ({ authorization: `Bearer ${key}` });

describe('GET /openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const outcome = await validator.validate(structuredClone(openapi) as never);
    expect(outcome.errors ?? []).toEqual([]);
    expect(validator.version).toBe('3.1');
  });

  it('names every route that the hub has, and none that it lacks', () => {
    expect(registeredRoutes()).toContain('POST /v1/sources/{system}/{domain}/records');
    expect(documentedRoutes()).toEqual(registeredRoutes());
  });

  it('says rightly which operations are open to everybody', async () => {
    for (const [path, operations] of Object.entries(openapi.paths)) {
      for (const [method, { security, responses }] of Object.entries(operations)) {
        const url = `${api().url}${path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000')}`;
        const response = await fetch(url, {
          method,
          headers: { 'content-type': 'application/json', 'x-correlation-id': 'documents-spec' },
          ...(method === 'post' && {
            body: JSON.stringify({ name: 'nobody', password: 'a guess', token: 'a guess' }),
          }),
        });
        const name = `${method} ${path}`;
        const answer = await response.text();
        if (security.length > 0) expect(response.status, name).toBe(401);
        const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
        if (type === 'application/problem+json') {
          expect(faultsOf(openapi as never, '/components/schemas/Problem', JSON.parse(answer)), name).toEqual(
            [],
          );
          if (security.length === 0)
            expect(JSON.parse(answer).code, name).not.toBe('ACCESS.SIGN_IN_REQUIRED');
          expect(JSON.parse(answer)).toMatchObject({
            status: response.status,
            correlationId: 'documents-spec',
          });
        } else if (path !== '/graphql') {
          expect(
            Object.keys(responses[response.status]?.content ?? {}),
            `${name} ${response.status}`,
          ).toEqual(response.status === 204 ? [] : [type]);
        }
      }
    }
  });

  it('describes the real answers of an upload, its batch and the changes that came of it', async () => {
    const upload = await fetch(`${api().url}/v1/sources/alpha/supplier/records`, {
      method: 'POST',
      headers: { ...headersOfKey(), 'content-type': 'text/csv' },
      body: csvOf(manySuppliers(1)),
    });
    expect(upload.status, await upload.clone().text()).toBe(202);
    const receipt = (await upload.json()) as { batchId: string };
    expect(faultsOf(openapi as never, '/components/schemas/BatchReceipt', receipt)).toEqual([]);
    const batch = async (): Promise<Json> =>
      (await (
        await fetch(`${api().url}${upload.headers.get('location')}`, { headers: headersOfKey() })
      ).json()) as Json;
    await expect.poll(async () => (await batch())['state'], { timeout: 60_000 }).toBe('done');
    expect(faultsOf(openapi as never, '/components/schemas/Batch', await batch())).toEqual([]);

    const changes = async (): Promise<{ events: readonly Json[] }> =>
      (await (await fetch(`${api().url}/v1/changes?wait=10`, { headers: headersOfKey() })).json()) as never;
    await expect.poll(async () => (await changes()).events.length, { timeout: 60_000 }).toBe(1);
    const page = await changes();
    expect(faultsOf(openapi as never, '/components/schemas/ChangesPage', page)).toEqual([]);
    expect(faultsOf(asyncapi, '/components/schemas/SupplierChanged', page.events[0])).toEqual([]);
    // The schema looks: an event with an attribute that the rules do not have is refused.
    const [event] = structuredClone(page.events) as { data: { attributes: Record<string, unknown> } }[];
    if (event !== undefined) event.data.attributes['shoeSize'] = '42';
    expect(faultsOf(asyncapi, '/components/schemas/SupplierChanged', event)).toHaveLength(1);
  });

  it('describes health, the session and a GraphQL answer as they are', async () => {
    const cases = [
      ['/health/live', 'Liveness'],
      ['/health/ready', 'Readiness'],
      ['/auth/session', 'Session'],
    ] as const;
    for (const [path, schema] of cases) {
      const response = await fetch(`${api().url}${path}`, { headers: admin.headers });
      expect(faultsOf(openapi as never, `/components/schemas/${schema}`, await response.json())).toEqual([]);
    }
    const { body } = await api().ask(admin, '{ nothing }');
    expect(faultsOf(openapi as never, '/components/schemas/GraphqlResponse', JSON.parse(body))).toEqual([]);
  });
});

describe('GET /asyncapi.json', () => {
  it('is valid AsyncAPI 3.0', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const check = ajv.compile(specs.schemasWithoutId['3.0.0'] as object);
    check(asyncapi);
    expect(check.errors ?? []).toEqual([]);
  });

  it('has the records of every domain of the rules in force, by their version', () => {
    const { schemas } = asyncapi['components'] as { schemas: Readonly<Record<string, Json>> };
    for (const record of ['Supplier', 'Item', 'Location', 'CostCenter', 'Contract']) {
      expect(schemas[record]?.['x-rule-set-version']).toBe(1);
      expect(Object.keys(schemas[record]?.['properties'] ?? {}).length).toBeGreaterThan(5);
    }
  });

  it('refers to nothing that it does not have', () => {
    const references = [...JSON.stringify(asyncapi).matchAll(/"\$ref":"#([^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(references.length).toBeGreaterThan(10);
    for (const path of references) {
      const found = path
        .split('/')
        .slice(1)
        .reduce<unknown>((part, name) => (part as Json | undefined)?.[name], asyncapi);
      expect(found, path).toBeDefined();
    }
  });

  it('describes the headers of a real webhook request', async () => {
    const { buildWebhookRequest } = await import('../../../src/syndication/webhook-request.js');
    const [event] = (
      (await (await fetch(`${api().url}/v1/changes`, { headers: headersOfKey() })).json()) as {
        events: never[];
      }
    ).events;
    if (event === undefined) throw new Error('the feed is empty');
    const keys = [Buffer.alloc(24, 1), Buffer.alloc(24, 2)];
    const { headers, body } = buildWebhookRequest(event, 'msg_1', 1, keys, new Date());
    expect(faultsOf(asyncapi, '/components/schemas/WebhookHeaders', headers)).toEqual([]);
    const { properties } = (asyncapi['components'] as { schemas: { WebhookHeaders: { properties: Json } } })
      .schemas.WebhookHeaders;
    expect(Object.keys(properties).toSorted()).toEqual(Object.keys(headers).toSorted());
    expect(faultsOf(asyncapi, '/components/schemas/SupplierChanged', JSON.parse(body))).toEqual([]);
  });
});
