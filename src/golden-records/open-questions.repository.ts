import { Injectable } from '@nestjs/common';
import { Transaction } from '../platform/database/index.js';
import type { OpenPair } from './golden-records-changed.event.js';

interface OpenPairRow {
  left_id: string;
  right_id: string;
  left_golden: string;
  right_golden: string;
  score: number;
  reasons: string[];
}

/** What is still to be asked about records once they are clustered. */
@Injectable()
export class OpenQuestionsRepository {
  /**
   * Review pairs between different golden records with one end among these records, unless a person has said that the two golden
   * records are different or related. Uses candidate_pair_pk, candidate_pair_right_ix, link_active_uq and judgement_active_uq.
   */
  async pairs(tx: Transaction, recordIds: readonly string[]): Promise<OpenPair[]> {
    const rows = await tx.query<OpenPairRow>(
      `WITH pair AS (
         SELECT left_id, right_id, score, reasons FROM candidate_pair WHERE left_id = ANY($1) AND decision = 'review'
         UNION
         SELECT left_id, right_id, score, reasons FROM candidate_pair WHERE right_id = ANY($1) AND decision = 'review')
       SELECT pair.left_id, pair.right_id, pair.score, pair.reasons,
              l.golden_record_id AS left_golden, r.golden_record_id AS right_golden
         FROM pair
         JOIN link l ON l.source_record_id = pair.left_id AND l.until IS NULL
         JOIN link r ON r.source_record_id = pair.right_id AND r.until IS NULL
        WHERE l.golden_record_id <> r.golden_record_id
          AND NOT EXISTS (
            SELECT 1 FROM link lm JOIN judgement j ON j.withdrawn_at IS NULL AND j.verdict IN ('different', 'related')
                      AND (j.left_id = lm.source_record_id OR j.right_id = lm.source_record_id)
              JOIN link rm ON rm.until IS NULL AND rm.golden_record_id = r.golden_record_id
                      AND rm.source_record_id = CASE WHEN j.left_id = lm.source_record_id THEN j.right_id ELSE j.left_id END
             WHERE lm.golden_record_id = l.golden_record_id AND lm.until IS NULL)`,
      [recordIds],
    );
    return rows.map(row => ({
      left: row.left_id,
      right: row.right_id,
      leftGolden: row.left_golden,
      rightGolden: row.right_golden,
      score: row.score,
      reasons: row.reasons,
    }));
  }
}
