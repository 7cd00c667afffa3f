import type { AttributeValue } from '../core/model/index.js';
import type { FeedEvent } from './feed-event.js';

/** An event in the JSON format of CloudEvents 1.0, with extensions `sequence`, `correlationid`, `actor` and `recordversion`. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The position, 20 digits with leading zeros, so that it sorts as text (CloudEvents extension "sequence"). */
  readonly sequence: string;
  readonly correlationid: string;
  readonly actor: string;
  readonly recordversion: string;
  readonly data: Readonly<Record<string, AttributeValue | null>>;
}

/** @param source address under which the hub is known, or its name */
export function toCloudEvent(event: FeedEvent, source: string): CloudEvent {
  return {
    specversion: '1.0',
    id: event.id,
    source,
    type: event.type,
    subject: event.recordId,
    time: event.occurredAt,
    datacontenttype: 'application/json',
    sequence: sequenceText(event.position),
    correlationid: event.correlationId,
    actor: event.actor,
    recordversion: String(event.version),
    data: { domain: event.domain, changed: [...event.changed], ...event.payload },
  };
}

/** A position as text that sorts like the number. */
export function sequenceText(position: string): string {
  return position.padStart(20, '0');
}
