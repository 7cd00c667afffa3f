/** Standardising whole records and drawing the features that matching compares. */
export { equalityKeys } from './equality-keys.js';
export type { Face } from './face.js';
export { standardizeRecord } from './standardize-record.js';
export { STANDARDIZER_BY_TYPE } from './standardize-value.js';
export type { StandardizeRuleSet } from './standardize-record.js';
