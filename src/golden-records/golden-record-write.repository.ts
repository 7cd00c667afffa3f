import { Injectable } from '@nestjs/common';
import type { GoldenChange, Link, PlannedEvent, ProvenanceRefresh } from '../core/merge/index.js';
import { DomainError, type AttributeValue } from '../core/model/index.js';
import { packProvenance } from '../core/survivorship/index.js';
import { Transaction, jsonRows } from '../platform/database/index.js';

/** A planned change with what lists and search show of it. */
export interface DescribedChange {
  readonly change: GoldenChange;
  readonly title: string;
  readonly searchText: string;
}

/** The same for a golden record of which only the reasons change. */
export interface DescribedRefresh {
  readonly refresh: ProvenanceRefresh;
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

/** Applies merge plans: golden records, versions, links and their feed events. Failures show at the transaction's next read or commit. */
@Injectable()
export class GoldenRecordWriteRepository {
  /** @throws DomainError `GOLDEN_RECORD.STALE_VERSION` when a record was changed since it was read */
  write(tx: Transaction, context: GoldenWriteContext, changes: readonly DescribedChange[]): void {
    if (changes.length === 0) return;
    const rows = changes.map(({ change, title, searchText }) => ({
      id: change.after.id,
      version: change.after.version,
      status: change.after.status,
      title,
      attributes: change.after.attributes,
      provenance: packProvenance(change.after.provenance),
      quality_score: change.after.qualityScore,
      search_text: searchText,
      merged_into: change.after.mergedInto,
      absorption: change.after.absorption,
      faults: change.faults,
      review_at: change.after.reviewAt,
      valid_from: change.after.validFrom,
      created_at: change.after.createdAt,
      members: `{${change.members.join(',')}}`,
      changed: `{${change.changed.join(',')}}`,
      cause: change.kind,
    }));
    // The record and its version in one statement, so that their common content travels and is parsed once.
    tx.send(
      `WITH w AS (
         SELECT * FROM json_to_recordset($1::json) AS w (id uuid, version bigint, status text, title text, attributes jsonb,
                provenance json, quality_score int, search_text text, merged_into uuid, absorption jsonb, faults jsonb,
                review_at timestamptz, valid_from timestamptz, created_at timestamptz, members bigint[], changed text[], cause text)),
       written AS (
         INSERT INTO golden_record (id, domain, version, status, title, attributes, provenance, quality_score, search_text, merged_into,
                absorption, faults, review_at, valid_from, created_at, recorded_at, rule_version)
         SELECT id, $2, version, status, title, attributes, provenance, quality_score, search_text, merged_into,
                absorption, faults, review_at, valid_from, created_at, $3, $4 FROM w
         ON CONFLICT ON CONSTRAINT golden_record_pk DO UPDATE SET version = excluded.version, status = excluded.status,
                title = excluded.title, attributes = excluded.attributes, provenance = excluded.provenance,
                quality_score = excluded.quality_score, search_text = excluded.search_text, merged_into = excluded.merged_into,
                absorption = excluded.absorption, faults = excluded.faults, review_at = excluded.review_at,
                valid_from = excluded.valid_from, recorded_at = excluded.recorded_at, rule_version = excluded.rule_version
          WHERE golden_record.version = excluded.version - 1
         RETURNING id),
       versioned AS (
         INSERT INTO golden_record_version (golden_record_id, version, status, title, attributes, provenance, quality_score,
                merged_into, members, changed, cause, actor, rule_version, correlation_id, valid_from, recorded_at)
         SELECT id, version, status, title, attributes, provenance, quality_score, merged_into, members, changed, cause,
                $5, $4, $6, valid_from, $3 FROM w)
       SELECT id FROM written`,
      [
        jsonRows(rows),
        context.domain,
        context.now,
        context.ruleVersion,
        context.actor,
        context.correlationId,
      ],
      written => {
        if (written === changes.length) return;
        throw new DomainError('GOLDEN_RECORD.STALE_VERSION', 'a golden record was changed in the meantime', {
          retry: 'after-refresh',
        });
      },
    );
    this.#rememberWords(
      tx,
      changes.map(({ title }) => title),
    );
  }

