import { Injectable } from '@nestjs/common';
import type { RawRecord } from '../core/mapping/index.js';
import type { Attributes, Fault } from '../core/model/index.js';
import type { Features } from '../core/rules/index.js';
import { Database, Transaction, jsonRows } from '../platform/database/index.js';
import type { Delivery, KnownRecord } from './incoming-record.js';

/** A source record about to be written: its next version, or a stale one that is only kept. */
export interface SourceRecordWrite {
  readonly key: string;
  readonly knownId: string | null;
  readonly version: number;
  readonly stale: boolean;
  readonly contentHash: string;
  readonly sourceVersion: string | null;
  readonly effectiveAt: string | null;
  readonly deleted: boolean;
  readonly raw: RawRecord;
  readonly attributes: Attributes;
  readonly features: Features;
  readonly faults: readonly Fault[];
  readonly rowNumber: number | null;
}

/** What all records of one write have in common. */
export interface WriteContext extends Delivery {
  readonly system: string;
  readonly domain: string;
  readonly correlationId: string;
  readonly ruleVersion: number;
  /** Version of the source systems by which the records were mapped, and the hash of what they say about this system. */
  readonly systemsVersion: number;
  readonly descriptionHash: string;
  readonly now: Date;
}

interface KnownRow {
  id: string;
  source_key: string;
  version: number;
  last_version: number;
  content_hash: string;
  source_version: string | null;
  effective_at: Date | null;
  deleted: boolean;
  attributes: Attributes | null;
  batch_id: string | null;
  received_at: Date;
  row_number: string | null;
}

/** The lock that everything takes which changes who belongs with whom in a domain. */
export function resolutionLock(domain: string): string {
  return `resolve.${domain}`;
}

/** Every query of source records and their versions. */
@Injectable()
export class SourceRecordRepository {
  constructor(private readonly database: Database) {}

  /**
   * Serialises the writers of one domain from here to the end of the transaction. Without it, two records of one
   * thing arriving at the same moment would each find nobody and both become golden records.
   */
  async lockDomain(tx: Transaction, domain: string): Promise<void> {
    await tx.lock(resolutionLock(domain), { inLine: true });
  }

  /**
   * Keeps away whoever wants the domain alone, beside others who share it: enough for records that are only added now, and matched when
   * all of their load are there.
   */
  async shareDomain(tx: Transaction, domain: string): Promise<void> {
    await tx.lock(resolutionLock(domain), { inLine: true, shared: true });
  }

  /**
   * What is known of these keys; keys that are not known are absent from the map.
   *
   * @param withAttributes also reads the values, for deliveries that do not cover every attribute
   */
  async findKnown(
    tx: Transaction | null,
    system: string,
    domain: string,
    keys: readonly string[],
    withAttributes = false,
  ): Promise<Map<string, KnownRecord>> {
    const rows = await (tx ?? this.database).query<KnownRow>(
      `SELECT id, source_key, version, last_version, encode(content_hash, 'hex') AS content_hash,
              coalesce(confirmed_version, source_version) AS source_version, coalesce(confirmed_at, effective_at) AS effective_at,
              deleted, CASE WHEN $4 THEN attributes END AS attributes, batch_id, row_number,
              coalesce((SELECT created_at FROM batch WHERE batch.id = source_record.batch_id), recorded_at) AS received_at
         FROM source_record WHERE system = $1 AND domain = $2 AND source_key = ANY($3)`,
      [system, domain, keys, withAttributes],
    );
    return new Map(
      rows.map(row => [
        row.source_key,
        {
          id: row.id,
          key: row.source_key,
          version: row.version,
          lastVersion: row.last_version,
          contentHash: row.content_hash,
          sourceVersion: row.source_version,
          effectiveAt: row.effective_at === null ? null : row.effective_at.toISOString(),
          deleted: row.deleted,
          attributes: row.attributes ?? {},
          batchId: row.batch_id,
          receivedAt: row.received_at,
          rowNumber: row.row_number === null ? null : Number(row.row_number),
        },
      ]),
    );
  }

