import type { AttributeValue } from '../core/model/index.js';

/** One change of one golden record, at its place in the feed. */
export interface FeedEvent {
  /** UUID; the same for ever and to everybody, so receivers drop repetitions by it. */
  readonly id: string;
  /** `supplier.updated`: domain and what happened. */
  readonly type: string;
  readonly domain: string;
  readonly recordId: string;
  /** Of the golden record; each event of a record is one version further. */
  readonly version: number;
  /** Place in the feed, 1, 2, 3… without holes. A decimal text, because it may exceed what a JSON number holds. */
  readonly position: string;
  /** Attributes that differ from the previous version, by name. */
  readonly changed: readonly string[];
  /** ISO 8601 in UTC: when the hub wrote the version. */
  readonly occurredAt: string;
  /** The whole new state of the golden record; masked events lack what the reader may not see and name it in `masked`. */
  readonly payload: FeedPayload;
  readonly correlationId: string;
  /** `user:<id>`, `key:<id>` or `machine`. */
  readonly actor: string;
}

/** The state of a golden record after the change: id, version, status, title, attributes, sources… */
export interface FeedPayload {
  readonly [field: string]: AttributeValue | null;
}

/** Which events a reader wants. Absent parts mean all; parts add up (and), values of a part are alternatives (or). */
export interface FeedFilter {
  readonly domains?: readonly string[];
  readonly types?: readonly string[];
  readonly recordIds?: readonly string[];
  /** Only events that changed one of these attributes. */
  readonly changed?: readonly string[];
}

/** How one reader sees events: masked, or `null` for an event that is not for this reader. */
export type FeedView = (event: FeedEvent) => FeedEvent | null;
