import { activeLanguage, t } from '../i18n/index.js';
import { currentSession } from '../session/session-store.js';
import { reportAnswer, reportSilence } from './connection.js';
import { textMember } from './json.js';
import { RequestFailure } from './request-failure.js';

/** What to ask the hub. */
export interface HubRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as `multipart/form-data`: files. */
  form?: FormData;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

/** What a proxy says in place of a hub that is gone. */
const goneStatuses = new Set([502, 503, 504]);

/**
 * Asks the hub once and returns the JSON of its answer (`undefined` when it is empty).
 * The session travels as a cookie; what changes something also proves that it comes from this page.
 * @throws RequestFailure
 */
export async function request(
  path: string,
  { method = 'GET', body, form, headers, signal }: HubRequest = {},
): Promise<unknown> {
  const answer = await send(path, {
    method,
    headers: {
      accept: 'application/json',
      'accept-language': activeLanguage(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : csrfHeader()),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(form === undefined ? {} : { body: form }),
    ...(signal ? { signal } : {}),
    credentials: 'same-origin',
  });
  const content = await readJson(answer);
  if (answer.ok) return content;
  throw new RequestFailure(
    answer.status === 401 ? 'signed-out' : 'refused',
    textMember(content, 'detail') ?? textMember(content, 'title') ?? t('error.unknown'),
    {
      code: textMember(content, 'code'),
      status: answer.status,
      correlationId:
        textMember(content, 'correlationId') ?? answer.headers.get('x-correlation-id') ?? undefined,
    },
  );
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    reportSilence();
    throw new RequestFailure('unreachable', t('connection.gone'), { cause });
  }
  if (goneStatuses.has(answer.status)) {
    reportSilence();
    throw new RequestFailure('unreachable', t('connection.gone'), { status: answer.status });
  }
  reportAnswer();
  return answer;
}

async function readJson(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function csrfHeader(): Record<string, string> {
  const session = currentSession();
  return session.kind === 'signed-out' || session.kind === 'unknown'
    ? {}
    : { 'x-csrf-token': session.csrfToken };
}
