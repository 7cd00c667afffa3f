import { DatabaseError } from 'pg';
import { DomainError, type Retry } from '../../core/model/index.js';

interface ErrorMeaning {
  readonly code: string;
  readonly message: string;
  readonly retry: Retry;
}

/** What a violated constraint means to the caller. A constraint that is not listed is a fault of ours and stays one. */
const CONSTRAINTS: Readonly<Record<string, ErrorMeaning>> = {
  source_record_key_uq: {
    code: 'SOURCE_RECORD.WRITTEN_CONCURRENTLY',
    message: 'another writer stored the same source record at the same time',
    retry: 'after-refresh',
  },
  source_record_version_pk: {
    code: 'SOURCE_RECORD.WRITTEN_CONCURRENTLY',
    message: 'another writer stored the same source record at the same time',
    retry: 'later',
  },
  golden_record_version_pk: {
    code: 'GOLDEN_RECORD.STALE_VERSION',
    message: 'another writer changed the golden record at the same time',
    retry: 'after-refresh',
  },
  link_active_uq: {
    code: 'GOLDEN_RECORD.STALE_VERSION',
    message: 'another writer gave the source record its golden record at the same time',
    retry: 'after-refresh',
  },
  ingest_request_pk: {
    code: 'INGEST.KEY_IN_USE',
    message: 'a request with this idempotency key is already being processed',
    retry: 'later',
  },
  change_request_four_eyes_ck: {
    code: 'CHANGE_REQUEST.OWN_PROPOSAL',
    message: 'a change is approved by another person than the one who proposed it',
    retry: 'never',
  },
};

/** Types are the hub's own, and values of records are checked before: what cannot be read is an id or a cursor of a caller. */
const UNREADABLE: ErrorMeaning = {
  code: 'REQUEST.INVALID',
  message: 'an id or a cursor in the request is none of this hub',
  retry: 'never',
};

/** SQLSTATE → meaning (PostgreSQL manual, appendix A). */
const STATES: Readonly<Record<string, ErrorMeaning>> = {
  '40001': {
    code: 'DATABASE.CONTENTION',
    message: 'concurrent writers got into each other’s way',
    retry: 'later',
  },
  '40P01': {
    code: 'DATABASE.CONTENTION',
    message: 'concurrent writers waited for each other',
    retry: 'later',
  },
  '55P03': { code: 'DATABASE.CONTENTION', message: 'a lock was not granted in time', retry: 'later' },
  '57014': {
    code: 'DATABASE.TIMEOUT',
    message: 'the database took too long and was stopped',
    retry: 'later',
  },
  '25P03': {
    code: 'DATABASE.TIMEOUT',
    message: 'the transaction was idle for too long and was ended',
    retry: 'later',
  },
  '53100': { code: 'DATABASE.DISK_FULL', message: 'the database has no disk space left', retry: 'later' },
  '53300': {
    code: 'DATABASE.UNAVAILABLE',
    message: 'the database accepts no more connections',
    retry: 'later',
  },
  '57P01': { code: 'DATABASE.UNAVAILABLE', message: 'the database is shutting down', retry: 'later' },
  '57P02': { code: 'DATABASE.UNAVAILABLE', message: 'the database crashed and restarts', retry: 'later' },
  '57P03': { code: 'DATABASE.UNAVAILABLE', message: 'the database is starting', retry: 'later' },
  '22P02': UNREADABLE,
  '22003': UNREADABLE,
  '22021': {
    code: 'DATABASE.INVALID_TEXT',
    message: 'a text holds characters that the database cannot store',
    retry: 'never',
  },
  '22P05': {
    code: 'DATABASE.INVALID_TEXT',
    message: 'a text holds characters that the database cannot store',
    retry: 'never',
  },
};

/** Errors of the socket, by Node's code or node-postgres's own message: neither has an SQLSTATE. */
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
const CONNECTION_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/** States after which the same transaction may succeed when it is run again from its start. */
const RETRYABLE_STATES = new Set(['40001', '40P01', '55P03']);

/**
 * Turns an error of the driver into a `DomainError` with the driver's error as cause, where it means something to a
 * caller; returns every other error as it is. Values from the statement never get into the message.
 */
export function toDomainError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const meaning = findMeaning(error);
  if (meaning === undefined) return error;
  const constraint = error instanceof DatabaseError ? error.constraint : undefined;
  return new DomainError(meaning.code, meaning.message, {
    retry: meaning.retry,
    cause: error,
    ...(constraint !== undefined && { details: { constraint } }),
  });
}

function findMeaning(error: unknown): ErrorMeaning | undefined {
  if (error instanceof DatabaseError) {
    return CONSTRAINTS[error.constraint ?? ''] ?? STATES[error.code ?? ''];
  }
  return isConnectionError(error)
    ? { code: 'DATABASE.UNAVAILABLE', message: 'the database cannot be reached', retry: 'later' }
    : undefined;
}

/** Whether the connection itself broke, so that it must not go back to the pool. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseError) return /^(57P0[123]|08)/.test(error.code ?? '');
  return (
    CONNECTION_MESSAGES.test(error.message) || ('code' in error && CONNECTION_CODES.has(String(error.code)))
  );
}

/** Whether the transaction that ended with this error may be run again at once: serialization failure, deadlock, lock timeout. */
export function isRetryable(error: unknown): boolean {
  const cause = error instanceof DomainError ? error.cause : error;
  return cause instanceof DatabaseError && RETRYABLE_STATES.has(cause.code ?? '');
}
