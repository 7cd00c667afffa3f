import { setTimeout as sleep } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { QueueConfig } from '../config/index.js';
import { withCorrelation, type Logger } from '../logging/index.js';
import type { Telemetry } from '../telemetry/index.js';
import type { JobQueue } from './job-queue.js';
import type { JobHandler, JobRegistry } from './job-registry.js';
import type { BackendWorker, JobPayload, QueueBackend } from './queue-backend.js';
import type { Sweeper } from './sweeper.js';

const OPEN_AGAIN_AFTER_MS = 1_000;

/** What a runner is made of. */
export interface JobRunnerParts {
  readonly config: QueueConfig;
  readonly backend: QueueBackend;
  readonly registry: JobRegistry;
  readonly queue: JobQueue;
  readonly sweeper: Sweeper;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** false in a process that only answers requests: it hints, and leaves the work to others. */
  readonly runsJobs: boolean;
}

/**
 * Starts the workers when all modules have registered, and stops them in the order that loses nothing: claim no more,
 * let running jobs end, close workers, then queues; the database closes after that.
 */
export class JobRunner implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #parts: JobRunnerParts;
  readonly #stopping = new AbortController();
  readonly #seconds;
  #workers: readonly Promise<BackendWorker | undefined>[] = [];

  constructor(parts: JobRunnerParts) {
    this.#parts = parts;
    this.#seconds = parts.telemetry.histogram<'kind' | 'outcome'>({
      name: 'touchstone_job_duration_seconds',
      help: 'How long jobs ran, by kind and outcome (done, failed)',
      labels: ['kind', 'outcome'],
    });
    parts.telemetry.gauge<'kind'>({
      name: 'touchstone_queue_waiting',
      help: 'Jobs that wait for a worker',
      labels: ['kind'],
      collect: async gauge => {
        for (const kind of parts.registry.kinds) {
          gauge.set({ kind }, await parts.queue.countWaiting(kind).catch(() => Number.NaN));
        }
      },
    });
  }

  onApplicationBootstrap(): void {
    const { registry, runsJobs, sweeper, config } = this.#parts;
    const handlers = registry.close();
    if (!runsJobs) return;
    this.#workers = handlers.map(handler => this.#openWorker(handler));
    sweeper.start(handlers, config.sweepIntervalMs);
  }

  async onModuleDestroy(): Promise<void> {
    const { sweeper, config, logger } = this.#parts;
    this.#stopping.abort();
    await sweeper.stop();
    const workers = (await Promise.all(this.#workers)).filter(worker => worker !== undefined);
    const drained = Promise.all(workers.map(worker => worker.close(false)));
    const late = sleep(config.drainTimeoutMs, 'late', { ref: false });
    if ((await Promise.race([drained, late])) === 'late') {
      logger.warn('some jobs did not end in time and are left to the next start');
      await Promise.all(workers.map(worker => worker.close(true)));
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#parts.queue.close();
  }

  /** Tries until it works: a hub that starts before its queue must not stay without workers. */
  async #openWorker(handler: JobHandler): Promise<BackendWorker | undefined> {
    const { config, backend, logger } = this.#parts;
    while (!this.#stopping.signal.aborted) {
      try {
        return await backend.openWorker(
          handler.kind,
          handler.concurrency ?? config.concurrency,
          payload => this.#run(handler, payload),
          error => logger.debug('worker error', { kind: handler.kind, err: error }),
        );
      } catch (error) {
        logger.warn('the job queue cannot be used yet', { kind: handler.kind, error });
        await sleep(OPEN_AGAIN_AFTER_MS, undefined, { ref: false });
      }
    }
    return undefined;
  }

  async #run(handler: JobHandler, { id, correlationId }: JobPayload): Promise<void> {
    await withCorrelation(correlationId, async () => {
      const end = this.#seconds.startTimer({ kind: handler.kind });
      try {
        await handler.run(id, { signal: this.#stopping.signal });
        const seconds = end({ outcome: 'done' });
        this.#parts.logger.debug('job done', { kind: handler.kind, id, seconds });
      } catch (error) {
        end({ outcome: 'failed' });
        // Not thrown on: BullMQ's own retries know nothing of the row's lease and schedule, which decide.
        this.#parts.logger.error('job failed', { kind: handler.kind, id, error });
      }
    });
  }
}
