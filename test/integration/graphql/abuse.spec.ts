import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AccessService } from '../../../src/access/index.js';
import { Database } from '../../../src/platform/database/index.js';
import { useApi, type Caller } from './use-api.js';

const api = useApi({ variables: { FEED_SLOW_READER_MS: '1000', SOCKET_SUBSCRIPTIONS_MAX: '5' } });
const sockets: WebSocket[] = [];
let viewer: Caller;

beforeAll(async () => {
  viewer = await api().signIn('vera', 'viewer');
}, 120_000);
afterEach(() => {
  for (const socket of sockets) socket.terminate();
  sockets.length = 0;
});

async function makeKey(expiresAt: Date | null = null): Promise<{ id: string; secret: string }> {
  return api()
    .app.get(AccessService, { strict: false })
    .createKey({ name: 'reader', roles: ['integration'], scope: {}, expiresAt }, 'user:test', 'abuse-spec');
}

/** A socket as a stranger writes one: every word of the protocol by hand. */
async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`${api().url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

async function openAs(apiKey: string): Promise<WebSocket> {
  const socket = await openSocket();
  say(socket, { type: 'connection_init', payload: { apiKey } });
  await once(socket, 'message');
  return socket;
}

function say(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}

async function closeOf(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return { code, reason: reason.toString() };
}

async function heard(socket: WebSocket): Promise<string> {
  const [data] = (await once(socket, 'message')) as [Buffer];
  return data.toString();
}

const SUBSCRIPTION = 'subscription { changes { cursor event { recordId } } }';
const subscribe = (id: string, query = SUBSCRIPTION) => ({ id, type: 'subscribe', payload: { query } });

describe('a WebSocket', { timeout: 60_000 }, () => {
  it.each<[string, (socket: WebSocket) => void, number]>([
    ['that says nothing', () => undefined, 4408],
    ['that speaks of something else', socket => socket.send('hello'), 4400],
    ['that subscribes before it says who it is', socket => say(socket, subscribe('1')), 4401],
    [
      'with a key that nobody made',
      socket => say(socket, { type: 'connection_init', payload: { apiKey: 'ts_x' } }),
      4403,
    ],
    ['with a frame of a megabyte', socket => socket.send('x'.repeat(1_048_576)), 1009],
  ])('%s is closed', async (_what, act, code) => {
    const socket = await openSocket();
    const closed = closeOf(socket);
    act(socket);
    expect(await closed).toMatchObject({ code });
  });

  it('that says twice who it is, or uses an id twice, is closed', async () => {
    const { secret } = await makeKey();
    const twice = await openAs(secret);
    const closed = closeOf(twice);
    say(twice, { type: 'connection_init', payload: { apiKey: secret } });
    expect(await closed).toMatchObject({ code: 4429 });
    const doubled = await openAs(secret);
    const ended = closeOf(doubled);
    say(doubled, subscribe('1'));
    say(doubled, subscribe('1'));
    expect(await ended).toMatchObject({ code: 4409 });
  });

  it('gets no answer to introspection, to depth, or to more subscriptions than allowed', async () => {
    const { secret } = await makeKey();
    const socket = await openAs(secret);
    for (const query of [
      'subscription { __schema { types { name } } }',
      'query { __schema { types { name } } }',
      `subscription { ${Array.from({ length: 25 }, (_, at) => `a${at}: changes { cursor }`).join(' ')} }`,
      'x'.repeat(40_000),
    ]) {
      say(socket, subscribe(randomUUID(), query));
      const answer = await heard(socket);
      expect(answer).toContain('"type":"error"');
      expect(answer).not.toContain('"types"');
    }
    for (let id = 0; id < 6; id += 1) say(socket, subscribe(String(id)));
    expect(await heard(socket)).toMatch(/"id":"5".*too many subscriptions/);
  });

  it('opened over and over and closed at once while it is being admitted leaves no trace', async () => {
    const { secret } = await makeKey();
    for (let round = 0; round < 30; round += 1) {
      const socket = await openSocket();
      say(socket, { type: 'connection_init', payload: { apiKey: secret } });
      socket.terminate();
    }
    await pause(200);
    const socket = await openAs(secret);
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('is closed when its key expires or is revoked', async () => {
    const expiring = await makeKey(new Date(Date.now() + 1_500));
    const socket = await openAs(expiring.secret);
    const startedMs = performance.now();
    expect(await closeOf(socket)).toMatchObject({ code: 4403 });
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    const revoked = await makeKey();
    const other = await openAs(revoked.secret);
    const closed = closeOf(other);
    await api().app.get(AccessService, { strict: false }).revokeKey(revoked.id, 'user:test', 'abuse-spec');
    expect(await closed).toMatchObject({ code: 4403 });
  });

  it('of a reader that does not read is closed with the cursor to go on from, and nothing is missing after it', async () => {
    const { secret } = await makeKey();
    const before = await api().ask(
      { headers: { authorization: `Bearer ${secret}` } },
      '{ changes { cursor } }',
    );
    const { cursor: start } = (before.data as { changes: { cursor: string } }).changes;
    const socket = await openAs(secret);
    const seen: { position: string; cursor: string }[] = [];
    socket.on('message', (data: Buffer) => {
      const { payload } = JSON.parse(data.toString()) as {
        payload?: { data?: { changes: { cursor: string; event: { position: string } | null } } };
      };
      const frame = payload?.data?.changes;
      if (frame?.event != null) seen.push({ position: frame.event.position, cursor: frame.cursor });
    });
    say(
      socket,
      subscribe('1', `subscription { changes(after: "${start}") { cursor event { position payload } } }`),
    );
    // More than the buffers of both ends hold.
    const large = 'x'.repeat(200_000);
    const database = api().app.get(Database, { strict: false });
    socket.pause();
    await database.execute(
      `INSERT INTO outbox (event_id, domain, record_id, version, type, changed, payload, correlation_id, actor, occurred_at)
       SELECT gen_random_uuid(), 'supplier', gen_random_uuid(), 1, 'supplier.created', '{}', jsonb_build_object('note', $1::text), 'c', 'machine', now()
         FROM generate_series(1, 100)`,
      [large],
    );
    const closed = closeOf(socket);
    for (let head = 0; head < 100;) {
      const [row] = await database.query<{ pos: string }>('SELECT pos FROM feed_head');
      head = Number(row?.pos);
      await pause(50);
    }
    // A second of silence and the look at it; both are over long before the ping that ends dead sockets.
    await pause(3_500);
    socket.resume();
    const { code, reason } = await closed;
    expect(code).toBe(4290);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(100);
    expect(reason).toBe(seen.at(-1)?.cursor);
    const rest: string[] = [];
    for (let after = reason, hasMore = true; hasMore;) {
      const answer = await api().ask(
        { headers: { authorization: `Bearer ${secret}` } },
        `{ changes(after: "${after}") { cursor hasMore events { position } } }`,
      );
      const page = (
        answer.data as { changes: { cursor: string; hasMore: boolean; events: { position: string }[] } }
      ).changes;
      rest.push(...page.events.map(event => event.position));
      ({ cursor: after, hasMore } = page);
    }
    const positions = [...seen.map(each => each.position), ...rest].map(Number);
    expect(positions).toEqual(Array.from({ length: 100 }, (_, at) => (positions[0] ?? 0) + at));
  });
});

type Sent = Pick<RequestInit, 'method' | 'body'> & { readonly headers?: Readonly<Record<string, string>> };

describe('an operation over HTTP', { timeout: 60_000 }, () => {
  const fragments = (count: number, body: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => `fragment f${at} on Query { ${body(at)} }`).join(' ');

  it.each<[string, string]>([
    [
      'with ten thousand aliases',
      `{ ${Array.from({ length: 10_000 }, (_, at) => `a${at}: me { id }`).join(' ')} }`,
    ],
    ['with a thousand directives', `{ me { id ${'@include(if: true) '.repeat(1_000)} } }`],
    ['with a circle of fragments', `{ ...f0 } ${fragments(3, at => `...f${(at + 1) % 3}`)}`],
    [
      'with fragments that double at each of 60 steps',
      `{ ...f0 } ${fragments(60, at => (at === 59 ? 'me { id }' : `...f${at + 1} ...f${at + 1}`))}`,
    ],
    [
      'nested a hundred times',
      `{ suppliers { nodes { ${'sources { goldenRecord { '.repeat(50)} id ${'} }'.repeat(50)} } } }`,
    ],
    ['with 40 root fields', `{ ${Array.from({ length: 40 }, () => 'systems { id }').join(' ')} }`],
    ['of 900 kB', `{ me { id } } # ${'x'.repeat(900_000)}`],
    [
      'of a list within lists',
      `{ matchCandidates(domain: "supplier", record: ${'['.repeat(3_000)}${']'.repeat(3_000)}) { faults { code } } }`,
    ],
  ])('%s is answered at once, without data', async (what, query) => {
    const cpu = process.cpuUsage();
    const { status, body } = await api().ask(viewer, query);
    const { user } = process.cpuUsage(cpu);
    const expected = what.includes('double') ? 200 : /kB|aliases/u.test(what) ? 413 : 400;
    expect({ what, status }).toEqual({ what, status: expected });
    expect(body).not.toContain('"nodes":[');
    // The server runs in this process, so its work shows; a bomb would take minutes.
    expect(user / 1_000).toBeLessThan(5_000);
  });

  it.each<[string, Sent, number]>([
    [
      'as a list of operations',
      { method: 'POST', body: JSON.stringify([{ query: '{ me { id } }' }, { query: '{ me { id } }' }]) },
      400,
    ],
    ['by GET', { method: 'GET' }, 404],
    ['that is no JSON', { method: 'POST', body: '{"query": ' }, 400],
    [
      'of 5 MB',
      { method: 'POST', body: JSON.stringify({ query: `{ me { id } } #${'x'.repeat(5_000_000)}` }) },
      413,
    ],
    [
      'as a form of a foreign page',
      {
        method: 'POST',
        body: 'query={me{id}}',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      400,
    ],
    [
      'as text, which a browser sends without asking',
      {
        method: 'POST',
        body: JSON.stringify({ query: '{ me { id } }' }),
        headers: { 'content-type': 'text/plain' },
      },
      400,
    ],
  ])('%s is refused', async (_what, init, status) => {
    const query = init.method === 'GET' ? '?query=mutation{revokeApiKey(id:"x")}' : '';
    const answer = await fetch(`${api().url}/graphql${query}`, {
      ...init,
      headers: { 'content-type': 'application/json', ...viewer.headers, ...init.headers },
    });
    const body = await answer.text();
    expect({ status: answer.status, body: body.slice(0, 300) }).toMatchObject({ status });
    expect(body).not.toContain('"data":{');
  });

  it('with patterns that are costly to match is answered at once', async () => {
    for (const text of [
      '%'.repeat(200),
      '_%'.repeat(100),
      '(a+)+$'.repeat(20),
      '\\'.repeat(99),
      "'; DROP TABLE feed; --",
    ]) {
      const cpu = process.cpuUsage();
      const { errors, data } = await api().ask(
        viewer,
        'query($text: String!) { suppliers(filter: { legalName: { contains: $text } }) { totalCount } search(text: $text) { id } }',
        { text },
      );
      expect({ text, errors, data }).toEqual({
        text,
        errors: [],
        data: { suppliers: { totalCount: 0 }, search: [] },
      });
      expect(process.cpuUsage(cpu).user / 1_000).toBeLessThan(5_000);
    }
  });
});

