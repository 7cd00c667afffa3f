import { Injectable } from '@nestjs/common';
import { Database, Transaction } from '../platform/database/index.js';
import type { Action } from './action.js';
import type { Role, Scope } from './principal.js';

/** A system's way in. The secret itself is shown once and never stored. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly scope: Scope;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

interface ApiKeyRow {
  id: string;
  name: string;
  roles: Role[];
  systems: string[] | null;
  domains: string[] | null;
  actions: Action[] | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  created_by: string;
  created_at: Date;
  last_used_at: Date | null;
}

const COLUMNS =
  'id, name, roles, systems, domains, actions, expires_at, revoked_at, created_by, created_at, last_used_at';

/** Every query of API keys. */
@Injectable()
export class ApiKeyRepository {
  constructor(private readonly database: Database) {}

  async create(
    tx: Transaction,
    key: Pick<ApiKey, 'id' | 'name' | 'roles' | 'scope' | 'expiresAt' | 'createdBy'> & {
      secretHash: Uint8Array;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO api_key (id, name, secret_hash, roles, systems, domains, actions, expires_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        key.id,
        key.name,
        key.secretHash,
        key.roles,
        key.scope.systems ?? null,
        key.scope.domains ?? null,
        key.scope.actions ?? null,
        key.expiresAt,
        key.createdBy,
      ],
    );
  }

  /** The live key with this secret, and notes that it was used (at most once a minute, to keep reads cheap). */
  async findLive(secretHash: Uint8Array, now: Date): Promise<ApiKey | null> {
    const rows = await this.database.query<ApiKeyRow>(
      `SELECT ${COLUMNS} FROM api_key
        WHERE secret_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
      [secretHash, now],
    );
    const row = rows[0];
    if (row === undefined) return null;
    if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > 60_000) {
      await this.database.query(`UPDATE api_key SET last_used_at = $2 WHERE id = $1`, [row.id, now]);
    }
    return fromRow(row);
  }

  async list(): Promise<ApiKey[]> {
    const rows = await this.database.query<ApiKeyRow>(
      `SELECT ${COLUMNS} FROM api_key ORDER BY created_at DESC, id`,
    );
    return rows.map(fromRow);
  }

  async revoke(tx: Transaction, id: string, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE api_key SET revoked_at = $2 WHERE id::text = $1 AND revoked_at IS NULL RETURNING id`,
      [id, now],
    );
    return rows.length === 1;
  }
}

function fromRow(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    roles: row.roles,
    scope: {
      ...(row.systems === null ? {} : { systems: row.systems }),
      ...(row.domains === null ? {} : { domains: row.domains }),
      ...(row.actions === null ? {} : { actions: row.actions }),
    },
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
