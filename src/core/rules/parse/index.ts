/**
 * Rule files in, rules out: YAML with positions, the form of every kind of file as JSON Schema, and all faults at once as
 * `file:line:column message`. Pure: the caller reads the files.
 */
export * from './did-you-mean.js';
export * from './file-schema.js';
export * from './parse-checked.js';
export * from './rule-fault.js';
export * from './yaml-document.js';
export { AttributePaths } from './attribute-paths.js';
export { loadRuleSet } from './load-rule-set.js';
export type { PathTarget } from './attribute-paths.js';
export { ADDRESS_FIELDS } from './build-attributes.js';
export type { RuleVocabulary } from './build-attributes.js';
export type { RuleFile, RuleSetOutcome } from './load-rule-set.js';
export { loadReferenceLists } from './reference-file.js';
export type { ReferenceLists } from './build-attributes.js';
export { rulesJsonSchema } from './rules-json-schema.js';
