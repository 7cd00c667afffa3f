import { Agent, request } from 'undici';
import { OutboundForbiddenError, OutboundGuard } from './outbound-guard.js';
import type { WebhookRequest } from './webhook-request.js';

/** The answer to an attempt, or why there was none. */
export type AttemptAnswer =
  | { readonly status: number; readonly retryAfter: string | undefined; readonly text: string }
  /** A code of Node, TLS or undici, `TIMEOUT`, or `OUTBOUND_FORBIDDEN`; the sentence is for people. */
  | { readonly error: string; readonly detail: string };

const CONNECT_TIMEOUT_MS = 5_000;
const TOTAL_TIMEOUT_MS = 15_000;
/** What is read of an answer; more is not waited for. */
const ANSWER_BYTES_MAX = 65_536;
/** What is kept of it for people to look at. */
const KEPT_CHARACTERS_MAX = 20_000;

/** Sends webhooks: bounded in time and size, never redirected, only to vetted addresses. */
export class WebhookSender {
  readonly #guard: OutboundGuard;
  /** One per origin: the connection's lookup depends on whether the host is listed. */
  readonly #agents = new Map<string, Agent>();

  constructor(guard: OutboundGuard) {
    this.#guard = guard;
  }

  /** Posts once. It does not throw: what went wrong is an answer, too. */
  async send(
    address: string,
    { headers, body }: WebhookRequest,
    signal: AbortSignal,
  ): Promise<AttemptAnswer> {
    try {
      const url = new URL(address);
      this.#guard.requireAllowed(url);
      const answer = await request(url, {
        method: 'POST',
        headers,
        body,
        dispatcher: this.#agentFor(url),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TOTAL_TIMEOUT_MS)]),
      });
      const retryAfter = answer.headers['retry-after'];
      return {
        status: answer.statusCode,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
        text: await readBounded(answer.body),
      };
    } catch (error) {
      return explain(error);
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#agents.values()].map(async agent => agent.destroy()));
    this.#agents.clear();
  }

  #agentFor(url: URL): Agent {
    const known = this.#agents.get(url.origin);
    if (known !== undefined) return known;
    const agent = new Agent({
      connect: { timeout: CONNECT_TIMEOUT_MS, lookup: this.#guard.lookupFor(url) },
      headersTimeout: TOTAL_TIMEOUT_MS,
      bodyTimeout: TOTAL_TIMEOUT_MS,
      pipelining: 1,
    });
    this.#agents.set(url.origin, agent);
    return agent;
  }
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= ANSWER_BYTES_MAX) break;
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, KEPT_CHARACTERS_MAX);
}

function explain(error: unknown): AttemptAnswer {
  if (error instanceof OutboundForbiddenError) return { error: error.code, detail: error.message };
  if (!(error instanceof Error)) return { error: 'UNKNOWN', detail: String(error) };
  if (error.name === 'TimeoutError')
    return { error: 'TIMEOUT', detail: `no answer within ${TOTAL_TIMEOUT_MS / 1_000} s` };
  if (error.name === 'AbortError') return { error: 'STOPPED', detail: 'the hub was stopped meanwhile' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { error: code, detail: error.message.slice(0, 500) };
}
