import { createHmac } from 'node:crypto';

/** Standard Webhooks asks for keys of 24 to 64 bytes. */
const KEY_BYTES_MIN = 24;
const SECRET_PREFIX = 'whsec_';

/**
 * The signing keys in a secret's text: one or, while the secret is being changed, several, separated by blanks. The receiver
 * accepts what any of them signed.
 *
 * @returns `null` when the text is not `whsec_` and base64 of at least 24 bytes
 */
export function readSigningKeys(text: string): readonly Buffer[] | null {
  const keys = text
    .trim()
    .split(/\s+/)
    .map(secret =>
      Buffer.from(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : '', 'base64'),
    );
  return keys.length > 0 && keys.every(key => key.length >= KEY_BYTES_MIN) ? keys : null;
}

/**
 * The `webhook-signature` header (Standard Webhooks 1.0: HMAC-SHA256 over id, timestamp and the exact body).
 *
 * @param timestamp seconds since 1970, of this attempt
 */
export function signWebhook(keys: readonly Buffer[], id: string, timestamp: number, body: string): string {
  return keys
    .map(key => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
    .join(' ');
}
