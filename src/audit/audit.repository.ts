import { Injectable } from '@nestjs/common';
import { Transaction } from '../platform/database/index.js';
import { AuditEntry } from './audit-entry.js';

/** Every query of the audit log. */
@Injectable()
export class AuditRepository {
  /** Appends entries in the caller's transaction: the state change and its evidence commit together or not at all. */
  async append(tx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await tx.query(
      `INSERT INTO audit_event (actor, action, subject_kind, subject_id, reason, details, correlation_id)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[])`,
      [
        entries.map(entry => entry.actor),
        entries.map(entry => entry.action),
        entries.map(entry => entry.subject.kind),
        entries.map(entry => entry.subject.id),
        entries.map(entry => entry.reason ?? null),
        entries.map(entry => JSON.stringify(entry.details ?? {})),
        entries.map(entry => entry.correlationId),
      ],
    );
  }
}
