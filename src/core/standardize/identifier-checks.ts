/** Checks of identifiers for quality rules: the first thing wrong with a value, from the same functions as ingestion. */
import type { Fault } from '../model/index.js';
import type { Standardizer } from './standardizer.js';

/** What is wrong with an identifier, or `null` when it is valid or blank. Strict: as if a person had typed it. */
export type IdentifierCheck = (value: string) => Fault | null;

const GRAVITY = { error: 0, warning: 1, info: 2 } as const;

/** The check behind a standardizer: its gravest fault, notes left out. */
export function checkOf(standardize: Standardizer): IdentifierCheck {
  return value => {
    const faults = standardize(value, {}).faults.filter(fault => fault.severity !== 'info');
    return faults.sort((left, right) => GRAVITY[left.severity] - GRAVITY[right.severity])[0] ?? null;
  };
}
