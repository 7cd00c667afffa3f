import { Injectable } from '@nestjs/common';
import type { FrequencySnapshot } from '../core/rules/index.js';
import type { RuleFile } from '../core/rules/parse/index.js';
import type { Queryable, Transaction } from '../platform/database/index.js';

/** One immutable version of a domain's rules (or of the source systems, under `systems`). */
export interface RuleSetVersion {
  readonly domain: string;
  readonly version: number;
  /** Content hash of the files. */
  readonly hash: string;
  readonly files: readonly RuleFile[];
  readonly frequencies: FrequencySnapshot;
  readonly activatedAt: Date;
  readonly activatedBy: string;
}

interface VersionRow {
  readonly domain: string;
  readonly version: number;
  readonly hash: string;
  readonly files: RuleFile[];
  readonly frequencies: FrequencySnapshot;
  readonly activated_at: Date;
  readonly activated_by: string;
}

const COLUMNS = 'domain, version, hash, files, frequencies, activated_at, activated_by';

/** Every query of the rule set versions. */
@Injectable()
export class RuleSetVersionRepository {
  /** The newest version of every domain; that is the active one. */
  async newest(database: Queryable): Promise<readonly RuleSetVersion[]> {
    const rows = await database.query<VersionRow>(
      `SELECT DISTINCT ON (domain) ${COLUMNS} FROM rule_set_version ORDER BY domain, version DESC`,
    );
    return rows.map(toVersion);
  }

  async find(database: Queryable, domain: string, version: number): Promise<RuleSetVersion | undefined> {
    const rows = await database.query<VersionRow>(
      `SELECT ${COLUMNS} FROM rule_set_version WHERE domain = $1 AND version = $2`,
      [domain, version],
    );
    return rows.map(toVersion)[0];
  }

  /** Versions without their files, newest first. */
  async list(
    database: Queryable,
    domain?: string,
  ): Promise<readonly Omit<RuleSetVersion, 'files' | 'frequencies'>[]> {
    const rows = await database.query<Omit<VersionRow, 'files' | 'frequencies'>>(
      `SELECT domain, version, hash, activated_at, activated_by FROM rule_set_version
       WHERE $1::text IS NULL OR domain = $1 ORDER BY domain, version DESC`,
      [domain ?? null],
    );
    return rows.map(row => ({
      domain: row.domain,
      version: row.version,
      hash: row.hash,
      activatedAt: row.activated_at,
      activatedBy: row.activated_by,
    }));
  }

  /** Stores the next version of a domain and tells all processes when the transaction commits. */
  async insert(tx: Transaction, version: RuleSetVersion): Promise<void> {
    await tx.query(`INSERT INTO rule_set_version (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
      version.domain,
      version.version,
      version.hash,
      JSON.stringify(version.files),
      JSON.stringify(version.frequencies),
      version.activatedAt,
      version.activatedBy,
    ]);
    await tx.query(`SELECT pg_notify('rules_activated', $1)`, [version.domain]);
  }
}

function toVersion({ activated_at, activated_by, ...row }: VersionRow): RuleSetVersion {
  return { ...row, activatedAt: activated_at, activatedBy: activated_by };
}
