/** Waits in milliseconds before the 1st, 2nd… attempt of a delivery: 12 attempts over 75.7 hours, a long weekend. */
export const ATTEMPT_DELAYS_MS: readonly number[] = [
  0, 5, 30, 120, 600, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
].map(seconds => seconds * 1_000);

/** A wait is up to a fifth longer or shorter, so that what failed together does not come back together. */
const JITTER = 0.2;
/** A target that says it is overloaded is left alone for at least this long. */
const OVERLOAD_DELAY_MS = 60_000;
/** The longest wait that a target may ask for. */
const RETRY_AFTER_MAX_MS = 86_400_000;

/**
 * How long to wait before the next attempt; `null` when the attempts are used up.
 *
 * @param attempts attempts made so far, at least 1
 * @param random from 0 up to 1
 */
export function nextAttemptDelayMs(
  attempts: number,
  failure: { readonly isOverload: boolean; readonly retryAfterMs?: number },
  random: number,
): number | null {
  const scheduled = ATTEMPT_DELAYS_MS[attempts];
  if (scheduled === undefined) return null;
  const jittered = scheduled * (1 + JITTER * (2 * random - 1));
  const least = failure.isOverload ? OVERLOAD_DELAY_MS : 0;
  const asked = Math.min(failure.retryAfterMs ?? 0, RETRY_AFTER_MAX_MS);
  return Math.round(Math.max(jittered, least, asked));
}

/** The wait that a `Retry-After` header asks for: seconds or an HTTP date (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
