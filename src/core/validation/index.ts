/** What is wrong with a record as a whole ({@link checkQuality}), and how good it is ({@link qualityScore}). */
export { checkQuality, withSeverities } from './check-quality.js';
export type { QualityRuleSet } from './check-quality.js';
export { holds } from './holds.js';
export { qualityScore } from './quality-score.js';
export { isSensitive } from './sensitive-paths.js';
