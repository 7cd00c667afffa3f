import { Injectable } from '@nestjs/common';
import type { RawRecord } from '../core/mapping/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { RulesService } from '../rules/index.js';
import { SourcesService } from '../sources/index.js';
import {
  SourceRecordWriter,
  type IncomingContext,
  type WriteOutcome,
} from './write-source-records.service.js';

/** Records handed over one by one or a few at a time, in the source's own field names. */
export interface RecordSubmission {
  readonly system: string;
  readonly domain: string;
  readonly rows: readonly RawRecord[];
  readonly actor: string;
  readonly correlationId: string;
  readonly batchId?: string;
  /** When the batch came. Default: now. */
  readonly receivedAt?: Date;
  /** Number of the first row in its batch. Default 1. */
  readonly firstRow?: number;
}

/** The record-at-a-time way in: the same mapping, checks, matching and merge as for files, answered at once. */
@Injectable()
export class SubmitRecordsService {
  constructor(
    private readonly database: Database,
    private readonly sources: SourcesService,
    private readonly rules: RulesService,
    private readonly writer: SourceRecordWriter,
    private readonly clock: Clock,
  ) {}

  /**
   * All rows in one transaction; each row has its own outcome, and a bad one does not fail the others.
   *
   * @throws DomainError `SOURCE.UNKNOWN_SYSTEM`, `SOURCE.UNKNOWN_DOMAIN`
   */
  async submit(submission: RecordSubmission): Promise<WriteOutcome[]> {
    return this.database.transaction(tx => this.submitIn(tx, submission));
  }

  /** The same inside a transaction of the caller. */
  async submitIn(tx: Transaction, submission: RecordSubmission): Promise<WriteOutcome[]> {
    const mapping = this.sources.mapping(submission.system, submission.domain);
    const rows = submission.rows.map((raw, index) => ({
      ...mapping.map(raw),
      raw,
      rowNumber: (submission.firstRow ?? 1) + index,
    }));
    return this.writer.write(tx, this.contextOf(submission), rows);
  }

  /** What the writer needs to know about a submission. */
  contextOf(submission: Omit<RecordSubmission, 'rows'>): IncomingContext {
    const { ruleSet, version } = this.rules.active(submission.domain);
    const now = this.clock.now();
    return {
      system: submission.system,
      domain: submission.domain,
      batchId: submission.batchId ?? null,
      receivedAt: submission.receivedAt ?? now,
      correlationId: submission.correlationId,
      ruleVersion: version,
      systemsVersion: this.rules.systemsVersion,
      descriptionHash: this.sources.descriptionHash(submission.system, submission.domain),
      now,
      ruleSet,
      conventions: this.sources.conventions(submission.system),
      actor: submission.actor,
    };
  }
}
