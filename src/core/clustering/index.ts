/** Which records are one thing, and which golden record each group of them is. */
export {
  clusterRecords,
  type ClusterConflict,
  type ClusterInput,
  type ClusterResult,
  type Edge,
  type RecordJudgement,
} from './cluster-records.js';
export { planClusterIds, type ClusterIdInput, type ClusterIdPlan } from './plan-cluster-ids.js';
