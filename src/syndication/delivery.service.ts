import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { AttributeClass } from '../core/rules/index.js';
import type { Clock } from '../platform/clock/index.js';
import { withCorrelation, type Logger } from '../platform/logging/index.js';
import { classifyError, classifyStatus, type AttemptVerdict } from './classify-response.js';
import { toCloudEvent } from './cloud-event.js';
import type { ClaimedDelivery, DeliveryRepository, Settlement } from './delivery.repository.js';
import type { FeedEvent } from './feed-event.js';
import type { FeedRepository } from './feed.repository.js';
import { freeSlots } from './free-slots.js';
import { nextAttemptDelayMs, readRetryAfter } from './next-attempt.js';
import { PollingLoop, type StepOutcome } from './polling-loop.js';
import type { Target, TargetRepository } from './target.repository.js';
import { buildWebhookRequest } from './webhook-request.js';
import type { AttemptAnswer, WebhookSender } from './webhook-sender.js';

/** What a delivery engine works with. */
export interface DeliveryParts {
  readonly deliveries: DeliveryRepository;
  readonly targets: TargetRepository;
  readonly feed: FeedRepository;
  readonly sender: WebhookSender;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the targets those of the system files in force; cheap when they are already. */
  readonly syncTargets: () => Promise<void>;
  /** The signing keys of a target, `null` when its secret is missing or malformed. */
  readonly signingKeys: (secretRef: string) => readonly Buffer[] | null;
  /** Takes out attribute values that are not of these classes. */
  readonly mask: (event: FeedEvent, classes: ReadonlySet<AttributeClass>) => FeedEvent;
  /** From 0 up to 1: spreads retries. */
  readonly random: () => number;
  /** Under which address the hub is known to receivers. */
  readonly source: string;
  readonly onAttempt: (target: Target, outcome: AttemptVerdict['kind']) => void;
}

/** Times in milliseconds. */
export interface DeliveryPace {
  /** Must exceed connecting and answering together (20 s), or an attempt is made twice while it runs. */
  readonly leaseMs: number;
  /** Multiplies the waits between attempts: 1, less only in tests. */
  readonly retryScale: number;
}

const PACE: DeliveryPace = { leaseMs: 30_000, retryScale: 1 };
/** What webhooks carry: no target holds a grant for restricted or secret attributes yet. */
const TARGET_CLASSES: ReadonlySet<AttributeClass> = new Set<AttributeClass>(['public', 'internal']);
/** How long a stopping process waits for answers before it gives up its requests. */
const DRAIN_MS = 5_000;

/**
 * Sends the events of the feed to the targets, at least once each, in order per record, from any number of processes. All
 * state is in the database: a process that dies leaves leases behind, which end by themselves, and the receiver tells
 * repetitions by the webhook id.
 */
export class DeliveryEngine {
  readonly #parts: DeliveryParts;
  readonly #pace: DeliveryPace;
  readonly #loop: PollingLoop;
  readonly #inFlight = new Map<number, number>();
  readonly #running = new Set<Promise<void>>();
  readonly #successes = new Map<number, number>();
  readonly #owner = `${hostname()}:${process.pid}`;
  #stopping = new AbortController();

