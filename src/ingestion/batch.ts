import type { Fault } from '../core/model/index.js';

/** `resolving`: a bulk load whose records are all taken in, and are being matched and merged. */
export type BatchState =
  'receiving' | 'queued' | 'processing' | 'resolving' | 'done' | 'failed' | 'cancelled';

/** How far a batch is, row by row. Every row read ends in exactly one of the other counts. */
export interface BatchCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly stale: number;
  readonly deleted: number;
  readonly quarantined: number;
}

/** One delivery of records of one domain from one system: a file, several files that belong together, or an API call. */
export interface Batch {
  readonly id: string;
  readonly system: string;
  readonly domain: string;
  readonly state: BatchState;
  /** What it is doing, for people: `waiting`, `reading suppliers.csv`, `removing what the snapshot no longer holds`. */
  readonly phase: string;
  readonly contentType: string | null;
  /** Its new records are matched and merged as a set once all are taken in, instead of one chunk after the other. */
  readonly bulk: boolean;
  readonly bytes: number;
  readonly bytesRead: number;
  /** How far the present phase of a bulk load is once its records are taken in; 0 of 0 before. */
  readonly parts: { readonly done: number; readonly planned: number };
  readonly counts: BatchCounts;
  /** What is wrong with the batch as a whole: schema drift, a truncated file, an unreadable encoding. */
  readonly causes: readonly Fault[];
  readonly files: readonly string[];
  readonly correlationId: string;
  readonly submittedBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Sums over several deliveries. */
export interface BatchTotals {
  readonly batches: number;
  /** Rows read, those in quarantine included. */
  readonly rows: number;
  readonly quarantined: number;
  /** Batches that ended without having been read to their end. */
  readonly failed: number;
}

/** Nothing counted yet. */
export const NO_ROWS: BatchCounts = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  stale: 0,
  deleted: 0,
  quarantined: 0,
};
