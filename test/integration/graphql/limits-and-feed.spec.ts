import { createClient, type Client, type ExecutionResult } from 'graphql-ws';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AccessService } from '../../../src/access/index.js';
import { manySuppliers } from '../write-path/supplier-network.js';
import { useApi, type Caller } from './use-api.js';

const api = useApi({ variables: { SESSION_HOURS: '3' } });
const [FIRST, SECOND, THIRD] = manySuppliers(3);
const open = new Set<Client>();
let viewer: Caller;
let reader: { readonly headers: Readonly<Record<string, string>> };
let apiKey = '';

beforeAll(async () => {
  viewer = await api().signIn('vera', 'viewer');
  const { secret } = await api()
    .app.get(AccessService, { strict: false })
    .createKey(
      { name: 'reader', roles: ['integration'], scope: {}, expiresAt: null },
      'user:test',
      'api-spec',
    );
  apiKey = secret;
  reader = { headers: { authorization: `Bearer ${apiKey}` } };
}, 120_000);

afterEach(async () => {
  for (const client of open) await client.dispose();
  open.clear();
});

function connect(): Client {
  const client = createClient({
    url: `${api().url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { apiKey },
    retryAttempts: 0,
  });
  open.add(client);
  return client;
}

type Result = ExecutionResult;

/** What the server says to one operation over WebSocket: its first result or its refusal. */
async function askSocket(query: string): Promise<string> {
  try {
    for await (const result of connect().iterate({ query })) return JSON.stringify(result);
    return 'nothing';
  } catch (error) {
    return JSON.stringify(error);
  }
}

interface Frame {
  readonly cursor: string;
  readonly event: { readonly recordId: string; readonly type: string; readonly position: string } | null;
}

/** Frames of the feed until `count` events have come. */
async function follow(after: string | null, count: number, onReady: () => Promise<void>): Promise<Frame[]> {
  const frames: Frame[] = [];
  const results = connect().iterate({
    query: `subscription($after: String) { changes(after: $after) { cursor event { recordId type position } } }`,
    variables: { after },
  });
  const next = (): Promise<IteratorResult<Result>> => results.next() as Promise<IteratorResult<Result>>;
  let coming = next();
  await onReady();
  while (frames.filter(frame => frame.event !== null).length < count) {
    const { value, done } = await coming;
    if (done === true) throw new Error('the subscription ended');
    const result: Result = value;
    if (result.errors !== undefined) throw new Error(JSON.stringify(result.errors));
    frames.push((result.data as unknown as { changes: Frame }).changes);
    coming = next();
  }
  await results.return?.();
  coming.catch(() => undefined);
  return frames;
}

const DEEP = `{ suppliers { nodes { ${'sources { goldenRecord { '.repeat(8)} id ${'} }'.repeat(8)} } } }`;
const WIDE = `{ ${Array.from({ length: 30 }, (_, at) => `a${at}: me { id }`).join(' ')} }`;

it('a login lasts for as many hours as SESSION_HOURS says', async () => {
  const session = await fetch(`${api().url}/auth/session`, { headers: viewer.headers });
  const { expiresAt } = (await session.json()) as { expiresAt: string };
  const hours = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(2.9);
  expect(hours).toBeLessThanOrEqual(3);
});

describe('limits on operations', { timeout: 120_000 }, () => {
  it('refuse what is too deep, too wide or too long over HTTP, before anything runs', async () => {
    for (const query of [DEEP, WIDE, `{ me { ${'id '.repeat(4000)} } }`]) {
      const { status, errors, body } = await api().ask(viewer, query);
      expect({
        query: query.slice(0, 40),
        status,
        refused: errors.length > 0 && !body.includes('"data":{'),
      }).toEqual({ query: query.slice(0, 40), status: 400, refused: true });
    }
  });

  it('are the same over WebSocket', async () => {
    const deep = `subscription { changes { ${Array.from({ length: 30 }, (_, at) => `a${at}: cursor`).join(' ')} } }`;
    expect(await askSocket(deep)).toContain('aliases');
  });

  it('refuse queries and mutations over WebSocket', async () => {
    expect(await askSocket('{ me { id } }')).toContain('only subscriptions');
    expect(await askSocket('mutation { revokeApiKey(id: "x") }')).toContain('only subscriptions');
  });
});

describe('a WebSocket', { timeout: 120_000 }, () => {
  it.each([
    ['from a foreign page', { headers: { origin: 'https://evil.example.com' } }, '/graphql', 403],
    ['to another path', {}, '/elsewhere', 404],
  ])('%s is refused before anything is said', async (_what, options, path, status) => {
    const socket = new WebSocket(
      `${api().url.replace('http', 'ws')}${path}`,
      'graphql-transport-ws',
      options,
    );
    const answer = await new Promise<string>(done => {
      socket.once('open', () => done('open'));
      socket.once('error', error => done(error.message));
    });
    socket.terminate();
    expect(answer).toContain(String(status));
  });

  it('without a key or a session is closed', async () => {
    const client = createClient({
      url: `${api().url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    open.add(client);
    const ended = (async () => {
      for await (const result of client.iterate({ query: 'subscription { changes { cursor } }' }))
        return result;
      return null;
    })();
    await expect(ended).rejects.toMatchObject({ code: 4403 });
  });
});

describe('the subscription to changes', { timeout: 120_000 }, () => {
  it('tells of a write, and resumes from its cursor without a gap or a repetition', async () => {
    const start = (
      (await api().ask(reader, '{ changes { cursor } }')).data as { changes: { cursor: string } }
    ).changes.cursor;
    const seen = await follow(start, 1, () => api().submit('alpha', FIRST));
    expect(seen.at(-1)?.event).toMatchObject({ type: 'supplier.created' });
    const cursor = seen.at(-1)?.cursor ?? '';

    await api().submit('alpha', SECOND);
    const resumed = await follow(cursor, 2, () => api().submit('alpha', THIRD));
    const positions = [...seen, ...resumed].flatMap(frame =>
      frame.event === null ? [] : [Number(frame.event.position)],
    );
    const [from = 0] = positions;
    expect(positions).toEqual([from, from + 1, from + 2]);
  });

  it('refuses the cursor of another hub', async () => {
    expect(await askSocket('subscription { changes(after: "made-up") { cursor } }')).toMatch(/CURSOR/);
    const { errors } = await api().ask(reader, '{ changes(after: "made-up") { cursor } }');
    expect(errors[0]?.extensions?.code).toMatch(/CURSOR/);
  });
});
