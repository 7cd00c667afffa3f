import { Injectable } from '@nestjs/common';
import type { GoldenHistory } from '../core/merge/index.js';
import type { Attributes, AttributeValue, Fault } from '../core/model/index.js';
import { unpackProvenance, type PackedProvenance } from '../core/survivorship/index.js';
import { Database } from '../platform/database/index.js';

interface VersionRow {
  source_record_id: string;
  system: string;
  source_key: string;
  version: number;
  attributes: Attributes;
  faults: Fault[];
  effective_at: Date | null;
  recorded_at: Date;
  deleted: boolean;
}

interface LinkRow {
  source_record_id: string;
  made_by: string;
  reason: string;
  since: Date;
  until: Date | null;
}

interface PinRow {
  attribute: string;
  value: AttributeValue | null;
  reason: string;
  made_by: string;
  made_at: Date;
  expires_at: Date | null;
  withdrawn_at: Date | null;
}

interface PublishedRow {
  attributes: Attributes;
  provenance: PackedProvenance;
  merged_into: string | null;
  valid_from: Date;
  recorded_at: Date;
}

/** Reads everything that the past of one golden record is made of. */
@Injectable()
export class HistoryRepository {
  constructor(private readonly database: Database) {}

  async domainOf(goldenId: string): Promise<string | null> {
    const rows = await this.database.query<{ domain: string }>(
      `SELECT domain FROM golden_record WHERE id = $1`,
      [goldenId],
    );
    return rows[0]?.domain ?? null;
  }

  async load(
    goldenId: string,
  ): Promise<Pick<GoldenHistory, 'versions' | 'links' | 'pins' | 'redirects' | 'published'>> {
    const links = await this.#links(goldenId);
    const published = await this.#published(goldenId);
    return {
      versions: await this.#versions([...new Set(links.map(link => link.recordId))]),
      links,
      pins: await this.#pins(goldenId),
      redirects: redirectsOf(published),
      published: published.map(row => ({
        attributes: row.attributes,
        provenance: unpackProvenance(row.provenance),
        validFrom: row.valid_from.toISOString(),
        recordedAt: row.recorded_at.toISOString(),
      })),
    };
  }

  async #links(goldenId: string): Promise<GoldenHistory['links']> {
    const rows = await this.database.query<LinkRow>(
      `SELECT source_record_id, made_by, reason, since, until FROM link WHERE golden_record_id = $1`,
      [goldenId],
    );
    return rows.map(row => ({
      recordId: row.source_record_id,
      goldenId,
      by: row.made_by,
      reason: row.reason,
      since: row.since.toISOString(),
      ...(row.until === null ? {} : { until: row.until.toISOString() }),
    }));
  }

  /** The newest version as the record is now: rules that were activated since went over it, and left the version as it came. */
  async #versions(recordIds: readonly string[]): Promise<GoldenHistory['versions']> {
    const rows = await this.database.query<VersionRow>(
      `SELECT v.source_record_id, s.system, s.source_key, v.version, v.recorded_at, v.deleted,
              CASE WHEN v.version = s.version THEN s.attributes ELSE v.attributes END AS attributes,
              CASE WHEN v.version = s.version THEN s.faults ELSE v.faults END AS faults,
              CASE WHEN v.version = s.version THEN s.effective_at ELSE v.effective_at END AS effective_at
         FROM source_record_version v JOIN source_record s ON s.id = v.source_record_id WHERE v.source_record_id = ANY($1::bigint[])`,
      [recordIds],
    );
    return rows.map(row => ({
      recordId: row.source_record_id,
      system: row.system,
      key: row.source_key,
      version: row.version,
      attributes: row.attributes,
      faults: row.faults,
      effectiveAt: row.effective_at?.toISOString() ?? null,
      recordedAt: row.recorded_at.toISOString(),
      deleted: row.deleted,
    }));
  }

  async #pins(goldenId: string): Promise<GoldenHistory['pins']> {
    const rows = await this.database.query<PinRow>(
      `SELECT attribute, value, reason, made_by, made_at, expires_at, withdrawn_at FROM pin WHERE golden_record_id = $1`,
      [goldenId],
    );
    return rows.map(row => ({
      attribute: row.attribute,
      value: row.value,
      reason: row.reason,
      by: row.made_by,
      at: row.made_at.toISOString(),
      ...(row.expires_at === null ? {} : { until: row.expires_at.toISOString() }),
      ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at.toISOString() }),
    }));
  }

  async #published(goldenId: string): Promise<PublishedRow[]> {
    return this.database.query<PublishedRow>(
      `SELECT attributes, provenance, merged_into, valid_from, recorded_at
         FROM golden_record_version WHERE golden_record_id = $1 ORDER BY version`,
      [goldenId],
    );
  }
}

/** Each stretch of versions that redirect somewhere. */
function redirectsOf(versions: readonly PublishedRow[]): GoldenHistory['redirects'] {
  return versions.flatMap((version, index) => {
    if (version.merged_into === null) return [];
    const next = versions[index + 1];
    const since = version.recorded_at.toISOString();
    return [
      {
        into: version.merged_into,
        since,
        ...(next === undefined ? {} : { until: next.recorded_at.toISOString() }),
      },
    ];
  });
}
