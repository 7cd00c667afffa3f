import { Injectable } from '@nestjs/common';
import type { ChangeRequestDraft, MergePlan } from '../core/merge/index.js';
import type { AttributeValue } from '../core/model/index.js';
import { Database, SqlParameters, Transaction, jsonRows } from '../platform/database/index.js';
import type { GoldenIdsQuery } from './golden-record-search.repository.js';

export type ChangeRequestState = 'pending' | 'approved' | 'rejected' | 'superseded';

/** Proposed values for a golden record that wait, or waited, for approval. */
export interface ChangeRequest {
  readonly id: string;
  readonly domain: string;
  readonly goldenId: string;
  readonly attribute: string;
  readonly from: AttributeValue | null;
  readonly to: AttributeValue | null;
  readonly reason: string;
  /** Attributes that are held back with it and flow with it. */
  readonly alongWith: readonly string[];
  readonly state: ChangeRequestState;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly sourceRecordId: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

interface ChangeRequestRow {
  id: string;
  domain: string;
  golden_record_id: string;
  attribute: string;
  from_value: AttributeValue | null;
  to_value: AttributeValue | null;
  reason: string;
  along_with: string[];
  state: ChangeRequestState;
  requested_by: string;
  requested_at: Date;
  source_record_id: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
}

const COLUMNS = `id, domain, golden_record_id, attribute, from_value, to_value, reason, along_with, state, requested_by, requested_at,
  source_record_id, decided_by, decided_at, decision_reason`;

/** Which change requests to list or count. What is absent narrows nothing. */
export interface ChangeRequestFilter {
  readonly state?: ChangeRequestState;
  readonly domains?: readonly string[];
  readonly attribute?: string;
  /** Only changes of one of these golden records. */
  readonly about?: GoldenIdsQuery;
}

/** Every query of change requests. Failures of what only writes show at the transaction's next read or commit. */
@Injectable()
export class ChangeRequestRepository {
  constructor(private readonly database: Database) {}

  raise(
    tx: Transaction,
    context: { domain: string; correlationId: string; now: Date },
    drafts: readonly ChangeRequestDraft[],
  ): void {
    if (drafts.length === 0) return;
    tx.send(
      `INSERT INTO change_request (id, domain, golden_record_id, attribute, from_value, to_value, reason, along_with, requested_by,
              requested_at, source_record_id, correlation_id)
       SELECT id, $1, golden_id, attribute, from_value, to_value, reason, along_with, requested_by, $2, source_record_id, $3
         FROM json_to_recordset($4::json) AS r (id uuid, golden_id uuid, attribute text, from_value jsonb, to_value jsonb, reason text,
              along_with text[], requested_by text, source_record_id bigint)`,
      [
        context.domain,
        context.now,
        context.correlationId,
        jsonRows(
          drafts.map(draft => ({
            id: draft.requestId,
            golden_id: draft.goldenId,
            attribute: draft.attribute,
            from_value: draft.from,
            to_value: draft.to,
            reason: draft.reason,
            along_with: `{${draft.alongWith.join(',')}}`,
            requested_by: draft.requestedBy,
            source_record_id: draft.sourceRecordId,
          })),
        ),
      ],
    );
  }

  supersede(tx: Transaction, requests: MergePlan['requestsSuperseded'], now: Date): void {
    if (requests.length === 0) return;
    tx.send(
      `UPDATE change_request SET state = 'superseded', decided_at = $3, decision_reason = s.because
         FROM unnest($1::uuid[], $2::text[]) AS s (id, because) WHERE change_request.id = s.id AND state = 'pending'`,
      [requests.map(each => each.requestId), requests.map(each => each.because), now],
    );
  }

