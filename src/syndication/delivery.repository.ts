import { Injectable } from '@nestjs/common';
import { Database, type Queryable, type Transaction } from '../platform/database/index.js';
import type { Target } from './target.repository.js';

/** A delivery that the caller may attempt until its lease ends. */
export interface ClaimedDelivery {
  readonly targetId: number;
  readonly position: bigint;
  readonly eventId: string;
  /** Attempts with this one. */
  readonly attempts: number;
  /** What completion is fenced by: after another claim of the same delivery it no longer counts. */
  readonly leaseToken: string;
}

/** How an attempt leaves its delivery. */
export type Settlement =
  | { readonly state: 'acked'; readonly business: 'applied' | 'accepted' }
  | { readonly state: 'parked' }
  /** `keepsBudget`: the attempt is not counted, because it was not the delivery's fault. */
  | { readonly state: 'due'; readonly nextAt: Date; readonly keepsBudget: boolean };

/** One line of the log of attempts. */
export interface AttemptRecord {
  readonly at: Date;
  readonly durationMs: number;
  readonly outcome: string;
  readonly status: number | null;
  /** What the target answered, or what went wrong: for people, bounded. */
  readonly detail: string | null;
}

/** A delivery that only a person can set going again. */
export interface ParkedDelivery {
  readonly position: string;
  readonly recordId: string;
  readonly version: string;
  readonly attempts: number;
  /** Outcome of the last attempt: `HTTP_422`, `TIMEOUT`… */
  readonly reason: string | null;
}

/** Positions that one fan-out looks through. */
const FANOUT_POSITIONS = 2_000;
/** Attempts that are kept of one delivery. */
const ATTEMPTS_KEPT = 50;

/** Every query of the deliveries. */
@Injectable()
export class DeliveryRepository {
  constructor(private readonly database: Database) {}

  /**
   * Makes deliveries of the next events of the feed. Running it twice, or in two processes, makes none twice.
   *
   * @param now from when they are due: by the clock that `claim` is asked with, which may be behind the database's
   * @returns positions looked through; `null` when another process is at it
   */
  async fanOut(now: Date): Promise<number | null> {
    return this.database.transaction(async tx => {
      const [cursor] = await tx.query<{ pos: string }>(
        `SELECT pos FROM fanout_cursor WHERE name = 'main' FOR UPDATE SKIP LOCKED`,
      );
      if (cursor === undefined) return null;
      const after = BigInt(cursor.pos);
      const [head] = await tx.query<{ pos: string }>(`SELECT pos FROM feed_head`);
      const end = BigInt(head?.pos ?? 0);
      const upTo = end - after > BigInt(FANOUT_POSITIONS) ? after + BigInt(FANOUT_POSITIONS) : end;
      if (upTo <= after) return 0;
      await this.#insertDeliveries(tx, after, upTo, now);
      await tx.execute(`UPDATE fanout_cursor SET pos = $1 WHERE name = 'main'`, [upTo]);
      return Number(upTo - after);
    });
  }

