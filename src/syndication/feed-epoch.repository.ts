import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';

/** One life of the log: positions from `firstPosition` on were given out in it. */
export interface FeedEpoch {
  readonly epoch: string;
  readonly firstPosition: bigint;
}

/** Every query of the epochs of the feed. */
@Injectable()
export class FeedEpochRepository {
  constructor(private readonly database: Database) {}

  /** All epochs, the present one last. */
  async all(): Promise<readonly FeedEpoch[]> {
    const rows = await this.database.query<{ epoch: string; first_pos: string }>(
      `SELECT epoch, first_pos FROM feed_epoch ORDER BY since, first_pos`,
    );
    return rows.map(row => ({ epoch: row.epoch, firstPosition: BigInt(row.first_pos) }));
  }

  /**
   * Begins a new epoch when the database is not the one that wrote the log: another cluster (restored elsewhere), another
   * database, or another timeline of its write-ahead log (restored to a point in time, failed over).
   *
   * @returns the present epoch
   */
  async ensureCurrent(): Promise<string> {
    const identity = await this.#databaseIdentity();
    return this.database.transaction(async tx => {
      const [head] = await tx.query<{ pos: string; epoch: string | null }>(
        `SELECT pos, epoch FROM feed_head FOR UPDATE`,
      );
      const known = head?.epoch ?? null;
      // Where the database does not say who it is, the first epoch has to last.
      const epoch = identity ?? known ?? randomUUID();
      if (epoch === known) return epoch;
      await tx.execute(
        `INSERT INTO feed_epoch (epoch, first_pos) VALUES ($1, $2) ON CONFLICT (epoch) DO NOTHING`,
        [epoch, BigInt(head?.pos ?? 0) + 1n],
      );
      await tx.execute(`UPDATE feed_head SET epoch = $1`, [epoch]);
      return epoch;
    });
  }

  /** `null` where a managed PostgreSQL does not let us ask. The timeline is the first part of a WAL file's name. */
  async #databaseIdentity(): Promise<string | null> {
    try {
      const [row] = await this.database.query<{ epoch: string }>(
        `SELECT format('%s-%s-%s', system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8),
                       (SELECT oid FROM pg_database WHERE datname = current_database())) AS epoch
           FROM pg_control_system()`,
      );
      return row?.epoch ?? null;
    } catch {
      return null;
    }
  }
}
