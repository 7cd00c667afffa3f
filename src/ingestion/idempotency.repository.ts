import { Injectable } from '@nestjs/common';
import { Transaction } from '../platform/database/index.js';

/** What a client's idempotency key stands for. */
export interface IdempotentRequest {
  readonly clientId: string;
  readonly key: string;
  readonly operation: string;
  /** SHA-256 of what was sent, hexadecimal. */
  readonly requestHash: string;
}

export type IdempotencyVerdict =
  | { readonly verdict: 'first' }
  | { readonly verdict: 'repeated'; readonly response: unknown }
  | { readonly verdict: 'other-request' };

/** Every query of idempotency keys. Only committed outcomes are kept: a failed attempt leaves no key behind. */
@Injectable()
export class IdempotencyRepository {
  /** Claims the key in the caller's transaction; waits for a twin that is under way, then says what it did. */
  async claim(
    tx: Transaction,
    request: IdempotentRequest,
    response: unknown,
    status: number,
  ): Promise<IdempotencyVerdict> {
    const claimed = await tx.query(
      `INSERT INTO ingest_request (client_id, idempotency_key, operation, request_hash, response, status)
       VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6) ON CONFLICT DO NOTHING RETURNING client_id`,
      [
        request.clientId,
        request.key,
        request.operation,
        request.requestHash,
        JSON.stringify(response),
        status,
      ],
    );
    if (claimed.length === 1) return { verdict: 'first' };
    const rows = await tx.query<{ same: boolean; response: unknown }>(
      `SELECT operation = $3 AND request_hash = decode($4, 'hex') AS same, response FROM ingest_request
        WHERE client_id = $1 AND idempotency_key = $2`,
      [request.clientId, request.key, request.operation, request.requestHash],
    );
    return rows[0]?.same === true
      ? { verdict: 'repeated', response: rows[0].response }
      : { verdict: 'other-request' };
  }
}