  constructor(parts: DeliveryParts, pace: DeliveryPace = PACE) {
    this.#parts = parts;
    this.#pace = pace;
    this.#loop = new PollingLoop(
      () => this.#step(),
      { busyMs: 20, idleMs: 500 },
      error => parts.logger.warn('delivering failed and is tried again', { error }),
    );
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#loop.start();
  }

  /** Resolves when no request runs any more. Requests that take longer than a moment are given up and tried again later. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    const timer = setTimeout(() => this.#stopping.abort(), DRAIN_MS);
    await Promise.all(this.#running);
    clearTimeout(timer);
    await this.#parts.sender.close();
  }

  /** Attempts everything that is due now, and what becomes due by it. @returns the number of attempts */
  async drain(): Promise<number> {
    await this.#parts.syncTargets();
    for (let attempts = 0; ;) {
      await this.#fanOutAll();
      const started = await this.#startDue();
      await Promise.all(this.#running);
      if (started === 0) return attempts;
      attempts += started;
    }
  }

  /** Says that something became due: the present wait ends. */
  wake(): void {
    this.#loop.wake();
  }

  async #fanOutAll(): Promise<number> {
    for (let positions = 0; ;) {
      const count = (await this.#parts.deliveries.fanOut(this.#parts.clock.now())) ?? 0;
      if (count === 0) return positions;
      positions += count;
    }
  }

  async #step(): Promise<StepOutcome> {
    await this.#parts.syncTargets();
    const positions = await this.#fanOutAll();
    const started = await this.#startDue();
    return positions > 0 || started > 0 ? 'some' : 'none';
  }

  async #startDue(): Promise<number> {
    const { targets, deliveries, clock, feed } = this.#parts;
    let started = 0;
    const ready = await targets.ready(clock.now(), this.#pace.leaseMs);
    for (const target of ready) {
      const free = freeSlots(ready.length, this.#inFlight.get(target.id) ?? 0);
      if (free <= 0) continue;
      const now = clock.now();
      const claimed = await deliveries.claim(target, target.isProbe ? 1 : free, {
        owner: this.#owner,
        token: randomUUID(),
        now,
        until: new Date(now.getTime() + this.#pace.leaseMs),
      });
      const events = new Map(
        (await feed.at(claimed.map(each => each.position))).map(event => [event.position, event] as const),
      );
      for (const delivery of claimed) this.#begin(target, delivery, events.get(String(delivery.position)));
      started += claimed.length;
    }
    return started;
  }

  #begin(target: Target, delivery: ClaimedDelivery, event: FeedEvent | undefined): void {
    this.#inFlight.set(target.id, (this.#inFlight.get(target.id) ?? 0) + 1);
    const running = withCorrelation(event?.correlationId, () => this.#attempt(target, delivery, event))
      .catch((error: unknown) => {
        // The lease ends by itself, and the delivery is attempted again.
        this.#parts.logger.warn('an attempt could not be recorded', { error, target: target.name });
      })
      .finally(() => {
        this.#running.delete(running);
        this.#inFlight.set(target.id, (this.#inFlight.get(target.id) ?? 1) - 1);
        this.#loop.wake();
      });
    this.#running.add(running);
  }

  async #attempt(target: Target, delivery: ClaimedDelivery, event: FeedEvent | undefined): Promise<void> {
    const at = this.#parts.clock.now();
    const startedMs = performance.now();
    const answer = await this.#send(target, delivery, event, at);
    const verdict = 'status' in answer ? classifyStatus(answer.status) : classifyError(answer.error);
    const settlement = this.#settlementOf(delivery, verdict, answer);
    const counts = await this.#parts.deliveries.settle(delivery, settlement, {
      at,
      durationMs: performance.now() - startedMs,
      outcome: verdict.kind === 'acked' ? verdict.business : verdict.reason,
      status: 'status' in answer ? answer.status : null,
      detail: 'status' in answer ? (verdict.kind === 'acked' ? null : answer.text) : answer.detail,
    });
    this.#parts.onAttempt(target, verdict.kind);
    if (!counts) return;
    if (verdict.kind === 'suspend') await this.#parts.targets.suspend(target.id, verdict.reason);
    await this.#count(target, verdict);
  }

  async #send(
    target: Target,
    delivery: ClaimedDelivery,
    event: FeedEvent | undefined,
    now: Date,
  ): Promise<AttemptAnswer | { error: string; detail: string }> {
    const { signingKeys, mask, source, sender } = this.#parts;
    if (event === undefined) return { error: 'EVENT_GONE', detail: 'the feed no longer has this event' };
    const keys = signingKeys(target.secretRef);
    if (keys === null) {
      return {
        error: 'SECRET_MISSING',
        detail: `${target.secretRef} is not set to whsec_ and base64 of at least 24 bytes`,
      };
    }
    const webhookId = `evt_${delivery.eventId}_${target.id}`;
    const seen = toCloudEvent(mask(event, TARGET_CLASSES), source);
    return sender.send(
      target.url,
      buildWebhookRequest(seen, webhookId, delivery.attempts, keys, now),
      this.#stopping.signal,
    );
  }

  #settlementOf(delivery: ClaimedDelivery, verdict: AttemptVerdict, answer: AttemptAnswer): Settlement {
    if (verdict.kind === 'acked') return { state: 'acked', business: verdict.business };
    if (verdict.kind === 'park') return { state: 'parked' };
    const now = this.#parts.clock.now();
    if (verdict.kind !== 'retry') return { state: 'due', nextAt: now, keepsBudget: true };
    const retryAfterMs = 'status' in answer ? readRetryAfter(answer.retryAfter, now.getTime()) : undefined;
    const delayMs = nextAttemptDelayMs(
      delivery.attempts,
      { isOverload: verdict.isOverload, ...(retryAfterMs !== undefined && { retryAfterMs }) },
      this.#parts.random(),
    );
    if (delayMs === null) return { state: 'parked' };
    return {
      state: 'due',
      nextAt: new Date(now.getTime() + delayMs * this.#pace.retryScale),
      keepsBudget: false,
    };
  }

  /** Successes are only written down with the next failure: a target that is well costs no extra statement. */
  async #count(target: Target, verdict: AttemptVerdict): Promise<void> {
    const isSuccess = verdict.kind === 'acked' || verdict.kind === 'park';
    const successes = (this.#successes.get(target.id) ?? 0) + (isSuccess ? 1 : 0);
    if (isSuccess && !target.isProbe) {
      this.#successes.set(target.id, successes);
      return;
    }
    this.#successes.delete(target.id);
    const circuit = await this.#parts.targets.countAttempts(
      target,
      { successes, failures: isSuccess ? 0 : 1, opensAtOnce: verdict.kind === 'hold' },
      this.#parts.clock.now(),
    );
    if (circuit.state === 'open') {
      this.#parts.logger.warn('deliveries to a target are held', {
        system: target.system,
        target: target.name,
        heldMs: circuit.openMs,
      });
    }
  }
}
