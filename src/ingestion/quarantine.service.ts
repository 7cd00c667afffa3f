import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import type { RawRecord } from '../core/mapping/index.js';
import { DomainError } from '../core/model/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { QuarantineRepository, type QuarantinedRecord } from './quarantine.repository.js';
import { SubmitRecordsService } from './submit-records.service.js';
import type { WriteOutcome } from './write-source-records.service.js';

/** Who acts, for the audit log. */
export interface Actor {
  readonly id: string;
  readonly correlationId: string;
}

/** Repairs quarantine: correct and resubmit, or discard with a reason. Nothing leaves it silently. */
@Injectable()
export class QuarantineService {
  constructor(
    private readonly database: Database,
    private readonly quarantine: QuarantineRepository,
    private readonly records: SubmitRecordsService,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts corrected cells through the whole pipeline again, from mapping on. When something is still wrong, a new entry
   * with the new causes takes the old one's place; either way the old one is closed and points to what happened.
   *
   * @throws DomainError `QUARANTINE.NOT_FOUND`, `QUARANTINE.STALE_VERSION`
   */
  async correct(id: string, version: number, raw: RawRecord, actor: Actor): Promise<WriteOutcome> {
    const entry = await this.#open(id);
    return this.database.transaction(async tx => {
      // Closed first: an accepted version of the record supersedes every entry of its key that is still open.
      await this.#claim(tx, entry, version, 'resubmitted', 'corrected and resubmitted', actor);
      const [outcome] = await this.records.submitIn(tx, {
        system: entry.system,
        domain: entry.domain,
        rows: [raw],
        actor: actor.id,
        correlationId: actor.correlationId,
      });
      if (outcome === undefined) throw new Error('a submitted row has no outcome');
      const resolution =
        outcome.outcome === 'quarantined'
          ? 'corrected, but not accepted yet'
          : `accepted: ${outcome.outcome}`;
      await this.quarantine.describe(tx, entry.id, resolution);
      await this.#recordAct(tx, entry, 'correct', resolution, actor);
      return outcome;
    });
  }

  /**
   * Takes an entry off the list for good, with a reason.
   *
   * @throws DomainError `QUARANTINE.NOT_FOUND`, `QUARANTINE.STALE_VERSION`
   */
  async discard(id: string, version: number, reason: string, actor: Actor): Promise<void> {
    const entry = await this.#open(id);
    await this.database.transaction(async tx => {
      await this.#claim(tx, entry, version, 'discarded', reason, actor);
      await this.#recordAct(tx, entry, 'discard', reason, actor);
    });
  }

  async #open(id: string): Promise<QuarantinedRecord> {
    const entry = await this.quarantine.find(id);
    if (entry === null) throw new DomainError('QUARANTINE.NOT_FOUND', 'there is no such quarantined record');
    return entry;
  }

  async #claim(
    tx: Parameters<QuarantineRepository['close']>[0],
    entry: QuarantinedRecord,
    version: number,
    state: 'resubmitted' | 'discarded',
    resolution: string,
    actor: Actor,
  ): Promise<void> {
    const closed = await this.quarantine.close(tx, entry.id, version, {
      state,
      by: actor.id,
      resolution,
      now: this.clock.now(),
    });
    if (!closed) {
      throw new DomainError(
        'QUARANTINE.STALE_VERSION',
        'somebody has changed this entry in the meantime; look again',
        {
          retry: 'after-refresh',
        },
      );
    }
  }

  async #recordAct(
    tx: Parameters<QuarantineRepository['close']>[0],
    entry: QuarantinedRecord,
    act: 'correct' | 'discard',
    reason: string,
    actor: Actor,
  ): Promise<void> {
    this.audit.append(tx, [
      {
        actor: actor.id,
        action: `quarantine.${act}`,
        subject: { kind: 'quarantine', id: entry.id },
        reason,
        correlationId: actor.correlationId,
      },
    ]);
  }
}
