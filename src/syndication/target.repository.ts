import { Injectable } from '@nestjs/common';
import type { WebhookTarget } from '../core/rules/index.js';
import { Database, type Transaction } from '../platform/database/index.js';
import { afterAttempts, closedCircuit, type Circuit } from './circuit.js';

/** Where deliveries go. */
export interface Target {
  readonly id: number;
  readonly system: string;
  readonly name: string;
  readonly url: string;
  readonly secretRef: string;
  readonly ordering: WebhookTarget['ordering'];
  /** Its circuit was open, and this caller was given the one delivery that tries whether it works again. */
  readonly isProbe: boolean;
}

/** A target as a system file describes it. */
export interface DescribedTarget {
  readonly system: string;
  readonly target: WebhookTarget;
}

interface TargetRow {
  readonly id: number;
  readonly system: string;
  readonly name: string;
  readonly url: string;
  readonly secret_ref: string;
  readonly ordering: WebhookTarget['ordering'];
}

const TARGET_COLUMNS = `id, system, name, url, secret_ref, ordering`;

/** A target as operators see it. Its secret is nowhere in the database. */
export interface TargetStatus {
  readonly id: number;
  readonly system: string;
  readonly name: string;
  /** Without what follows a question mark: some systems keep a token there. */
  readonly url: string;
  readonly ordering: WebhookTarget['ordering'];
  readonly state: 'active' | 'suspended';
  readonly stateReason: string | null;
  readonly heldUntil: Date | null;
  /** Only noted after something had gone wrong. */
  readonly lastSuccessAt: Date | null;
  readonly waiting: number;
  readonly waitingSince: Date | null;
  readonly parked: number;
}

/** Every query of the targets and their circuits. */
@Injectable()
export class TargetRepository {
  constructor(private readonly database: Database) {}

  /**
   * Makes the targets those of the system files. A new one begins with the events that come from now on; one that is gone
   * keeps its history, and what it still had to get is cancelled.
   */
  async replaceAll(described: readonly DescribedTarget[]): Promise<void> {
    await this.database.transaction(async tx => {
      const [cursor] = await tx.query<{ pos: string }>(
        `SELECT pos FROM fanout_cursor WHERE name = 'main' FOR UPDATE`,
      );
      const firstPosition = BigInt(cursor?.pos ?? 0) + 1n;
      for (const each of described) await this.#upsert(tx, each, firstPosition);
      await tx.execute(
        `UPDATE target SET state = 'removed', state_reason = 'no longer in the system file'
          WHERE state <> 'removed'
            AND NOT EXISTS (SELECT 1 FROM unnest($1::text[], $2::text[]) AS kept (system, name)
                             WHERE kept.system = target.system AND kept.name = target.name)`,
        [described.map(each => each.system), described.map(each => each.target.name)],
      );
      await tx.execute(
        `UPDATE delivery SET state = 'cancelled', lease_token = NULL, settled_at = clock_timestamp()
           FROM target WHERE target.id = delivery.target_id AND target.state = 'removed'
            AND delivery.state NOT IN ('acked', 'superseded', 'cancelled')`,
      );
    });
  }

