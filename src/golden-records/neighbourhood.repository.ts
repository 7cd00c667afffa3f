import { Injectable } from '@nestjs/common';
import type {
  Absorption,
  ApprovalVerdict,
  GoldenSnapshot,
  GoldenStatus,
  Link,
  PendingChange,
} from '../core/merge/index.js';
import type { Member } from '../core/matching/index.js';
import type { Attributes, AttributeValue, Fault } from '../core/model/index.js';
import type { Features } from '../core/rules/index.js';
import {
  unpackProvenance,
  type ContributorRecord,
  type PackedProvenance,
  type Pin,
} from '../core/survivorship/index.js';
import { Database, Transaction } from '../platform/database/index.js';

/** A source record as clustering and survivorship need it. */
export interface NeighbourRecord extends ContributorRecord {
  readonly features: Features;
}

/** What approvers said and still have to say about golden records, by golden record id. */
export type Approvals = Map<string, { pending: PendingChange[]; verdicts: ApprovalVerdict[] }>;

interface RecordRow {
  id: string;
  system: string;
  source_key: string;
  version: number;
  attributes: Attributes;
  features: Features;
  faults: Fault[];
  effective_at: Date | null;
  recorded_at: Date;
  deleted: boolean;
}

interface GoldenRow {
  id: string;
  version: string;
  status: GoldenStatus;
  attributes: Attributes;
  provenance: PackedProvenance;
  quality_score: number;
  valid_from: Date;
  created_at: Date;
  merged_into: string | null;
  absorption: Absorption | null;
  review_at: Date | null;
  rule_version: number;
}

interface LinkRow {
  source_record_id: string;
  golden_record_id: string;
  made_by: string;
  reason: string;
  score: number | null;
  since: Date;
}

interface PinRow {
  golden_record_id: string;
  attribute: string;
  value: AttributeValue | null;
  reason: string;
  made_by: string;
  made_at: Date;
  expires_at: Date | null;
}

interface RequestRow {
  id: string;
  golden_record_id: string;
  attribute: string;
  to_value: AttributeValue | null;
  state: 'pending' | 'approved' | 'rejected';
  decided_at: Date | null;
}

/** Reads what one resolution needs: every record that could end in a cluster with the changed ones. */
@Injectable()
export class NeighbourhoodRepository {
  constructor(private readonly database: Database) {}

  /**
   * The records reachable from these through `same` pairs, `same` judgements and present golden records: the smallest set whose
   * clustering cannot depend on anything outside. Uses candidate_pair_pk, candidate_pair_right_ix and the link indexes.
   */
  async reach(tx: Transaction | null, recordIds: readonly string[]): Promise<string[]> {
    const rows = await (tx ?? this.database).query<{ id: string }>(
      `WITH RECURSIVE reach (id) AS (
         SELECT unnest($1::bigint[])
         UNION
         SELECT near.id FROM reach CROSS JOIN LATERAL (
           SELECT right_id AS id FROM candidate_pair WHERE left_id = reach.id AND decision = 'same'
           UNION ALL
           SELECT left_id FROM candidate_pair WHERE right_id = reach.id AND decision = 'same'
           UNION ALL
           SELECT right_id FROM judgement WHERE left_id = reach.id AND verdict = 'same' AND withdrawn_at IS NULL
           UNION ALL
           SELECT left_id FROM judgement WHERE right_id = reach.id AND verdict = 'same' AND withdrawn_at IS NULL
           UNION ALL
           SELECT mate.source_record_id FROM link mine JOIN link mate ON mate.golden_record_id = mine.golden_record_id
            WHERE mine.source_record_id = reach.id AND mine.until IS NULL AND mate.until IS NULL
         ) near)
       SELECT id FROM reach`,
      [recordIds],
    );
    return rows.map(row => row.id);
  }

  async records(tx: Transaction | null, recordIds: readonly string[]): Promise<NeighbourRecord[]> {
    const rows = await (tx ?? this.database).query<RecordRow>(
      `SELECT id, system, source_key, version, attributes, features, faults, effective_at, recorded_at, deleted
         FROM source_record WHERE id = ANY($1)`,
      [recordIds],
    );
    return rows.map(row => ({
      recordId: row.id,
      system: row.system,
      key: row.source_key,
      version: row.version,
      attributes: row.attributes,
      features: row.features,
      faults: row.faults,
      effectiveAt: row.effective_at?.toISOString() ?? null,
      recordedAt: row.recorded_at.toISOString(),
      deleted: row.deleted,
    }));
  }

