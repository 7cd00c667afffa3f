import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { parse as parseCookies } from 'cookie';
import { DomainError } from '../core/model/index.js';
import { AccessService, principalOf } from './access.service.js';
import type { Session } from './account.repository.js';
import type { Principal } from './principal.js';

/** Name of the session cookie. */
export const SESSION_COOKIE = 'touchstone_session';
/** Header in which a browser proves that a write comes from our own page. */
export const CSRF_HEADER = 'x-csrf-token';

/** Who a request comes from. */
export interface Authenticated {
  readonly principal: Principal;
  /** When the key or the session ends by itself; `null`: not. */
  readonly expiresAt: Date | null;
  /** Present for people in a browser. */
  readonly session?: Session;
}

/** Finds out who is asking: an API key in the Authorization header, else the session cookie. One code path for HTTP and WebSocket. */
@Injectable()
export class Authenticator {
  constructor(private readonly access: AccessService) {}

  /**
   * `null` when the request names nobody.
   *
   * @throws DomainError `ACCESS.KEY_INVALID` for a key that is unknown, revoked or expired
   */
  async authenticate(headers: IncomingMessage['headers']): Promise<Authenticated | null> {
    const key = /^Bearer (ts_[\w-]+)$/.exec(headers.authorization ?? '')?.[1];
    if (key !== undefined) return this.authenticateKey(key);
    const token = sessionToken(headers);
    if (token === undefined) return null;
    const session = await this.access.session(token);
    return session === null
      ? null
      : { principal: principalOf(session.account), expiresAt: session.expiresAt, session };
  }

  /** @throws DomainError `ACCESS.KEY_INVALID` */
  async authenticateKey(secret: string): Promise<Authenticated> {
    const caller = await this.access.callerOfKey(secret);
    if (caller === null) {
      throw new DomainError('ACCESS.KEY_INVALID', 'this API key is unknown, revoked or expired');
    }
    return caller;
  }

  /**
   * A cookie is sent by any page that a browser shows; only our own page knows the token of its session.
   *
   * @throws DomainError `ACCESS.CSRF`
   */
  requireOwnPage({ session }: Authenticated, headers: IncomingMessage['headers']): void {
    if (session === undefined) return;
    const sent = headers[CSRF_HEADER];
    if (typeof sent === 'string' && isEqual(sent, session.csrfToken)) return;
    throw new DomainError('ACCESS.CSRF', `send the session's token in the ${CSRF_HEADER} header`);
  }
}

/** The token in the session cookie. */
export function sessionToken(headers: IncomingMessage['headers']): string | undefined {
  return parseCookies(headers.cookie ?? '')[SESSION_COOKIE];
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
