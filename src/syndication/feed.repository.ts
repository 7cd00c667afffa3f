import { Injectable } from '@nestjs/common';
import { Database, jsonRows, type Transaction } from '../platform/database/index.js';
import type { FeedEvent, FeedFilter, FeedPayload } from './feed-event.js';

/** The newest position, what the next event is chained to, and what is still kept. */
export interface FeedHead {
  readonly position: bigint;
  readonly hash: Buffer;
  /** `null` until the first process of the hub has looked at its database. */
  readonly epoch: string | null;
  /** The oldest position that is kept. */
  readonly oldest: bigint;
}

/** A committed row of the outbox. Columns that are only passed on are the database's own texts. */
export interface OutboxRow {
  readonly seq: string;
  readonly event_id: string;
  readonly domain: string;
  readonly record_id: string;
  readonly version: string;
  readonly type: string;
  readonly changed: string;
  readonly payload: string;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly actor: string;
  readonly occurred_at: string;
  readonly tx_id: string;
}

/** An outbox row with its place in the feed. */
export interface SequencedRow extends OutboxRow {
  readonly position: bigint;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

interface HeadRow {
  readonly pos: string;
  readonly hash: Buffer;
  readonly epoch: string | null;
  readonly oldest_pos: string;
}

interface EventRow {
  readonly pos: string;
  readonly event_id: string;
  readonly domain: string;
  readonly record_id: string;
  readonly version: string;
  readonly type: string;
  readonly changed: readonly string[];
  readonly payload: FeedPayload;
  readonly correlation_id: string;
  readonly actor: string;
  readonly occurred_at: Date;
}

const EVENT_COLUMNS = `pos, event_id, domain, record_id, version, type, changed, payload, correlation_id, actor, occurred_at`;

/** Every query of the outbox, the feed and its head. */
@Injectable()
export class FeedRepository {
  constructor(private readonly database: Database) {}

  async head(): Promise<FeedHead> {
    return headOf(await this.database.query<HeadRow>(`SELECT pos, hash, epoch, oldest_pos FROM feed_head`));
  }

  /**
   * Takes the fence of all sequencers until the transaction ends. It must be a statement of its own: the next one then
   * takes its snapshot after the previous holder's commit, and sees neither rows that were moved nor misses new ones.
   */
  async fence(tx: Transaction): Promise<FeedHead> {
    return headOf(await tx.query<HeadRow>(`SELECT pos, hash, epoch, oldest_pos FROM feed_head FOR UPDATE`));
  }

