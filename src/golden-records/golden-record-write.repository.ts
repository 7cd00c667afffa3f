import { Injectable } from '@nestjs/common';
import type { GoldenChange, Link, PlannedEvent, ProvenanceRefresh } from '../core/merge/index.js';
import { DomainError, type AttributeValue } from '../core/model/index.js';
import { Transaction, storableJson } from '../platform/database/index.js';

/** A planned change with what lists and search show of it. */
export interface DescribedChange {
  readonly change: GoldenChange;
  readonly title: string;
  readonly searchText: string;
}

/** What all rows of one write have in common. */
export interface GoldenWriteContext {
  readonly domain: string;
  readonly ruleVersion: number;
  readonly actor: string;
  readonly correlationId: string;
  readonly now: Date;
}

/** An event with its payload. */
export interface DescribedEvent {
  readonly event: PlannedEvent;
  readonly payload: AttributeValue;
}

/** Applies merge plans: golden records, versions, links and their feed events. */
@Injectable()
export class GoldenRecordWriteRepository {
  /** @throws DomainError `GOLDEN_RECORD.STALE_VERSION` when a record was changed since it was read */
  async write(
    tx: Transaction,
    context: GoldenWriteContext,
    changes: readonly DescribedChange[],
  ): Promise<void> {
    if (changes.length === 0) return;
    const after = changes.map(({ change }) => change.after);
    const written = await tx.query(
      `INSERT INTO golden_record (id, domain, version, status, title, attributes, provenance, quality_score, search_text, merged_into,
              absorption, faults, review_at, valid_from, created_at, recorded_at, rule_version)
       SELECT id, $1, version, status, title, attributes, provenance, quality_score, search_text, merged_into,
              absorption, faults, review_at, valid_from, created_at, $2, $3
         FROM unnest($4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::jsonb[], $9::jsonb[], $10::int[], $11::text[],
                     $12::uuid[], $13::jsonb[], $14::jsonb[], $15::timestamptz[], $16::timestamptz[], $17::timestamptz[])
           AS w (id, version, status, title, attributes, provenance, quality_score, search_text, merged_into, absorption, faults,
                 review_at, valid_from, created_at)
       ON CONFLICT ON CONSTRAINT golden_record_pk DO UPDATE SET version = excluded.version, status = excluded.status,
              title = excluded.title, attributes = excluded.attributes, provenance = excluded.provenance,
              quality_score = excluded.quality_score, search_text = excluded.search_text, merged_into = excluded.merged_into,
              absorption = excluded.absorption, faults = excluded.faults, review_at = excluded.review_at,
              valid_from = excluded.valid_from, recorded_at = excluded.recorded_at, rule_version = excluded.rule_version
        WHERE golden_record.version = excluded.version - 1
       RETURNING id`,
      [
        context.domain,
        context.now,
        context.ruleVersion,
        after.map(golden => golden.id),
        after.map(golden => golden.version),
        after.map(golden => golden.status),
        changes.map(each => each.title),
        after.map(golden => storableJson(golden.attributes)),
        after.map(golden => storableJson(golden.provenance)),
        after.map(golden => golden.qualityScore),
        changes.map(each => each.searchText),
        after.map(golden => golden.mergedInto ?? null),
        after.map(golden => (golden.absorption === undefined ? null : storableJson(golden.absorption))),
        changes.map(each => storableJson(each.change.faults)),
        changes.map(each => each.change.reviewAt ?? null),
        after.map(golden => golden.validFrom),
        after.map(golden => golden.createdAt),
      ],
    );
    if (written.length !== changes.length) {
      throw new DomainError('GOLDEN_RECORD.STALE_VERSION', 'a golden record was changed in the meantime', {
        retry: 'after-refresh',
      });
    }
    await this.#writeVersions(tx, context, changes);
  }

