import type { KeptBecause } from '../core/training/index.js';
import type { DomainTraining } from './train-domain.js';

/** One weight of the rules, and what training says of it. */
export interface WeightLine {
  readonly of: string;
  readonly level: string;
  readonly label: string;
  readonly old: number;
  readonly weight: number;
  /** Why the old weight stays; `null` where it was learned. */
  readonly keptBecause: KeptBecause | null;
  /** Share of true pairs, of other pairs in blocks, and of all other pairs at this level. */
  readonly m: number;
  readonly u: number;
  readonly chance: number;
  /** Bits that the counts allow, from and to. */
  readonly counted: readonly [number, number];
  readonly same: number;
  readonly other: number;
  readonly judged: number;
}

/** Every weight that the rules have, in their order, the most alike level first. */
export function weightLines({ training }: DomainTraining): readonly WeightLine[] {
  const { columns, levels } = training.refined;
  return columns.flatMap((column, place) =>
    column.levels
      .flatMap(({ name, label }, level) => {
        const found = levels[place]?.[level];
        if (found === undefined || found.keptBecause === 'not-weighed') return [];
        const { keptBecause = null, ...rest } = found;
        return [{ of: column.name, level: name, label, ...rest, keptBecause }];
      })
      .reverse(),
  );
}

/** The outcome as one JSON value. */
export function reportTraining(outcome: DomainTraining): object {
  const { domain, live, records, pairs, judgements, training, rehearsal, questions } = outcome;
  return {
    domain,
    live,
    records,
    pairs,
    randomPairs: training.chance.sampled,
    judgements: { read: judgements, used: judgements - training.judgementsUnused },
    iterations: training.refined.iterations,
    countedPrior: training.refined.countedPrior,
    weights: weightLines(outcome),
    rehearsal,
    questions,
  };
}
