import type { CloudEvent } from './cloud-event.js';
import { signWebhook } from './webhook-signature.js';

/** Longer bodies are cut down to what names the change; the receiver fetches the rest. */
const BODY_BYTES_MAX = 65_536;

/** Everything that is sent in one attempt. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Builds the request of one attempt: Standard Webhooks headers, CloudEvents attributes as headers too, and the hub's own.
 *
 * @param webhookId the same for all attempts of a delivery: what a receiver drops repetitions by
 * @param attempt counted from 1
 */
export function buildWebhookRequest(
  event: CloudEvent,
  webhookId: string,
  attempt: number,
  keys: readonly Buffer[],
  now: Date,
): WebhookRequest {
  const body = bodyOf(event);
  const timestamp = Math.trunc(now.getTime() / 1_000);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Touchstone',
      'webhook-id': webhookId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signWebhook(keys, webhookId, timestamp, body),
      'touchstone-attempt': String(attempt),
      'touchstone-correlation-id': event.correlationid,
      'touchstone-position': String(BigInt(event.sequence)),
      'touchstone-record': event.subject,
      'touchstone-version': event.recordversion,
      'ce-specversion': event.specversion,
      'ce-id': event.id,
      'ce-source': event.source,
      'ce-type': event.type,
      'ce-subject': event.subject,
      'ce-sequence': event.sequence,
    },
  };
}

function bodyOf(event: CloudEvent): string {
  const whole = JSON.stringify(event);
  if (Buffer.byteLength(whole) <= BODY_BYTES_MAX) return whole;
  const { domain, changed, id, version, status } = event.data;
  const kept = { domain, changed, id, version, status, truncated: true };
  const data = Object.fromEntries(
    Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return JSON.stringify({ ...event, data });
}
