/** What an attempt means for the delivery and for its target. */
export type AttemptVerdict =
  /** The target has it. `accepted`: it only took it in (202) and has yet to apply it. */
  | { readonly kind: 'acked'; readonly business: 'applied' | 'accepted' }
  /** The target may take it later. */
  | { readonly kind: 'retry'; readonly reason: string; readonly isOverload: boolean }
  /** The target refuses this event: trying again cannot help, somebody has to look. */
  | { readonly kind: 'park'; readonly reason: string }
  /** The target's set-up is wrong: every event waits, none uses up its attempts. */
  | { readonly kind: 'hold'; readonly reason: string }
  /** The target wants no more events. */
  | { readonly kind: 'suspend'; readonly reason: string };

/** Errors that say the target's address, certificate or secret is wrong. Codes of Node's dns and tls, and the hub's own. */
const CONFIGURATION_ERRORS: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_NONAME',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'OUTBOUND_FORBIDDEN',
  'SECRET_MISSING',
]);

/** Errors that say the target did not answer in time. */
const TIMEOUTS: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** The verdict on an answer, by its status. A redirect is never followed: it would send the event where nobody vetted. */
export function classifyStatus(status: number): AttemptVerdict {
  const reason = `HTTP_${status}`;
  if (status === 202) return { kind: 'acked', business: 'accepted' };
  if (status >= 200 && status < 300) return { kind: 'acked', business: 'applied' };
  if ([400, 413, 415, 422].includes(status)) return { kind: 'park', reason };
  if ([401, 403, 404].includes(status)) return { kind: 'hold', reason };
  if (status === 410) return { kind: 'suspend', reason };
  return { kind: 'retry', reason, isOverload: [429, 502, 503, 504].includes(status) };
}

/** The verdict when there was no answer, by the error's code. */
export function classifyError(code: string): AttemptVerdict {
  // Retention has passed the event: no attempt brings it back.
  if (code === 'EVENT_GONE') return { kind: 'park', reason: code };
  if (CONFIGURATION_ERRORS.has(code)) return { kind: 'hold', reason: code };
  return { kind: 'retry', reason: code, isOverload: TIMEOUTS.has(code) };
}
