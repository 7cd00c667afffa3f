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

/** How a correction is told in the entry and in the audit. */
const CORRECTION: Resubmission = {
  act: 'correct',
  begun: 'corrected and resubmitted',
  refused: 'corrected, but not accepted yet',
};
const REPLAY: Resubmission = {
  act: 'replay',
  begun: 'sent again as it came',
  refused: 'sent again, but not accepted yet',
};

interface Resubmission {
  readonly act: 'correct' | 'replay';
  readonly begun: string;
  readonly refused: string;
}

/** What became of entries that were sent again. */
export interface Replayed {
  /** Rows that are records now. */
  readonly accepted: number;
  /** Rows that still cannot be accepted: each waits again, with its present causes. */
  readonly waiting: number;
  /** Rows that somebody had repaired meanwhile, or that a later version of their record had answered. */
  readonly gone: number;
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
    return this.#resubmit(await this.#open(id), version, raw, CORRECTION, actor);
  }

  /**
   * Sends entries through the whole pipeline again as they came: what they had in common has been put right in the rules since. Each is a
   * transaction of its own, so that one that is refused or gone keeps no other waiting.
   *
   * @param entries newest first: an accepted row answers older ones of its record
   */
  async replay(entries: readonly QuarantinedRecord[], actor: Actor): Promise<Replayed> {
    const count = { accepted: 0, waiting: 0, gone: 0 };
    for (const entry of entries) {
      try {
        const { outcome } = await this.#resubmit(entry, entry.version, entry.raw, REPLAY, actor);
        count[outcome === 'quarantined' ? 'waiting' : 'accepted']++;
      } catch (error) {
        // What may succeed later is no answer about the row: the database is away, or another writer was in the way.
        if (!(error instanceof DomainError) || error.retry === 'later') throw error;
        // What is refused as a whole (a system that the rules know no more) waits as it was.
        count[error.code === 'QUARANTINE.STALE_VERSION' ? 'gone' : 'waiting']++;
      }
    }
    return count;
  }

  async #resubmit(
    entry: QuarantinedRecord,
    version: number,
    raw: RawRecord,
    words: Resubmission,
    actor: Actor,
  ): Promise<WriteOutcome> {
    return this.database.transaction(async tx => {
      // Closed first: an accepted version of the record supersedes every entry of its key that is still open.
      await this.#claim(tx, entry, version, 'resubmitted', words.begun, actor);
      const [outcome] = await this.records.submitIn(tx, {
        system: entry.system,
        domain: entry.domain,
        rows: [raw],
        actor: actor.id,
        correlationId: actor.correlationId,
      });
      if (outcome === undefined) throw new Error('a submitted row has no outcome');
      const resolution = outcome.outcome === 'quarantined' ? words.refused : `accepted: ${outcome.outcome}`;
      await this.quarantine.describe(tx, entry.id, resolution);
      if (outcome.quarantineId !== undefined)
        await this.quarantine.takePlace(tx, outcome.quarantineId, entry.id);
      await this.#recordAct(tx, entry, words.act, resolution, actor);
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
    act: 'correct' | 'replay' | 'discard',
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
