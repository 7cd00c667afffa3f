/** Whether the caller may try again: never, after a while, or after reading the newest version first. */
export type Retry = 'never' | 'later' | 'after-refresh';

/**
 * An error with a stable machine-readable code, raised anywhere below the edge and mapped to HTTP, GraphQL
 * and exit codes in one place (`platform/errors`).
 *
 * @example throw new DomainError('GOLDEN_RECORD.STALE_VERSION', 'version 7 is no longer the newest', { retry: 'after-refresh' })
 */
export class DomainError extends Error {
  readonly code: string;
  /** Typed facts for the caller. Never personal or restricted data. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly retry: Retry;

  constructor(
    code: string,
    message: string,
    options: { details?: Readonly<Record<string, unknown>>; retry?: Retry; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.details = options.details ?? {};
    this.retry = options.retry ?? 'never';
  }
}
