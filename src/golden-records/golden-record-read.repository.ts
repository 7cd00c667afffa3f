import { Injectable } from '@nestjs/common';
import type { GoldenStatus } from '../core/merge/index.js';
import type { Attributes, Fault } from '../core/model/index.js';
import { unpackProvenance, type PackedProvenance, type Provenance } from '../core/survivorship/index.js';
import { Database, SqlParameters } from '../platform/database/index.js';
import {
  GoldenRecordSearch,
  type GoldenIdsQuery,
  type SearchReader,
} from './golden-record-search.repository.js';
import { filterToSql, orderExpression, type FilterScope } from './golden-record-filter.js';

/** A golden record as stored; nothing is masked yet. */
export interface StoredGoldenRecord {
  readonly id: string;
  readonly domain: string;
  readonly version: number;
  readonly status: GoldenStatus;
  readonly title: string;
  readonly attributes: Attributes;
  readonly provenance: Provenance;
  readonly faults: readonly Fault[];
  readonly qualityScore: number;
  readonly mergedInto: string | null;
  readonly validFrom: Date;
  readonly createdAt: Date;
  readonly recordedAt: Date;
}

type GoldenRow = Omit<StoredGoldenRecord, 'provenance'> & { readonly provenance: PackedProvenance };

/** One source record of a golden record. */
export interface StoredSource {
  readonly goldenId: string;
  readonly recordId: string;
  readonly system: string;
  readonly key: string;
  readonly version: number;
  readonly attributes: Attributes;
  readonly faults: readonly Fault[];
  readonly effectiveAt: Date | null;
  readonly recordedAt: Date;
  readonly deleted: boolean;
  readonly since: Date;
  readonly madeBy: string;
  readonly reason: string;
  readonly score: number | null;
  readonly batchId: string | null;
  readonly rowNumber: string | null;
  readonly correlationId: string;
}

/** One version in a golden record's history. */
export interface StoredVersion {
  readonly version: number;
  readonly status: GoldenStatus;
  readonly title: string;
  readonly attributes: Attributes;
  readonly changed: readonly string[];
  readonly cause: string;
  readonly actor: string;
  readonly members: readonly string[];
  readonly correlationId: string;
  readonly validFrom: Date;
  readonly recordedAt: Date;
}

/** Where a page starts: the ordered value and the id of the last record of the page before. */
export interface PageStart {
  readonly value: string | null;
  readonly id: string;
}

const COLUMNS = `g.id, g.domain, g.version::int AS version, g.status, g.title, g.attributes, g.provenance, g.faults,
  g.quality_score AS "qualityScore", g.merged_into AS "mergedInto", g.valid_from AS "validFrom", g.created_at AS "createdAt",
  g.recorded_at AS "recordedAt"`;

/** Every query that reads golden records for the outside. */
@Injectable()
export class GoldenRecordReadRepository {
  constructor(
    private readonly database: Database,
    private readonly finder: GoldenRecordSearch,
  ) {}

  async byIds(ids: readonly string[]): Promise<Map<string, StoredGoldenRecord>> {
    const rows = await this.database.query<GoldenRow>(
      `SELECT ${COLUMNS} FROM golden_record g WHERE g.id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(row => [row.id, fromRow(row)]));
  }

  /** The record, or the one that a merged id stands for now. */
  async resolveId(id: string): Promise<StoredGoldenRecord | null> {
    const rows = await this.database.query<GoldenRow>(
      `WITH RECURSIVE trail (id, depth) AS (
         SELECT $1::uuid, 0
         UNION ALL
         SELECT g.merged_into, depth + 1 FROM trail JOIN golden_record g ON g.id = trail.id WHERE g.merged_into IS NOT NULL AND depth < 100)
       SELECT ${COLUMNS} FROM trail JOIN golden_record g ON g.id = trail.id WHERE g.merged_into IS NULL`,
      [id],
    );
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /** One page of a domain's live records and, asked for, how many there are in all. */
  async page(
    scope: FilterScope,
    query: {
      readonly filter: unknown;
      readonly order: { readonly field: string; readonly descending: boolean };
      readonly after: PageStart | null;
      readonly limit: number;
    },
  ): Promise<readonly (StoredGoldenRecord & { readonly orderValue: string | null })[]> {
    const parameters = new SqlParameters();
    const domain = parameters.add(scope.attributes.domain);
    const order = orderExpression(query.order.field, scope, parameters);
    const where = filterToSql(query.filter, scope, parameters);
    const direction = query.order.descending ? 'DESC' : 'ASC';
    const start =
      query.after === null
        ? 'true'
        : `(${order.sql}, g.id) ${query.order.descending ? '<' : '>'} (${parameters.add(query.after.value)}::${order.cast}, ${parameters.add(query.after.id)}::uuid)`;
    const rows = await this.database.query<GoldenRow & { readonly orderValue: string | null }>(
      `SELECT ${COLUMNS}, (${order.sql})::text AS "orderValue" FROM golden_record g
        WHERE g.domain = ${domain} AND g.status <> 'MERGED' AND ${where} AND ${start}
        ORDER BY ${order.sql} ${direction}, g.id ${direction} LIMIT ${parameters.add(query.limit)}`,
      parameters.values,
    );
    return rows.map(fromRow);
  }

  async count(scope: FilterScope, filter: unknown): Promise<number> {
    const parameters = new SqlParameters();
    const domain = parameters.add(scope.attributes.domain);
    const where = filterToSql(filter, scope, parameters);
    const rows = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM golden_record g WHERE g.domain = ${domain} AND g.status <> 'MERGED' AND ${where}`,
      parameters.values,
    );
    return rows[0]?.count ?? 0;
  }

