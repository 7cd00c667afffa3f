/**
 * Which value a golden record takes and why ({@link chooseSurvivors}), and when two values are the same value
 * ({@link valueKey}).
 */
export { authorityTable } from './authority.js';
export type { AuthorityTable } from './authority.js';
export { chooseSurvivors } from './choose-survivors.js';
export type { Origin, Survivors } from './choose-survivors.js';
export type { ContributorRecord, ContributorRef, Pin } from './contributor-record.js';
export { compareContributors } from './decide.js';
export type { AttributeProvenance, DecidedBy, ElementProvenance, Loser, Provenance } from './provenance.js';
export { packProvenance, unpackProvenance } from './pack-provenance.js';
export type { PackedProvenance } from './pack-provenance.js';
export { boundAttributes } from './survival-units.js';
export type { SurvivorshipRuleSet } from './survival-units.js';
export { elementKey, valueKey } from './value-key.js';
