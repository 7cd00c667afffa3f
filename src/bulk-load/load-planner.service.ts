import { Injectable, OnModuleInit } from '@nestjs/common';
import { GoldenRecordsService } from '../golden-records/index.js';
import { BatchRepository, LoadedRecordRepository, RESOLVE_LOAD_JOB, type Batch } from '../ingestion/index.js';
import { CandidatePairRepository } from '../matching/index.js';
import { AppConfig } from '../platform/config/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { withCorrelation, Logger } from '../platform/logging/index.js';
import { JobQueue, JobRegistry } from '../platform/queue/index.js';
import { LoadComponents } from './load-components.js';
import { LoadPartRepository } from './load-part.repository.js';
import { partName, PHASES, type LoadStage } from './load-part.js';
import { LOAD_PART_JOB } from './load-worker.service.js';

/**
 * Plans what comes next for a bulk load, once the stage before is done: parts to match, parts to merge, the end. Whoever plans holds the
 * batch's row; a worker that dies while planning has planned nothing, and the sweep finds the load again.
 */
@Injectable()
export class LoadPlanner implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly batches: BatchRepository,
    private readonly loaded: LoadedRecordRepository,
    private readonly parts: LoadPartRepository,
    private readonly pairs: CandidatePairRepository,
    private readonly goldenRecords: GoldenRecordsService,
    private readonly queue: JobQueue,
    private readonly registry: JobRegistry,
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      kind: RESOLVE_LOAD_JOB,
      concurrency: 1,
      findDueWork: limit => this.batches.findResolving(limit),
      run: id => this.planNext(id),
    });
  }

  /** Does nothing while parts are open. Safe to call at any time. */
  async planNext(batchId: string): Promise<void> {
    await this.database.transaction(async tx => {
      const batch = await this.batches.lockResolving(tx, batchId);
      if (batch !== null) await withCorrelation(batch.correlationId, () => this.#plan(tx, batch));
    });
  }

  async #plan(tx: Transaction, batch: Batch): Promise<void> {
    const { match, merge } = await this.parts.progress(tx, batch.id);
    if (match.open > 0 || merge.open > 0) return;
    if (match.planned === 0) {
      // A record is paired with those before it, and has its number before others can see it: whoever was writing records with smaller
      // numbers has ended once the domain was free for a moment.
      await this.goldenRecords.lock(tx, batch.domain);
      const ids = await this.loaded.ids(tx, batch.id);
      if (ids.length === 0) return this.#finish(tx, batch);
      await this.loaded.clear(tx, batch.id);
      return this.#planStage(tx, batch, 'match', inParts(ids, this.config.ingest.loadPartRecords.match));
    }
    if (merge.planned === 0) return this.#planStage(tx, batch, 'merge', await this.#mergeParts(tx, batch));
    return this.#finish(tx, batch);
  }

  async #planStage(
    tx: Transaction,
    batch: Batch,
    stage: LoadStage,
    parts: readonly (readonly string[])[],
  ): Promise<void> {
    await this.parts.plan(tx, batch.id, stage, parts);
    await this.batches.showProgress(tx, batch.id, PHASES[stage], { done: 0, planned: parts.length });
    tx.afterCommit(async () => {
      for (const place of parts.keys())
        await this.queue.hint(LOAD_PART_JOB, partName({ batchId: batch.id, stage, part: place + 1 }));
    });
  }

  async #mergeParts(tx: Transaction, { id, domain }: Batch): Promise<string[][]> {
    const components = new LoadComponents(await this.parts.recordIds(tx, id));
    for await (const { left_id: left, right_id: right } of this.pairs.streamSame(tx, domain)) {
      if (components.isLoaded(left) || components.isLoaded(right)) components.join(left, right);
    }
    const goldenOf = await this.goldenRecords.goldenOf(tx, components.strangers());
    for (const [recordId, goldenId] of goldenOf) components.join(recordId, goldenId);
    return components.parts(this.config.ingest.loadPartRecords.merge);
  }

  async #finish(tx: Transaction, { id, system, domain }: Batch): Promise<void> {
    await this.parts.clear(tx, id);
    await this.batches.finishResolving(tx, id);
    this.logger.info('bulk load done', { batch: id, system, domain });
  }
}

function inParts<Element>(list: readonly Element[], size: number): Element[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, place) =>
    list.slice(place * size, (place + 1) * size),
  );
}
