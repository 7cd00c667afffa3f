import { Injectable } from '@nestjs/common';
import type { Fault } from '../core/model/index.js';
import { Database, Transaction, storableJson } from '../platform/database/index.js';
import type { Batch, BatchCounts, BatchState, BatchTotals } from './batch.js';
import type { ListScope } from './list-scope.js';

interface BatchRow {
  id: string;
  system: string;
  domain: string;
  state: BatchState;
  phase: string;
  content_type: string | null;
  bulk: boolean;
  bytes: string;
  bytes_read: string;
  parts_done: number;
  parts_planned: number;
  rows_read: string;
  rows_created: string;
  rows_updated: string;
  rows_unchanged: string;
  rows_stale: string;
  rows_deleted: string;
  rows_quarantined: string;
  causes: Fault[];
  files: string[] | null;
  correlation_id: string;
  submitted_by: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

const COLUMNS = `id, system, domain, state, phase, content_type, bulk, bytes, bytes_read, parts_done, parts_planned, rows_read, rows_created, rows_updated,
  rows_unchanged, rows_stale, rows_deleted, rows_quarantined, causes, correlation_id, submitted_by, created_at, started_at, finished_at,
  (SELECT array_agg(f.name ORDER BY f.position) FROM batch_file f WHERE f.batch_id = batch.id) AS files`;

/** Every query of batches. */
@Injectable()
export class BatchRepository {
  constructor(private readonly database: Database) {}

  async create(
    batch: Pick<Batch, 'id' | 'system' | 'domain' | 'contentType' | 'bulk' | 'correlationId' | 'submittedBy'>,
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO batch (id, system, domain, state, content_type, bulk, correlation_id, submitted_by)
       VALUES ($1, $2, $3, 'receiving', $4, $5, $6, $7)`,
      [
        batch.id,
        batch.system,
        batch.domain,
        batch.contentType,
        batch.bulk,
        batch.correlationId,
        batch.submittedBy,
      ],
    );
  }

  /** Everything has arrived and is durable: workers may take it. */
  async enqueue(tx: Transaction, id: string, bytes: number): Promise<void> {
    await tx.query(`UPDATE batch SET state = 'queued', bytes = $2 WHERE id = $1 AND state = 'receiving'`, [
      id,
      bytes,
    ]);
  }

  /** Forgets a batch that never became one: an interrupted upload or a repeated request. */
  async forget(tx: Transaction | null, id: string): Promise<void> {
    const connection = tx ?? this.database;
    await connection.query(`DELETE FROM batch_part WHERE batch_id = $1`, [id]);
    await connection.query(`DELETE FROM batch_file WHERE batch_id = $1`, [id]);
    await connection.query(`DELETE FROM batch WHERE id = $1 AND state = 'receiving'`, [id]);
  }

  /** Uploads that began before a time and never ended: their process died in the middle of them. */
  async findAbandoned(before: Date, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM batch WHERE state = 'receiving' AND created_at < $1 ORDER BY created_at LIMIT $2`,
      [before, limit],
    );
    return rows.map(row => row.id);
  }

