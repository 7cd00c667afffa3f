import type { HubFault, PlantedError } from './quality-facts.js';

/** How one kind of planted error fares. */
export interface ErrorScore {
  readonly code: string;
  readonly planted: number;
  /** The hub reports this code on that very record. */
  readonly found: number;
  /** The first few that were not found, with what the hub says of the record instead. */
  readonly missed: readonly string[];
}

const MISSED_MAX = 5;

/** Planted errors found with their cause, by code. A fault of another code on the record does not count as found. */
export function scoreErrors(planted: readonly PlantedError[], faults: readonly HubFault[]): ErrorScore[] {
  const codesOf = new Map<string, Set<string>>();
  for (const { name, code } of faults) {
    const codes = codesOf.get(name);
    if (codes === undefined) codesOf.set(name, new Set([code]));
    else codes.add(code);
  }
  const counts = new Map<string, { planted: number; found: number; missed: string[] }>();
  for (const { name, field, code } of planted) {
    const count = counts.get(code) ?? { planted: 0, found: 0, missed: [] };
    counts.set(code, count);
    count.planted += 1;
    const reported = codesOf.get(name);
    if (reported?.has(code) === true) count.found += 1;
    else if (count.missed.length < MISSED_MAX) {
      count.missed.push(
        `${name}, ${field}: ${reported === undefined ? 'nothing' : [...reported].join(', ')}`,
      );
    }
  }
  return [...counts]
    .map(([code, count]) => ({ code, ...count }))
    .sort((left, right) => left.code.localeCompare(right.code));
}
