import type { Attributes, AttributeValue, Fault } from '../model/index.js';

/**
 * One version of a source record as survivorship sees it: a voice that may contribute values to the golden record
 * it is linked to.
 */
export interface ContributorRecord {
  readonly recordId: string;
  readonly system: string;
  /** The source key, exactly as the system writes it. */
  readonly key: string;
  readonly version: number;
  /** Standardised attributes. */
  readonly attributes: Attributes;
  /**
   * Business time: since when the values hold, an ISO date or instant. `null`: the source does not say. Such a record
   * loses every comparison of age: taking its arrival instead would make golden values depend on the order of loading.
   */
  readonly effectiveAt: string | null;
  /** System time: when the hub took the version in. */
  readonly recordedAt: string;
  /** The system no longer has the record. It contributes nothing, but stays linked and visible. */
  readonly deleted: boolean;
  readonly faults: readonly Fault[];
}

/** Names the version of a source record in provenance. */
export interface ContributorRef {
  readonly recordId: string;
  readonly system: string;
  readonly key: string;
  readonly version: number;
  readonly effectiveAt: string | null;
  /** Set when the system no longer has the record. */
  readonly deleted?: true;
}

/**
 * A steward's override of one attribute. While it is neither withdrawn nor expired it always wins, over authority `never`
 * too. `value` is `null` when the steward says that the record has none.
 */
export interface Pin {
  readonly attribute: string;
  readonly value: AttributeValue | null;
  readonly reason: string;
  readonly by: string;
  /** When it was set (ISO instant). */
  readonly at: string;
  /** From this instant on it no longer counts. Absent: until withdrawn. */
  readonly until?: string;
}
