/** The learned model in the form in which it is written down, and back. */
import { DomainError } from '../../model/index.js';
import type { ComparedField } from '../levels/compare-pairs.js';
import type { WeightModel } from './learn-weights.js';

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

/** Bits and shares are written with so many decimals; the written ones are used, so that a plan given back changes nothing. */
const DECIMALS = 4;

/** The model as a plan. */
export function planOfModel(fields: readonly ComparedField[], model: WeightModel): WeightPlan {
  const { parents, agreeing } = model.dependences;
  const entries = fields.map(({ field }, index): readonly [string, FieldWeights] => [
    field.name,
    {
      parent: parents[index]! < 0 ? null : fields[parents[index]!]!.field.name,
      agreesFrom: agreeing[index]!,
      weights: rowsOf(model.weights[index]!, model.levelCounts[index]!),
      m: rowsOf(model.m[index]!, model.levelCounts[index]!),
      u: rowsOf(model.u[index]!, model.levelCounts[index]!),
    },
  ]);
  return { prior: rounded(model.prior), fields: new Map(entries) };
}

/**
 * The model of a plan for fields in their order.
 * @throws DomainError `DEDUPE.WEIGHTS_MISSING` when a field has none, or another number of levels
 */
export function modelOfPlan(
  fields: readonly ComparedField[],
  { prior, fields: planned }: WeightPlan,
): WeightModel {
  const names = fields.map(({ field }) => field.name);
  const own = fields.map(({ field, comparison }) => {
    const weights = planned.get(field.name);
    if (weights === undefined || weights.weights.some(row => row.length !== comparison.labels.length)) {
      throw new DomainError(
        'DEDUPE.WEIGHTS_MISSING',
        `the rules need ${comparison.labels.length} weights for '${field.name}'`,
        {
          details: { field: field.name },
        },
      );
    }
    return weights;
  });
  return {
    m: own.map(({ m }) => Float64Array.from(m.flat())),
    u: own.map(({ u }) => Float64Array.from(u.flat())),
    weights: own.map(({ weights }) => Float64Array.from(weights.flat())),
    dependences: {
      parents: Int32Array.from(own, ({ parent }) => (parent === null ? -1 : names.indexOf(parent))),
      agreeing: Int32Array.from(own, ({ agreesFrom }) => agreesFrom),
    },
    levelCounts: Int32Array.from(fields, ({ comparison }) => comparison.labels.length),
    prior,
    matches: 0,
    iterations: 0,
  };
}

function rowsOf(values: Float64Array, width: number): number[][] {
  const rows: number[][] = [];
  for (let at = 0; at < values.length; at += width)
    rows.push(Array.from(values.subarray(at, at + width), rounded));
  return rows;
}

const rounded = (value: number): number => Number(value.toFixed(DECIMALS));
