/**
 * The columnar match engine: records as columns of numbers, pairs as patterns, everything a function of the set of records. It
 * finds what is the same thing in files of any kind without rules and without labels.
 */
export { parseDelimited, type Parsed } from './parse-delimited.js';
export { canonicalTable, type CanonicalTable, type Column, type Table } from './table.js';
export { alignColumns, headersAgree, type AlignedColumn, type AlignmentEvidence } from './align-columns.js';
export { headerKey } from './header-words.js';
export { dedupeTable, type DedupeOptions, type DedupeResult } from './dedupe-table.js';
export { bCubedQuality, pairwiseQuality, qualityOfCounts, type Quality } from './measure-clusters.js';
export { probabilityOf } from './score-pairs.js';
export { decisionOf, pairDecision, measureResult, type Metrics, type PairDecision } from './decide-pairs.js';
export type { PairExplanation } from './explain-pair.js';
export { GoldenValues } from './golden-rows.js';
export { SideWork, type EngineHelper, type TaskInput, type TaskOutput } from './side-work.js';
export type { Outcome } from './outcome.js';
export type { ParseHelper } from './parse-delimited.js';
export { Dictionary } from './dictionary.js';
export { sharedBytes } from './shared-memory.js';
export { Texts } from './texts.js';
export {
  DECISIONS,
  decisionAt,
  orderPairs,
  probabilityAt,
  PROBABILITY_PARTS,
  type JudgedPairs,
} from './order-pairs.js';
export { orderTexts } from './order-texts.js';
export { BLOCK_SIZE_MAX, THRESHOLD, type DedupePlan, type GivenPlan } from './dedupe-plan.js';
export { fieldName, type FieldPlan } from './field-plan.js';
export type { FieldWeights } from './model-plan.js';
export type { SpillPlan } from './spilled-values.js';
export { COLUMN_KINDS, profileColumn, type ColumnKind } from './column-kind.js';
// What learning weights from rules has in common with learning them without.
export { findDependences, type Dependence } from './field-dependence.js';
export type { PatternTable } from './pattern-counter.js';
export { samplePairs } from './pair-scope.js';
export { risingWeights } from './rising-weights.js';
