/**
 * Rule files in, rules out: YAML with positions, the form of every kind of file as JSON Schema, and all faults at once as
 * `file:line:column message`. Pure: the caller reads the files.
 */
export * from './did-you-mean.js';
export * from './file-schema.js';
export * from './parse-checked.js';
export * from './rule-fault.js';
export * from './yaml-document.js';