  /** Writes versions, and the newest state where the version is not stale. Returns the record ids by key. */
  async write(
    tx: Transaction,
    context: WriteContext,
    writes: readonly SourceRecordWrite[],
  ): Promise<Map<string, string>> {
    const stale = writes.filter(write => write.stale);
    const current = await this.#writeCurrent(
      tx,
      context,
      writes.filter(write => !write.stale),
    );
    await this.#writeStale(tx, context, stale);
    return new Map([...current, ...stale.map(write => [write.key, write.knownId ?? ''] as const)]);
  }

  /** The newest state and its version in one statement, so that their common content travels and is parsed once. */
  async #writeCurrent(
    tx: Transaction,
    context: WriteContext,
    writes: readonly SourceRecordWrite[],
  ): Promise<Map<string, string>> {
    if (writes.length === 0) return new Map();
    const rows = await tx.query<{ id: string; source_key: string }>(
      `WITH w AS (SELECT * FROM ${WRITE_ROWS}),
       current AS (
         INSERT INTO source_record (system, domain, source_key, version, last_version, content_hash, source_version, effective_at,
                recorded_at, deleted, attributes, features, faults, rule_version, description_hash, batch_id, row_number, correlation_id)
         SELECT $6, $7, key, version, version, decode(hash, 'hex'), source_version, effective_at,
                $1, deleted, attributes, features, faults, $2, $8, $3, row_number, $4 FROM w
         ON CONFLICT ON CONSTRAINT source_record_key_uq DO UPDATE SET
                version = excluded.version, last_version = excluded.last_version, content_hash = excluded.content_hash,
                source_version = excluded.source_version, effective_at = excluded.effective_at,
                confirmed_version = NULL, confirmed_at = NULL,
                recorded_at = excluded.recorded_at, deleted = excluded.deleted, attributes = excluded.attributes,
                features = excluded.features, faults = excluded.faults, rule_version = excluded.rule_version,
                description_hash = excluded.description_hash, kept_because = NULL,
                batch_id = excluded.batch_id, row_number = excluded.row_number, correlation_id = excluded.correlation_id
         RETURNING id, source_key),
       versions AS (
         ${INSERT_VERSIONS} SELECT current.id, ${VERSION_VALUES}, false FROM w JOIN current ON current.source_key = w.key)
       SELECT id, source_key FROM current`,
      [...versionParameters(context, writes), context.system, context.domain, context.descriptionHash],
    );
    return new Map(rows.map(row => [row.source_key, row.id]));
  }

  /**
   * Moves records to a later place in the order of their source, without a version: they say the same. Their values keep the place of the
   * version that brought them, so that history and survivorship stay what they were told by.
   */
  async confirm(
    tx: Transaction,
    records: readonly { id: string; sourceVersion: string | null; effectiveAt: string | null }[],
  ): Promise<void> {
    if (records.length === 0) return;
    await tx.query(
      `UPDATE source_record SET confirmed_version = coalesce(r.source_version, confirmed_version),
              confirmed_at = coalesce(r.effective_at, confirmed_at)
         FROM json_to_recordset($1::json) AS r (id bigint, source_version text, effective_at timestamptz) WHERE source_record.id = r.id`,
      [
        jsonRows(
          records.map(({ id, sourceVersion, effectiveAt }) => ({
            id,
            source_version: sourceVersion,
            effective_at: effectiveAt,
          })),
        ),
      ],
    );
  }

  /** A stale version takes a number too, so that versions stay unique; the newest state is not touched. */
  async #writeStale(
    tx: Transaction,
    context: WriteContext,
    writes: readonly SourceRecordWrite[],
  ): Promise<void> {
    if (writes.length === 0) return;
    await tx.query(
      `WITH w AS (SELECT * FROM ${WRITE_ROWS}),
       counted AS (
         UPDATE source_record SET last_version = w.version FROM w WHERE source_record.id = w.id)
       ${INSERT_VERSIONS} SELECT id, ${VERSION_VALUES}, true FROM w`,
      versionParameters(context, writes),
    );
  }
}

const WRITE_ROWS = `json_to_recordset($5::json) AS w (id bigint, key text, version int, hash text, source_version text,
         effective_at timestamptz, deleted boolean, raw json, attributes jsonb, features json, faults jsonb, row_number bigint)`;

const INSERT_VERSIONS = `INSERT INTO source_record_version (source_record_id, version, raw, attributes, faults, content_hash,
         source_version, effective_at, recorded_at, deleted, rule_version, batch_id, row_number, correlation_id, stale)`;

/** In the order of `INSERT_VERSIONS`, from the rows of `WRITE_ROWS`, without the record's id and `stale`. */
const VERSION_VALUES = `version, raw, attributes, faults, decode(hash, 'hex'), source_version, effective_at, $1::timestamptz, deleted,
         $2::int, $3::uuid, row_number, $4`;

function versionParameters(context: WriteContext, writes: readonly SourceRecordWrite[]): unknown[] {
  const rows = writes.map(write => ({
    id: write.knownId,
    key: write.key,
    version: write.version,
    hash: write.contentHash,
    source_version: write.sourceVersion,
    effective_at: write.effectiveAt,
    deleted: write.deleted,
    raw: write.raw,
    attributes: write.attributes,
    features: write.features,
    faults: write.faults,
    row_number: write.rowNumber,
  }));
  return [context.now, context.ruleVersion, context.batchId, context.correlationId, jsonRows(rows)];
}
