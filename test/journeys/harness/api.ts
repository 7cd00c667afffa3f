import type { Hub } from './hub-process.js';

/** Somebody who is signed in, as a browser is: by session cookie and CSRF token. */
export interface Caller {
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs in by the token of a one-time link. */
export async function enterByLink({ url }: Hub, token: string): Promise<Caller> {
  return await enter(url, '/auth/login-link', { token });
}

/** Signs in by name and password. */
export async function enterByPassword({ url }: Hub, name: string, password: string): Promise<Caller> {
  return await enter(url, '/auth/login', { name, password });
}

async function enter(url: string, path: string, body: object): Promise<Caller> {
  const response = await send(`${url}${path}`, { 'content-type': 'application/json' }, JSON.stringify(body));
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { headers: { cookie, 'x-csrf-token': csrfToken } };
}

/** Ends a session on the hub, which the browser that has it does not learn of. */
export async function endSession({ url }: Hub, { headers }: Caller): Promise<void> {
  await send(`${url}/auth/logout`, headers);
}

/** Sets the password of whoever is signed in. */
export async function choosePassword({ url }: Hub, { headers }: Caller, password: string): Promise<void> {
  await send(
    `${url}/auth/password`,
    { ...headers, 'content-type': 'application/json' },
    JSON.stringify({ password }),
  );
}

/** Asks the hub by GraphQL. @throws when it answers with errors */
export async function ask<Data>(
  { url }: Hub,
  { headers }: Caller,
  query: string,
  variables: object = {},
): Promise<Data> {
  const response = await send(
    `${url}/graphql`,
    { ...headers, 'content-type': 'application/json' },
    JSON.stringify({ query, variables }),
  );
  const { data, errors } = (await response.json()) as { data: Data; errors?: readonly unknown[] };
  if (errors !== undefined) throw new Error(`the hub refused: ${JSON.stringify(errors)}`);
  return data;
}

async function send(
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Response> {
  const response = await fetch(url, { method: 'POST', headers, ...(body === undefined ? {} : { body }) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}
