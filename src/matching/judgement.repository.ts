import { Injectable } from '@nestjs/common';
import { Database, Transaction } from '../platform/database/index.js';

export type Verdict = 'same' | 'different' | 'related' | 'unsure';

/** A person's word on two source records. It outranks every decision and stays until a person withdraws it. */
export interface Judgement {
  readonly id: string;
  readonly domain: string;
  readonly left: string;
  readonly right: string;
  readonly verdict: Verdict;
  /** For `related`: how (`parent`, `remits-via`, `replaced-by`…). */
  readonly relation: string | null;
  readonly reason: string | null;
  readonly taskId: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
}

interface JudgementRow {
  id: string;
  domain: string;
  left_id: string;
  right_id: string;
  verdict: Verdict;
  relation: string | null;
  reason: string | null;
  task_id: string | null;
  made_by: string;
  made_at: Date;
}

type PairRow = Pick<JudgementRow, 'left_id' | 'right_id'>;

const COLUMNS = 'id, domain, left_id, right_id, verdict, relation, reason, task_id, made_by, made_at';

/** Every query of judgements. */
@Injectable()
export class JudgementRepository {
  constructor(private readonly database: Database) {}

  /** Records judgements; an earlier one on the same pair is withdrawn, not overwritten. */
  async record(tx: Transaction, judgements: readonly Judgement[]): Promise<void> {
    for (const judgement of judgements) {
      await this.withdraw(tx, judgement.left, judgement.right, judgement.madeBy, judgement.madeAt);
    }
    await tx.query(
      `INSERT INTO judgement (id, domain, left_id, right_id, verdict, relation, reason, task_id, made_by, made_at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::uuid[],
                            $9::text[], $10::timestamptz[])`,
      [
        judgements.map(each => each.id),
        judgements.map(each => each.domain),
        judgements.map(each => each.left),
        judgements.map(each => each.right),
        judgements.map(each => each.verdict),
        judgements.map(each => each.relation),
        judgements.map(each => each.reason),
        judgements.map(each => each.taskId),
        judgements.map(each => each.madeBy),
        judgements.map(each => each.madeAt),
      ],
    );
  }

  /** Withdraws the active judgement on a pair, if there is one. */
  async withdraw(tx: Transaction, left: string, right: string, by: string, at: Date): Promise<void> {
    await tx.query(
      `UPDATE judgement SET withdrawn_by = $3, withdrawn_at = $4
        WHERE left_id = $1 AND right_id = $2 AND withdrawn_at IS NULL`,
      [left, right, by, at],
    );
  }

  /**
   * Withdraws what was said of a pair; returns the records concerned. That two records are the same is said by several judgements when
   * their golden records have other records besides: they are one word, and go together. One of them alone would leave the rest merged,
   * and tear the record that it was about from its own.
   *
   * @param recordIds the records of the golden records that the pair belongs to
   */
  async withdrawWord(
    tx: Transaction,
    [left, right]: readonly [string, string],
    recordIds: readonly string[],
    by: string,
    at: Date,
  ): Promise<string[]> {
    const rows = await tx.query<PairRow>(
      `UPDATE judgement SET withdrawn_by = $4, withdrawn_at = $5
         FROM judgement AS said
        WHERE said.left_id = $1 AND said.right_id = $2 AND said.withdrawn_at IS NULL AND judgement.withdrawn_at IS NULL
          AND (judgement.id = said.id OR
               (said.verdict = 'same' AND judgement.verdict = 'same' AND judgement.left_id = ANY($3)
                AND judgement.made_by = said.made_by AND judgement.made_at = said.made_at))
       RETURNING judgement.left_id, judgement.right_id`,
      [left, right, recordIds, by, at],
    );
    return recordsOf(rows);
  }

  /**
   * Withdraws every judgement that the answer to a task made, and brings those back that it took the place of; returns the records
   * concerned.
   */
  async withdrawByTask(tx: Transaction, taskId: string, by: string, at: Date): Promise<string[]> {
    const withdrawn = await tx.query<PairRow & Pick<JudgementRow, 'made_by' | 'made_at'>>(
      `UPDATE judgement SET withdrawn_by = $2, withdrawn_at = $3
        WHERE task_id = $1 AND withdrawn_at IS NULL RETURNING left_id, right_id, made_by, made_at`,
      [taskId, by, at],
    );
    const [answer] = withdrawn;
    if (answer === undefined) return [];
    const back = await tx.query<PairRow>(
      `UPDATE judgement SET withdrawn_by = NULL, withdrawn_at = NULL
        WHERE withdrawn_by = $1 AND withdrawn_at = $2 AND task_id IS DISTINCT FROM $3
          AND NOT EXISTS (SELECT FROM judgement AS later WHERE later.left_id = judgement.left_id
                             AND later.right_id = judgement.right_id AND later.withdrawn_at IS NULL)
       RETURNING left_id, right_id`,
      [answer.made_by, answer.made_at, taskId],
    );
    return recordsOf([...withdrawn, ...back]);
  }

  /** Active judgements with both records among these. */
  async among(tx: Transaction | null, recordIds: readonly string[]): Promise<Judgement[]> {
    const rows = await (tx ?? this.database).query<JudgementRow>(
      `SELECT ${COLUMNS} FROM judgement WHERE left_id = ANY($1) AND right_id = ANY($1) AND withdrawn_at IS NULL`,
      [recordIds],
    );
    return rows.map(row => ({
      id: row.id,
      domain: row.domain,
      left: row.left_id,
      right: row.right_id,
      verdict: row.verdict,
      relation: row.relation,
      reason: row.reason,
      taskId: row.task_id,
      madeBy: row.made_by,
      madeAt: row.made_at,
    }));
  }
}

function recordsOf(rows: readonly PairRow[]): string[] {
  return [...new Set(rows.flatMap(row => [row.left_id, row.right_id]))];
}
