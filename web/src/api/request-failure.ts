/**
 * Why a request to the hub did not succeed.
 * - `unreachable`: no answer at all; trying again later may work
 * - `signed-out`: nobody is signed in, or the session has ended
 * - `refused`: the hub answered with an error that it explains (`code`, `message`)
 */
export type FailureKind = 'unreachable' | 'signed-out' | 'refused';

/** A request that did not succeed, with all that the hub said about it. */
export class RequestFailure extends Error {
  readonly kind: FailureKind;
  /** The hub's stable code (`GOLDEN_RECORD.STALE_VERSION`), where it gave one. */
  readonly code: string | undefined;
  readonly status: number | undefined;
  /** Finds the case in the hub's logs. */
  readonly correlationId: string | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    facts: {
      code?: string | undefined;
      status?: number | undefined;
      correlationId?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'RequestFailure';
    this.kind = kind;
    this.code = facts.code;
    this.status = facts.status;
    this.correlationId = facts.correlationId;
  }
}