  /** Makes the words of titles known to search. In order, so that two transactions with the same new words do not wait for each other. */
  #rememberWords(tx: Transaction, titles: readonly string[]): void {
    tx.send(
      `INSERT INTO title_word
       SELECT DISTINCT word FROM unnest($1::text[]) AS title CROSS JOIN unnest(words_of(title)) AS word ORDER BY word
       ON CONFLICT DO NOTHING`,
      [titles],
    );
  }

  /**
   * New reasons for the same values: no version and no event, but the record page tells the truth, and search finds nothing by a value that
   * the rules have made restricted.
   */
  refresh(
    tx: Transaction,
    { ruleVersion }: GoldenWriteContext,
    refreshed: readonly DescribedRefresh[],
  ): void {
    if (refreshed.length === 0) return;
    tx.send(
      `UPDATE golden_record g SET provenance = r.provenance, quality_score = r.quality_score, faults = r.faults, review_at = r.review_at,
              title = r.title, search_text = r.search_text, rule_version = $2
         FROM json_to_recordset($1::json) AS r (id uuid, provenance json, quality_score int, faults jsonb, review_at timestamptz,
              title text, search_text text)
        WHERE g.id = r.id`,
      [
        jsonRows(
          refreshed.map(({ refresh, title, searchText }) => ({
            id: refresh.goldenId,
            provenance: packProvenance(refresh.provenance),
            quality_score: refresh.qualityScore,
            faults: refresh.faults,
            review_at: refresh.reviewAt,
            title,
            search_text: searchText,
          })),
        ),
        ruleVersion,
      ],
    );
    this.#rememberWords(
      tx,
      refreshed.map(({ title }) => title),
    );
  }

  closeLinks(tx: Transaction, links: readonly Link[], now: Date): void {
    if (links.length === 0) return;
    tx.send(`UPDATE link SET until = $2 WHERE source_record_id = ANY($1) AND until IS NULL`, [
      links.map(link => link.recordId),
      now,
    ]);
  }

  openLinks(tx: Transaction, links: readonly Link[]): void {
    if (links.length === 0) return;
    tx.send(
      `INSERT INTO link (source_record_id, golden_record_id, made_by, reason, score, since)
       SELECT * FROM json_to_recordset($1::json) AS l (record_id bigint, golden_id uuid, made_by text, reason text, score real,
              since timestamptz)`,
      [
        jsonRows(
          links.map(link => ({
            record_id: link.recordId,
            golden_id: link.goldenId,
            made_by: link.by,
            reason: link.reason,
            score: link.score,
            since: link.since,
          })),
        ),
      ],
    );
  }

  /** Must come after `write`: the order of the outbox is proved by the row locks that `write` holds. */
  publish(tx: Transaction, context: GoldenWriteContext, events: readonly DescribedEvent[]): void {
    if (events.length === 0) return;
    tx.send(
      `INSERT INTO outbox (event_id, domain, record_id, version, type, changed, payload, correlation_id, actor, occurred_at)
       SELECT event_id, $1, record_id, version, type, changed, payload, $2, $3, $4
         FROM ROWS FROM (json_to_recordset($5::json) AS (event_id uuid, record_id uuid, version bigint, type text, changed text[],
                         payload json)) WITH ORDINALITY AS e (event_id, record_id, version, type, changed, payload, place)
        ORDER BY place`,
      [
        context.domain,
        context.correlationId,
        context.actor,
        context.now,
        jsonRows(
          events.map(({ event, payload }) => ({
            event_id: event.eventId,
            record_id: event.recordId,
            version: event.version,
            type: event.type,
            changed: `{${event.changed.join(',')}}`,
            payload,
          })),
        ),
      ],
    );
  }
}
