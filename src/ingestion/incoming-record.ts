import type { RawRecord } from '../core/mapping/index.js';
import type { Attributes, Fault } from '../core/model/index.js';

/** One row of a batch (or one submitted record) after mapping, before anything is looked up or standardised. */
export interface IncomingRecord {
  /** 1-based row in its batch. */
  readonly rowNumber: number;
  /** The source key; `null` when the row has none, which sends it to quarantine. */
  readonly key: string | null;
  /** The row as received: what quarantine and history show, and what a correction starts from. */
  readonly raw: RawRecord;
  /** Mapped to the domain's attributes, not yet standardised. */
  readonly attributes: Attributes;
  /** Business time, when the source says it. */
  readonly effectiveAt: string | null;
  /** The source's own monotone version, when it has one. */
  readonly sourceVersion: string | null;
  readonly deleted: boolean;
  /** Attributes that this delivery cannot say anything about: the previous version's values stay. */
  readonly uncovered: readonly string[];
  /** What was wrong with the row before mapping ended. */
  readonly faults: readonly Fault[];
}

/** A row with a source key. */
export type KeyedRecord = IncomingRecord & { readonly key: string };

/** Whether a row has a key and nothing that keeps it out before it is even standardised. A deletion needs its key only. */
export function isAcceptable(row: IncomingRecord): row is KeyedRecord {
  return row.key !== null && (row.deleted || row.faults.every(fault => fault.severity !== 'error'));
}

/** Takes what a delivery does not cover from the values that are known, so that its absence is not taken for a deletion. */
export function withKeptValues<Row extends IncomingRecord>(row: Row, known: Attributes): Row {
  const kept = row.uncovered.flatMap(name => {
    const value = known[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  if (kept.length === 0) return row;
  return { ...row, attributes: { ...row.attributes, ...Object.fromEntries(kept) } };
}

/** What the hub holds of a key already. */
export interface KnownRecord {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly lastVersion: number;
  readonly contentHash: string;
  readonly sourceVersion: string | null;
  readonly effectiveAt: string | null;
  readonly deleted: boolean;
  readonly attributes: Attributes;
  readonly batchId: string | null;
  /** When the delivery that it is from came. */
  readonly receivedAt: Date;
  readonly rowNumber: number | null;
}

/** What rows came with. */
export interface Delivery {
  /** `null`: handed over one by one. */
  readonly batchId: string | null;
  /** When it came, however long it waited since or was interrupted. */
  readonly receivedAt: Date;
}

/** What a row is compared with. */
type ComparedRecord = Pick<KnownRecord, 'contentHash' | 'sourceVersion' | 'effectiveAt'> & Delivery;

/** Whether a row changes anything: the first test that every row passes, before it costs anything. */
export type Arrival = 'new' | 'changed' | 'unchanged' | 'stale' | 'contradicts-same-batch';

/**
 * Compares a row with what is known of its key. Order is the source's own: its version where it has one, otherwise business
 * time. Without either, deliveries count in the order of their coming, also where a later one was worked off first; and a second
 * different row of the same key in one batch contradicts the first: a person must say which is right.
 */
export function classifyArrival(
  incoming: Pick<IncomingRecord, 'sourceVersion' | 'effectiveAt'>,
  contentHash: string,
  known: ComparedRecord | undefined,
  { batchId, receivedAt }: Delivery,
): Arrival {
  if (known === undefined) return 'new';
  if (known.contentHash === contentHash) return 'unchanged';
  const order = compareOrder(incoming, known);
  if (order < 0) return 'stale';
  if (order === 0 && batchId !== null && known.batchId === batchId) return 'contradicts-same-batch';
  return order === 0 && known.receivedAt > receivedAt ? 'stale' : 'changed';
}

/** Whether the source says that a row is a later version than what is known. */
export function isLater(
  row: Pick<IncomingRecord, 'sourceVersion' | 'effectiveAt'>,
  known: Pick<IncomingRecord, 'sourceVersion' | 'effectiveAt'> | undefined,
): boolean {
  return known !== undefined && compareOrder(row, known) > 0;
}

/**
 * Whether an accepted row answers one that waits in quarantine under its key: a later version does, and a later delivery where the source
 * has no order. Of two rows of one delivery nobody knows then which is right.
 */
export function isAnswered(
  waiting: Pick<IncomingRecord, 'sourceVersion' | 'effectiveAt'>,
  accepted: Pick<IncomingRecord, 'sourceVersion' | 'effectiveAt'>,
  isOfLaterDelivery: boolean,
): boolean {
  const order = compareOrder(accepted, waiting);
  return order > 0 || (order === 0 && isOfLaterDelivery);
}

/** Negative: the incoming row is older than what is known; 0: the source does not say, or says the same. */
function compareOrder(
  incoming: Pick<IncomingRecord, 'sourceVersion' | 'effectiveAt'>,
  known: Pick<IncomingRecord, 'sourceVersion' | 'effectiveAt'>,
): number {
  if (incoming.sourceVersion !== null && known.sourceVersion !== null) {
    return compareVersions(incoming.sourceVersion, known.sourceVersion);
  }
  if (incoming.effectiveAt !== null && known.effectiveAt !== null) {
    return Math.sign(Date.parse(incoming.effectiveAt) - Date.parse(known.effectiveAt));
  }
  return 0;
}

/** Numbers compare as numbers of any length (`9` before `10`), everything else as text. */
function compareVersions(left: string, right: string): number {
  const numeric = /^\d+$/;
  if (numeric.test(left) && numeric.test(right)) {
    const difference = BigInt(left) - BigInt(right);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}
