import { Injectable } from '@nestjs/common';
import type { Fields } from '../core/mapping/index.js';
import { Database, Transaction, jsonRows } from '../platform/database/index.js';
import type { JoinRow } from '../sources/index.js';

interface JoinRowRow {
  join_key: string;
  row_number: string;
  line: string;
  fields: Fields;
}

/** How much of a file one stored part holds: large enough to be cheap, small enough to read many at once. */
export const PART_BYTES = 1 << 20;

/** Every query of raw batch content: files cut into parts, and the rows of joined files while a batch is processed. */
@Injectable()
export class BatchContentRepository {
  constructor(private readonly database: Database) {}

  async addFile(batchId: string, position: number, name: string): Promise<void> {
    await this.database.query(`INSERT INTO batch_file (batch_id, position, name) VALUES ($1, $2, $3)`, [
      batchId,
      position,
      name,
    ]);
  }

  async addPart(batchId: string, position: number, part: number, content: Uint8Array): Promise<void> {
    await this.database.query(
      `INSERT INTO batch_part (batch_id, position, part, content) VALUES ($1, $2, $3, $4)`,
      [batchId, position, part, content],
    );
  }

  async closeFile(batchId: string, position: number, bytes: number, sha256: Uint8Array): Promise<void> {
    await this.database.query(
      `UPDATE batch_file SET bytes = $3, sha256 = $4 WHERE batch_id = $1 AND position = $2`,
      [batchId, position, bytes, sha256],
    );
  }

  async files(batchId: string): Promise<{ position: number; name: string; bytes: number }[]> {
    const rows = await this.database.query<{ position: number; name: string; bytes: string }>(
      `SELECT position, name, bytes FROM batch_file WHERE batch_id = $1 ORDER BY position`,
      [batchId],
    );
    return rows.map(row => ({ ...row, bytes: Number(row.bytes) }));
  }

  /** One stored part of a file; `null` past its end. */
  async part(batchId: string, position: number, part: number): Promise<Uint8Array | null> {
    const rows = await this.database.query<{ content: Buffer }>(
      `SELECT content FROM batch_part WHERE batch_id = $1 AND position = $2 AND part = $3`,
      [batchId, position, part],
    );
    return rows[0]?.content ?? null;
  }

  async clearJoinRows(batchId: string): Promise<void> {
    await this.database.query(`DELETE FROM batch_join_row WHERE batch_id = $1`, [batchId]);
  }

  async addJoinRows(batchId: string, file: string, rows: readonly JoinRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.database.query(
      `INSERT INTO batch_join_row (batch_id, file, join_key, row_number, line, fields)
       SELECT $1, $2, * FROM json_to_recordset($3::json) AS r (key text, "rowNumber" bigint, line bigint, fields jsonb)`,
      [
        batchId,
        file,
        jsonRows(rows.map(({ key, rowNumber, line, fields }) => ({ key, rowNumber, line, fields }))),
      ],
    );
  }

  /** The rows of these keys in file order, which are claimed from now on. */
  async claimJoinRows(batchId: string, file: string, keys: readonly string[]): Promise<JoinRow[]> {
    const rows = await this.database.query<JoinRowRow>(
      `WITH claimed AS (
         UPDATE batch_join_row SET claimed = true WHERE batch_id = $1 AND file = $2 AND join_key = ANY($3)
         RETURNING join_key, row_number, line, fields)
       SELECT * FROM claimed ORDER BY row_number`,
      [batchId, file, keys],
    );
    return rows.map(joinRowFrom);
  }

  /** Rows that no record has claimed, in file order, after the row `after`. */
  async unclaimedJoinRows(batchId: string, file: string, after: number, limit: number): Promise<JoinRow[]> {
    const rows = await this.database.query<JoinRowRow>(
      `SELECT join_key, row_number, line, fields FROM batch_join_row
        WHERE batch_id = $1 AND file = $2 AND NOT claimed AND row_number > $3 ORDER BY row_number LIMIT $4`,
      [batchId, file, after, limit],
    );
    return rows.map(joinRowFrom);
  }

  /** Which keys a snapshot holds, so that what it no longer holds can be found when it ends. */
  async addSeen(tx: Transaction, batchId: string, keys: readonly string[]): Promise<void> {
    await tx.query(
      `INSERT INTO batch_seen (batch_id, source_key) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
      [batchId, keys],
    );
  }

  /**
   * Live records of a system and domain that the snapshot did not hold, at most `limit`, and how many there are in all. A snapshot says
   * nothing about what came after it.
   */
  async missingFromSnapshot(
    batchId: string,
    system: string,
    domain: string,
    limit: number,
  ): Promise<{ keys: string[]; missing: number; live: number }> {
    const rows = await this.database.query<{ keys: string[] | null; missing: number; live: number }>(
      `WITH live AS (SELECT source_key, batch_id, recorded_at FROM source_record WHERE system = $2 AND domain = $3 AND NOT deleted),
            missing AS (SELECT source_key FROM live l
                         WHERE NOT EXISTS (SELECT 1 FROM batch_seen s WHERE s.batch_id = $1 AND s.source_key = l.source_key)
                           AND coalesce((SELECT created_at FROM batch WHERE id = l.batch_id), l.recorded_at)
                               <= (SELECT created_at FROM batch WHERE id = $1))
       SELECT (SELECT array_agg(source_key) FROM (SELECT source_key FROM missing ORDER BY source_key LIMIT $4) page) AS keys,
              (SELECT count(*)::int FROM missing) AS missing, (SELECT count(*)::int FROM live) AS live`,
      [batchId, system, domain, limit],
    );
    return { keys: rows[0]?.keys ?? [], missing: rows[0]?.missing ?? 0, live: rows[0]?.live ?? 0 };
  }

  /**
   * Why a snapshot cannot say what is gone: how many of its rows have no key, and whether a later delivery of the same records has come,
   * which knows better.
   */
  async snapshotDoubts(
    batchId: string,
    system: string,
    domain: string,
  ): Promise<{ rowsWithoutKey: number; isOvertaken: boolean }> {
    const [row] = await this.database.query<{ rowsWithoutKey: number; isOvertaken: boolean }>(
      `SELECT (SELECT count(*)::int FROM quarantine WHERE batch_id = $1 AND source_key IS NULL) AS "rowsWithoutKey",
              EXISTS (SELECT FROM batch WHERE system = $2 AND domain = $3 AND state IN ('queued','processing','resolving','done')
                         AND created_at > (SELECT created_at FROM batch WHERE id = $1)) AS "isOvertaken"`,
      [batchId, system, domain],
    );
    return row ?? { rowsWithoutKey: 0, isOvertaken: false };
  }

  async clearSeen(batchId: string): Promise<void> {
    await this.database.query(`DELETE FROM batch_seen WHERE batch_id = $1`, [batchId]);
  }
}

function joinRowFrom(row: JoinRowRow): JoinRow {
  return { key: row.join_key, rowNumber: Number(row.row_number), line: Number(row.line), fields: row.fields };
}