  async #writeVersions(
    tx: Transaction,
    context: GoldenWriteContext,
    changes: readonly DescribedChange[],
  ): Promise<void> {
    const after = changes.map(({ change }) => change.after);
    await tx.query(
      `INSERT INTO golden_record_version (golden_record_id, version, status, title, attributes, provenance, quality_score, merged_into,
              members, changed, cause, actor, rule_version, correlation_id, valid_from, recorded_at)
       SELECT id, version, status, title, attributes, provenance, quality_score, merged_into,
              members::bigint[], changed::text[], cause, $1, $2, $3, valid_from, $4
         FROM unnest($5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::jsonb[], $10::jsonb[], $11::int[], $12::uuid[],
                     $13::text[], $14::text[], $15::text[], $16::timestamptz[])
           AS w (id, version, status, title, attributes, provenance, quality_score, merged_into, members, changed, cause, valid_from)`,
      [
        context.actor,
        context.ruleVersion,
        context.correlationId,
        context.now,
        after.map(golden => golden.id),
        after.map(golden => golden.version),
        after.map(golden => golden.status),
        changes.map(each => each.title),
        after.map(golden => storableJson(golden.attributes)),
        after.map(golden => storableJson(golden.provenance)),
        after.map(golden => golden.qualityScore),
        after.map(golden => golden.mergedInto ?? null),
        changes.map(({ change }) => `{${change.members.join(',')}}`),
        changes.map(({ change }) => `{${change.changed.join(',')}}`),
        changes.map(({ change }) => change.kind),
        after.map(golden => golden.validFrom),
      ],
    );
  }

  /** New reasons for the same values: no version and no event, but the record page tells the truth. */
  async refresh(tx: Transaction, refreshed: readonly ProvenanceRefresh[]): Promise<void> {
    if (refreshed.length === 0) return;
    await tx.query(
      `UPDATE golden_record g SET provenance = r.provenance, quality_score = r.quality_score, faults = r.faults, review_at = r.review_at
         FROM unnest($1::uuid[], $2::jsonb[], $3::int[], $4::jsonb[], $5::timestamptz[])
           AS r (id, provenance, quality_score, faults, review_at) WHERE g.id = r.id`,
      [
        refreshed.map(each => each.goldenId),
        refreshed.map(each => storableJson(each.provenance)),
        refreshed.map(each => each.qualityScore),
        refreshed.map(each => storableJson(each.faults)),
        refreshed.map(each => each.reviewAt ?? null),
      ],
    );
  }

  async closeLinks(tx: Transaction, links: readonly Link[], now: Date): Promise<void> {
    if (links.length === 0) return;
    await tx.query(`UPDATE link SET until = $2 WHERE source_record_id = ANY($1) AND until IS NULL`, [
      links.map(link => link.recordId),
      now,
    ]);
  }

  async openLinks(tx: Transaction, links: readonly Link[]): Promise<void> {
    if (links.length === 0) return;
    await tx.query(
      `INSERT INTO link (source_record_id, golden_record_id, made_by, reason, score, since)
       SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::real[], $6::timestamptz[])`,
      [
        links.map(link => link.recordId),
        links.map(link => link.goldenId),
        links.map(link => link.by),
        links.map(link => link.reason),
        links.map(link => link.score ?? null),
        links.map(link => link.since),
      ],
    );
  }

  /** Must come after `write`: the order of the outbox is proved by the row locks that `write` holds. */
  async publish(
    tx: Transaction,
    context: GoldenWriteContext,
    events: readonly DescribedEvent[],
  ): Promise<void> {
    if (events.length === 0) return;
    await tx.query(
      `INSERT INTO outbox (event_id, domain, record_id, version, type, changed, payload, correlation_id, actor, occurred_at)
       SELECT event_id, $1, record_id, version, type, changed::text[], payload, $2, $3, $4
         FROM unnest($5::uuid[], $6::uuid[], $7::bigint[], $8::text[], $9::text[], $10::jsonb[])
           WITH ORDINALITY AS e (event_id, record_id, version, type, changed, payload, place)
        ORDER BY place`,
      [
        context.domain,
        context.correlationId,
        context.actor,
        context.now,
        events.map(({ event }) => event.eventId),
        events.map(({ event }) => event.recordId),
        events.map(({ event }) => event.version),
        events.map(({ event }) => event.type),
        events.map(({ event }) => `{${event.changed.join(',')}}`),
        events.map(({ payload }) => storableJson(payload)),
      ],
    );
  }
}