  /** The golden record of a source key, or `null`. Uses source_record_key_uq and link_active_uq. */
  async byCrosswalk(system: string, domain: string, key: string): Promise<StoredGoldenRecord | null> {
    const rows = await this.database.query<GoldenRow>(
      `SELECT ${COLUMNS} FROM source_record s JOIN link l ON l.source_record_id = s.id AND l.until IS NULL
         JOIN golden_record g ON g.id = l.golden_record_id
        WHERE s.system = $1 AND s.domain = $2 AND s.source_key = $3`,
      [system, domain, key],
    );
    return rows[0] === undefined ? null : fromRow(rows[0]);
  }

  /** The keys that another system has for the same thing. */
  async translate(domain: string, fromSystem: string, key: string, toSystem: string): Promise<string[]> {
    const rows = await this.database.query<{ source_key: string }>(
      `SELECT t.source_key FROM source_record s JOIN link l ON l.source_record_id = s.id AND l.until IS NULL
         JOIN link m ON m.golden_record_id = l.golden_record_id AND m.until IS NULL
         JOIN source_record t ON t.id = m.source_record_id AND t.system = $4 AND NOT t.deleted
        WHERE s.system = $2 AND s.domain = $1 AND s.source_key = $3 ORDER BY t.source_key`,
      [domain, fromSystem, key, toSystem],
    );
    return rows.map(row => row.source_key);
  }

  /** The source records of golden records, deleted ones included, best known system order left to the caller. */
  async sources(goldenIds: readonly string[]): Promise<StoredSource[]> {
    return this.database.query<StoredSource>(
      `SELECT l.golden_record_id AS "goldenId", s.id AS "recordId", s.system, s.source_key AS key, s.version, s.attributes, s.faults,
              s.effective_at AS "effectiveAt", s.recorded_at AS "recordedAt", s.deleted, l.since, l.made_by AS "madeBy", l.reason, l.score,
              s.batch_id AS "batchId", s.row_number AS "rowNumber", s.correlation_id AS "correlationId"
         FROM link l JOIN source_record s ON s.id = l.source_record_id
        WHERE l.golden_record_id = ANY($1::uuid[]) AND l.until IS NULL ORDER BY s.system, s.source_key`,
      [goldenIds],
    );
  }

  /** The golden records that source records belong to. */
  async goldenIdsOf(recordIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ source_record_id: string; golden_record_id: string }>(
      `SELECT source_record_id, golden_record_id FROM link WHERE source_record_id = ANY($1::bigint[]) AND until IS NULL`,
      [recordIds],
    );
    return new Map(rows.map(row => [row.source_record_id, row.golden_record_id]));
  }

  /** Source records by their own ids, with the golden record that each belongs to. */
  async sourcesByIds(recordIds: readonly string[]): Promise<StoredSource[]> {
    return this.database.query<StoredSource>(
      `SELECT l.golden_record_id AS "goldenId", s.id AS "recordId", s.system, s.source_key AS key, s.version, s.attributes, s.faults,
              s.effective_at AS "effectiveAt", s.recorded_at AS "recordedAt", s.deleted, l.since, l.made_by AS "madeBy", l.reason, l.score,
              s.batch_id AS "batchId", s.row_number AS "rowNumber", s.correlation_id AS "correlationId"
         FROM source_record s JOIN link l ON l.source_record_id = s.id AND l.until IS NULL
        WHERE s.id = ANY($1::bigint[])`,
      [recordIds],
    );
  }

  /** Newest first. */
  async versions(goldenId: string, limit: number, before: number | null): Promise<StoredVersion[]> {
    return this.database.query<StoredVersion>(
      `SELECT version::int AS version, status, title, attributes, changed, cause, actor, members::text[] AS members,
              correlation_id AS "correlationId", valid_from AS "validFrom", recorded_at AS "recordedAt"
         FROM golden_record_version WHERE golden_record_id = $1 AND ($3::bigint IS NULL OR version < $3)
        ORDER BY version DESC LIMIT $2`,
      [goldenId, limit, before],
    );
  }

  /** Typo-tolerant and ranked; see `GoldenRecordSearch`. */
  async search(text: string, reader: SearchReader, limit: number): Promise<StoredGoldenRecord[]> {
    const found = await this.finder.search(text, reader, limit);
    const records = await this.byIds(found.map(({ id }) => id));
    return found.flatMap(({ id }) => records.get(id) ?? []);
  }

  /** Every live record that a text is about; see `GoldenRecordSearch`. */
  async about(text: string, reader: SearchReader): Promise<GoldenIdsQuery> {
    return this.finder.about(text, reader);
  }
}

function fromRow<Row extends GoldenRow>(
  row: Row,
): Omit<Row, 'provenance'> & { readonly provenance: Provenance } {
  return { ...row, provenance: unpackProvenance(row.provenance) };
}
