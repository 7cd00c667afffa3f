import { Injectable } from '@nestjs/common';
import type { RawRecord } from '../core/mapping/index.js';
import type { Fault } from '../core/model/index.js';
import { Database, Transaction, storableJson } from '../platform/database/index.js';
import type { Delivery } from './incoming-record.js';
import type { ListScope } from './list-scope.js';

/** A row that cannot be accepted yet, with every cause. */
export interface QuarantineEntry {
  readonly id: string;
  readonly system: string;
  readonly domain: string;
  readonly batchId: string | null;
  readonly rowNumber: number | null;
  readonly key: string | null;
  readonly raw: RawRecord;
  readonly causes: readonly Fault[];
  readonly correlationId: string;
  readonly sourceVersion: string | null;
  readonly effectiveAt: string | null;
}

/** An open entry with its place among the versions of its record. */
export interface WaitingRow extends Delivery {
  readonly id: string;
  readonly key: string;
  readonly sourceVersion: string | null;
  readonly effectiveAt: string | null;
}

export type QuarantineState = 'open' | 'resubmitted' | 'superseded' | 'discarded';

/** An entry as stored. */
export interface QuarantinedRecord extends Omit<QuarantineEntry, 'sourceVersion' | 'effectiveAt'> {
  readonly state: QuarantineState;
  readonly version: number;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
}

/** Which entries to list; every part is optional. */
export interface QuarantineFilter {
  readonly state?: QuarantineState;
  readonly system?: string;
  readonly domain?: string;
  readonly batchId?: string;
  readonly code?: string;
}

/** Why rows of a batch wait in quarantine: one line per kind of cause. */
export interface BatchCause {
  readonly code: string;
  /** Rows that still wait for this reason. */
  readonly rows: number;
  /** Number of the first one in the batch. */
  readonly firstRow: number | null;
  /** What is wrong with that one, and what would fix it. */
  readonly message: string;
  readonly fix: string | null;
}

interface QuarantineRow {
  id: string;
  system: string;
  domain: string;
  batch_id: string | null;
  row_number: string | null;
  source_key: string | null;
  raw: RawRecord;
  causes: Fault[];
  state: QuarantineState;
  version: number;
  correlation_id: string;
  created_at: Date;
  resolved_at: Date | null;
  resolved_by: string | null;
  resolution: string | null;
}

const COLUMNS = `id, system, domain, batch_id, row_number, source_key, raw, causes, state, version, correlation_id, created_at,
  resolved_at, resolved_by, resolution`;