  async find(id: string): Promise<Batch | null> {
    const rows = await this.database.query<BatchRow>(`SELECT ${COLUMNS} FROM batch WHERE id = $1`, [id]);
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /** Newest first; uploads still under way are included. */
  async list(
    filter: { system?: string; domain?: string; state?: BatchState },
    scope: ListScope,
    limit: number,
    before: { createdAt: Date; id: string } | null,
  ): Promise<Batch[]> {
    const rows = await this.database.query<BatchRow>(
      `SELECT ${COLUMNS} FROM batch
        WHERE ($1::text IS NULL OR system = $1) AND ($2::text IS NULL OR domain = $2) AND ($3::text IS NULL OR state = $3)
          AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))
          AND ($7::text[] IS NULL OR domain = ANY($7)) AND ($8::text[] IS NULL OR system = ANY($8))
        ORDER BY created_at DESC, id DESC LIMIT $6`,
      [
        filter.system ?? null,
        filter.domain ?? null,
        filter.state ?? null,
        before?.createdAt ?? null,
        before?.id ?? null,
        limit,
        scope.domains,
        scope.systems,
      ],
    );
    return rows.map(fromRow);
  }

  /** Sums over the deliveries that came since a time. */
  async totals(since: Date, { domains, systems }: ListScope): Promise<BatchTotals> {
    const rows = await this.database.query<BatchTotals>(
      `SELECT count(*)::int AS batches, coalesce(sum(rows_read), 0)::float8 AS rows,
              coalesce(sum(rows_quarantined), 0)::float8 AS quarantined, count(*) FILTER (WHERE state = 'failed')::int AS failed
         FROM batch WHERE created_at >= $1 AND ($2::text[] IS NULL OR domain = ANY($2)) AND ($3::text[] IS NULL OR system = ANY($3))`,
      [since, domains, systems],
    );
    return rows[0] ?? { batches: 0, rows: 0, quarantined: 0, failed: 0 };
  }

  /** Batches that a worker should take: queued ones, and those whose worker has died. */
  async findDue(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM batch WHERE state = 'queued' OR (state = 'processing' AND lease_until < clock_timestamp())
        ORDER BY created_at LIMIT $1`,
      [limit],
    );
    return rows.map(row => row.id);
  }

  /**
   * Takes the lease of the next due batch for `leaseSeconds`; `null` when nothing is left to do. The token fences every later write,
   * so that a paused worker cannot continue a batch that another one took over.
   *
   * Batches of one domain write one after the other, so the next one is the oldest of the domain that has the fewest in work:
   * seven files of locations do not keep the items waiting for nothing.
   */
  async leaseNext(token: string, leaseSeconds: number): Promise<Batch | null> {
    const rows = await this.database.query<BatchRow>(
      `UPDATE batch SET state = 'processing', lease_token = $1, lease_until = clock_timestamp() + make_interval(secs => $2),
              started_at = coalesce(started_at, clock_timestamp())
        WHERE id = (
          SELECT due.id FROM batch due
            LEFT JOIN (SELECT domain, count(*) AS batches FROM batch
                        WHERE state = 'processing' AND lease_until >= clock_timestamp() GROUP BY domain) busy
                   ON busy.domain = due.domain
           WHERE due.state = 'queued' OR (due.state = 'processing' AND due.lease_until < clock_timestamp())
           ORDER BY coalesce(busy.batches, 0), due.created_at, due.id
           LIMIT 1 FOR UPDATE OF due SKIP LOCKED)
        RETURNING ${COLUMNS}`,
      [token, leaseSeconds],
    );
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /** Gives a batch back after an error that is not the batch's: it is due again in a moment, however often that happens. */
  async release(id: string, token: string): Promise<void> {
    await this.database.query(
      `UPDATE batch SET lease_token = NULL, lease_until = clock_timestamp() + interval '5 seconds'
        WHERE id = $1 AND lease_token = $2 AND state = 'processing'`,
      [id, token],
    );
  }

  /**
   * Gives a batch back after an error: it is due again in a moment, or failed for good after too many such attempts. What a bulk load took in
   * by then is still matched and merged.
   */
  async giveBack(id: string, token: string, attemptsMax: number, cause: Fault): Promise<void> {
    await this.database.query(
      `UPDATE batch SET lease_token = NULL, lease_until = clock_timestamp() + interval '5 seconds', attempts = attempts + 1,
              state = CASE WHEN attempts + 1 < $3 THEN state WHEN bulk THEN 'resolving' ELSE 'failed' END,
              ends_as = CASE WHEN attempts + 1 >= $3 THEN 'failed' ELSE ends_as END,
              finished_at = CASE WHEN attempts + 1 >= $3 AND NOT bulk THEN clock_timestamp() END,
              causes = CASE WHEN attempts + 1 >= $3 THEN $4::jsonb ELSE causes END
        WHERE id = $1 AND lease_token = $2 AND state = 'processing'`,
      [id, token, attemptsMax, storableJson([cause])],
    );
  }

  /** Keeps the lease while work goes on; nothing happens when it is lost already. */
  async renew(id: string, token: string, leaseSeconds: number): Promise<void> {
    await this.database.execute(
      `UPDATE batch SET lease_until = clock_timestamp() + make_interval(secs => $3)
        WHERE id = $1 AND lease_token = $2 AND state = 'processing'`,
      [id, token, leaseSeconds],
    );
  }

  /** Adds a chunk's counts in the chunk's own transaction: progress and effect commit together. False when the lease is lost. */
  async advance(
    tx: Transaction,
    id: string,
    token: string,
    leaseSeconds: number,
    progress: { counts: BatchCounts; bytesRead: number; phase: string },
  ): Promise<boolean> {
    const { counts } = progress;
    const rows = await tx.query(
      `UPDATE batch SET rows_read = rows_read + $4, rows_created = rows_created + $5, rows_updated = rows_updated + $6,
              rows_unchanged = rows_unchanged + $7, rows_stale = rows_stale + $8, rows_deleted = rows_deleted + $9,
              rows_quarantined = rows_quarantined + $10, bytes_read = $11, phase = $12,
              lease_until = clock_timestamp() + make_interval(secs => $3)
        WHERE id = $1 AND lease_token = $2 AND state = 'processing' RETURNING id`,
      [
        id,
        token,
        leaseSeconds,
        counts.read,
        counts.created,
        counts.updated,
        counts.unchanged,
        counts.stale,
        counts.deleted,
        counts.quarantined,
        progress.bytesRead,
        progress.phase,
      ],
    );
    return rows.length === 1;
  }

  /** Ends a batch. What was read stays read: a failed batch keeps its accepted rows and says where it stopped. */
  async finish(
    id: string,
    token: string,
    state: 'done' | 'failed',
    causes: readonly Fault[],
    phase: string,
  ): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE batch SET state = $3, causes = $4, phase = $5, finished_at = clock_timestamp(), lease_token = NULL, lease_until = NULL,
              bytes_read = CASE WHEN $3 = 'done' THEN bytes ELSE bytes_read END
        WHERE id = $1 AND lease_token = $2 AND state = 'processing' RETURNING id`,
      [id, token, state, storableJson(causes), phase],
    );
    return rows.length === 1;
  }

