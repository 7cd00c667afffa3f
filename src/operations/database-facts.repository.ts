import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';

/** What an operator wants to know about the database server. */
export interface ServerFacts {
  /** For instance `18.4`. */
  readonly version: string;
  readonly versionNumber: number;
  readonly extensions: readonly string[];
  /** The database's clock less this machine's, in milliseconds. */
  readonly clockSkewMs: number;
  readonly encoding: string;
}

/** Asks the database server about itself. */
@Injectable()
export class DatabaseFactsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Resolves when the database answers. */
  async ping(): Promise<void> {
    await this.database.query('SELECT 1');
  }

  async readServerFacts(): Promise<ServerFacts> {
    const askedAt = Date.now();
    const [row] = await this.database.query<{
      version: string;
      number: number;
      extensions: string[];
      now_ms: string;
      encoding: string;
    }>(
      `SELECT current_setting('server_version') AS version,
              current_setting('server_version_num')::int AS number,
              ARRAY(SELECT extname::text FROM pg_extension) AS extensions,
              (extract(epoch FROM clock_timestamp()) * 1000)::text AS now_ms,
              current_setting('server_encoding') AS encoding`,
    );
    if (row === undefined) throw new Error('the database gave no answer');
    // The answer was made somewhere between asking and hearing: the middle errs by half the round trip at most.
    const heardAt = Date.now();
    return {
      version: row.version,
      versionNumber: row.number,
      extensions: row.extensions,
      clockSkewMs: Number(row.now_ms) - (askedAt + heardAt) / 2,
      encoding: row.encoding,
    };
  }
}