  /** Whether there are committed rows after `floor`. */
  async hasOutboxAfter(floor: bigint): Promise<boolean> {
    const [row] = await this.database.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM outbox WHERE seq > $1) AS found`,
      [floor],
    );
    return row?.found === true;
  }

  /** Removes the first committed rows after `floor` from the outbox and returns them in the order of their making. */
  async takeOutbox(tx: Transaction, floor: bigint, limit: number): Promise<readonly OutboxRow[]> {
    const rows = await tx.query<OutboxRow>(
      `DELETE FROM outbox
        WHERE seq IN (SELECT seq FROM outbox WHERE seq > $1 ORDER BY seq LIMIT $2)
       RETURNING seq, event_id, domain, record_id, version, type, changed::text, payload::text, correlation_id,
                 causation_id, actor, occurred_at::text, tx_id::text`,
      [floor, limit],
    );
    return rows.toSorted((left, right) => Number(BigInt(left.seq) - BigInt(right.seq)));
  }

  /** The newest version in the feed of each of the records that it knows. */
  async newestVersions(tx: Transaction, recordIds: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
    const rows = await tx.query<{ record_id: string; version: string }>(
      `SELECT record_id, version
         FROM unnest($1::uuid[]) AS wanted (record_id),
              LATERAL (SELECT version FROM feed WHERE feed.record_id = wanted.record_id ORDER BY version DESC LIMIT 1) AS newest`,
      [recordIds],
    );
    return new Map(rows.map(row => [row.record_id, BigInt(row.version)]));
  }

  /** Appends rows, moves the head to the last one and wakes the readers of all nodes once the transaction commits. */
  async append(tx: Transaction, rows: readonly SequencedRow[]): Promise<void> {
    const last = rows.at(-1);
    if (last === undefined) return;
    await tx.execute(
      `INSERT INTO feed (pos, event_id, domain, record_id, version, type, changed, payload, correlation_id, causation_id,
                         actor, occurred_at, tx_id, previous_hash, hash)
       SELECT pos, event_id, domain, record_id, version, type, changed, payload::json, correlation_id,
              causation_id, actor, occurred_at, tx_id::xid8, previous_hash, hash
         FROM json_to_recordset($1::json) AS e (pos bigint, event_id uuid, domain text, record_id uuid, version bigint, type text,
              changed text[], payload text, correlation_id text, causation_id text, actor text, occurred_at timestamptz, tx_id text,
              previous_hash bytea, hash bytea)`,
      [
        jsonRows(
          rows.map(({ position, previousHash, hash, ...row }) => ({
            ...row,
            pos: String(position),
            previous_hash: `\\x${previousHash.toString('hex')}`,
            hash: `\\x${hash.toString('hex')}`,
          })),
        ),
      ],
    );
    await tx.execute(`UPDATE feed_head SET pos = $1, hash = $2`, [last.position, last.hash]);
    await tx.query(`SELECT pg_notify('feed', $1)`, [String(last.position)]);
  }

  /** Makes the partition with this number (of 5,000,000 positions each) unless it is there. */
  async createPartition(tx: Transaction, number: bigint): Promise<void> {
    await tx.query(`SELECT create_feed_partition($1)`, [number]);
  }

  /** The last number that the outbox's sequence gave out, committed or not. */
  async lastSequence(): Promise<bigint> {
    const [row] = await this.database.query<{ last_value: string }>(`SELECT last_value FROM outbox_seq_seq`);
    return BigInt(row?.last_value ?? 0);
  }

  /** Every transaction before this one has ended. */
  async oldestTransaction(tx: Transaction): Promise<bigint> {
    const [row] = await tx.query<{ oldest: string }>(
      `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest`,
    );
    return BigInt(row?.oldest ?? 0);
  }

  /**
   * A transaction younger than every one that has written so far. It is a new one on purpose: the upper bound of a snapshot
   * is only the first after the last that *ended*, and older ones above it may still be running.
   */
  async newTransaction(): Promise<bigint> {
    const [row] = await this.database.query<{ id: string }>(`SELECT pg_current_xact_id()::text AS id`);
    return BigInt(row?.id ?? 0);
  }

  /** Events that fit the filter with positions in (`after`, `upTo`], in order. */
  async read(after: bigint, upTo: bigint, limit: number, filter: FeedFilter): Promise<readonly FeedEvent[]> {
    return this.#read(after, upTo, limit, filter, 'ASC');
  }

  /** The same, newest first. */
  async readBack(
    after: bigint,
    upTo: bigint,
    limit: number,
    filter: FeedFilter,
  ): Promise<readonly FeedEvent[]> {
    return this.#read(after, upTo, limit, filter, 'DESC');
  }

  async #read(
    after: bigint,
    upTo: bigint,
    limit: number,
    filter: FeedFilter,
    order: 'ASC' | 'DESC',
  ): Promise<readonly FeedEvent[]> {
    const rows = await this.database.query<EventRow>(
      `SELECT ${EVENT_COLUMNS}
         FROM feed
        WHERE pos > $1 AND pos <= $2
          AND ($4::text[] IS NULL OR domain = ANY ($4))
          AND ($5::text[] IS NULL OR type = ANY ($5))
          AND ($6::text[] IS NULL OR record_id::text = ANY ($6))
          AND ($7::text[] IS NULL OR changed && $7)
        ORDER BY pos ${order} LIMIT $3`,
      [
        after,
        upTo,
        limit,
        filter.domains ?? null,
        filter.types ?? null,
        filter.recordIds ?? null,
        filter.changed ?? null,
      ],
    );
    return rows.map(eventOf);
  }

  /** The events at these positions, in no order. */
  async at(positions: readonly bigint[]): Promise<readonly FeedEvent[]> {
    if (positions.length === 0) return [];
    const rows = await this.database.query<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM feed WHERE pos = ANY ($1::bigint[])`,
      [positions],
    );
    return rows.map(eventOf);
  }

  /** Seconds since the oldest row of the outbox was written, 0 when it is empty, and how many wait. */
  async outboxBacklog(): Promise<{ rows: number; ageSeconds: number }> {
    const [row] = await this.database.query<{ rows: string; age: number }>(
      `SELECT count(*) AS rows,
              coalesce(extract(epoch FROM clock_timestamp() - min(occurred_at)), 0)::float8 AS age
         FROM (SELECT occurred_at FROM outbox ORDER BY seq LIMIT 10000) AS first`,
    );
    return { rows: Number(row?.rows ?? 0), ageSeconds: Math.max(0, row?.age ?? 0) };
  }
}

function headOf(rows: readonly HeadRow[]): FeedHead {
  const [row] = rows;
  if (row === undefined) throw new Error('feed_head has lost its row; restore the database');
  return {
    position: BigInt(row.pos),
    hash: row.hash,
    epoch: row.epoch,
    oldest: BigInt(row.oldest_pos),
  };
}

function eventOf(row: EventRow): FeedEvent {
  return {
    id: row.event_id,
    type: row.type,
    domain: row.domain,
    recordId: row.record_id,
    version: Number(row.version),
    position: row.pos,
    changed: row.changed,
    occurredAt: row.occurred_at.toISOString(),
    payload: row.payload,
    correlationId: row.correlation_id,
    actor: row.actor,
  };
}
