/**
 * Mapping: how the records of a source system become attributes of a domain. `readSourceSystem` reads and checks a system
 * file, `compileDomain` prepares one of its domains, `CompiledDomain.map` maps a record. Pure: bytes are read in
 * `src/sources`, values are standardised in `core/standardize`.
 */
export * from './assign-files.js';
export * from './authority-of.js';
export { columnOf } from './column-of.js';
export * from './conventions-of.js';
export * from './map-row.js';
export * from './raw-record.js';
export { cellText, compileCondition } from './read-field.js';
export type { FieldScope } from './read-field.js';
export * from './read-source-system.js';
export * from './source-key.js';
export * from './withhold-columns.js';
