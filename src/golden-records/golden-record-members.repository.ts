import { Injectable } from '@nestjs/common';
import { DomainError } from '../core/model/index.js';
import { Database, Transaction } from '../platform/database/index.js';

/** Who belongs to which golden record: the small questions around it. */
@Injectable()
export class GoldenRecordMembersRepository {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `GOLDEN_RECORD.NOT_FOUND`, also when the records are of different domains */
  async domainOf(tx: Transaction | null, goldenIds: readonly string[]): Promise<string> {
    const rows = await (tx ?? this.database).query<{ domain: string; records: number }>(
      `SELECT domain, count(*)::int AS records FROM golden_record WHERE id = ANY($1::uuid[]) GROUP BY domain`,
      [goldenIds],
    );
    const [only] = rows;
    if (only === undefined || rows.length > 1 || only.records !== new Set(goldenIds).size) {
      throw new DomainError(
        'GOLDEN_RECORD.NOT_FOUND',
        'there is no such golden record, or they are of different domains',
      );
    }
    return only.domain;
  }

  /** Whether the id stands for another golden record now. */
  async isMerged(tx: Transaction, goldenId: string): Promise<boolean> {
    const rows = await tx.query(`SELECT FROM golden_record WHERE id = $1 AND merged_into IS NOT NULL`, [
      goldenId,
    ]);
    return rows.length > 0;
  }

  /** The source records linked to these golden records now; for merged ones, those of their survivor. */
  async recordIds(tx: Transaction | null, goldenIds: readonly string[]): Promise<string[]> {
    const rows = await (tx ?? this.database).query<{ source_record_id: string }>(
      `WITH RECURSIVE survivor (id) AS (
         SELECT unnest($1::uuid[])
         UNION
         SELECT g.merged_into FROM survivor JOIN golden_record g ON g.id = survivor.id WHERE g.merged_into IS NOT NULL)
       SELECT source_record_id FROM survivor JOIN link ON golden_record_id = survivor.id AND until IS NULL`,
      [goldenIds],
    );
    return rows.map(row => row.source_record_id);
  }

  /** Source record → the golden record that it is linked to now. */
  async goldenOf(tx: Transaction, recordIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ source_record_id: string; golden_record_id: string }>(
      `SELECT source_record_id, golden_record_id FROM link WHERE source_record_id = ANY($1) AND until IS NULL`,
      [recordIds],
    );
    return new Map(rows.map(row => [row.source_record_id, row.golden_record_id]));
  }

  /** The golden records that these source records are linked to now. */
  async goldenIds(tx: Transaction | null, recordIds: readonly string[]): Promise<string[]> {
    const rows = await (tx ?? this.database).query<{ golden_record_id: string }>(
      `SELECT DISTINCT golden_record_id FROM link WHERE source_record_id = ANY($1) AND until IS NULL`,
      [recordIds],
    );
    return rows.map(row => row.golden_record_id);
  }
}
