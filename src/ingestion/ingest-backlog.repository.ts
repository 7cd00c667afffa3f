import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';

/** What waits or is under way, for operators. */
export interface IngestBacklog {
  /** Batches by state: receiving, queued, processing. */
  readonly batches: readonly { readonly state: string; readonly count: number }[];
  /** Age of the oldest batch that nobody has begun, in seconds; 0 when there is none. */
  readonly oldestWaitingSeconds: number;
  /** Rows in quarantine that nobody has settled, by domain. */
  readonly quarantined: readonly { readonly domain: string; readonly count: number }[];
}

/** Counts what waits, from the partial indexes of open batches and open quarantine. */
@Injectable()
export class IngestBacklogRepository {
  constructor(private readonly database: Database) {}

  async read(): Promise<IngestBacklog> {
    const [batches, [oldest], quarantined] = await Promise.all([
      this.database.query<{ state: string; count: number }>(
        `SELECT state, count(*)::int AS count FROM batch WHERE state IN ('receiving', 'queued', 'processing', 'resolving') GROUP BY state`,
      ),
      this.database.query<{ seconds: number | null }>(
        `SELECT extract(epoch FROM clock_timestamp() - min(created_at))::float8 AS seconds FROM batch WHERE state = 'queued'`,
      ),
      this.database.query<{ domain: string; count: number }>(
        `SELECT domain, count(*)::int AS count FROM quarantine WHERE state = 'open' GROUP BY domain`,
      ),
    ]);
    return { batches, oldestWaitingSeconds: oldest?.seconds ?? 0, quarantined };
  }
}