  /** The live records of golden records, by golden record, as matching looks at them. Uses the link indexes. */
  async members(tx: Transaction | null, goldenIds: readonly string[]): Promise<Map<string, Member[]>> {
    const rows = await (tx ?? this.database).query<Member & { goldenId: string }>(
      `SELECT l.golden_record_id AS "goldenId", s.system, s.features
         FROM link l JOIN source_record s ON s.id = l.source_record_id
        WHERE l.golden_record_id = ANY($1) AND l.until IS NULL AND NOT s.deleted`,
      [goldenIds],
    );
    const members = new Map<string, Member[]>();
    for (const { goldenId, system, features } of rows) {
      const known = members.get(goldenId);
      if (known === undefined) members.set(goldenId, [{ system, features }]);
      else known.push({ system, features });
    }
    return members;
  }

  async activeLinks(tx: Transaction | null, recordIds: readonly string[]): Promise<Link[]> {
    const rows = await (tx ?? this.database).query<LinkRow>(
      `SELECT source_record_id, golden_record_id, made_by, reason, score, since
         FROM link WHERE source_record_id = ANY($1) AND until IS NULL`,
      [recordIds],
    );
    return rows.map(row => ({
      recordId: row.source_record_id,
      goldenId: row.golden_record_id,
      by: row.made_by,
      reason: row.reason,
      ...(row.score === null ? {} : { score: row.score }),
      since: row.since.toISOString(),
    }));
  }

  /**
   * These golden records and everything that was ever merged into them: what can come back when they fall apart.
   *
   * The planner takes the family for a hundred times as large as it is and would read every golden record. OFFSET 0 keeps it looking up
   * one at a time, and the array keeps it at the primary key.
   */
  async goldens(tx: Transaction | null, goldenIds: readonly string[]): Promise<GoldenSnapshot[]> {
    const rows = await (tx ?? this.database).query<GoldenRow>(
      `WITH RECURSIVE family (id) AS (
         SELECT unnest($1::uuid[])
         UNION
         SELECT former.id FROM family CROSS JOIN LATERAL (
           SELECT g.id FROM golden_record g WHERE g.merged_into = family.id OFFSET 0) former)
       SELECT g.id, g.version, g.status, g.attributes, g.provenance, g.quality_score, g.valid_from, g.created_at, g.merged_into, g.absorption,
              g.review_at, g.rule_version
         FROM golden_record g WHERE g.id = ANY(ARRAY(SELECT id FROM family))`,
      [goldenIds],
    );
    return rows.map(row => ({
      id: row.id,
      version: Number(row.version),
      status: row.status,
      attributes: row.attributes,
      provenance: unpackProvenance(row.provenance),
      qualityScore: row.quality_score,
      validFrom: row.valid_from.toISOString(),
      createdAt: row.created_at.toISOString(),
      ruleVersion: row.rule_version,
      ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
      ...(row.absorption === null ? {} : { absorption: row.absorption }),
      ...(row.review_at === null ? {} : { reviewAt: row.review_at.toISOString() }),
    }));
  }

  async pins(tx: Transaction | null, goldenIds: readonly string[]): Promise<(Pin & { goldenId: string })[]> {
    const rows = await (tx ?? this.database).query<PinRow>(
      `SELECT golden_record_id, attribute, value, reason, made_by, made_at, expires_at
         FROM pin WHERE golden_record_id = ANY($1) AND withdrawn_at IS NULL`,
      [goldenIds],
    );
    return rows.map(row => ({
      goldenId: row.golden_record_id,
      attribute: row.attribute,
      value: row.value,
      reason: row.reason,
      by: row.made_by,
      at: row.made_at.toISOString(),
      ...(row.expires_at === null ? {} : { until: row.expires_at.toISOString() }),
    }));
  }

  async approvals(tx: Transaction | null, goldenIds: readonly string[]): Promise<Approvals> {
    const rows = await (tx ?? this.database).query<RequestRow>(
      `SELECT id, golden_record_id, attribute, to_value, state, decided_at
         FROM change_request WHERE golden_record_id = ANY($1) AND state <> 'superseded'`,
      [goldenIds],
    );
    const approvals: Approvals = new Map();
    for (const row of rows) {
      const known = approvals.get(row.golden_record_id) ?? { pending: [], verdicts: [] };
      approvals.set(row.golden_record_id, known);
      const change = { attribute: row.attribute, to: row.to_value };
      if (row.state === 'pending') known.pending.push({ requestId: row.id, ...change });
      else known.verdicts.push({ ...change, verdict: row.state, at: row.decided_at?.toISOString() ?? '' });
    }
    return approvals;
  }
}
