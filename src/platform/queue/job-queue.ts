import type { Logger } from '../logging/index.js';
import { currentCorrelationId } from '../logging/index.js';
import type { Telemetry } from '../telemetry/index.js';
import type { JobRegistry } from './job-registry.js';
import type { BackendQueue, QueueBackend } from './queue-backend.js';

/**
 * Says that there may be work. The truth about work is in the database's own tables; a hint only makes it start at once
 * instead of at the next sweep, so losing hints costs time and nothing else.
 */
export class JobQueue {
  readonly #backend: QueueBackend;
  readonly #registry: JobRegistry;
  readonly #logger: Logger;
  readonly #queues = new Map<string, Promise<BackendQueue>>();
  readonly #lost;
  #closed = false;

  constructor(backend: QueueBackend, registry: JobRegistry, logger: Logger, telemetry: Telemetry) {
    this.#backend = backend;
    this.#registry = registry;
    this.#logger = logger;
    this.#lost = telemetry.counter<'kind'>({
      name: 'touchstone_queue_hints_lost_total',
      help: 'Hints that the queue did not take; their work waits for the next sweep',
      labels: ['kind'],
    });
  }

  get backendName(): QueueBackend['name'] {
    return this.#backend.name;
  }

  /**
   * Hints that the work `id` of this kind is due, now or after a delay. Call it after the commit
   * (`tx.afterCommit(() => queue.hint(…))`), never before. It does not throw when the queue is away.
   *
   * @throws Error when no handler is registered for the kind: a mistake in the program
   */
  async hint(kind: string, id: string, { delayMs }: { delayMs?: number } = {}): Promise<void> {
    await this.#add(kind, id, { deduplicate: true, ...(delayMs !== undefined && { delayMs }) });
  }

  /** A hint that is not merged with others: a running job of a dead process must not swallow what the sweep found. */
  async hintAgain(kind: string, id: string): Promise<void> {
    await this.#add(kind, id, { deduplicate: false });
  }

  /** Jobs of a kind that wait for a worker. */
  async countWaiting(kind: string): Promise<number> {
    return (await this.#queueOf(kind)).countWaiting();
  }

  /** @throws when the queue's database or Redis does not answer */
  async ping(): Promise<void> {
    await this.#backend.ping();
  }

  /** Lets go of the queue. Later hints are dropped. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#queues.values()].map(async queue => (await queue).close()));
    await this.#backend.close();
  }

  async #add(kind: string, id: string, options: { delayMs?: number; deduplicate: boolean }): Promise<void> {
    if (!this.#registry.has(kind)) throw new Error(`no handler for jobs of kind ${kind}`);
    if (this.#closed) return;
    const correlationId = currentCorrelationId();
    try {
      const queue = await this.#queueOf(kind);
      await queue.add(
        { version: 1, kind, id, ...(correlationId !== undefined && { correlationId }) },
        options,
      );
    } catch (error) {
      this.#lost.inc({ kind });
      this.#logger.debug('hint lost', { kind, id, err: error });
    }
  }

  #queueOf(kind: string): Promise<BackendQueue> {
    const known = this.#queues.get(kind);
    if (known !== undefined) return known;
    const opening = this.#backend.openQueue(kind, error =>
      this.#logger.debug('queue error', { kind, err: error }),
    );
    this.#queues.set(kind, opening);
    // One that could not be opened is forgotten, so that the next hint tries again.
    opening.catch(() => this.#queues.delete(kind));
    return opening;
  }
}
