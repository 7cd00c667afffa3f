import { Injectable, OnModuleInit } from '@nestjs/common';
import type { CompiledDomain } from '../core/mapping/index.js';
import { DomainError, type Fault } from '../core/model/index.js';
import { Ids } from '../platform/clock/index.js';
import { AppConfig } from '../platform/config/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { withCorrelation, Logger } from '../platform/logging/index.js';
import { JobQueue, JobRegistry, type JobContext } from '../platform/queue/index.js';
import {
  READ_LIMITS,
  readRecords,
  SourcesService,
  UnreadableFile,
  type BatchRecord,
  type ReadLimits,
} from '../sources/index.js';
import { BatchContentRepository } from './batch-content.repository.js';
import { BatchFileBytes } from './batch-file-bytes.js';
import { assignBatchFiles, expandArchives } from './batch-files.js';
import { BatchJoinStore } from './batch-join-store.js';
import { BatchRepository } from './batch.repository.js';
import { NO_ROWS, type Batch, type BatchCounts } from './batch.js';
import { chunkRows } from './chunk-rows.js';
import { DomainTurns } from './domain-turns.js';
import type { IncomingRecord } from './incoming-record.js';
import { IngestMetrics } from './ingest-metrics.js';
import { oneAhead } from './one-ahead.js';
import { RowPreparer, type PreparedRows } from './prepare-rows.service.js';
import { SnapshotService } from './snapshot.service.js';
import { SubmitRecordsService } from './submit-records.service.js';
import {
  SourceRecordWriter,
  type IncomingContext,
  type WriteOutcome,
} from './write-source-records.service.js';

/** The kind of the jobs that process batches. */
export const BATCH_JOB = 'ingestion.process-batch';
/** The kind of the jobs that plan what comes next for a bulk load whose records are all taken in. */
export const RESOLVE_LOAD_JOB = 'bulk-load.plan-stage';

/** Much longer than a chunk takes; after a crash another worker waits this long. */
export const LEASE_SECONDS = 30;
/**
 * Most text of one transaction. Records of 20,000 characters are fifty times that in memory while they are merged: 250 contracts of a load
 * took 250 MB.
 */
const CHUNK_CHARACTERS = 1_000_000;
/** A batch that ends in an unexpected error this often will not get through by itself. */
const ATTEMPTS_MAX = 5;

/** Somebody else has taken the batch over: stop, and change nothing more. */
class LeaseLost extends Error {}

/** Records of one transaction, with what was worked out about them ahead of it. */
interface PreparedChunk {
  readonly rows: readonly IncomingRecord[];
  readonly prepared: PreparedRows;
}

/** A batch being processed by this worker. */
interface Running {
  readonly batch: Batch;
  readonly token: string;
  readonly mapping: CompiledDomain;
  readonly context: IncomingContext;
  readonly bytes: readonly BatchFileBytes[];
}

/**
 * Processes batches: reads records, writes them in chunks, and counts in the chunk's own transaction, so that a killed worker's
 * successor goes on with the first record that is not committed. Records that cannot be accepted go to quarantine.
 */
@Injectable()
export class BatchProcessor implements OnModuleInit {
  readonly #limits: ReadLimits;
  readonly #turns = new DomainTurns();

