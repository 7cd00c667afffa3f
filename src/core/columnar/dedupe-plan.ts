/**
 * What a run does, as data: which columns are compared and how, which keys bring records together, what each level is worth. A run
 * without rules proposes and learns one and writes it down; given back, edited or not, it is carried out as it stands.
 */
import type { FieldPlan } from './fields/field-plan.js';
import type { WeightPlan } from './model/model-plan.js';
import type { SpillPlan } from './spills/spilled-values.js';

/** Records in a block that is compared, at most, where nobody says. */
export const BLOCK_SIZE_MAX = 200;
/** Bits from which a pair is a link where nobody says: even odds, where cutting costs the least wrong pairs and missed ones together. */
export const THRESHOLD = 0;

/** A whole run. */
export interface DedupePlan {
  /** Columns whose values hold others', which are moved back before anything is compared. */
  readonly spilled: readonly SpillPlan[];
  readonly fields: readonly FieldPlan[];
  /** Each rule: the labels of the keys on which two records must agree. */
  readonly blocking: readonly (readonly string[])[];
  readonly blockSizeMax: number;
  /** Whether the nearest texts are compared as well. */
  readonly nearest: boolean;
  /** Sources that hold each thing once. */
  readonly oneToOne: readonly string[];
  /** Bits from which a pair is a link. */
  readonly threshold: number;
  readonly weights: WeightPlan;
}

/** A run as it is asked for: nothing is moved where nobody says, and what its levels are worth is learned. */
export type GivenPlan = Omit<DedupePlan, 'spilled' | 'weights'> & {
  readonly spilled?: readonly SpillPlan[] | undefined;
  readonly weights?: WeightPlan | undefined;
};
