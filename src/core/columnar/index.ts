/**
 * The columnar match engine: records as columns of numbers, pairs as patterns, everything a function of the set of records. It
 * finds what is the same thing in files of any kind without rules and without labels. `dedupeTable` is the way through its parts:
 *
 *     table      texts, columns, reading files           fields     what a column is, and what is compared
 *     spills     values in wrong columns, moved back     blocking   which pairs are compared
 *     alignment  columns of one meaning in two files     levels     how alike two values are
 *     threads    what several threads share              model      what levels are worth, learned
 *                                                        clusters   which records are one thing, and why
 *
 * A part knows only those below it: threads, table, fields, levels, blocking, model, clusters, then alignment and spills.
 */
export { parseDelimited, type Parsed } from './table/parse-delimited.js';
export { canonicalTable, type CanonicalTable, type Column, type Table } from './table/table.js';
export {
  alignColumns,
  headersAgree,
  type AlignedColumn,
  type AlignmentEvidence,
} from './alignment/align-columns.js';
export { headerKey } from './alignment/header-words.js';
export { dedupeTable, type DedupeOptions, type DedupeResult } from './dedupe-table.js';
export {
  bCubedQuality,
  pairwiseQuality,
  qualityOfCounts,
  type Quality,
} from './clusters/measure-clusters.js';
export { probabilityOf } from './model/score-pairs.js';
export { decisionOf, pairDecision, measureResult, type Metrics, type PairDecision } from './decide-pairs.js';
export type { PairExplanation } from './clusters/explain-pair.js';
export { GoldenValues } from './clusters/golden-rows.js';
export { SideWork, type EngineHelper, type TaskInput, type TaskOutput } from './side-work.js';
export type { Outcome } from './threads/outcome.js';
export type { ParseHelper } from './table/parse-delimited.js';
export { Dictionary } from './table/dictionary.js';
export { sharedBytes } from './threads/shared-memory.js';
export { Texts } from './table/texts.js';
export {
  DECISIONS,
  decisionAt,
  orderPairs,
  probabilityAt,
  PROBABILITY_PARTS,
  type JudgedPairs,
} from './order-pairs.js';
export { orderTexts } from './table/order-texts.js';
export { BLOCK_SIZE_MAX, THRESHOLD, type DedupePlan, type GivenPlan } from './dedupe-plan.js';
export { fieldName, type FieldPlan } from './fields/field-plan.js';
export type { FieldWeights } from './model/model-plan.js';
export type { SpillPlan } from './spills/spilled-values.js';
export { COLUMN_KINDS, profileColumn, type ColumnKind } from './fields/column-kind.js';
// What learning weights from rules has in common with learning them without.
export { findDependences, type Dependence } from './model/field-dependence.js';
export type { PatternTable } from './levels/pattern-counter.js';
export { samplePairs } from './blocking/pair-scope.js';
export { risingWeights } from './model/rising-weights.js';
