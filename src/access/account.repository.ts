import { Injectable } from '@nestjs/common';
import { Database, Transaction } from '../platform/database/index.js';
import type { Role } from './principal.js';

/** A person who may sign in. */
export interface Account {
  readonly id: string;
  /** What one signs in with; upper and lower case do not matter. */
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly hasPassword: boolean;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

/** What checking a password needs. */
export interface Credentials extends Account {
  readonly passwordHash: string | null;
  readonly lockedUntil: Date | null;
}

/** A signed-in browser. */
export interface Session {
  readonly account: Account;
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

interface AccountRow {
  id: string;
  name: string;
  display_name: string;
  roles: Role[];
  password_hash: string | null;
  disabled_at: Date | null;
  locked_until: Date | null;
  created_at: Date;
}

const COLUMNS =
  'a.id, a.name, a.display_name, a.roles, a.password_hash, a.disabled_at, a.locked_until, a.created_at';

/** Every query of accounts, sessions and login links. */
@Injectable()
export class AccountRepository {
  constructor(private readonly database: Database) {}

  async create(
    tx: Transaction,
    account: {
      id: string;
      name: string;
      displayName: string;
      roles: readonly Role[];
      passwordHash: string | null;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO user_account (id, name, display_name, roles, password_hash) VALUES ($1, $2, $3, $4, $5)`,
      [account.id, account.name, account.displayName, account.roles, account.passwordHash],
    );
  }

  async findByName(name: string): Promise<Credentials | null> {
    const rows = await this.database.query<AccountRow>(
      `SELECT ${COLUMNS} FROM user_account a WHERE lower(a.name) = lower($1)`,
      [name],
    );
    return rows[0] === undefined ? null : credentialsFrom(rows[0]);
  }

  async findById(id: string): Promise<Credentials | null> {
    const rows = await this.database.query<AccountRow>(
      `SELECT ${COLUMNS} FROM user_account a WHERE a.id = $1`,
      [id],
    );
    return rows[0] === undefined ? null : credentialsFrom(rows[0]);
  }

  async list(): Promise<Account[]> {
    const rows = await this.database.query<AccountRow>(
      `SELECT ${COLUMNS} FROM user_account a ORDER BY lower(a.name)`,
    );
    return rows.map(accountFrom);
  }

  async hasAny(): Promise<boolean> {
    return (await this.database.query(`SELECT 1 FROM user_account LIMIT 1`)).length > 0;
  }

  async setPassword(tx: Transaction, id: string, passwordHash: string): Promise<void> {
    await tx.query(
      `UPDATE user_account SET password_hash = $2, failed_sign_ins = 0, locked_until = NULL WHERE id = $1`,
      [id, passwordHash],
    );
  }

  async setRoles(tx: Transaction, id: string, roles: readonly Role[]): Promise<boolean> {
    return (
      (await tx.query(`UPDATE user_account SET roles = $2 WHERE id = $1 RETURNING id`, [id, roles]))
        .length === 1
    );
  }

  /** A disabled account is signed out everywhere at once. */
  async disable(tx: Transaction, id: string, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE user_account SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL RETURNING id`,
      [id, now],
    );
    await tx.query(`DELETE FROM user_session WHERE user_account_id = $1`, [id]);
    return rows.length === 1;
  }

  /** Counts a failure and locks the account for a while once there are `failuresMax` in a row. */
  async noteFailure(id: string, failuresMax: number, lockSeconds: number): Promise<void> {
    await this.database.query(
      `UPDATE user_account SET failed_sign_ins = CASE WHEN failed_sign_ins + 1 >= $2 THEN 0 ELSE failed_sign_ins + 1 END,
              locked_until = CASE WHEN failed_sign_ins + 1 >= $2 THEN clock_timestamp() + make_interval(secs => $3) ELSE locked_until END
        WHERE id = $1`,
      [id, failuresMax, lockSeconds],
    );
  }

  async openSession(
    tx: Transaction,
    session: { tokenHash: Uint8Array; accountId: string; csrfToken: string; expiresAt: Date },
  ): Promise<void> {
    await tx.query(`UPDATE user_account SET failed_sign_ins = 0, locked_until = NULL WHERE id = $1`, [
      session.accountId,
    ]);
    await tx.query(
      `INSERT INTO user_session (token_hash, user_account_id, csrf_token, expires_at) VALUES ($1, $2, $3, $4)`,
      [session.tokenHash, session.accountId, session.csrfToken, session.expiresAt],
    );
  }

  async findSession(tokenHash: Uint8Array, now: Date): Promise<Session | null> {
    const rows = await this.database.query<AccountRow & { csrf_token: string; expires_at: Date }>(
      `SELECT ${COLUMNS}, s.csrf_token, s.expires_at FROM user_session s JOIN user_account a ON a.id = s.user_account_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND a.disabled_at IS NULL`,
      [tokenHash, now],
    );
    const row = rows[0];
    return row === undefined
      ? null
      : { account: accountFrom(row), csrfToken: row.csrf_token, expiresAt: row.expires_at };
  }

  async closeSession(tokenHash: Uint8Array): Promise<void> {
    await this.database.query(`DELETE FROM user_session WHERE token_hash = $1`, [tokenHash]);
  }

  async issueLink(tokenHash: Uint8Array, accountId: string, expiresAt: Date): Promise<void> {
    await this.database.query(
      `INSERT INTO login_link (token_hash, user_account_id, expires_at) VALUES ($1, $2, $3)`,
      [tokenHash, accountId, expiresAt],
    );
  }

  /** Uses a link up: of two browsers with the same link one gets in. */
  async redeemLink(tx: Transaction, tokenHash: Uint8Array, now: Date): Promise<string | null> {
    const rows = await tx.query<{ user_account_id: string }>(
      `UPDATE login_link SET used_at = $2 FROM user_account a
        WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 AND a.id = user_account_id AND a.disabled_at IS NULL
        RETURNING user_account_id`,
      [tokenHash, now],
    );
    return rows[0]?.user_account_id ?? null;
  }
}

function accountFrom(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    roles: row.roles,
    hasPassword: row.password_hash !== null,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  };
}

function credentialsFrom(row: AccountRow): Credentials {
  return { ...accountFrom(row), passwordHash: row.password_hash, lockedUntil: row.locked_until };
}