  async #upsert(tx: Transaction, { system, target }: DescribedTarget, firstPosition: bigint): Promise<void> {
    await tx.execute(
      `INSERT INTO target (system, name, url, secret_ref, domains, events, attributes, ordering, first_pos)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (system, name) DO UPDATE SET
         url = excluded.url, secret_ref = excluded.secret_ref, domains = excluded.domains, events = excluded.events,
         attributes = excluded.attributes, ordering = excluded.ordering,
         first_pos = CASE WHEN target.state = 'removed' THEN excluded.first_pos ELSE target.first_pos END,
         state = CASE WHEN target.state = 'removed' THEN 'active' ELSE target.state END,
         state_reason = CASE WHEN target.state = 'removed' THEN NULL ELSE target.state_reason END`,
      [
        system,
        target.name,
        target.url,
        target.secretRef,
        target.domains ?? null,
        target.events ?? null,
        target.attributes ?? null,
        target.ordering,
        firstPosition,
      ],
    );
  }

  /** Targets that may be sent to now: those in order, and those whose pause is over, each of the latter to one caller only. */
  async ready(now: Date, probeMs: number): Promise<readonly Target[]> {
    const inOrder = await this.database.query<TargetRow>(
      `SELECT ${TARGET_COLUMNS} FROM target WHERE state = 'active' AND held_until IS NULL ORDER BY id`,
    );
    const probes = await this.database.query<TargetRow>(
      `UPDATE target SET held_until = $2
        WHERE id IN (SELECT id FROM target WHERE state = 'active' AND held_until <= $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${TARGET_COLUMNS}`,
      [now, new Date(now.getTime() + probeMs)],
    );
    return [...inOrder.map(row => targetOf(row, false)), ...probes.map(row => targetOf(row, true))];
  }

  /** Counts attempts for the target's circuit, and opens or closes it. */
  async countAttempts(
    target: Target,
    outcome: { readonly successes: number; readonly failures: number; readonly opensAtOnce: boolean },
    now: Date,
  ): Promise<Circuit> {
    return this.database.transaction(async tx => {
      const [row] = await tx.query<{ circuit: Circuit | null }>(
        `SELECT circuit FROM target WHERE id = $1 FOR UPDATE`,
        [target.id],
      );
      const nowMs = now.getTime();
      const before = row?.circuit ?? closedCircuit(nowMs);
      // What was under way when the circuit opened says nothing new; only the probe decides.
      if (before.state === 'open' && !target.isProbe) return before;
      const circuit = afterAttempts(before, outcome, nowMs);
      await tx.execute(
        `UPDATE target SET circuit = $2, held_until = $3,
                last_success_at = CASE WHEN $4 THEN $5 ELSE last_success_at END
          WHERE id = $1`,
        [
          target.id,
          JSON.stringify(circuit),
          circuit.state === 'open' ? new Date(nowMs + circuit.openMs) : null,
          outcome.successes > 0,
          now,
        ],
      );
      return circuit;
    });
  }

  /** Every target that the system files in force name, with what waits for it. */
  async statuses(): Promise<readonly TargetStatus[]> {
    return this.database.query(
      `SELECT target.id, system, name, split_part(url, '?', 1) AS url, ordering, target.state, state_reason AS "stateReason",
              held_until AS "heldUntil", last_success_at AS "lastSuccessAt", open.waiting, open.since AS "waitingSince", open.parked
         FROM target CROSS JOIN LATERAL (
              SELECT count(*) FILTER (WHERE delivery.state IN ('due', 'leased'))::int AS waiting,
                     count(*) FILTER (WHERE delivery.state = 'parked')::int AS parked,
                     (SELECT sequenced_at FROM feed WHERE pos = min(delivery.pos) FILTER (WHERE delivery.state IN ('due', 'leased'))) AS since
                FROM delivery
               WHERE target_id = target.id AND delivery.state NOT IN ('acked', 'superseded', 'cancelled')) AS open
        WHERE target.state <> 'removed' ORDER BY system, name`,
    );
  }

  /** @returns false when the target is not active */
  async suspendBy(tx: Transaction, targetId: number, reason: string): Promise<boolean> {
    const touched = await tx.execute(
      `UPDATE target SET state = 'suspended', state_reason = $2 WHERE id = $1 AND state = 'active'`,
      [targetId, reason],
    );
    return touched > 0;
  }

  /** Makes a suspended target active, with a circuit as on its first day. @returns false when it is not suspended */
  async resume(tx: Transaction, targetId: number): Promise<boolean> {
    const touched = await tx.execute(
      `UPDATE target SET state = 'active', state_reason = NULL, held_until = NULL, circuit = NULL
        WHERE id = $1 AND state = 'suspended'`,
      [targetId],
    );
    return touched > 0;
  }

  /** Stops sending to a target that wants no more, until somebody resumes it; its deliveries wait. */
  async suspend(targetId: number, reason: string): Promise<void> {
    await this.database.execute(
      `UPDATE target SET state = 'suspended', state_reason = $2 WHERE id = $1 AND state = 'active'`,
      [targetId, reason],
    );
  }
}

function targetOf(row: TargetRow, isProbe: boolean): Target {
  return {
    id: row.id,
    system: row.system,
    name: row.name,
    url: row.url,
    secretRef: row.secret_ref,
    ordering: row.ordering,
    isProbe,
  };
}
