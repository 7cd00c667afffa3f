import { Injectable } from '@nestjs/common';
import { Transaction, bigintArray } from '../platform/database/index.js';

/** New records of bulk loads, from when they are taken in until their load is planned. */
@Injectable()
export class LoadedRecordRepository {
  add(tx: Transaction, batchId: string, recordIds: readonly string[]): void {
    if (recordIds.length === 0) return;
    tx.send(`INSERT INTO loaded_record (batch_id, source_record_id) SELECT $1, unnest($2::bigint[])`, [
      batchId,
      bigintArray(recordIds),
    ]);
  }

  /** All records that a load took in, in the order of their coming. */
  async ids(tx: Transaction, batchId: string): Promise<string[]> {
    const rows = await tx.query<{ source_record_id: string }>(
      `SELECT source_record_id FROM loaded_record WHERE batch_id = $1 ORDER BY source_record_id`,
      [batchId],
    );
    return rows.map(row => row.source_record_id);
  }

  async clear(tx: Transaction, batchId: string): Promise<void> {
    await tx.query(`DELETE FROM loaded_record WHERE batch_id = $1`, [batchId]);
  }
}
