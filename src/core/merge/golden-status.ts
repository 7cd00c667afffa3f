/**
 * The life of a golden record as a table of allowed steps. A supplier comes in as DRAFT (its data has errors), ACTIVE or, when
 * a required value waits for an approver, PENDING_APPROVAL; it is HELD while a person stops its use, INACTIVE when every
 * source has deleted it, MERGED when it redirects to another record, RETIRED when a person ended it.
 */

/** DRAFT · PENDING_APPROVAL: never published yet. MERGED: its id resolves to another record. */
export type GoldenStatus =
  'DRAFT' | 'PENDING_APPROVAL' | 'ACTIVE' | 'HELD' | 'INACTIVE' | 'MERGED' | 'RETIRED';

/** What a person may ask of a golden record's status. */
export type StatusRequest = 'hold' | 'release' | 'retire' | 'reactivate';

/** What the status depends on besides the one before. */
export interface StatusFacts {
  /** Source records that their systems still have. */
  readonly liveContributors: number;
  /** The golden record that this one now redirects to. */
  readonly mergedInto?: string;
  /** A record merged into this one was held: a merge must not lift a hold. */
  readonly absorbsHold: boolean;
  /** A required attribute is missing only because its first value waits for approval. */
  readonly awaitsApproval: boolean;
  /** Nothing about the record is wrong with severity `error`. */
  readonly publishable: boolean;
  readonly request?: StatusRequest;
}

const ALLOWED: Readonly<Record<GoldenStatus, readonly GoldenStatus[]>> = {
  DRAFT: ['PENDING_APPROVAL', 'ACTIVE', 'HELD', 'INACTIVE', 'MERGED', 'RETIRED'],
  PENDING_APPROVAL: ['DRAFT', 'ACTIVE', 'HELD', 'INACTIVE', 'MERGED', 'RETIRED'],
  ACTIVE: ['HELD', 'INACTIVE', 'MERGED', 'RETIRED'],
  HELD: ['ACTIVE', 'INACTIVE', 'MERGED', 'RETIRED'],
  INACTIVE: ['DRAFT', 'PENDING_APPROVAL', 'ACTIVE', 'HELD', 'MERGED', 'RETIRED'],
  MERGED: ['DRAFT', 'PENDING_APPROVAL', 'ACTIVE', 'HELD', 'INACTIVE', 'RETIRED'],
  RETIRED: ['ACTIVE', 'HELD', 'INACTIVE', 'MERGED'],
};

/** Whether a golden record may go from one status to the other; staying is always allowed. */
export function canTransition(from: GoldenStatus, to: GoldenStatus): boolean {
  return from === to || ALLOWED[from].includes(to);
}

/** Which requests make sense in a status. A record that was never published cannot be held; a merged one is no record of its own. */
export function canRequest(status: GoldenStatus, request: StatusRequest): boolean {
  switch (request) {
    case 'hold':
      return status === 'ACTIVE' || status === 'INACTIVE';
    case 'release':
      return status === 'HELD';
    case 'reactivate':
      return status === 'RETIRED';
    case 'retire':
    default:
      return status !== 'MERGED' && status !== 'RETIRED';
  }
}

/**
 * The status that follows from the facts. What people set (HELD, RETIRED) stays until people lift it, whatever sources do. A
 * published record does not fall back to DRAFT because a source sends worse data.
 *
 * @param previous `undefined` for a new record; for one that comes back from a merge, its status before that merge
 */
export function deriveStatus(previous: GoldenStatus | undefined, facts: StatusFacts): GoldenStatus {
  const { request } = facts;
  if (facts.mergedInto !== undefined) return 'MERGED';
  if (request === 'retire' || (previous === 'RETIRED' && request !== 'reactivate')) return 'RETIRED';
  const stillHeld = previous === 'HELD' && request !== 'release';
  if (request === 'hold' || stillHeld || facts.absorbsHold) return 'HELD';
  if (facts.liveContributors === 0) return 'INACTIVE';
  if (previous === 'ACTIVE' || previous === 'HELD' || previous === 'RETIRED') return 'ACTIVE';
  if (facts.awaitsApproval) return 'PENDING_APPROVAL';
  return facts.publishable ? 'ACTIVE' : 'DRAFT';
}