describe('an id that is none', { timeout: 60_000 }, () => {
  let steward: Caller;
  beforeAll(async () => {
    steward = await api().signIn('stella', 'steward');
  });

  it.each([
    '{ task(id: "x") { id } }',
    '{ tasks(goldenRecordId: "x") { endCursor } }',
    '{ batch(id: "1") { id } }',
    '{ explain(leftId: "x", rightId: "y") { summary } }',
    `{ explain(leftId: "${'9'.repeat(30)}", rightId: "2") { summary } }`,
  ])('is refused as the mistake of the request: %s', async query => {
    const { errors } = await api().ask(steward, query);
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'REQUEST.INVALID', retry: 'never' },
    ]);
  });
});

describe('a cursor', { timeout: 60_000 }, () => {
  it('that is foreign, changed, of another filter or ahead of the log is refused by name over REST, too', async () => {
    const { secret } = await makeKey();
    const ask = async (query: string): Promise<{ status: number; code?: string; detail?: string }> => {
      const answer = await fetch(`${api().url}/v1/changes?${query}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    const { cursor } = (await ask('limit=1')) as { cursor?: string };
    if (cursor === undefined) throw new Error('no cursor came');
    const [body = '', signature = ''] = cursor.split('.');
    const foreign = Buffer.from(
      JSON.stringify({
        ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object),
        e: 'another-hub',
      }),
    ).toString('base64url');
    const cases: [string, string][] = [
      [`after=${foreign}.${signature}`, 'FEED.CURSOR_FOREIGN'],
      [
        `after=${body}.${signature.replace(/^./, first => (first === 'A' ? 'B' : 'A'))}`,
        'FEED.CURSOR_INVALID',
      ],
      ['after=made-up', 'FEED.CURSOR_INVALID'],
      [`after=${cursor}&domain=item`, 'FEED.CURSOR_FILTER_MISMATCH'],
    ];
    for (const [query, code] of cases) {
      const answer = await ask(query);
      expect(answer).toMatchObject({ code });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.detail).toMatch(/start|use|made|gave/);
    }
  });
});
