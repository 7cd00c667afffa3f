import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export const RECEIVER_SECRET = `whsec_${Buffer.from('a receiver secret of 32 bytes...').toString('base64')}`;

/** What a receiver that drops repetitions by webhook id has applied, in its own order. */
export interface AppliedEvent {
  readonly webhookId: string;
  readonly recordId: string;
  readonly version: number;
  readonly body: unknown;
}

/** A receiver with a ledger of its own. It is slow at random, fails at random, and loses answers after having applied. */
export class WebhookReceiver {
  readonly applied: AppliedEvent[] = [];
  readonly forged: string[] = [];
  requests = 0;
  /** Answers every request with this status instead, where set. */
  answerWith: { status: number; headers?: Record<string, string> } | undefined;
  /** Refuses events of some records with this status, where set. */
  refuse: (recordId: string) => number | undefined = () => undefined;
  readonly #known = new Set<string>();
  readonly #server = createServer((request, response) => void this.#take(request, response));
  readonly #random: () => number;

  /** @param random from 0 up to 1; absent: it never fails */
  constructor(random: () => number = () => 0.5) {
    this.#random = random;
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    return `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** Records whose events were not applied as versions 1, 2, 3… */
  outOfOrder(): readonly string[] {
    const last = new Map<string, number>();
    const wrong = new Set<string>();
    for (const { recordId, version } of this.applied) {
      if (version !== (last.get(recordId) ?? 0) + 1) wrong.add(recordId);
      last.set(recordId, version);
    }
    return [...wrong];
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
    } catch {
      return;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const luck = this.#random();
    await sleep(luck * 10);
    if (this.answerWith !== undefined) {
      response.writeHead(this.answerWith.status, this.answerWith.headers).end('as told');
      return;
    }
    const refusal = this.refuse(String(request.headers['touchstone-record']));
    if (refusal !== undefined) {
      response.writeHead(refusal).end('refused');
      return;
    }
    if (luck < 0.02) {
      response.writeHead(500).end('bad luck');
      return;
    }
    this.#apply(request, body);
    if (luck > 0.99) request.socket.destroy();
    else response.writeHead(200).end('ok');
  }

  #apply({ headers }: IncomingMessage, body: string): void {
    const webhookId = String(headers['webhook-id']);
    const key = Buffer.from(RECEIVER_SECRET.slice('whsec_'.length), 'base64');
    const signed = `${webhookId}.${String(headers['webhook-timestamp'])}.${body}`;
    if (headers['webhook-signature'] !== `v1,${createHmac('sha256', key).update(signed).digest('base64')}`) {
      this.forged.push(webhookId);
    }
    if (this.#known.has(webhookId)) return;
    this.#known.add(webhookId);
    this.applied.push({
      webhookId,
      recordId: String(headers['touchstone-record']),
      version: Number(headers['touchstone-version']),
      body: JSON.parse(body),
    });
  }
}
