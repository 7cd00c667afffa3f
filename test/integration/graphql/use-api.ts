import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll } from 'vitest';
import { AccessService, type Role } from '../../../src/access/index.js';
import { AppModule } from '../../../src/app.module.js';
import { SubmitRecordsService } from '../../../src/ingestion/index.js';
import { createApp, listen } from '../../../src/platform/http/index.js';
import { createLogger } from '../../../src/platform/logging/index.js';
import { useHub, type TestHub, type TestHubOptions } from '../../harness/index.js';

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** `{}` when there is none. */
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** A signed-in person, by session cookie and CSRF token as in a browser. */
export interface Caller {
  readonly headers: Readonly<Record<string, string>>;
  readonly id: string;
}

/** The whole hub behind real HTTP, jobs and feed included. */
export interface TestApi extends TestHub {
  readonly url: string;
  readonly app: NestExpressApplication;
  /** Everything that was logged; nothing unless `variables` set LOG_LEVEL. */
  readonly log: readonly string[];
  /** Creates an account and signs it in by a one-time link. */
  signIn(name: string, ...roles: Role[]): Promise<Caller>;
  ask(
    caller: { readonly headers: Readonly<Record<string, string>> },
    query: string,
    variables?: object,
  ): Promise<Answer>;
  submit(system: 'alpha' | 'beta', ...rows: Readonly<Record<string, string>>[]): Promise<void>;
}

/**
 * Starts the hub's HTTP application for the tests of this file, on a database of its own and a free port.
 */
export function useApi({ systems = 'hub-systems', ...options }: TestHubOptions = {}): () => TestApi {
  const hub = useHub({ systems, ...options });
  const log: string[] = [];
  let started: { app: NestExpressApplication; url: string } | undefined;
  beforeAll(async () => {
    const { config } = hub();
    const logger = createLogger(config.logging, { write: line => void log.push(line) });
    const app = await createApp(AppModule.forRoot({ config, logger, runsJobs: true }), logger);
    started = { app, url: await listen(app, '127.0.0.1', 0) };
  }, 180_000);
  afterAll(async () => {
    await started?.app.close();
  }, 60_000);
  return () => {
    if (started === undefined) throw new Error('the API is only there while tests run');
    const { app, url } = started;
    return {
      ...hub(),
      url,
      app,
      log,
      signIn: async (name, ...roles) => signIn(app, url, name, roles),
      ask: async (caller, query, values = {}) => ask(url, caller.headers, query, values),
      submit: async (system, ...rows) => {
        await app.get(SubmitRecordsService, { strict: false }).submit({
          system,
          domain: 'supplier',
          rows: rows.map(fields => ({ fields })),
          actor: 'machine',
          correlationId: 'api-spec',
        });
      },
    };
  };
}

async function signIn(
  app: NestExpressApplication,
  url: string,
  name: string,
  roles: readonly Role[],
): Promise<Caller> {
  const access = app.get(AccessService, { strict: false });
  const account = await access.createUser({ name, displayName: name, roles }, 'user:test', 'api-spec');
  const token = await access.issueLoginLink(name, 'user:test', 'api-spec');
  const response = await fetch(`${url}/auth/login-link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (response.status !== 200)
    throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { id: `user:${account.id}`, headers: { cookie, 'x-csrf-token': csrfToken } };
}

async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  query: string,
  variables: object,
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body = await response.text();
  const parsed = JSON.parse(body) as { data?: unknown; errors?: Answer['errors'] };
  return { status: response.status, body, data: parsed.data ?? {}, errors: parsed.errors ?? [] };
}
