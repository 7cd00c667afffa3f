/** HTTP status of codes that do not follow the pattern below. */
const BY_CODE: Readonly<Record<string, number>> = {
  'DATABASE.UNAVAILABLE': 503,
  'DATABASE.CONTENTION': 503,
  'DATABASE.TIMEOUT': 503,
  'DATABASE.DISK_FULL': 507,
  'DATABASE.INVALID_TEXT': 400,
  'ACCESS.SIGN_IN_REQUIRED': 401,
  'ACCESS.SIGN_IN_FAILED': 401,
  'ACCESS.KEY_INVALID': 401,
  'ACCESS.LINK_INVALID': 401,
  'ACCESS.CSRF': 403,
  'ACCESS.LOCKED': 429,
  'BATCH.EMPTY': 400,
  'BATCH.UPLOAD_STALLED': 408,
  'REQUEST.INVALID': 400,
  'REQUEST.METHOD_NOT_ALLOWED': 405,
};

/** Status by the last part of the code, first fit. Codes are named so that this holds. */
const BY_PATTERN: readonly (readonly [pattern: RegExp, status: number])[] = [
  [/(^|_)(NOT_FOUND|UNKNOWN)$|^UNKNOWN_/, 404],
  [/(^|_)(DENIED|FORBIDDEN|OWN_PROPOSAL)$/, 403],
  [/^STALE_|CONFLICT|_IN_USE$|CONCURRENTLY$|^ALREADY_/, 409],
  [/EXPIRED$|^GONE$/, 410],
  [/TOO_(LARGE|LONG|MANY_BYTES|DEEP)$/, 413],
  [/^UNSUPPORTED_/, 415],
  [/^(RATE_LIMITED|TOO_MANY_REQUESTS)$/, 429],
  [/UNAVAILABLE$/, 503],
];

/** The HTTP status of an error code; a code that fits nothing is a rule that the request broke: 422. */
export function httpStatusOf(code: string): number {
  const lastPart = code.slice(code.lastIndexOf('.') + 1);
  return BY_CODE[code] ?? BY_PATTERN.find(([pattern]) => pattern.test(lastPart))?.[1] ?? 422;
}
