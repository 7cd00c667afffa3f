/**
 * Weights that learn: match rules with the pairs of a hub and people's judgements in, refreshed weights out, with what stands behind
 * each, what they would change, and which pairs people should be asked about. Nothing takes effect by itself.
 */
export { withWeights, type EvidenceColumn, type WeightTable } from './evidence-columns.js';
export type { KeptBecause, RefinedLevel, RefinedWeights } from './refine-weights.js';
export { rehearseWeights, type DecisionChange, type Rehearsal } from './rehearse-weights.js';
export { trainWeights, type Training, type TrainingJudgement } from './train-weights.js';
export { pairName, type RecordPair, type TrainingRecord } from './training-record.js';
export { chooseQuestions, type Question } from './choose-questions.js';
export { rewriteWeights, type WeightEdit } from './rewrite-weights.js';
export { shareInWords } from './share-in-words.js';
// What suggesting rules has in common with training them.
export { chanceLevels, type ChanceSample } from './chance-levels.js';
export { PatternCount, type EvidencePattern } from './count-patterns.js';
export { evidenceColumns } from './evidence-columns.js';
export { refineWeights, scorePattern } from './refine-weights.js';
