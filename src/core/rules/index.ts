export * from './attribute-rules.js';
export * from './mapping-expression.js';
export * from './match-rules.js';
export * from './quality-rules.js';
export * from './rule-set.js';
export * from './source-system.js';
export * from './survivorship-rules.js';
