import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/index.js';

/** What a target says about one version of one record. `accepted`: taken in; `review`: a person there looks at it. */
export type AcknowledgementStatus = 'ACCEPTED' | 'APPLIED' | 'REVIEW' | 'REJECTED';

/** An acknowledgement as a target sends it. */
export interface Acknowledgement {
  /** The target's own id of this acknowledgement: the same one twice counts once. */
  readonly id: string;
  readonly recordId: string;
  readonly version: string;
  readonly status: AcknowledgementStatus;
  readonly reason?: string;
  /** What the source should change, where the target knows. */
  readonly correctiveAction?: string;
}

/** Every query of acknowledgements. */
@Injectable()
export class AcknowledgementRepository {
  /** The target of a system by its name; `null` when the system files in force have none. */
  async findTarget(tx: Transaction, system: string, name: string): Promise<number | null> {
    const [row] = await tx.query<{ id: number }>(
      `SELECT id FROM target WHERE system = $1 AND name = $2 AND state <> 'removed'`,
      [system, name],
    );
    return row?.id ?? null;
  }

  /** The delivery of this very version to the target, locked; `null` when it was never on its way there. */
  async lockDelivery(
    tx: Transaction,
    targetId: number,
    { recordId, version }: Acknowledgement,
  ): Promise<bigint | null> {
    const [row] = await tx.query<{ pos: string }>(
      `SELECT pos FROM delivery WHERE target_id = $1 AND version = $3
          AND pos IN (SELECT pos FROM feed WHERE record_id = $2 AND version = $3) FOR UPDATE`,
      [targetId, recordId, version],
    );
    return row === undefined ? null : BigInt(row.pos);
  }

  /** Stores an acknowledgement. `other`: the target used this id for another one before. */
  async store(
    tx: Transaction,
    targetId: number,
    acknowledgement: Acknowledgement,
  ): Promise<'new' | 'repeated' | 'other'> {
    const { id, recordId, version, status, reason, correctiveAction } = acknowledgement;
    const stored = await tx.execute(
      `INSERT INTO acknowledgement (target_id, ack_id, record_id, version, status, reason, corrective_action)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [targetId, id, recordId, version, status, reason ?? null, correctiveAction ?? null],
    );
    if (stored === 1) return 'new';
    const same = await tx.query(
      `SELECT 1 FROM acknowledgement WHERE target_id = $1 AND ack_id = $2 AND record_id = $3 AND version = $4 AND status = $5`,
      [targetId, id, recordId, version, status],
    );
    return same.length === 1 ? 'repeated' : 'other';
  }

  /** Notes on the delivery what its target says. That it was taken in is no news once more is known. */
  async note(
    tx: Transaction,
    targetId: number,
    position: bigint,
    status: AcknowledgementStatus,
  ): Promise<void> {
    await tx.execute(
      `UPDATE delivery SET business_state = lower($3::text)
        WHERE target_id = $1 AND pos = $2 AND ($3 <> 'ACCEPTED' OR business_state IS NULL)`,
      [targetId, position, status],
    );
  }
}