  async find(tx: Transaction | null, id: string): Promise<ChangeRequest | null> {
    const rows = await (tx ?? this.database).query<ChangeRequestRow>(
      `SELECT ${COLUMNS} FROM change_request WHERE id = $1`,
      [id],
    );
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /** Oldest first: the longest wait is the most urgent. `after` is the last request of the previous page. */
  async list(
    filter: ChangeRequestFilter,
    limit: number,
    after: { requestedAt: Date; id: string } | null,
  ): Promise<ChangeRequest[]> {
    const parameters = new SqlParameters();
    const conditions = conditionsOf(filter, parameters);
    if (after !== null) {
      const [at, id] = [after.requestedAt, after.id].map(each => parameters.add(each));
      conditions.push(`(r.requested_at, r.id) > (${at}::timestamptz, ${id}::uuid)`);
    }
    const rows = await this.database.query<ChangeRequestRow>(
      `SELECT ${COLUMNS} FROM change_request r WHERE ${conditions.join(' AND ')}
        ORDER BY r.requested_at, r.id LIMIT ${parameters.add(limit)}`,
      parameters.values,
    );
    return rows.map(fromRow);
  }

  /** How many change requests `list` holds on all its pages together. */
  async count(filter: ChangeRequestFilter): Promise<number> {
    const parameters = new SqlParameters();
    const rows = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM change_request r WHERE ${conditionsOf(filter, parameters).join(' AND ')}`,
      parameters.values,
    );
    return rows[0]?.count ?? 0;
  }

  /** How much waits for approval per domain and attribute, most first. */
  async countPending(
    domains: readonly string[] | null,
  ): Promise<{ domain: string; attribute: string; count: number }[]> {
    return this.database.query(
      `SELECT domain, attribute, count(*)::int AS count FROM change_request
        WHERE state = 'pending' AND ($1::text[] IS NULL OR domain = ANY($1))
        GROUP BY domain, attribute ORDER BY count DESC, domain, attribute`,
      [domains],
    );
  }

  /** What waits for approval at each of these golden records, longest first. */
  async pendingOf(goldenIds: readonly string[]): Promise<Map<string, ChangeRequest[]>> {
    const rows = await this.database.query<ChangeRequestRow>(
      `SELECT ${COLUMNS} FROM change_request WHERE state = 'pending' AND golden_record_id = ANY($1::uuid[]) ORDER BY requested_at, id`,
      [goldenIds],
    );
    const pending = new Map<string, ChangeRequest[]>(goldenIds.map(id => [id, []]));
    for (const row of rows) pending.get(row.golden_record_id)?.push(fromRow(row));
    return pending;
  }

  /**
   * Everyone whose own doing the change is: who asked for it, who sent the source records that hold values of the attribute, for API keys
   * those who made them, and the keys that any of these people made. None of them may decide about it. Of keys made at the command line
   * nobody knows whose they are.
   */
  async proposers(tx: Transaction, id: string): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ proposer: string }>(
      `WITH request AS (SELECT golden_record_id, attribute, requested_by, source_record_id FROM change_request WHERE id = $1),
       sent AS (
         SELECT b.submitted_by FROM request r
           JOIN link l ON l.golden_record_id = r.golden_record_id AND l.until IS NULL
           JOIN source_record s ON s.id = l.source_record_id AND (s.id = r.source_record_id OR s.attributes ? r.attribute)
           JOIN batch b ON b.id = s.batch_id),
       named (proposer) AS (SELECT requested_by FROM request UNION SELECT submitted_by FROM sent),
       people (proposer) AS (
         SELECT proposer FROM named
         UNION SELECT k.created_by FROM named JOIN api_key k ON named.proposer = 'key:' || k.id)
       SELECT proposer FROM people
       UNION SELECT 'key:' || k.id FROM people JOIN api_key k ON k.created_by = people.proposer AND people.proposer LIKE 'user:%'`,
      [id],
    );
    return new Set(rows.map(row => row.proposer));
  }

  /** Records an approver's word if the request still waits; false when somebody was faster or the sources moved on. */
  async decide(
    tx: Transaction,
    id: string,
    decision: { state: 'approved' | 'rejected'; by: string; reason: string | null; now: Date },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE change_request SET state = $2, decided_by = $3, decision_reason = $4, decided_at = $5
        WHERE id = $1 AND state = 'pending' RETURNING id`,
      [id, decision.state, decision.by, decision.reason, decision.now],
    );
    return rows.length === 1;
  }
}

/** Conditions on `change_request r`. */
function conditionsOf(
  { state, domains, attribute, about }: ChangeRequestFilter,
  parameters: SqlParameters,
): string[] {
  return [
    'true',
    ...parameters.given(state, one => `r.state = ${one}`),
    ...parameters.given(domains, list => `r.domain = ANY(${list}::text[])`),
    ...parameters.given(attribute, one => `r.attribute = ${one}`),
    ...(about === undefined ? [] : [`r.golden_record_id IN (${about(parameters)})`]),
  ];
}

function fromRow(row: ChangeRequestRow): ChangeRequest {
  return {
    id: row.id,
    domain: row.domain,
    goldenId: row.golden_record_id,
    attribute: row.attribute,
    from: row.from_value,
    to: row.to_value,
    reason: row.reason,
    alongWith: row.along_with,
    state: row.state,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    sourceRecordId: row.source_record_id,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
  };
}
