import { Injectable } from '@nestjs/common';
import type { AttributeValue } from '../core/model/index.js';
import { Transaction, storableJson } from '../platform/database/index.js';

/** A pin to be set. */
export interface PinDraft {
  readonly id: string;
  readonly goldenId: string;
  readonly attribute: string;
  /** `null`: the steward says that the record has no such value. */
  readonly value: AttributeValue | null;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly expiresAt: Date | null;
}

/** Every change of pins; reading them for survivorship is the neighbourhood's business. */
@Injectable()
export class PinRepository {
  /** Sets a pin; the one before on the same attribute is withdrawn. */
  async set(tx: Transaction, pin: PinDraft): Promise<void> {
    await this.withdraw(tx, pin.goldenId, pin.attribute, pin.by, pin.at);
    await tx.query(
      `INSERT INTO pin (id, golden_record_id, attribute, value, reason, made_by, made_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        pin.id,
        pin.goldenId,
        pin.attribute,
        storableJson(pin.value),
        pin.reason,
        pin.by,
        pin.at,
        pin.expiresAt,
      ],
    );
  }

  /** False when there was none. */
  async withdraw(
    tx: Transaction,
    goldenId: string,
    attribute: string,
    by: string,
    at: Date,
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE pin SET withdrawn_by = $3, withdrawn_at = $4
        WHERE golden_record_id = $1 AND attribute = $2 AND withdrawn_at IS NULL RETURNING id`,
      [goldenId, attribute, by, at],
    );
    return rows.length === 1;
  }
}
