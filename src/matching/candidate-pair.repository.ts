import { Injectable } from '@nestjs/common';
import type { DecidedPair } from '../core/matching/index.js';
import { Database, Transaction, bigintArray, jsonRows } from '../platform/database/index.js';

interface PairRow {
  left_id: string;
  right_id: string;
  decision: 'same' | 'review';
  score: number;
  reasons: string[];
}

/** Pairs read at a time when all of a domain are. */
const STREAM_ROWS = 10_000;

/** Every query of candidate pairs. */
@Injectable()
export class CandidatePairRepository {
  constructor(private readonly database: Database) {}

  /** Forgets what was decided about these records: their features changed. */
  forget(tx: Transaction, recordIds: readonly string[]): void {
    if (recordIds.length === 0) return;
    tx.send(`DELETE FROM candidate_pair WHERE left_id = ANY($1)`, [recordIds]);
    tx.send(`DELETE FROM candidate_pair WHERE right_id = ANY($1)`, [recordIds]);
  }

  save(
    tx: Transaction,
    context: { domain: string; ruleVersion: number; now: Date },
    pairs: readonly DecidedPair[],
  ): void {
    if (pairs.length === 0) return;
    tx.send(
      `INSERT INTO candidate_pair (left_id, right_id, domain, decision, score, reasons, rule_version, decided_at)
       SELECT left_id, right_id, $1, decision, score, reasons, $2, $3
         FROM json_to_recordset($4::json) AS p (left_id bigint, right_id bigint, decision text, score real, reasons jsonb)
       ON CONFLICT ON CONSTRAINT candidate_pair_pk DO UPDATE SET decision = excluded.decision, score = excluded.score,
              reasons = excluded.reasons, rule_version = excluded.rule_version, decided_at = excluded.decided_at`,
      [
        context.domain,
        context.ruleVersion,
        context.now,
        jsonRows(
          pairs.map(({ left, right, decision, score, reasons }) => ({
            left_id: left,
            right_id: right,
            decision,
            score,
            reasons,
          })),
        ),
      ],
    );
  }

  /**
   * Pairs inside a block that has become crowded and that share no other key: they no longer count.
   * Removes them and returns the records concerned, so that the result does not depend on who came first.
   *
   * @param sizeMax keys that were crowded under rules with smaller blocks count again
   */
  async forgetPairsOnlyJoinedBy(
    tx: Transaction,
    members: readonly string[],
    sizeMax: number,
  ): Promise<string[]> {
    const rows = await tx.query<{ left_id: string; right_id: string }>(
      // Their keys are read once. Asked about pair by pair, the planner hopes to come across the first key by reading all of them.
      `WITH counts AS MATERIALIZED (
         SELECT k.source_record_id AS id, k.key FROM match_key k
          WHERE k.source_record_id = ANY($1) AND NOT EXISTS (SELECT 1 FROM crowded_key c WHERE c.key = k.key AND c.records > $2))
       DELETE FROM candidate_pair p WHERE p.left_id = ANY($1) AND p.right_id = ANY($1) AND NOT EXISTS (
         SELECT 1 FROM counts l JOIN counts r ON r.key = l.key WHERE l.id = p.left_id AND r.id = p.right_id)
       RETURNING left_id, right_id`,
      [bigintArray(members), sizeMax],
    );
    return [...new Set(rows.flatMap(row => [row.left_id, row.right_id]))];
  }

  /** The pairs of a domain that are decided to be the same, in no order. */
  streamSame(tx: Transaction, domain: string): AsyncGenerator<{ left_id: string; right_id: string }> {
    return tx.stream(
      `SELECT left_id, right_id FROM candidate_pair WHERE domain = $1 AND decision = 'same'`,
      [domain],
      STREAM_ROWS,
    );
  }

  /** Remembered pairs with both records among these. */
  async among(tx: Transaction | null, recordIds: readonly string[]): Promise<DecidedPair[]> {
    const rows = await (tx ?? this.database).query<PairRow>(
      `SELECT left_id, right_id, decision, score, reasons FROM candidate_pair WHERE left_id = ANY($1) AND right_id = ANY($1)`,
      [recordIds],
    );
    return rows.map(fromRow);
  }

  /** Remembered pairs with at least one record among these. */
  async touching(
    tx: Transaction | null,
    recordIds: readonly string[],
    decision: 'same' | 'review',
  ): Promise<DecidedPair[]> {
    const rows = await (tx ?? this.database).query<PairRow>(
      `SELECT left_id, right_id, decision, score, reasons FROM candidate_pair WHERE left_id = ANY($1) AND decision = $2
        UNION SELECT left_id, right_id, decision, score, reasons FROM candidate_pair WHERE right_id = ANY($1) AND decision = $2`,
      [recordIds, decision],
    );
    return rows.map(fromRow);
  }
}

function fromRow(row: PairRow): DecidedPair {
  return {
    left: row.left_id,
    right: row.right_id,
    decision: row.decision,
    score: row.score,
    reasons: row.reasons,
  };
}