/** Every query of quarantine. */
@Injectable()
export class QuarantineRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Transaction, entries: readonly QuarantineEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await tx.query(
      `INSERT INTO quarantine (id, system, domain, batch_id, row_number, source_key, raw, causes, codes, correlation_id, source_version,
              effective_at)
       SELECT id, system, domain, batch_id, row_number, source_key, raw, causes,
              ARRAY(SELECT DISTINCT cause->>'code' FROM jsonb_array_elements(causes) AS cause WHERE cause->>'severity' = 'error'),
              correlation_id, source_version, effective_at
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bigint[], $6::text[], $7::jsonb[], $8::jsonb[], $9::text[],
                     $10::text[], $11::timestamptz[])
           AS q (id, system, domain, batch_id, row_number, source_key, raw, causes, correlation_id, source_version, effective_at)`,
      [
        entries.map(entry => entry.id),
        entries.map(entry => entry.system),
        entries.map(entry => entry.domain),
        entries.map(entry => entry.batchId),
        entries.map(entry => entry.rowNumber),
        entries.map(entry => storableText(entry.key)),
        entries.map(entry => storableJson(entry.raw)),
        entries.map(entry => storableJson(entry.causes)),
        entries.map(entry => entry.correlationId),
        entries.map(entry => storableText(entry.sourceVersion)),
        entries.map(entry => entry.effectiveAt),
      ],
    );
  }

  /** What waits under these keys. Uses quarantine_record_ix. */
  async waiting(
    tx: Transaction,
    system: string,
    domain: string,
    keys: readonly string[],
  ): Promise<WaitingRow[]> {
    const rows = await tx.query<{
      id: string;
      source_key: string;
      batch_id: string | null;
      source_version: string | null;
      effective_at: Date | null;
      received_at: Date;
    }>(
      `SELECT id, source_key, batch_id, source_version, effective_at,
              coalesce((SELECT created_at FROM batch WHERE batch.id = quarantine.batch_id), created_at) AS received_at
         FROM quarantine WHERE state = 'open' AND system = $1 AND domain = $2 AND source_key = ANY($3)`,
      [system, domain, keys],
    );
    return rows.map(row => ({
      id: row.id,
      key: row.source_key,
      batchId: row.batch_id,
      sourceVersion: row.source_version,
      effectiveAt: row.effective_at?.toISOString() ?? null,
      receivedAt: row.received_at,
    }));
  }

  /** A later good version of a record answers the question that its quarantined one asked. */
  supersede(tx: Transaction, ids: readonly string[], now: Date): void {
    if (ids.length === 0) return;
    tx.send(
      `UPDATE quarantine SET state = 'superseded', version = version + 1, resolved_at = $2,
              resolution = 'a later version of the record was accepted'
        WHERE state = 'open' AND id = ANY($1)`,
      [ids, now],
    );
  }

  async find(id: string): Promise<QuarantinedRecord | null> {
    const rows = await this.database.query<QuarantineRow>(`SELECT ${COLUMNS} FROM quarantine WHERE id = $1`, [
      id,
    ]);
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /** Newest first; `before` is the last entry of the previous page. */
  async list(
    filter: QuarantineFilter,
    scope: ListScope,
    limit: number,
    before: { createdAt: Date; id: string } | null,
  ): Promise<QuarantinedRecord[]> {
    const rows = await this.database.query<QuarantineRow>(
      `SELECT ${COLUMNS} FROM quarantine
        WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR system = $2) AND ($3::text IS NULL OR domain = $3)
          AND ($4::uuid IS NULL OR batch_id = $4) AND ($5::text IS NULL OR $5 = ANY(codes))
          AND ($6::timestamptz IS NULL OR (created_at, id) < ($6, $7::uuid))
          AND ($9::text[] IS NULL OR domain = ANY($9)) AND ($10::text[] IS NULL OR system = ANY($10))
        ORDER BY created_at DESC, id DESC LIMIT $8`,
      [
        filter.state ?? null,
        filter.system ?? null,
        filter.domain ?? null,
        filter.batchId ?? null,
        filter.code ?? null,
        before?.createdAt ?? null,
        before?.id ?? null,
        limit,
        scope.domains,
        scope.systems,
      ],
    );
    return rows.map(fromRow);
  }

  /** How many rows wait. */
  async countOpen({ domains, systems }: ListScope): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM quarantine WHERE state = 'open' AND ($1::text[] IS NULL OR domain = ANY($1))
          AND ($2::text[] IS NULL OR system = ANY($2))`,
      [domains, systems],
    );
    return rows[0]?.count ?? 0;
  }

  /** How many open entries there are per cause that keeps them here: what a steward groups by. An entry may have several. */
  async countByCause({
    domains,
    systems,
  }: ListScope): Promise<{ system: string; domain: string; code: string; count: number }[]> {
    return this.database.query(
      `SELECT system, domain, code, count(*)::int AS count FROM quarantine, unnest(codes) AS code
        WHERE state = 'open' AND ($1::text[] IS NULL OR domain = ANY($1)) AND ($2::text[] IS NULL OR system = ANY($2))
        GROUP BY system, domain, code ORDER BY count DESC, system, domain, code`,
      [domains, systems],
    );
  }

  /** Why rows of one batch wait, most frequent causes first. */
  async causesOf(batchId: string, limit: number): Promise<BatchCause[]> {
    return this.database.query(
      `SELECT cause->>'code' AS code, count(DISTINCT quarantine.id)::int AS rows, min(row_number)::int AS "firstRow",
              (array_agg(cause->>'message' ORDER BY row_number))[1] AS message,
              (array_agg(cause->>'fix' ORDER BY row_number))[1] AS fix
         FROM quarantine, jsonb_array_elements(causes) AS cause
        WHERE batch_id = $1 AND state = 'open' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $2`,
      [batchId, limit],
    );
  }

  /** Closes an entry if it is still open at this version; false when somebody was faster. */
  async close(
    tx: Transaction,
    id: string,
    version: number,
    outcome: { state: 'resubmitted' | 'discarded'; by: string; resolution: string; now: Date },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE quarantine SET state = $3, version = version + 1, resolved_by = $4, resolution = $5, resolved_at = $6
        WHERE id = $1 AND version = $2 AND state = 'open' RETURNING id`,
      [id, version, outcome.state, outcome.by, outcome.resolution, outcome.now],
    );
    return rows.length === 1;
  }

  /** Gives an entry the delivery and the line of the one that it follows: it is the same row. */
  async takePlace(tx: Transaction, id: string, before: string): Promise<void> {
    await tx.query(
      `UPDATE quarantine AS entry SET batch_id = before.batch_id, row_number = before.row_number
         FROM quarantine AS before WHERE entry.id = $1 AND before.id = $2`,
      [id, before],
    );
  }

  /** Says what became of a closed entry. */
  async describe(tx: Transaction, id: string, resolution: string): Promise<void> {
    await tx.query(`UPDATE quarantine SET resolution = $2 WHERE id = $1 AND state <> 'open'`, [
      id,
      resolution,
    ]);
  }
}

function storableText(text: string | null): string | null {
  return text?.replaceAll('\0', '\u2400').toWellFormed() ?? null;
}

function fromRow(row: QuarantineRow): QuarantinedRecord {
  return {
    id: row.id,
    system: row.system,
    domain: row.domain,
    batchId: row.batch_id,
    rowNumber: row.row_number === null ? null : Number(row.row_number),
    key: row.source_key,
    raw: row.raw,
    causes: row.causes,
    state: row.state,
    version: row.version,
    correlationId: row.correlation_id,
    createdAt: row.created_at,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
    resolution: row.resolution,
  };
}
