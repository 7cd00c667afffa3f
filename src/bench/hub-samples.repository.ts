import type { Database } from '../platform/database/index.js';
import type { Features } from '../core/rules/index.js';

/** What benches ask a loaded hub with, and the events with which they measure the way to a subscriber. */
export class HubSamplesRepository {
  constructor(private readonly database: Database) {}

  /** Features of records spread over the whole domain, in the same order every time. */
  async features(domain: string, limit: number): Promise<Features[]> {
    const rows = await this.database.query<{ features: Features }>(
      `SELECT features FROM source_record WHERE domain = $1 AND NOT deleted ORDER BY md5(source_key) LIMIT $2`,
      [domain, limit],
    );
    return rows.map(({ features }) => features);
  }

  /** Titles of golden records spread over all domains. */
  async titles(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ title: string }>(
      `SELECT title FROM golden_record WHERE status <> 'MERGED' AND title <> '' ORDER BY md5(id::text) LIMIT $1`,
      [limit],
    );
    return rows.map(({ title }) => title);
  }

  async goldenRecords(): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM golden_record WHERE status <> 'MERGED'`,
    );
    return rows[0]?.count ?? 0;
  }

  /** Commits one event of an invented record, as the last statement of a write does. */
  async emit(eventId: string, recordId: string): Promise<void> {
    const payload = {
      id: recordId,
      version: 1,
      status: 'ACTIVE',
      title: 'bench',
      attributes: { legalName: 'bench' },
    };
    await this.database.transaction(async tx =>
      tx.execute(
        `INSERT INTO outbox (event_id, domain, record_id, version, type, changed, payload, correlation_id, actor, occurred_at)
         VALUES ($1, 'supplier', $2, 1, 'supplier.created', '{legalName}', $3, 'bench', 'bench', clock_timestamp())`,
        [eventId, recordId, JSON.stringify(payload)],
      ),
    );
  }
}
