import { Injectable } from '@nestjs/common';
import type { Block } from '../core/matching/index.js';
import type { Features } from '../core/rules/index.js';
import { Database, Transaction, bigintArray } from '../platform/database/index.js';

/** The block keys of one source record, as signed 64-bit integers in decimal. */
export interface RecordKeys {
  readonly recordId: string;
  readonly keys: readonly string[];
}

/** Every query of block keys: who shares a key with whom. */
@Injectable()
export class MatchKeyRepository {
  constructor(private readonly database: Database) {}

  /** Replaces the keys of these records. New records have none to remove. */
  replace(tx: Transaction, known: readonly string[], records: readonly RecordKeys[]): void {
    if (known.length > 0) tx.send(`DELETE FROM match_key WHERE source_record_id = ANY($1)`, [known]);
    const keys: string[] = [];
    const ids: string[] = [];
    for (const record of records) {
      for (const key of record.keys) {
        keys.push(key);
        ids.push(record.recordId);
      }
    }
    if (keys.length === 0) return;
    tx.send(
      `INSERT INTO match_key (key, source_record_id) SELECT * FROM unnest($1::bigint[], $2::bigint[]) ON CONFLICT DO NOTHING`,
      [bigintArray(keys), bigintArray(ids)],
    );
  }

  /**
   * The blocks of these keys, without those known to hold more than `sizeMax` records. Rules that allow larger blocks bring blocks
   * back that were crowded before. Reads match_key_pk only.
   *
   * @param sizeMin a record whose key is stored already is alone in a block of one: half of all keys
   */
  async blocks(
    tx: Transaction | null,
    keys: readonly string[],
    { sizeMin = 1, sizeMax }: { readonly sizeMin?: number; readonly sizeMax: number },
  ): Promise<Block[]> {
    // Crowded keys are taken out before their blocks are read: those grow with the hub. One text a block, because the driver takes
    // arrays apart character by character.
    const rows = await (tx ?? this.database).query<{ key: string; members: string }>(
      `SELECT key, string_agg(source_record_id::text, ',') AS members FROM match_key
        WHERE key = ANY(ARRAY(
          SELECT asked.key FROM unnest($1::bigint[]) AS asked (key)
           WHERE NOT EXISTS (SELECT 1 FROM crowded_key c WHERE c.key = asked.key AND c.records > $2)))
        GROUP BY key HAVING count(*) >= $3`,
      [bigintArray(keys), sizeMax, sizeMin],
    );
    return rows.map(({ key, members }) => ({ key, members: members.split(',') }));
  }

  /** The blocks of two or more in which these records are, without those known to hold more than `sizeMax`. */
  async blocksOfRecords(tx: Transaction, recordIds: readonly string[], sizeMax: number): Promise<Block[]> {
    const rows = await tx.query<{ key: string }>(
      `SELECT DISTINCT key FROM match_key WHERE source_record_id = ANY($1)`,
      [bigintArray(recordIds)],
    );
    return this.blocks(
      tx,
      rows.map(row => row.key),
      { sizeMin: 2, sizeMax },
    );
  }

  /** Marks keys as too common to compare by; from now on their blocks are left out. */
  async markCrowded(tx: Transaction, domain: string, blocks: readonly Block[]): Promise<void> {
    await tx.query(
      `INSERT INTO crowded_key (key, domain, records) SELECT key, $1, records FROM unnest($2::bigint[], $3::int[]) AS b (key, records)
       ON CONFLICT (key) DO UPDATE SET records = excluded.records`,
      [domain, blocks.map(block => block.key), blocks.map(block => block.members.length)],
    );
  }

  /** The features of records that still count, by record id. */
  async features(tx: Transaction | null, recordIds: readonly string[]): Promise<Map<string, Features>> {
    const rows = await (tx ?? this.database).query<{ id: string; features: Features }>(
      `SELECT id, features FROM source_record WHERE id = ANY($1) AND NOT deleted`,
      [bigintArray(recordIds)],
    );
    return new Map(rows.map(row => [row.id, row.features]));
  }
}
