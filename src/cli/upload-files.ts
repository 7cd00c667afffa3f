import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { StartupError } from '../platform/errors/index.js';

/** A file to send: its path here, its name there, its length in bytes. */
export interface FileToSend {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/** What a hub answered: the status and the JSON body, `null` when it is none. */
export interface HubAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** How a hub is reached. */
export interface HubAddress {
  readonly url: string;
  readonly apiKey: string | undefined;
}

interface HubRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: AsyncIterable<Uint8Array>;
}

/** @throws StartupError that names the file which cannot be sent */
export async function describeFiles(paths: readonly string[]): Promise<readonly FileToSend[]> {
  return Promise.all(
    paths.map(async path => {
      const file = await describeFile(path);
      if (typeof file === 'string') throw new StartupError(file);
      return file;
    }),
  );
}

/** Looks at a file; a sentence when it cannot be sent. */
export async function describeFile(path: string): Promise<FileToSend | string> {
  const found = await stat(path).catch(() => null);
  if (found === null) return `There is no file ${path}, or this user may not see it.`;
  if (!found.isFile()) return `${path} is not a file.`;
  if (found.size === 0) return `${path} is empty.`;
  const isReadable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  return isReadable
    ? { path, name: basename(path), bytes: found.size }
    : `${path} may not be read by this user.`;
}

/** The same files for the same system and domain give the same key, so that a repeated command loads nothing twice. */
export async function contentKey(
  system: string,
  domain: string,
  files: readonly FileToSend[],
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([system, domain]));
  for (const { path, name, bytes } of files) {
    hash.update(JSON.stringify([name, bytes]));
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  }
  return hash.digest('hex');
}

/** How files are sent. */
export interface UploadOptions {
  readonly idempotencyKey: string;
  /** Asks the hub to match and merge what is new as a set. */
  readonly bulk: boolean;
  readonly onBytes: (sent: number) => void;
}

/**
 * Sends files as they are read, so that memory does not grow with them: one as the body itself, several as multipart.
 *
 * @throws StartupError when the hub cannot be reached
 */
export async function uploadFiles(
  hub: HubAddress,
  path: string,
  files: readonly FileToSend[],
  { idempotencyKey, bulk, onBytes }: UploadOptions,
): Promise<HubAnswer> {
  const [only, ...others] = files;
  const key = { 'idempotency-key': idempotencyKey };
  if (only !== undefined && others.length === 0) {
    return askHub(hub, {
      method: 'POST',
      path: `${path}?name=${encodeURIComponent(only.name)}${bulk ? '&bulk=true' : ''}`,
      headers: { ...key, 'content-type': 'application/octet-stream', 'content-length': only.bytes },
      body: counted(createReadStream(only.path), onBytes),
    });
  }
  const boundary = `touchstone-${randomUUID()}`;
  return askHub(hub, {
    method: 'POST',
    path: bulk ? `${path}?bulk=true` : path,
    headers: { ...key, 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: counted(multipart(files, boundary), onBytes),
  });
}

/** @throws StartupError when the hub cannot be reached */
export async function askHub(
  hub: HubAddress,
  { method, path, headers, body }: HubRequest,
): Promise<HubAnswer> {
  const url = new URL(path, hub.url);
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method,
    headers: {
      accept: 'application/json',
      ...headers,
      ...(hub.apiKey !== undefined && { authorization: `Bearer ${hub.apiKey}` }),
    },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  });
  // A hub that refuses answers before it has read everything: then the answer counts, not the broken pipe.
  const sent =
    body === undefined ? (request.end(), Promise.resolve()) : pipeline(Readable.from(body), request);
  sent.catch(() => undefined);
  let answer: IncomingMessage;
  try {
    answer = await answered;
  } catch (error) {
    // A file that cannot be read breaks the request off; its own error says more than the request's.
    const cause = await sent.then(
      () => error,
      (failure: unknown) => failure,
    );
    throw unreachable(hub.url, cause);
  }
  return { status: answer.statusCode ?? 0, body: parseJson(await text(answer)) };
}

async function* multipart(files: readonly FileToSend[], boundary: string): AsyncGenerator<Uint8Array> {
  for (const { path, name } of files) {
    const quoted = name.replaceAll('"', '%22').replaceAll(/[\r\n]/g, '_');
    yield Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted}"\r\n` +
        'Content-Type: application/octet-stream\r\n\r\n',
    );
    yield* createReadStream(path);
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  onBytes: (sent: number) => void,
): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of body) {
    yield chunk;
    sent += chunk.length;
    onBytes(sent);
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function unreachable(url: string, cause: unknown): StartupError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new StartupError(
    code === 'ECONNREFUSED'
      ? `No hub answers at ${url}; start one with "touchstone start", or say with --url where it is.`
      : `The hub at ${url} cannot be reached, or the connection broke off (${code}); it is safe to run the command again.`,
    { cause },
  );
}