  async #insertDeliveries(tx: Transaction, after: bigint, upTo: bigint, now: Date): Promise<void> {
    await tx.execute(
      `INSERT INTO delivery (target_id, pos, record_id, version, event_id, next_at)
       SELECT target.id, feed.pos, feed.record_id, feed.version, feed.event_id, $3
         FROM feed JOIN target ON feed.pos >= target.first_pos AND target.state <> 'removed'
          AND (target.domains IS NULL OR feed.domain = ANY (target.domains))
          AND (target.events IS NULL OR feed.type = ANY (target.events))
          AND (target.attributes IS NULL OR feed.changed && target.attributes)
        WHERE feed.pos > $1 AND feed.pos <= $2
        ORDER BY feed.pos
       ON CONFLICT DO NOTHING`,
      [after, upTo, now],
    );
    // One that is under way is left alone: when it fails, it finds its successor and gives way.
    await tx.execute(
      `UPDATE delivery SET state = 'superseded', settled_at = clock_timestamp()
         FROM delivery AS newer JOIN target ON target.id = newer.target_id AND target.ordering = 'supersede'
        WHERE newer.pos > $1 AND newer.pos <= $2
          AND delivery.target_id = newer.target_id AND delivery.record_id = newer.record_id AND delivery.pos < newer.pos
          AND delivery.state IN ('due', 'parked')`,
      [after, upTo],
    );
  }

  /**
   * Leases deliveries that are due. Unless the target takes them unordered, only the first unsettled one of each record
   * is given out, and a parked one holds back those behind it. A lease that ran out is no attempt: that a process died says nothing
   * about the target, and must not use up what the target has left.
   */
  async claim(
    target: Target,
    limit: number,
    lease: { readonly owner: string; readonly token: string; readonly now: Date; readonly until: Date },
  ): Promise<readonly ClaimedDelivery[]> {
    const rows = await this.database.query<{ pos: string; event_id: string; attempts: number }>(
      `UPDATE delivery
          SET state = 'leased', lease_owner = $3, lease_token = $4, lease_until = $6,
              attempts = attempts + CASE delivery.state WHEN 'leased' THEN 0 ELSE 1 END
         FROM (SELECT pos FROM delivery AS mine
                WHERE target_id = $1
                  AND ((state = 'due' AND next_at <= $5) OR (state = 'leased' AND lease_until < $5))
                  AND ($7 = 'unordered' OR NOT EXISTS (
                        SELECT 1 FROM delivery AS earlier
                         WHERE earlier.target_id = mine.target_id AND earlier.record_id = mine.record_id
                           AND earlier.pos < mine.pos AND earlier.state NOT IN ('acked', 'superseded', 'cancelled')))
                ORDER BY next_at, pos LIMIT $2 FOR UPDATE SKIP LOCKED) AS first
        WHERE delivery.target_id = $1 AND delivery.pos = first.pos
       RETURNING delivery.pos, delivery.event_id, delivery.attempts`,
      [target.id, limit, lease.owner, lease.token, lease.now, lease.until, target.ordering],
    );
    return rows.map(row => ({
      targetId: target.id,
      position: BigInt(row.pos),
      eventId: row.event_id,
      attempts: row.attempts,
      leaseToken: lease.token,
    }));
  }

  /**
   * Records how an attempt went.
   *
   * @returns false when the lease is no longer the caller's: somebody else attempts it now, and this outcome does not count
   */
  async settle(delivery: ClaimedDelivery, settlement: Settlement, attempt: AttemptRecord): Promise<boolean> {
    return this.database.transaction(async tx => {
      const touched = await tx.execute(
        `UPDATE delivery SET
           state = CASE WHEN $4 IN ('due', 'parked') AND EXISTS (
                     SELECT 1 FROM delivery AS newer JOIN target ON target.id = newer.target_id
                      WHERE target.ordering = 'supersede' AND newer.target_id = delivery.target_id
                        AND newer.record_id = delivery.record_id AND newer.pos > delivery.pos)
                   THEN 'superseded' ELSE $4 END,
           business_state = CASE WHEN $5::text IS NULL OR ($5::text = 'accepted' AND business_state IS NOT NULL)
                                 THEN business_state ELSE $5::text END,
           next_at = coalesce($6, next_at), attempts = attempts - $7::int,
           settled_at = CASE WHEN $4 = 'acked' THEN clock_timestamp() END,
           last_error = $8, lease_token = NULL, lease_owner = NULL, lease_until = NULL
         WHERE target_id = $1 AND pos = $2 AND state = 'leased' AND lease_token = $3`,
        [
          delivery.targetId,
          delivery.position,
          delivery.leaseToken,
          settlement.state,
          settlement.state === 'acked' ? settlement.business : null,
          settlement.state === 'due' ? settlement.nextAt : null,
          settlement.state === 'due' && settlement.keepsBudget ? 1 : 0,
          settlement.state === 'acked'
            ? null
            : JSON.stringify({ reason: attempt.outcome, status: attempt.status }),
        ],
      );
      if (touched === 0) return false;
      await this.#logAttempt(tx, delivery, attempt);
      return true;
    });
  }

  async #logAttempt(tx: Transaction, delivery: ClaimedDelivery, attempt: AttemptRecord): Promise<void> {
    await tx.execute(
      `INSERT INTO delivery_attempt (target_id, pos, attempt, at, duration_ms, outcome, status, detail)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        delivery.targetId,
        delivery.position,
        delivery.attempts,
        attempt.at,
        Math.round(attempt.durationMs),
        attempt.outcome,
        attempt.status,
        attempt.detail?.replaceAll('\0', '\u2400') ?? null,
      ],
    );
    await tx.execute(
      `DELETE FROM delivery_attempt WHERE target_id = $1 AND pos = $2 AND id <= (
         SELECT id FROM delivery_attempt WHERE target_id = $1 AND pos = $2 ORDER BY id DESC OFFSET $3 LIMIT 1)`,
      [delivery.targetId, delivery.position, ATTEMPTS_KEPT],
    );
  }

  /** Parked deliveries of a target in feed order. */
  async parked(targetId: number, after: bigint, limit: number): Promise<readonly ParkedDelivery[]> {
    const rows = await this.database.query<{
      pos: string;
      record_id: string;
      version: string;
      attempts: number;
      reason: string | null;
    }>(
      `SELECT pos, record_id, version, attempts, last_error->>'reason' AS reason FROM delivery
        WHERE target_id = $1 AND state = 'parked' AND pos > $2 ORDER BY pos LIMIT $3`,
      [targetId, after, limit],
    );
    return rows.map(({ pos, record_id: recordId, ...row }) => ({ ...row, recordId, position: pos }));
  }

  /** Makes a parked delivery due at once (its time has come before), with all its attempts ahead of it. @returns false when it is not parked */
  async unpark(connection: Queryable, targetId: number, position: bigint): Promise<boolean> {
    const touched = await connection.execute(
      `UPDATE delivery SET state = 'due', attempts = 0
        WHERE target_id = $1 AND pos = $2 AND state = 'parked'`,
      [targetId, position],
    );
    return touched > 0;
  }

  /** Unsettled deliveries by state, and how many positions the fan-out is behind the feed. */
  async backlog(): Promise<{ states: readonly { state: string; count: number }[]; fanoutLag: number }> {
    const states = await this.database.query<{ state: string; count: string }>(
      `SELECT state, count(*) FROM delivery WHERE state NOT IN ('acked', 'superseded', 'cancelled') GROUP BY state`,
    );
    const [lag] = await this.database.query<{ lag: string }>(
      `SELECT feed_head.pos - fanout_cursor.pos AS lag FROM feed_head, fanout_cursor WHERE name = 'main'`,
    );
    return {
      states: states.map(row => ({ state: row.state, count: Number(row.count) })),
      fanoutLag: Number(lag?.lag ?? 0),
    };
  }
}
