import type { Database } from '../database/index.js';
import { withCorrelation, type Logger } from '../logging/index.js';
import type { Telemetry } from '../telemetry/index.js';
import type { JobQueue } from './job-queue.js';
import type { JobHandler } from './job-registry.js';

/** Hints of one kind in one sweep. What exceeds it is found by the next one. */
const SWEEP_LIMIT = 200;

/**
 * Looks in the database for work that is due and hints at it, every few seconds. Whatever happens to the queue, no work
 * waits longer than one sweep. One process of the hub sweeps at a time.
 */
export class Sweeper {
  readonly #database: Database;
  readonly #queue: JobQueue;
  readonly #logger: Logger;
  readonly #found;
  #handlers: readonly JobHandler[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = true;

  constructor(database: Database, queue: JobQueue, logger: Logger, telemetry: Telemetry) {
    this.#database = database;
    this.#queue = queue;
    this.#logger = logger;
    this.#found = telemetry.counter<'kind'>({
      name: 'touchstone_sweep_found_total',
      help: 'Due work that the sweep found and hinted at',
      labels: ['kind'],
    });
  }

  /** Sweeps at once, so that work left over from an earlier run starts with the hub, and then at each interval. */
  start(handlers: readonly JobHandler[], intervalMs: number): void {
    this.#handlers = handlers.filter(handler => handler.findDueWork !== undefined);
    this.#stopped = false;
    const next = (): void => {
      if (this.#stopped) return;
      this.#running = this.sweep();
      void this.#running.then(() => {
        if (!this.#stopped) this.#timer = setTimeout(next, intervalMs).unref();
        return undefined;
      });
    };
    next();
  }

  /** Resolves when a running sweep is through. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** One sweep over all kinds. Errors are logged: the next sweep is the remedy. */
  async sweep(): Promise<void> {
    try {
      await this.#database.withLock('sweep', () => this.#sweepKinds(), { wait: false });
    } catch (error) {
      this.#logger.warn('sweep failed', { error });
    }
  }

  async #sweepKinds(): Promise<void> {
    for (const handler of this.#handlers) {
      if (this.#stopped) return;
      await withCorrelation(undefined, () => this.#sweepKind(handler));
    }
  }

  async #sweepKind(handler: JobHandler): Promise<void> {
    try {
      // A queue that is full of hints needs no more of them, and is not lost either.
      if ((await this.#queue.countWaiting(handler.kind)) >= SWEEP_LIMIT) return;
      const ids = (await handler.findDueWork?.(SWEEP_LIMIT)) ?? [];
      await Promise.all(ids.map(id => this.#queue.hintAgain(handler.kind, id)));
      if (ids.length > 0) this.#found.inc({ kind: handler.kind }, ids.length);
    } catch (error) {
      this.#logger.warn('sweep failed', { kind: handler.kind, error });
    }
  }
}
