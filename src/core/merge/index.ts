/**
 * Merge, unmerge, split, rebuild and resolution as pure plans: everything that will change, before anything does. The service
 * loads a {@link Neighbourhood}, shows or applies the {@link MergePlan}, and writes nothing else.
 */
export { canTransition, deriveStatus } from './golden-status.js';
export type { GoldenStatus, StatusFacts, StatusRequest } from './golden-status.js';
export { isEmptyPlan } from './merge-plan.js';
export type {
  AuditFact,
  ChangeRequestDraft,
  GoldenChange,
  GoldenChangeKind,
  MergePlan,
  PlanRefusal,
  PlanResult,
  PlannedEvent,
  PlannedJudgement,
  ProvenanceRefresh,
} from './merge-plan.js';
export { resolveRedirect } from './neighbourhood.js';
export type {
  Absorption,
  GoldenSnapshot,
  Link,
  LinkEvidence,
  Neighbourhood,
  PlanContext,
} from './neighbourhood.js';
export { planMerge } from './plan-merge.js';
export type { MergeRequest } from './plan-merge.js';
export { planRebuild, planResolution } from './plan-resolution.js';
export type { Resolution } from './plan-resolution.js';
export { followedGoldens } from './restorable.js';
export { planSplit, planUnmerge } from './plan-split.js';
export type { SplitRequest, UnmergeRequest } from './plan-split.js';
export { planStatusChange } from './plan-status-change.js';
export { NO_APPROVALS, splitByApproval } from './split-by-approval.js';
export type {
  ApprovalRuleSet,
  ApprovalSplit,
  ApprovalState,
  ApprovalVerdict,
  HeldChange,
  PendingChange,
} from './split-by-approval.js';
export { viewAsOf } from './view-as-of.js';
export type { GoldenHistory, GoldenView } from './view-as-of.js';
