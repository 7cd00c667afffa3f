import type { Attributes, AttributeValue, Fault } from '../model/index.js';
import type { RecordJudgement } from '../clustering/index.js';
import type { Provenance } from '../survivorship/index.js';
import type { GoldenSnapshot, Link } from './neighbourhood.js';
import type { PendingChange } from './split-by-approval.js';

/**
 * What happened to a golden record, as the feed says it. `merged`: its id now redirects. `restored`: it came back from a
 * merge or from retirement. `unmerged`: a record merged into it left again. `split`: some of its source records became
 * a new golden record.
 */
export type GoldenChangeKind =
  'created' | 'updated' | 'merged' | 'unmerged' | 'split' | 'restored' | 'retired';

/** The next version of one golden record. */
export interface GoldenChange {
  readonly kind: GoldenChangeKind;
  /** Absent for a new record. */
  readonly before?: GoldenSnapshot;
  /** Version: one more than before; 1 for a new record. */
  readonly after: GoldenSnapshot;
  /** Source records linked to it from now on, sorted. */
  readonly members: readonly string[];
  /** Names of changed attributes, and `$status`, `$sources` (membership), `$mergedInto` where those changed. Sorted. */
  readonly changed: readonly string[];
  /** What is wrong with the record: its own failed checks, and the faults of the surviving values. */
  readonly faults: readonly Fault[];
  /** Other golden records that the change involves: merged, restored or split off. Sorted. */
  readonly related: readonly string[];
}

/**
 * Same version, same values, but other reasons: another source confirms a value, a fault came or went, or the rules are others, by which
 * lists and search may show other parts of it. No event.
 */
export interface ProvenanceRefresh {
  readonly goldenId: string;
  readonly attributes: Attributes;
  /** Source records linked to it. */
  readonly members: readonly string[];
  readonly provenance: Provenance;
  readonly qualityScore: number;
  readonly faults: readonly Fault[];
  readonly reviewAt?: string;
}

/** A value to be put before an approver. */
export interface ChangeRequestDraft {
  readonly requestId: string;
  readonly goldenId: string;
  readonly attribute: string;
  readonly from: AttributeValue | null;
  readonly to: AttributeValue | null;
  readonly reason: string;
  /** Who may not approve it: the one whose pin or action it is; else the actor of the plan. */
  readonly requestedBy: string;
  /** The source record that the value comes from; `null` where it is no single one. */
  readonly sourceRecordId: string | null;
  /** Attributes that are held back with it. */
  readonly alongWith: readonly string[];
}

/** One event for the feed: exactly one per new version. */
export interface PlannedEvent {
  readonly eventId: string;
  /** `supplier.updated` */
  readonly type: string;
  readonly recordId: string;
  readonly version: number;
  readonly changed: readonly string[];
  readonly mergedInto?: string;
  readonly related: readonly string[];
}

/** One row for the audit trail. Never holds values. */
export interface AuditFact {
  readonly action: string;
  readonly subject: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly details: Readonly<Record<string, AttributeValue>>;
}

/** A judgement made by the plan, with its reason. */
export type PlannedJudgement = RecordJudgement & {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
};

/**
 * Everything that a merge, unmerge, split or rebuild will change, before anything is changed: shown as the preview, then
 * applied as it is. Lists are in an order that depends on ids only.
 */
export interface MergePlan {
  readonly domain: string;
  readonly goldens: readonly GoldenChange[];
  readonly refreshed: readonly ProvenanceRefresh[];
  readonly linksClosed: readonly Link[];
  readonly linksOpened: readonly Link[];
  readonly judgementsMade: readonly PlannedJudgement[];
  readonly judgementsWithdrawn: readonly RecordJudgement[];
  readonly requestsRaised: readonly ChangeRequestDraft[];
  /** Requests that are moot, with why. */
  readonly requestsSuperseded: readonly (PendingChange & {
    readonly goldenId: string;
    readonly because: string;
  })[];
  readonly events: readonly PlannedEvent[];
  readonly audit: readonly AuditFact[];
  /** The plan in sentences, for the preview. Holds titles, never restricted values. */
  readonly summary: readonly string[];
}

/** A plan, or why there can be none. `details` names ids. */
export type PlanResult =
  | { readonly ok: true; readonly plan: MergePlan }
  | { readonly ok: false; readonly refusal: PlanRefusal; readonly details: readonly string[] };

/**
 * - `UNKNOWN_RECORD`: an id is not in the neighbourhood.
 * - `NOT_LIVE`: a golden record is merged or retired. `NOT_MERGED`: the one to restore is not merged.
 * - `NOTHING_TO_DO`: fewer than two records to merge, nothing to take out, or nothing would stay.
 * - `CONFLICTING_JUDGEMENT`: a person said that the records are different; withdraw that first, or say so.
 * - `NOT_ALLOWED`: the status does not allow the request.
 */
export type PlanRefusal =
  'UNKNOWN_RECORD' | 'NOT_LIVE' | 'NOT_MERGED' | 'NOTHING_TO_DO' | 'CONFLICTING_JUDGEMENT' | 'NOT_ALLOWED';

/** Whether applying the plan would change nothing at all. */
export function isEmptyPlan(plan: MergePlan): boolean {
  return [
    plan.goldens,
    plan.refreshed,
    plan.linksClosed,
    plan.linksOpened,
    plan.judgementsMade,
    plan.judgementsWithdrawn,
    plan.requestsRaised,
    plan.requestsSuperseded,
  ].every(list => list.length === 0);
}
