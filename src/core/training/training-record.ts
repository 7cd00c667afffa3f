import type { Features } from '../rules/index.js';

/** A source record as far as training looks at it. */
export interface TrainingRecord {
  readonly id: string;
  readonly features: Features;
}

/** Two record ids, the smaller first. */
export type RecordPair = readonly [string, string];

/** The name of a pair, for tables. */
export function pairName([left, right]: RecordPair): string {
  return `${left} ${right}`;
}