  constructor(
    private readonly database: Database,
    private readonly batches: BatchRepository,
    private readonly contents: BatchContentRepository,
    private readonly sources: SourcesService,
    private readonly submissions: SubmitRecordsService,
    private readonly preparer: RowPreparer,
    private readonly writer: SourceRecordWriter,
    private readonly snapshots: SnapshotService,
    private readonly metrics: IngestMetrics,
    private readonly registry: JobRegistry,
    private readonly queue: JobQueue,
    private readonly config: AppConfig,
    private readonly logger: Logger,
    private readonly ids: Ids,
  ) {
    const { fieldMaxBytes, recordMaxBytes, columnsMax, nestingMax, unfoldedMaxBytes } = config.ingest;
    this.#limits = {
      ...READ_LIMITS,
      fieldChars: fieldMaxBytes,
      rowChars: recordMaxBytes,
      columns: columnsMax,
      jsonDepth: nestingMax,
      unpackedBytes: unfoldedMaxBytes,
    };
  }

  onModuleInit(): void {
    this.registry.register({
      kind: BATCH_JOB,
      findDueWork: limit => this.batches.findDue(limit),
      // A hint says that there is work; which batch is next, the table says.
      run: (_id, context) => this.processNext(context),
    });
  }

  /**
   * Works on the next due batch until it ends, the lease is lost or the process stops. Safe to call at any time, by any number of
   * workers.
   */
  async processNext({ signal }: JobContext): Promise<void> {
    const token = this.ids.newId();
    const batch = await this.batches.leaseNext(token, LEASE_SECONDS);
    if (batch === null) return;
    const heartbeat = setInterval(() => this.#renew(batch.id, token), (LEASE_SECONDS * 1000) / 3);
    try {
      await withCorrelation(batch.correlationId, async () => {
        try {
          await this.#run(batch, token, signal);
        } catch (error) {
          await this.#fail(batch, token, error);
        }
      });
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** A chunk may wait for its domain longer than a lease lasts. What fails here shows when the chunk commits. */
  #renew(id: string, token: string): void {
    this.batches.renew(id, token, LEASE_SECONDS).catch((error: unknown) => {
      this.logger.warn('the lease of a batch could not be renewed', { batch: id, error });
    });
  }

  async #run(batch: Batch, token: string, signal: AbortSignal): Promise<void> {
    // Both at once: the rules in force may be others after the next wait.
    const mapping = this.sources.mapping(batch.system, batch.domain);
    const submitted = {
      ...batch,
      actor: batch.submittedBy,
      batchId: batch.id,
      receivedAt: batch.createdAt,
    };
    const context = { ...this.submissions.contextOf(submitted), isBulk: batch.bulk };
    const stored = await this.contents.files(batch.id);
    const bytes = stored.map(file => new BatchFileBytes(this.contents, batch.id, file.position, file.bytes));
    const contents = await expandArchives(
      stored.flatMap((file, index) =>
        bytes[index] === undefined ? [] : [{ name: file.name, bytes: bytes[index] }],
      ),
      this.#limits,
    );
    const files = assignBatchFiles(mapping, contents);
    await this.contents.clearJoinRows(batch.id);
    const reading = readRecords({
      domain: mapping,
      open: files.open,
      joins: new BatchJoinStore(this.contents, batch.id),
      limits: this.#limits,
    });
    const running: Running = { batch, token, mapping, context, bytes };
    const rows = await this.#writeAll(running, reading.records, signal);
    if (rows === null) return;
    const notices = [...files.notices, ...reading.report().notices];
    const causes = [
      ...notices,
      ...(rows === 0 ? [NO_RECORDS] : []),
      ...(await this.snapshots.removeMissing(running.context, mapping.source, batch.id)),
    ];
    if (!batch.bulk) return this.#end(running, 'done', causes);
    if (!(await this.#resolve(batch, token, 'done', causes))) throw new LeaseLost();
  }

  /** What a bulk load has taken in is matched and merged by others. False when the lease is lost. */
  async #resolve(
    batch: Batch,
    token: string,
    endsAs: 'done' | 'failed',
    causes: readonly Fault[],
  ): Promise<boolean> {
    if (!(await this.batches.beginResolving(batch.id, token, endsAs, causes))) return false;
    await this.contents.clearJoinRows(batch.id);
    await this.contents.clearSeen(batch.id);
    await this.queue.hint(RESOLVE_LOAD_JOB, batch.id);
    return true;
  }

  /** How many records there were; `null` when the process stops before the end: the lease runs out and another worker goes on. */
  async #writeAll(
    running: Running,
    records: AsyncIterable<readonly BatchRecord[]>,
    signal: AbortSignal,
  ): Promise<number | null> {
    let read = running.batch.counts.read;
    for await (const chunk of oneAhead(this.#chunks(running, records))) {
      if (signal.aborted) return null;
      await this.#writeChunk(running, chunk);
      read += chunk.rows.length;
    }
    return read;
  }

  /** The records that are not committed yet, mapped and prepared. */
  async *#chunks(
    running: Running,
    records: AsyncIterable<readonly BatchRecord[]>,
  ): AsyncGenerator<PreparedChunk> {
    const committed = running.batch.counts.read;
    const limits = { records: this.config.ingest.chunkRecords, characters: CHUNK_CHARACTERS };
    let passed = 0;
    for await (const read of records) {
      for (const part of chunkRows(read, limits)) {
        passed += part.length;
        if (passed <= committed) continue;
        const fresh = part.slice(Math.max(0, part.length - (passed - committed)));
        const rows = fresh.map(record => incoming(record, running.mapping));
        yield { rows, prepared: await this.preparer.prepare(running.context, rows) };
      }
    }
  }

  async #writeChunk(running: Running, { rows, prepared }: PreparedChunk): Promise<void> {
    const stop = this.metrics.startChunk(running.batch.domain);
    const write = async (tx: Transaction): Promise<WriteOutcome[]> => {
      const context = { ...running.context, now: new Date() };
      const written = await this.writer.write(tx, context, rows, prepared);
      await this.snapshots.noteSeen(tx, running.mapping.source, running.batch.id, rows);
      const kept = await this.batches.advance(tx, running.batch.id, running.token, LEASE_SECONDS, {
        counts: countOutcomes(written),
        bytesRead: running.bytes.reduce((sum, file) => sum + file.furthest, 0),
        phase: 'reading records',
      });
      if (!kept) throw new LeaseLost();
      return written;
    };
    const { domain, bulk } = running.batch;
    const work = (): Promise<WriteOutcome[]> => this.database.transaction(write);
    // Bulk loads mostly share their domain.
    stop(await (bulk ? work() : this.#turns.take(domain, work)));
  }

  async #fail(batch: Batch, token: string, error: unknown): Promise<void> {
    if (error instanceof LeaseLost) {
      this.logger.warn('another worker has taken the batch over', { batch: batch.id });
    } else if (error instanceof UnreadableFile) {
      await this.#stop(batch, token, error.faults);
    } else if (error instanceof DomainError && error.retry === 'later') {
      // A database that was away for a moment says nothing about the batch.
      this.logger.warn('a batch is interrupted and goes on later', { batch: batch.id, error });
      await this.batches.release(batch.id, token);
    } else {
      this.logger.error('a batch ended in an unexpected error', { batch: batch.id, err: error });
      await this.batches.giveBack(batch.id, token, ATTEMPTS_MAX, UNEXPECTED);
    }
  }

  /** A file that cannot be read on. What was taken in before stays, so a bulk load is matched and merged as far as it came. */
  async #stop(batch: Batch, token: string, causes: readonly Fault[]): Promise<void> {
    if (batch.bulk) {
      await this.#resolve(batch, token, 'failed', causes);
      return;
    }
    await this.batches.finish(batch.id, token, 'failed', causes, 'stopped');
    await this.contents.clearJoinRows(batch.id);
  }

  async #end(running: Running, state: 'done' | 'failed', causes: readonly Fault[]): Promise<void> {
    await this.batches.finish(running.batch.id, running.token, state, causes, 'finished');
    await this.contents.clearJoinRows(running.batch.id);
    await this.contents.clearSeen(running.batch.id);
    this.logger.info(`batch ${state}`, {
      batch: running.batch.id,
      system: running.batch.system,
      domain: running.batch.domain,
    });
  }
}

