import { Injectable } from '@nestjs/common';
import type { RawRecord } from '../core/mapping/index.js';
import type { Attributes, Fault } from '../core/model/index.js';
import type { Features } from '../core/rules/index.js';
import { Database, Transaction, jsonRows } from '../platform/database/index.js';

/** A source record that was last worked out under an older version of its domain's rules. */
export interface OutdatedRecord {
  readonly id: string;
  readonly system: string;
  readonly key: string;
  readonly raw: RawRecord;
  readonly contentHash: string;
  readonly sourceVersion: string | null;
  readonly effectiveAt: string | null;
  readonly deleted: boolean;
  readonly attributes: Attributes;
  readonly features: Features;
  readonly faults: readonly Fault[];
}

/** What the newer rules make of it. */
export type ReworkedRecord = Pick<
  OutdatedRecord,
  'id' | 'contentHash' | 'attributes' | 'features' | 'faults' | 'effectiveAt'
>;

interface OutdatedRow {
  id: string;
  system: string;
  source_key: string;
  raw: RawRecord;
  content_hash: string;
  source_version: string | null;
  effective_at: Date | null;
  deleted: boolean;
  attributes: Attributes;
  features: Features;
  faults: Fault[];
}

/** Every query of records that newer rules have still to go over, and of how far each domain is. */
@Injectable()
export class OutdatedRecordsRepository {
  constructor(private readonly database: Database) {}

  /** The version of the rules that all records of a domain have gone through, by domain. */
  async appliedVersions(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ domain: string; rule_version: number }>(
      `SELECT domain, rule_version FROM rules_applied`,
    );
    return new Map(rows.map(row => [row.domain, row.rule_version]));
  }

  /** How many records of each domain have not gone through this version; domains without any are left out. */
  async count(versions: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ domain: string; records: number }>(
      `SELECT s.domain, count(*)::int AS records
         FROM unnest($1::text[], $2::int[]) AS active (domain, version) JOIN source_record s ON s.domain = active.domain
        WHERE s.rule_version < active.version GROUP BY s.domain`,
      [[...versions.keys()], [...versions.values()]],
    );
    return new Map(rows.map(row => [row.domain, row.records]));
  }

  async noteApplied(tx: Transaction, domain: string, version: number): Promise<void> {
    await tx.query(
      `INSERT INTO rules_applied (domain, rule_version) VALUES ($1, $2)
       ON CONFLICT ON CONSTRAINT rules_applied_pk DO UPDATE SET rule_version = excluded.rule_version, since = clock_timestamp()`,
      [domain, version],
    );
  }

  /** The next records after `after` that have not gone through `version`, by id. Uses source_record_domain_ix. */
  async next(
    tx: Transaction,
    domain: string,
    version: number,
    after: string,
    limit: number,
  ): Promise<OutdatedRecord[]> {
    const rows = await tx.query<OutdatedRow>(
      `SELECT s.id, s.system, s.source_key, v.raw, encode(s.content_hash, 'hex') AS content_hash, s.source_version, s.effective_at,
              s.deleted, s.attributes, s.features, s.faults
         FROM source_record s JOIN source_record_version v ON v.source_record_id = s.id AND v.version = s.version
        WHERE s.domain = $1 AND s.id > $2 AND s.rule_version < $3 ORDER BY s.id LIMIT $4`,
      [domain, after, version, limit],
    );
    return rows.map(row => ({
      id: row.id,
      system: row.system,
      key: row.source_key,
      raw: row.raw,
      contentHash: row.content_hash,
      sourceVersion: row.source_version,
      effectiveAt: row.effective_at?.toISOString() ?? null,
      deleted: row.deleted,
      attributes: row.attributes,
      features: row.features,
      faults: row.faults,
    }));
  }

  /** Writes what the rules of `version` make of these records. The source said nothing new, so they get no version. */
  async write(tx: Transaction, records: readonly ReworkedRecord[], version: number): Promise<void> {
    await tx.query(
      `UPDATE source_record s SET content_hash = decode(r.hash, 'hex'), attributes = r.attributes, features = r.features,
              faults = r.faults, effective_at = r.effective_at, rule_version = $2
         FROM json_to_recordset($1::json) AS r (id bigint, hash text, attributes jsonb, features jsonb, faults jsonb,
              effective_at timestamptz)
        WHERE s.id = r.id`,
      [
        jsonRows(
          records.map(({ id, contentHash, attributes, features, faults, effectiveAt }) => ({
            id,
            hash: contentHash,
            attributes,
            features,
            faults,
            effective_at: effectiveAt,
          })),
        ),
        version,
      ],
    );
  }
}
