import { Injectable } from '@nestjs/common';
import type { Fault } from '../core/model/index.js';
import type { DomainSource } from '../core/rules/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { BatchContentRepository } from './batch-content.repository.js';
import type { IncomingRecord } from './incoming-record.js';
import { SourceRecordWriter, type IncomingContext } from './write-source-records.service.js';

/** Deleted at a time. */
const PAGE = 200;
/**
 * A snapshot that would delete more than this share is taken for a broken export, not for a clean-up: losing a fifth of a
 * vendor file in a day does not happen, a cut query does. Small sources are left alone.
 */
const SHARE_MAX = 0.2;
const LIVE_MIN = 20;

/** What a full snapshot no longer holds is gone at its source. */
@Injectable()
export class SnapshotService {
  constructor(
    private readonly database: Database,
    private readonly contents: BatchContentRepository,
    private readonly writer: SourceRecordWriter,
  ) {}

  /** Remembers which keys the snapshot holds, quarantined ones included. */
  async noteSeen(
    tx: Transaction,
    source: DomainSource,
    batchId: string,
    rows: readonly IncomingRecord[],
  ): Promise<void> {
    if (source.deletes.mode !== 'snapshot') return;
    const keys = [...new Set(rows.flatMap(row => row.key ?? []))];
    if (keys.length > 0) await this.contents.addSeen(tx, batchId, keys);
  }

  /** Marks what the snapshot lacks as deleted, page by page; says so, or why it did not. */
  async removeMissing(context: IncomingContext, source: DomainSource, batchId: string): Promise<Fault[]> {
    if (source.deletes.mode !== 'snapshot') return [];
    const { system, domain } = context;
    const first = await this.contents.missingFromSnapshot(batchId, system, domain, PAGE);
    if (first.missing === 0) return [];
    const { rowsWithoutKey, isOvertaken } = await this.contents.snapshotDoubts(batchId, system, domain);
    if (isOvertaken) return [overtaken(first.missing)];
    if (rowsWithoutKey > 0) return [unreadableKeys(first.missing, rowsWithoutKey)];
    if (first.live >= LIVE_MIN && first.missing > first.live * SHARE_MAX)
      return [shrunk(first.missing, first.live)];
    for (let page = first; page.keys.length > 0;) {
      const rows = page.keys.map((key, index) => goneRow(key, index + 1));
      await this.database.transaction(tx => this.writer.write(tx, { ...context, now: new Date() }, rows));
      page = await this.contents.missingFromSnapshot(batchId, system, domain, PAGE);
    }
    return [
      {
        code: 'SNAPSHOT_DELETED',
        severity: 'info',
        message: `${first.missing} records that the snapshot no longer holds were marked as deleted.`,
      },
    ];
  }
}

function goneRow(key: string, rowNumber: number): IncomingRecord {
  return {
    rowNumber,
    key,
    raw: { fields: {} },
    attributes: {},
    effectiveAt: null,
    sourceVersion: null,
    deleted: true,
    uncovered: [],
    faults: [],
  };
}

function overtaken(missing: number): Fault {
  return {
    code: 'SNAPSHOT_OVERTAKEN',
    severity: 'info',
    message: `A later delivery has come while this one was worked off: it says whether the ${missing} records that this one lacks are gone.`,
  };
}

/** Any of the missing records may be one whose row could not be read. */
function unreadableKeys(missing: number, rows: number): Fault {
  return {
    code: 'SNAPSHOT_KEYS_MISSING',
    severity: 'warning',
    message: `The snapshot lacks ${missing} records, and ${rows} of its rows without a key may be theirs; nothing was deleted.`,
    fix: 'Correct the rows in quarantine at their source and send the snapshot again.',
  };
}

function shrunk(missing: number, live: number): Fault {
  return {
    code: 'SNAPSHOT_SHRANK',
    severity: 'warning',
    message: `The snapshot lacks ${missing} of ${live} records; nothing was deleted.`,
    fix: 'If the export is complete, delete the records at the source in smaller steps, or declare deletes: delta and a deletion flag.',
  };
}
