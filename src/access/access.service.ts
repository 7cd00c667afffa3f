import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import { DomainError } from '../core/model/index.js';
import { Clock, Ids } from '../platform/clock/index.js';
import { AppConfig } from '../platform/config/index.js';
import { Database } from '../platform/database/index.js';
import { AccountRepository, type Account, type Session } from './account.repository.js';
import { ApiKeyRepository, type ApiKey } from './api-key.repository.js';
import type { Principal, Role, Scope } from './principal.js';

const LINK_MINUTES = 30;
/** NIST SP 800-63B asks for throttling; ten guesses, then five minutes of rest, make guessing hopeless and a typo harmless. */
const FAILURES_MAX = 10;
const LOCK_SECONDS = 300;
const PASSWORD_LENGTH_MIN = 12;

/** A session just opened: the token goes into the cookie and is not stored. */
export interface OpenedSession extends Session {
  readonly token: string;
}

/** Who may come in, and how: accounts, sessions, one-time links, API keys. Every change is audited. */
@Injectable()
export class AccessService {
  /** Checked when the name is unknown, so that a wrong name takes as long as a wrong password. */
  #absentAccountHash: Promise<string> | undefined;

  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly keys: ApiKeyRepository,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: AppConfig,
  ) {}

  /** @throws DomainError `ACCESS.SIGN_IN_FAILED` for a wrong name or password alike, `ACCESS.LOCKED` after too many tries */
  async signIn(name: string, password: string, correlationId: string): Promise<OpenedSession> {
    const account = await this.accounts.findByName(name);
    if (account?.lockedUntil && account.lockedUntil > this.clock.now()) {
      throw new DomainError('ACCESS.LOCKED', 'too many failed sign-ins; wait five minutes', {
        retry: 'later',
      });
    }
    this.#absentAccountHash ??= hash(newSecret());
    const matches = await passwordMatches(account?.passwordHash ?? (await this.#absentAccountHash), password);
    if (account === null || account.passwordHash === null || account.disabledAt !== null || !matches) {
      if (account !== null) await this.accounts.noteFailure(account.id, FAILURES_MAX, LOCK_SECONDS);
      throw new DomainError('ACCESS.SIGN_IN_FAILED', 'the name or the password is wrong');
    }
    return this.#openSession(account, 'user.sign-in', correlationId);
  }

  /** @throws DomainError `ACCESS.LINK_INVALID` when the link was used, has expired or never existed */
  async signInByLink(token: string, correlationId: string): Promise<OpenedSession> {
    const accountId = await this.database.transaction(tx =>
      this.accounts.redeemLink(tx, digest(token), this.clock.now()),
    );
    const account = accountId === null ? null : await this.accounts.findById(accountId);
    if (account === null) {
      throw new DomainError(
        'ACCESS.LINK_INVALID',
        'this login link was used or has expired; ask for a new one with `touchstone user login-link`',
      );
    }
    return this.#openSession(account, 'user.sign-in-by-link', correlationId);
  }

  async session(token: string): Promise<Session | null> {
    return this.accounts.findSession(digest(token), this.clock.now());
  }

  async signOut(token: string): Promise<void> {
    await this.accounts.closeSession(digest(token));
  }

  /** A link that signs one person in once. Returns the token; the caller makes the URL. */
  async issueLoginLink(name: string, actor: string, correlationId: string): Promise<string> {
    const account = await this.accounts.findByName(name);
    if (account === null || account.disabledAt !== null) {
      throw new DomainError('ACCESS.USER_NOT_FOUND', `there is no active user '${name}'`);
    }
    const token = newSecret();
    await this.accounts.issueLink(
      digest(token),
      account.id,
      new Date(this.clock.now().getTime() + LINK_MINUTES * 60_000),
    );
    await this.#record(actor, 'user.issue-login-link', 'user', account.id, correlationId);
    return token;
  }

  /** @throws DomainError `ACCESS.USER_EXISTS`, `ACCESS.PASSWORD_TOO_SHORT` */
  async createUser(
    user: { name: string; displayName: string; roles: readonly Role[]; password?: string },
    actor: string,
    correlationId: string,
  ): Promise<Account> {
    if (await this.accounts.findByName(user.name)) {
      throw new DomainError('ACCESS.USER_EXISTS', `there is a user '${user.name}' already`);
    }
    const id = this.ids.newId();
    const passwordHash = user.password === undefined ? null : await hashPassword(user.password);
    await this.database.transaction(async tx => {
      await this.accounts.create(tx, { id, ...user, passwordHash });
      this.audit.append(tx, [
        entry(actor, 'user.create', 'user', id, correlationId, { name: user.name, roles: user.roles }),
      ]);
    });
    const account = await this.accounts.findById(id);
    if (account === null) throw new Error('a user that was just created is not there');
    return account;
  }

  /** @throws DomainError `ACCESS.PASSWORD_TOO_SHORT` */
  async setPassword(
    accountId: string,
    password: string,
    actor: string,
    correlationId: string,
  ): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.database.transaction(async tx => {
      await this.accounts.setPassword(tx, accountId, passwordHash);
      this.audit.append(tx, [entry(actor, 'user.set-password', 'user', accountId, correlationId)]);
    });
  }

  /** @throws DomainError `ACCESS.USER_NOT_FOUND` */
  async disableUser(name: string, actor: string, correlationId: string): Promise<void> {
    const account = await this.accounts.findByName(name);
    if (account === null) throw new DomainError('ACCESS.USER_NOT_FOUND', `there is no user '${name}'`);
    await this.database.transaction(async tx => {
      await this.accounts.disable(tx, account.id, this.clock.now());
      this.audit.append(tx, [entry(actor, 'user.disable', 'user', account.id, correlationId)]);
    });
  }

  async users(): Promise<Account[]> {
    return this.accounts.list();
  }

  /** Whether anybody can sign in at all: false on a fresh hub. */
  async hasUsers(): Promise<boolean> {
    return this.accounts.hasAny();
  }

  /** Creates a key; the secret is returned here and nowhere else. */
  async createKey(
    key: { name: string; roles: readonly Role[]; scope: Scope; expiresAt: Date | null },
    actor: string,
    correlationId: string,
  ): Promise<{ id: string; secret: string }> {
    const id = this.ids.newId();
    const secret = `ts_${newSecret()}`;
    await this.database.transaction(async tx => {
      await this.keys.create(tx, { id, ...key, createdBy: actor, secretHash: digest(secret) });
      this.audit.append(tx, [
        entry(actor, 'key.create', 'key', id, correlationId, { name: key.name, roles: key.roles }),
      ]);
    });
    return { id, secret };
  }

  /** @throws DomainError `ACCESS.KEY_NOT_FOUND` */
  async revokeKey(id: string, actor: string, correlationId: string): Promise<void> {
    await this.database.transaction(async tx => {
      if (!(await this.keys.revoke(tx, id, this.clock.now()))) {
        throw new DomainError('ACCESS.KEY_NOT_FOUND', 'there is no live key with this id');
      }
      this.audit.append(tx, [entry(actor, 'key.revoke', 'key', id, correlationId)]);
    });
  }

  async listKeys(): Promise<ApiKey[]> {
    return this.keys.list();
  }

  /** The principal behind an API key and until when it is valid, or `null` when the key is unknown, revoked or expired. */
  async callerOfKey(secret: string): Promise<{ principal: Principal; expiresAt: Date | null } | null> {
    const key = await this.keys.findLive(digest(secret), this.clock.now());
    if (key === null) return null;
    const { id, name, roles, scope, expiresAt } = key;
    return { principal: { id: `key:${id}`, name, kind: 'key', roles, scope }, expiresAt };
  }

  async #openSession(account: Account, action: string, correlationId: string): Promise<OpenedSession> {
    const token = newSecret();
    const csrfToken = newSecret();
    const expiresAt = new Date(this.clock.now().getTime() + this.config.security.sessionHours * 3_600_000);
    await this.database.transaction(async tx => {
      await this.accounts.openSession(tx, {
        tokenHash: digest(token),
        accountId: account.id,
        csrfToken,
        expiresAt,
      });
      this.audit.append(tx, [entry(`user:${account.id}`, action, 'user', account.id, correlationId)]);
    });
    return { token, csrfToken, expiresAt, account };
  }

  async #record(
    actor: string,
    action: string,
    kind: string,
    id: string,
    correlationId: string,
  ): Promise<void> {
    await this.database.transaction(async tx =>
      this.audit.append(tx, [entry(actor, action, kind, id, correlationId)]),
    );
  }
}

/** A signed-in person as a principal. */
export function principalOf(account: Account): Principal {
  return {
    id: `user:${account.id}`,
    name: account.displayName,
    kind: 'user',
    roles: account.roles,
    scope: {},
  };
}

function entry(
  actor: string,
  action: string,
  kind: string,
  id: string,
  correlationId: string,
  details: Readonly<Record<string, unknown>> = {},
): Parameters<AuditRepository['append']>[1][number] {
  return { actor, action, subject: { kind, id }, details, correlationId };
}

/** 256 random bits: nothing to guess, so a fast hash is enough to store them. */
function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Argon2id with the library's defaults, which are OWASP's recommendation (19 MiB, 2 passes). */
async function hashPassword(password: string): Promise<string> {
  if (password.length < PASSWORD_LENGTH_MIN) {
    throw new DomainError(
      'ACCESS.PASSWORD_TOO_SHORT',
      `a password has at least ${PASSWORD_LENGTH_MIN} characters`,
    );
  }
  return hash(password);
}

async function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  try {
    return await verify(passwordHash, password);
  } catch {
    return false;
  }
}
