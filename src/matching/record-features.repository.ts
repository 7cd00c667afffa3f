import { Injectable } from '@nestjs/common';
import type { Features } from '../core/rules/index.js';
import { Database } from '../platform/database/index.js';

/** Reads what matching sees of all records of a domain, for counts over the whole of it. */
@Injectable()
export class RecordFeaturesRepository {
  constructor(private readonly database: Database) {}

  /** How many records that their source still has. */
  async countLive(domain: string): Promise<number> {
    const rows = await this.database.query<{ records: number }>(
      `SELECT count(*)::int AS records FROM source_record WHERE domain = $1 AND NOT deleted`,
      [domain],
    );
    return rows[0]?.records ?? 0;
  }

  /** Hands over every live record's features, as of one moment, in bounded memory. */
  async each(domain: string, take: (features: Features) => void): Promise<void> {
    await this.database.transaction(
      async tx => {
        const rows = tx.stream<{ features: Features }>(
          `SELECT features FROM source_record WHERE domain = $1 AND NOT deleted`,
          [domain],
        );
        for await (const row of rows) take(row.features);
      },
      // One try: what was handed over cannot be taken back.
      { isolation: 'repeatable read', retryDelaysMs: [] },
    );
  }

  /** Name of the database that the counts come from. */
  async databaseName(): Promise<string> {
    const rows = await this.database.query<{ name: string }>(`SELECT current_database() AS name`);
    return rows[0]?.name ?? '';
  }
}
