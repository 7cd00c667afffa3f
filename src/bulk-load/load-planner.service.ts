import { Injectable, OnModuleInit } from '@nestjs/common';
import { GoldenRecordsService } from '../golden-records/index.js';
import {
  BatchRepository,
  LoadedRecordRepository,
  RESOLVE_LOAD_JOB,
  ResolvingLoadRepository,
} from '../ingestion/index.js';
import { CandidatePairRepository } from '../matching/index.js';
import { Clock } from '../platform/clock/index.js';
import { AppConfig } from '../platform/config/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { withCorrelation, Logger } from '../platform/logging/index.js';
import { JobQueue, JobRegistry } from '../platform/queue/index.js';
import { LoadComponents, type MergePart } from './load-components.js';
import { LoadPartRepository } from './load-part.repository.js';
import { partName, PHASES, type LoadStage } from './load-part.js';
import { LOAD_PART_JOB } from './load-worker.service.js';
import { isMatched, planLoads, type LoadProgress, type LoadSteps } from './plan-loads.js';

/** What a load is at that is matched while others of its domain are not, for people. */
const WAITING = 'waiting for other loads';

/**
 * Plans what comes next for the bulk loads of a domain, once a stage of one is done: parts to match, parts to merge, the end. Whoever plans
 * holds the rows of their batches; a worker that dies while planning has planned nothing, and the sweep finds the loads again.
 */
@Injectable()
export class LoadPlanner implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly batches: BatchRepository,
    private readonly loads: ResolvingLoadRepository,
    private readonly loaded: LoadedRecordRepository,
    private readonly parts: LoadPartRepository,
    private readonly pairs: CandidatePairRepository,
    private readonly goldenRecords: GoldenRecordsService,
    private readonly queue: JobQueue,
    private readonly registry: JobRegistry,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      kind: RESOLVE_LOAD_JOB,
      concurrency: 1,
      findDueWork: limit => this.loads.find(limit),
      run: id => this.planNext(id),
    });
  }

  /** Plans for all loads of the domain of this one. Does nothing while parts are open. Safe to call at any time. */
  async planNext(batchId: string): Promise<void> {
    const batch = await this.batches.find(batchId);
    if (batch?.state !== 'resolving') return;
    await withCorrelation(batch.correlationId, () =>
      this.database.transaction(async tx => {
        const loads = await this.#progress(tx, batch.domain);
        const steps = planLoads(loads, await this.loads.oldestTakenIn(tx, batch.domain));
        await this.#apply(tx, batch.domain, steps);
      }),
    );
  }

  async #progress(tx: Transaction, domain: string): Promise<LoadProgress[]> {
    const loads = await this.loads.lock(tx, domain);
    const progressOf = await this.parts.progress(
      tx,
      loads.map(({ id }) => id),
    );
    const now = this.clock.now();
    const progress: LoadProgress[] = [];
    for (const { id, createdAt, matchedAt, mergedWith } of loads) {
      const stages = progressOf(id);
      const isNewlyMatched = matchedAt === null && isMatched(stages);
      if (isNewlyMatched) await this.loads.noteMatched(tx, id, now);
      progress.push({ id, createdAt, ...stages, matchedAt: isNewlyMatched ? now : matchedAt, mergedWith });
    }
    return progress;
  }

  async #apply(tx: Transaction, domain: string, steps: LoadSteps): Promise<void> {
    for (const id of steps.finish) await this.#finish(tx, domain, id);
    for (const id of steps.match) await this.#planMatch(tx, domain, id, steps.wait);
    for (const id of steps.wait) await this.loads.showProgress(tx, id, WAITING, { done: 0, planned: 0 });
    const [lead, ...others] = steps.merge;
    if (lead === undefined) return;
    const parts = await this.#mergeParts(tx, domain, steps.merge);
    await this.loads.mergeWith(tx, others, lead);
    await this.#planStage(tx, lead, 'merge', parts);
  }

  async #planMatch(tx: Transaction, domain: string, id: string, waiting: readonly string[]): Promise<void> {
    // A record is paired with those before it, and has its number before others can see it: whoever was writing records with smaller
    // numbers has ended once the domain was free for a moment.
    await this.goldenRecords.lock(tx, domain);
    const ids = await this.loaded.ids(tx, id);
    if (ids.length === 0) {
      await this.#finish(tx, domain, id);
      // They may have waited for this one.
      tx.afterCommit(() => this.#hint(waiting[0]));
      return;
    }
    await this.loaded.clear(tx, id);
    const parts = inParts(ids, this.config.ingest.loadPartRecords.match);
    await this.#planStage(
      tx,
      id,
      'match',
      parts.map(recordIds => ({ senderId: id, recordIds })),
    );
  }

  async #planStage(
    tx: Transaction,
    batchId: string,
    stage: LoadStage,
    parts: readonly MergePart[],
  ): Promise<void> {
    await this.parts.plan(tx, batchId, stage, parts);
    await this.loads.showProgress(tx, batchId, PHASES[stage], { done: 0, planned: parts.length });
    tx.afterCommit(async () => {
      for (const place of parts.keys())
        await this.queue.hint(LOAD_PART_JOB, partName({ batchId, stage, part: place + 1 }));
    });
  }

  async #mergeParts(tx: Transaction, domain: string, ids: readonly string[]): Promise<MergePart[]> {
    const components = new LoadComponents(await this.parts.records(tx, ids));
    for await (const { left_id: left, right_id: right } of this.pairs.streamSame(tx, domain)) {
      if (components.isLoaded(left) || components.isLoaded(right)) components.join(left, right);
    }
    const goldenOf = await this.goldenRecords.goldenOf(tx, components.strangers());
    for (const [recordId, goldenId] of goldenOf) components.join(recordId, goldenId);
    return components.parts(this.config.ingest.loadPartRecords.merge);
  }

  async #finish(tx: Transaction, domain: string, id: string): Promise<void> {
    const ids = await this.loads.finish(tx, id);
    await this.parts.clear(tx, ids);
    this.logger.info('bulk loads done', { batches: ids, domain });
  }

  async #hint(batchId: string | undefined): Promise<void> {
    if (batchId !== undefined) await this.queue.hint(RESOLVE_LOAD_JOB, batchId);
  }
}

function inParts<Element>(list: readonly Element[], size: number): Element[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, place) =>
    list.slice(place * size, (place + 1) * size),
  );
}
