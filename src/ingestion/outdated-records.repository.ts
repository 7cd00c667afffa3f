import { Injectable } from '@nestjs/common';
import type { RawRecord } from '../core/mapping/index.js';
import type { Attributes, Fault } from '../core/model/index.js';
import type { Features } from '../core/rules/index.js';
import { Database, Transaction, jsonRows } from '../platform/database/index.js';
import type { RulesState } from './rules-state.js';

/** A source record that was last worked out under older rules of its domain, or another description of its system. */
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

/**
 * Why a record keeps values from before, in whole or in part: its row is refused by the rules in force, it came without columns that are
 * read today, or nobody describes its system any longer.
 */
export type KeptBecause = 'refused' | 'columns-missing' | 'not-described';

/** What the rules in force make of it. */
export interface ReworkedRecord extends Pick<
  OutdatedRecord,
  'id' | 'contentHash' | 'sourceVersion' | 'attributes' | 'features' | 'faults' | 'effectiveAt'
> {
  /** `null`: all values are those of the rules in force. */
  readonly keptBecause: KeptBecause | null;
}

/** Which rules all records of a domain have gone through. */
export type AppliedVersions = Pick<RulesState, 'ruleVersion' | 'systemsVersion'>;

/** How many records of one system and domain keep values from before, and why. */
export interface KeptRecords {
  readonly domain: string;
  readonly system: string;
  readonly because: KeptBecause;
  readonly records: number;
}

/** How many records of one system and domain are not as the rules in force would have them. */
export interface RecordsToRework {
  readonly domain: string;
  readonly system: string;
  /** Under an older version of the domain's rules. */
  readonly olderRules: number;
  /** Under another description of their system. */
  readonly otherDescription: number;
}

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

  /** What all records of each domain have gone through; domains that are not through are left out. */
  async appliedVersions(): Promise<ReadonlyMap<string, AppliedVersions>> {
    const rows = await this.database.query<AppliedVersions & { domain: string }>(
      `SELECT domain, rule_version AS "ruleVersion", systems_version AS "systemsVersion" FROM rules_applied`,
    );
    return new Map(rows.map(row => [row.domain, row]));
  }

  /** How many records of these domains have still to go through these rules; what has none is left out. */
  async count(states: readonly RulesState[]): Promise<readonly RecordsToRework[]> {
    return this.database.query<RecordsToRework>(
      `SELECT domain, system, "olderRules", "otherDescription" FROM (
         SELECT s.domain, s.system, (count(*) FILTER (WHERE s.rule_version < a.version))::int AS "olderRules",
                (count(*) FILTER (WHERE s.description_hash IS DISTINCT FROM a.hashes ->> s.system))::int AS "otherDescription"
           FROM unnest($1::text[], $2::int[], $3::jsonb[]) AS a (domain, version, hashes) JOIN source_record s ON s.domain = a.domain
          GROUP BY 1, 2) AS counted
        WHERE "olderRules" > 0 OR "otherDescription" > 0 ORDER BY 1, 2`,
      [
        states.map(({ domain }) => domain),
        states.map(({ ruleVersion }) => ruleVersion),
        states.map(hashesOf),
      ],
    );
  }

  /** Records that went through newer rules and keep values from before. */
  async kept(): Promise<readonly KeptRecords[]> {
    return this.database.query<KeptRecords>(
      `SELECT domain, system, kept_because AS because, count(*)::int AS records
         FROM source_record WHERE kept_because IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    );
  }

  async noteApplied(tx: Transaction, { domain, ruleVersion, systemsVersion }: RulesState): Promise<void> {
    await tx.query(
      `INSERT INTO rules_applied (domain, rule_version, systems_version) VALUES ($1, $2, $3)
       ON CONFLICT ON CONSTRAINT rules_applied_pk DO UPDATE SET rule_version = excluded.rule_version,
              systems_version = excluded.systems_version, since = clock_timestamp()`,
      [domain, ruleVersion, systemsVersion],
    );
  }

  /**
   * Records were written under these rules. When all others have gone through newer ones already, as with a batch that began before an
   * activation and ends after it, the domain is due once more.
   */
  noteWritten(
    tx: Transaction,
    { domain, ruleVersion, systemsVersion }: Omit<RulesState, 'descriptionHashes'>,
  ): void {
    tx.send(`DELETE FROM rules_applied WHERE domain = $1 AND (rule_version > $2 OR systems_version > $3)`, [
      domain,
      ruleVersion,
      systemsVersion,
    ]);
  }

  /** The next records after `after` that have not gone through these rules, by id. Uses source_record_domain_ix. */
  async next(tx: Transaction, rules: RulesState, after: string, limit: number): Promise<OutdatedRecord[]> {
    const rows = await tx.query<OutdatedRow>(
      `SELECT s.id, s.system, s.source_key, v.raw, encode(s.content_hash, 'hex') AS content_hash, s.source_version, s.effective_at,
              s.deleted, s.attributes, s.features, s.faults
         FROM source_record s JOIN source_record_version v ON v.source_record_id = s.id AND v.version = s.version
        WHERE s.domain = $1 AND s.id > $2 AND (s.rule_version < $3 OR s.description_hash IS DISTINCT FROM $4::jsonb ->> s.system)
        ORDER BY s.id LIMIT $5`,
      [rules.domain, after, rules.ruleVersion, hashesOf(rules), limit],
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

  /** Writes what these rules make of these records. The source said nothing new, so they get no version. */
  async write(tx: Transaction, rules: RulesState, records: readonly ReworkedRecord[]): Promise<void> {
    await tx.query(
      `UPDATE source_record s SET content_hash = decode(r.hash, 'hex'), attributes = r.attributes, features = r.features,
              faults = r.faults, source_version = r.source_version, effective_at = r.effective_at, kept_because = r.kept_because,
              rule_version = $2, description_hash = $3::jsonb ->> s.system
         FROM json_to_recordset($1::json) AS r (id bigint, hash text, attributes jsonb, features json, faults jsonb,
              source_version text, effective_at timestamptz, kept_because text)
        WHERE s.id = r.id`,
      [
        jsonRows(
          records.map(({ id, attributes, features, faults, ...record }) => ({
            id,
            hash: record.contentHash,
            attributes,
            features,
            faults,
            source_version: record.sourceVersion,
            effective_at: record.effectiveAt,
            kept_because: record.keptBecause,
          })),
        ),
        rules.ruleVersion,
        hashesOf(rules),
      ],
    );
  }
}

function hashesOf({ descriptionHashes }: RulesState): string {
  return JSON.stringify(Object.fromEntries(descriptionHashes));
}