  /**
   * All records of a bulk load are taken in, or as many as can be: from here on its parts are worked on, by whoever comes. False when the
   * lease is lost.
   * @param endsAs what it is in the end
   */
  async beginResolving(
    id: string,
    token: string,
    endsAs: 'done' | 'failed',
    causes: readonly Fault[],
  ): Promise<boolean> {
    const count = await this.database.execute(
      `UPDATE batch SET state = 'resolving', ends_as = $3, causes = $4, phase = 'matching', lease_token = NULL, lease_until = NULL,
              bytes_read = CASE WHEN $3 = 'done' THEN bytes ELSE bytes_read END
        WHERE id = $1 AND lease_token = $2 AND state = 'processing'`,
      [id, token, endsAs, storableJson(causes)],
    );
    return count === 1;
  }
}

function fromRow(row: BatchRow): Batch {
  return {
    id: row.id,
    system: row.system,
    domain: row.domain,
    state: row.state,
    phase: row.phase,
    contentType: row.content_type,
    bulk: row.bulk,
    bytes: Number(row.bytes),
    bytesRead: Number(row.bytes_read),
    parts: { done: row.parts_done, planned: row.parts_planned },
    counts: {
      read: Number(row.rows_read),
      created: Number(row.rows_created),
      updated: Number(row.rows_updated),
      unchanged: Number(row.rows_unchanged),
      stale: Number(row.rows_stale),
      deleted: Number(row.rows_deleted),
      quarantined: Number(row.rows_quarantined),
    },
    causes: row.causes,
    files: row.files ?? [],
    correlationId: row.correlation_id,
    submittedBy: row.submitted_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
