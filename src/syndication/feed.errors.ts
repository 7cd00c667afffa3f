import { DomainError } from '../core/model/index.js';

/** Not a cursor, or one that was changed on its way. */
export function cursorInvalid(): DomainError {
  return new DomainError(
    'FEED.CURSOR_INVALID',
    'this is not a cursor that the hub gave out, or it was changed',
  );
}

/** A cursor of another hub, or of a database that this one does not descend from. */
export function cursorForeign(): DomainError {
  return new DomainError(
    'FEED.CURSOR_FOREIGN',
    'this cursor belongs to another hub; read all records again and start from the head',
  );
}

/** The reader saw events that a restore or failover took from the log: going on would hide what took their places. */
export function cursorAheadOfLog(): DomainError {
  return new DomainError(
    'FEED.CURSOR_AHEAD_OF_LOG',
    'this cursor is ahead of the log, which was restored to an earlier state; read all records again and start from the head',
  );
}

/** Events after the cursor are no longer kept. */
export function cursorExpired(oldest: bigint): DomainError {
  return new DomainError(
    'FEED.CURSOR_EXPIRED',
    'events after this cursor are no longer kept; read all records again and start from the head',
    { details: { oldestPosition: String(oldest) } },
  );
}

/** The cursor was made with another filter, so events would be missed. */
export function cursorFilterMismatch(): DomainError {
  return new DomainError(
    'FEED.CURSOR_FILTER_MISMATCH',
    'this cursor was made with another filter; use the same filter, or start again with the new one',
  );
}
