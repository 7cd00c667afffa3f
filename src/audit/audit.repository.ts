import { Injectable } from '@nestjs/common';
import { Transaction, jsonRows } from '../platform/database/index.js';
import { AuditEntry } from './audit-entry.js';

/** Every query of the audit log. */
@Injectable()
export class AuditRepository {
  /** Appends entries in the caller's transaction: the state change and its evidence commit together or not at all. */
  append(tx: Transaction, entries: readonly AuditEntry[]): void {
    if (entries.length === 0) return;
    tx.send(
      `INSERT INTO audit_event (actor, action, subject_kind, subject_id, reason, details, correlation_id)
       SELECT * FROM json_to_recordset($1::json) AS e (actor text, action text, subject_kind text, subject_id text, reason text,
              details jsonb, correlation_id text)`,
      [
        jsonRows(
          entries.map(({ actor, action, subject, reason, details, correlationId }) => ({
            actor,
            action,
            subject_kind: subject.kind,
            subject_id: subject.id,
            reason,
            details: details ?? {},
            correlation_id: correlationId,
          })),
        ),
      ],
    );
  }
}
