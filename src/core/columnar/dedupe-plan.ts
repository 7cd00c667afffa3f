/**
 * What a run does, as data: which columns are compared and how, which keys bring records together, what each level is worth. A run
 * without rules proposes and learns one and writes it down; given back, edited or not, it is carried out as it stands.
 */
import type { ColumnKind } from './column-kind.js';

/** A field: one column, or several that are read as one text. */
export interface FieldPlan {
  readonly columns: readonly string[];
  readonly kind: ColumnKind;
}

/** A column that holds values of others, in records that leave those blank. */
export interface SpillPlan {
  readonly column: string;
  /** The others. */
  readonly holds: readonly string[];
}

/** What a field's levels are worth. */
export interface FieldWeights {
  /** Name of the field whose agreement the levels are judged by; `null` for none. */
  readonly parent: string | null;
  /** The level of the field from which it counts as agreeing, for the fields that have it as parent. */
  readonly agreesFrom: number;
  /** Bits by level, one row for each state of the parent (missing, not agreeing, agreeing) or one in all. */
  readonly weights: readonly (readonly number[])[];
  /** Share of true and of other pairs at each level, where they come from. */
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
}

/** The learned part of a plan. */
export interface WeightPlan {
  /** log2 odds of a random pair being a true one. */
  readonly prior: number;
  /** By field name, in the order of the fields; `standing among rivals` last where records have one partner at most. */
  readonly fields: ReadonlyMap<string, FieldWeights>;
}

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

/** The name of a field: its columns, and what is read from them where that is not all. */
export function fieldName({ columns, kind }: FieldPlan): string {
  const names = columns.join(' + ');
  if (kind === 'sizes') return `sizes in ${names}`;
  return kind === 'models' ? `numbers in ${names}` : names;
}
