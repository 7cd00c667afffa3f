import { Injectable, OnModuleInit } from '@nestjs/common';
import { DomainError } from '../core/model/index.js';
import { GoldenRecordsService, ResolutionService } from '../golden-records/index.js';
import {
  BatchRepository,
  RESOLVE_LOAD_JOB,
  ResolvingLoadRepository,
  type Batch,
} from '../ingestion/index.js';
import { SetMatcher } from '../matching/index.js';
import { Clock, Ids } from '../platform/clock/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { withCorrelation, Logger } from '../platform/logging/index.js';
import { JobQueue, JobRegistry } from '../platform/queue/index.js';
import { RulesService } from '../rules/index.js';
import { LoadPartRepository } from './load-part.repository.js';
import { partName, PHASES, readPartName, type LoadPart } from './load-part.js';

/** The kind of the jobs that do one part of a bulk load. */
export const LOAD_PART_JOB = 'bulk-load.work-part';

/** Much longer than a part takes; after a crash another worker waits this long. */
const LEASE_SECONDS = 60;
/** A part that failed is tried again after this, as often as it takes: its records are in the hub and must not be forgotten. */
const RETRY_SECONDS = 30;

/**
 * Parts of one load do not touch, but those of two loads of one domain may. The second of two that do fails as a whole, and is done again
 * with nobody beside it.
 */
function isCollision(error: unknown): boolean {
  return (
    error instanceof DomainError &&
    (error.code === 'GOLDEN_RECORD.STALE_VERSION' || error.code === 'DATABASE.CONTENTION')
  );
}

/** Somebody else has taken the part over: what was done under the old lease is undone. */
class LeaseLost extends Error {}

/**
 * Does the parts of bulk loads. Any number of workers do so side by side: they share the domain with each other, and take turns with
 * whoever writes single records. A part is one transaction, so that one whose worker was killed is simply done again.
 */
@Injectable()
export class LoadWorker implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly batches: BatchRepository,
    private readonly loads: ResolvingLoadRepository,
    private readonly parts: LoadPartRepository,
    private readonly matcher: SetMatcher,
    private readonly resolution: ResolutionService,
    private readonly goldenRecords: GoldenRecordsService,
    private readonly rules: RulesService,
    private readonly queue: JobQueue,
    private readonly registry: JobRegistry,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      kind: LOAD_PART_JOB,
      // The work is this process's one thread; more at a time would only share it, and keep more in memory.
      concurrency: 1,
      findDueWork: limit => this.parts.findDue(limit),
      run: name => this.work(name),
    });
  }

  /** Does a part unless it is done, or somebody else is at it. */
  async work(name: string): Promise<void> {
    const wanted = readPartName(name);
    if (wanted === null) return;
    const token = this.ids.newId();
    const part = await this.parts.lease(wanted, token, LEASE_SECONDS);
    const batch = part === null ? null : await this.batches.find(part.senderId);
    if (part === null || batch === null) return;
    const heartbeat = setInterval(() => this.#renew(part, token), (LEASE_SECONDS * 1_000) / 3);
    try {
      await withCorrelation(batch.correlationId, () => this.#workLeased(batch, part, token));
    } finally {
      clearInterval(heartbeat);
    }
  }

  #renew(part: LoadPart, token: string): void {
    this.parts.renew(part, token, LEASE_SECONDS).catch((error: unknown) => {
      this.logger.warn('the lease of a part could not be renewed', { part: partName(part), error });
    });
  }

  async #workLeased(batch: Batch, part: LoadPart, token: string): Promise<void> {
    const work = (keepAway: (tx: Transaction) => Promise<void>): Promise<void> =>
      this.database.transaction(async tx => {
        await keepAway(tx);
        await this.#do(tx, batch, part);
        if (!(await this.parts.complete(tx, part, token))) throw new LeaseLost();
      });
    try {
      await work(tx => this.goldenRecords.share(tx, batch.domain)).catch(async (error: unknown) => {
        if (!isCollision(error)) throw error;
        await work(tx => this.goldenRecords.lock(tx, batch.domain));
      });
      await this.#afterPart(part);
    } catch (error) {
      if (error instanceof LeaseLost) {
        this.logger.warn('another worker has taken the part over', { part: partName(part) });
        return;
      }
      this.logger.error('a part of a bulk load failed and is tried again', {
        part: partName(part),
        err: error,
      });
      await this.parts.release(part, token, RETRY_SECONDS);
    }
  }

  async #do(tx: Transaction, batch: Batch, { stage, recordIds }: LoadPart): Promise<void> {
    const { domain, submittedBy: actor, correlationId } = batch;
    const { ruleSet, version: ruleVersion } = this.rules.active(domain);
    const context = { domain, ruleSet, ruleVersion, actor, correlationId, now: this.clock.now() };
    const toResolve = stage === 'merge' ? recordIds : await this.matcher.match(tx, context, recordIds);
    if (toResolve.length === 0) return;
    await this.resolution.resolve(tx, { ...context, recordIds: toResolve, reason: 'bulk load' });
  }

  /** At the end of a load alone: each costs as much as merging a part. */
  async #refreshStatistics(): Promise<void> {
    await this.parts.refreshStatistics().catch((error: unknown) => {
      this.logger.warn('the statistics of the tables could not be refreshed', { err: error });
    });
  }

  /** Shows how far the stage is; whoever does its last part asks for what comes next. */
  async #afterPart({ batchId, stage }: LoadPart): Promise<void> {
    const { [stage]: progress } = (await this.parts.progress(null, [batchId]))(batchId);
    if (progress.open === 0) {
      if (stage === 'merge') await this.#refreshStatistics();
      await this.queue.hint(RESOLVE_LOAD_JOB, batchId);
    } else {
      await this.loads.showProgress(null, batchId, PHASES[stage], {
        done: progress.planned - progress.open,
        planned: progress.planned,
      });
    }
  }
}
