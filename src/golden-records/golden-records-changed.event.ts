import { Injectable } from '@nestjs/common';
import type { RuleSet } from '../core/rules/index.js';
import { TransactionalEvent } from '../platform/database/index.js';

/** Two source records in different golden records that a person should look at. */
export interface OpenPair {
  readonly left: string;
  readonly right: string;
  readonly leftGolden: string;
  readonly rightGolden: string;
  /** Bits (log2 odds). */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Records that fit more than one golden record, or links that exclude each other: named, not guessed. */
export interface OpenConflict {
  readonly kind: 'ambiguous' | 'conflict';
  readonly records: readonly string[];
  readonly goldens: readonly string[];
  readonly label: string;
  readonly score: number;
  /** For `ambiguous`: the golden records that the records fit, best first, of which no two can be one. Else empty. */
  readonly candidates: readonly OpenCandidate[];
}

/** A golden record that an ambiguous record fits. */
export interface OpenCandidate {
  readonly goldenId: string;
  /** Its source record that fits best. */
  readonly recordId: string;
  /** Bits (log2 odds). */
  readonly score: number;
  readonly reason: string;
}

/** What a resolution left open around the golden records that it touched. */
export interface GoldenRecordsChange {
  readonly domain: string;
  readonly ruleSet: RuleSet;
  /** Every golden record that was touched, merged ones included. */
  readonly goldenIds: readonly string[];
  readonly openPairs: readonly OpenPair[];
  readonly conflicts: readonly OpenConflict[];
  readonly actor: string;
  readonly correlationId: string;
  readonly now: Date;
}

/** Raised after a merge plan is applied, in its transaction; stewardship listens. */
@Injectable()
export class GoldenRecordsChanged extends TransactionalEvent<GoldenRecordsChange> {}
