import { Injectable } from '@nestjs/common';
import { Database, Transaction } from '../platform/database/index.js';
import type { Batch } from './batch.js';

/** A bulk load all of whose records are taken in. */
export interface ResolvingLoad {
  readonly id: string;
  readonly createdAt: Date;
  /** When all its records were matched; `null` before. */
  readonly matchedAt: Date | null;
  /** The load in whose merge parts its records are; `null` when there are none yet, or they are its own. */
  readonly mergedWith: string | null;
}

/** Every query of bulk loads that are being matched and merged. */
@Injectable()
export class ResolvingLoadRepository {
  constructor(private readonly database: Database) {}

  /** Oldest first. */
  async find(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM batch WHERE state = 'resolving' ORDER BY created_at LIMIT $1`,
      [limit],
    );
    return rows.map(row => row.id);
  }

  /** The bulk loads of a domain, oldest first. Until the transaction ends nobody else can plan for them. */
  async lock(tx: Transaction, domain: string): Promise<ResolvingLoad[]> {
    return tx.query<ResolvingLoad>(
      `SELECT id, created_at AS "createdAt", matched_at AS "matchedAt", merged_with AS "mergedWith"
         FROM batch WHERE domain = $1 AND state = 'resolving' ORDER BY created_at, id FOR UPDATE`,
      [domain],
    );
  }

  /** When the oldest of those bulk loads of a domain was sent whose records are still being taken in; `null` when there is none. */
  async oldestTakenIn(tx: Transaction, domain: string): Promise<Date | null> {
    const rows = await tx.query<{ oldest: Date | null }>(
      `SELECT min(created_at) AS oldest FROM batch WHERE domain = $1 AND bulk AND state IN ('queued','processing')`,
      [domain],
    );
    return rows[0]?.oldest ?? null;
  }

  /** Remembers when the records of a load were all matched; the first time counts. */
  async noteMatched(tx: Transaction, id: string, at: Date): Promise<void> {
    await tx.execute(`UPDATE batch SET matched_at = $2 WHERE id = $1 AND matched_at IS NULL`, [id, at]);
  }

  /** Says that records of loads are in the merge parts of another one. */
  async mergeWith(tx: Transaction, ids: readonly string[], leadId: string): Promise<void> {
    await tx.execute(`UPDATE batch SET merged_with = $2 WHERE id = ANY($1)`, [ids, leadId]);
  }

  /** Says what a bulk load, and what is merged with it, is at, and how far. */
  async showProgress(
    tx: Transaction | null,
    id: string,
    phase: string,
    parts: Batch['parts'],
  ): Promise<void> {
    await (tx ?? this.database).execute(
      `UPDATE batch SET phase = $2, parts_done = $3, parts_planned = $4 WHERE (id = $1 OR merged_with = $1) AND state = 'resolving'`,
      [id, phase, parts.done, parts.planned],
    );
  }

  /**
   * Ends a bulk load, and what is merged with it: as done, or as failed what could not be read to its end.
   *
   * @returns the ids of all of them
   */
  async finish(tx: Transaction, id: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `UPDATE batch SET state = ends_as, phase = CASE ends_as WHEN 'done' THEN 'finished' ELSE 'stopped' END, finished_at = clock_timestamp()
        WHERE (id = $1 OR merged_with = $1) AND state = 'resolving' RETURNING id`,
      [id],
    );
    return rows.map(row => row.id);
  }
}
