/**
 * Scores in bits: the weights of a pair's levels, the prior, and for equal values how much rarer than usual the shared value is
 * (term frequencies: a shared SONDERGELD says more than a shared SMITH).
 */
import type { ComparedField, PairComparer, PatternTable } from './compare-pairs.js';
import { patternWeight, type WeightModel } from './learn-weights.js';
import type { Pairs } from './pairs.js';

/** Bits that rarity adds at most: a value met in two records only may be a typing error that both copied. */
const RARITY_MAX = 7;

/** Scores pairs of rows under a model. */
export class PairScorer {
  private readonly comparer: PairComparer;
  private readonly model: WeightModel;
  /** Per field, bits that an equal value adds or takes, by value number. */
  private readonly rarity: readonly Float64Array[];
  private readonly levels: Uint8Array;

  constructor(comparer: PairComparer, model: WeightModel) {
    this.comparer = comparer;
    this.model = model;
    // A pair that was no candidate has a standing too: the lowest.
    this.levels = new Uint8Array(model.levelCounts.length).fill(1);
    this.rarity = comparer.fields.map((compared, index) => rarityOf(compared, model, index));
  }

  /** Score of each pair. */
  scorePairs(pairs: Pairs, table: PatternTable): Float64Array {
    const { fields } = this.comparer;
    const { weights, dependences, levelCounts, prior } = this.model;
    const base = new Float64Array(table.patterns);
    for (let pattern = 0; pattern < table.patterns; pattern++) {
      base[pattern] =
        prior + patternWeight(weights, dependences, levelCounts, table.levels, pattern * levelCounts.length);
    }
    const scores = new Float64Array(pairs.count);
    for (let pair = 0; pair < pairs.count; pair++) scores[pair] = base[table.patternOf[pair]!]!;
    for (const [index, { field, comparison }] of fields.entries()) {
      if (!comparison.hasEqualLevel) continue;
      const rarity = this.rarity[index]!;
      for (let pair = 0; pair < pairs.count; pair++) {
        const value = field.ids[pairs.left[pair]!]!;
        if (value !== 0 && value === field.ids[pairs.right[pair]!]) scores[pair]! += rarity[value]!;
      }
    }
    return scores;
  }

  /** Score of one pair of rows. */
  score(left: number, right: number): number {
    const { fields } = this.comparer;
    this.comparer.levelsOf(left, right, this.levels);
    const { weights, dependences, levelCounts, prior } = this.model;
    let score = prior + patternWeight(weights, dependences, levelCounts, this.levels, 0);
    for (const [index, { field }] of fields.entries()) {
      const value = field.ids[left]!;
      if (value !== 0 && value === field.ids[right]) score += this.rarity[index]![value]!;
    }
    return score;
  }
}

/** Log odds in bits as a probability. */
export function probabilityOf(score: number): number {
  return 1 / (1 + 2 ** -score);
}

/** A field with a parent has said how common its value is through the parent's. */
function rarityOf({ field }: ComparedField, { dependences }: WeightModel, index: number): Float64Array {
  if (dependences.parents[index]! >= 0) return new Float64Array(field.counts.length);
  let pairs = 0;
  for (let id = 1; id < field.counts.length; id++) pairs += field.counts[id]! * (field.counts[id]! - 1);
  const others = Math.max(1, field.filled - 1);
  const average = Math.max(1, pairs / Math.max(1, field.filled)) / others;
  return Float64Array.from(field.counts, count => {
    const chance = Math.max(1, count - 1) / others;
    return Math.min(RARITY_MAX, Math.log2(average / chance));
  });
}
