/**
 * Standardising: one raw value in, its canonical form, comparison key, named parts and faults out. Used by ingestion
 * (every attribute of every record), by rule validation (names) and by quality rules (checks).
 */
export { abaCheckDigit, deaCheckDigit, gs1CheckDigit, hibcCheckCharacter, ibanCheckDigits, leiCheckDigits, luhnCheckDigit, npiCheckDigit } from './check-digits.js'; // prettier-ignore
export { dateFormatNames } from './dates.js';
export type { IdentifierCheck } from './identifier-checks.js';
export { identifierChecks, isStandardizerName, standardizerNames, standardizers } from './registry.js';
export type { StandardizerName } from './registry.js';
export type { StandardizeContext, Standardizer } from './standardizer.js';
