/**
 * The words of Touchstone, as types. One word per idea, in code, UI, API and docs (see docs/glossary.md):
 *
 * - *source record*: the newest version of one record in one source system, keyed (system, domain, key).
 * - *golden record*: the hub's agreed record of one real thing; stable id, versions, status.
 * - *link*: source record → golden record, with who made it, why, score, since, until.
 * - *decision*: the machine's `same`, `review` or `different`; *judgement*: a person's, which outranks it.
 * - *cluster*: source records held to be one thing. *Survivor*: the value that a golden attribute takes,
 *   *provenance*: the record of why, losers included.
 */
export * from './attribute-path.js';
export * from './canonical-json.js';
export * from './errors.js';
export * from './faults.js';
export * from './memoize.js';
export * from './object-of.js';
export * from './record-ids.js';
export * from './same-json.js';
export * from './scalar-order.js';
export * from './values.js';
