import { Injectable } from '@nestjs/common';
import { Database, Transaction } from '../platform/database/index.js';

/** Golden records that must survive anew because time has passed. Relies on golden_record_review_ix. */
@Injectable()
export class DueRecordsRepository {
  constructor(private readonly database: Database) {}

  /** The domains with due records, the longest due first. */
  async domains(now: Date, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ domain: string }>(
      `SELECT domain FROM golden_record WHERE review_at <= $1 AND status <> 'MERGED' GROUP BY domain ORDER BY min(review_at) LIMIT $2`,
      [now, limit],
    );
    return rows.map(row => row.domain);
  }

  /** Due records of a domain, the longest due first. */
  async ids(tx: Transaction, domain: string, now: Date, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM golden_record WHERE review_at <= $2 AND domain = $1 AND status <> 'MERGED' ORDER BY review_at, id LIMIT $3`,
      [domain, now, limit],
    );
    return rows.map(row => row.id);
  }
}