const NO_RECORDS: Fault = {
  code: 'RECORDS_NONE',
  severity: 'warning',
  message: 'The files hold no records.',
  fix: 'If records were expected, look at the export in the source system, and send it again.',
};

const UNEXPECTED: Fault = {
  code: 'BATCH_INTERNAL_ERROR',
  severity: 'error',
  message: 'Processing ended in an unexpected error several times; what was accepted before stays.',
  fix: 'Look for the correlation id in the log, correct the cause, and send the batch again: accepted records are not repeated.',
};

/** Maps a record; rows that could not be read, or belong to none, go on unmapped to quarantine. */
export function incoming(record: BatchRecord, mapping: CompiledDomain): IncomingRecord {
  const isPrimary = record.file === mapping.source.files[0]?.name;
  const isReadable = isPrimary && record.faults.every(fault => fault.severity !== 'error');
  const mapped = isPrimary ? mapping.map(record.raw) : null;
  return {
    rowNumber: record.rowNumber,
    key: mapped?.key ?? null,
    raw: record.raw,
    attributes: isReadable && mapped !== null ? mapped.attributes : {},
    effectiveAt: mapped?.effectiveAt ?? null,
    sourceVersion: mapped?.sourceVersion ?? null,
    deleted: isReadable && (mapped?.deleted ?? false),
    uncovered: mapped?.uncovered ?? [],
    faults: isReadable && mapped !== null ? [...record.faults, ...mapped.faults] : record.faults,
  };
}

function countOutcomes(outcomes: readonly WriteOutcome[]): BatchCounts {
  const counts = { ...NO_ROWS, read: outcomes.length };
  for (const { outcome } of outcomes) counts[outcome]++;
  return counts;
}
