/** Which records are one thing, and which golden record each group of them is. */
export { clusterRecords } from './cluster-records.js';
export type { ClusterConflict, ClusterInput, ClusterResult, Edge, RecordJudgement } from './cluster-input.js';
export { planClusterIds, type ClusterIdInput, type ClusterIdPlan } from './plan-cluster-ids.js';
export { DisjointSets } from './disjoint-sets.js';
