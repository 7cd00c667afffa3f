/**
 * Scores in bits: the weights of a pair's levels, the prior, and for equal values how much rarer than usual the shared value is
 * (term frequencies: a shared SONDERGELD says more than a shared SMITH).
 */
import type { ComparedField, PairComparer, PatternTable } from './compare-pairs.js';
import { fieldWeight, patternWeight, type WeightModel } from './learn-weights.js';
import type { Pairs } from './pairs.js';
import { sharedValueLosses } from './shared-values.js';

/** Bits that rarity adds at most: a value met in two records only may be a typing error that both copied. */
const RARITY_MAX = 7;

/** Scores pairs of rows under a model, with what the candidates show about shared values. */
export class PairScorer {
  /** Score of each candidate. */
  readonly scores: Float64Array;
  private readonly comparer: PairComparer;
  private readonly model: WeightModel;
  /** Per field, bits that an equal value adds or takes, by value number. */
  private readonly valueBits: readonly Float64Array[];
  private readonly levels: Uint8Array;

  constructor(comparer: PairComparer, model: WeightModel, pairs: Pairs, patterns: PatternTable) {
    this.comparer = comparer;
    this.model = model;
    // A pair that was no candidate has a standing too: the lowest.
    this.levels = new Uint8Array(model.levelCounts.length).fill(1);
    const rarities = comparer.fields.map((compared, index) => rarityOf(compared, model, index));
    const before = this.scoreWith(rarities, pairs, patterns);
    this.scores = before.slice();
    this.valueBits = comparer.fields.map(({ field, comparison }, index) => {
      const rarity = rarities[index]!;
      if (!comparison.hasEqualLevel) return rarity;
      const losses = sharedValueLosses({
        pairs,
        patterns,
        ids: field.ids,
        bits: this.bitsOfField(index, patterns),
        rarity,
        scores: before,
      });
      for (let pair = 0; pair < pairs.count; pair++) this.scores[pair]! += losses.ofPairs[pair]!;
      return rarity.map((bits, value) => bits + losses.ofValues[value]!);
    });
  }

  /** Score of one pair of rows, candidate or not. */
  score(left: number, right: number): number {
    const { fields } = this.comparer;
    this.comparer.levelsOf(left, right, this.levels);
    const { weights, dependences, levelCounts, prior } = this.model;
    let score = prior + patternWeight(weights, dependences, levelCounts, this.levels, 0);
    for (const [index, { field }] of fields.entries()) {
      const value = field.ids[left]!;
      if (value !== 0 && value === field.ids[right]) score += this.valueBits[index]![value]!;
    }
    return score;
  }

  private scoreWith(
    rarities: readonly Float64Array[],
    pairs: Pairs,
    { patterns, patternOf, levels }: PatternTable,
  ): Float64Array {
    const { weights, dependences, levelCounts, prior } = this.model;
    const base = new Float64Array(patterns);
    for (let pattern = 0; pattern < patterns; pattern++) {
      base[pattern] =
        prior + patternWeight(weights, dependences, levelCounts, levels, pattern * levelCounts.length);
    }
    const scores = new Float64Array(pairs.count);
    for (let pair = 0; pair < pairs.count; pair++) scores[pair] = base[patternOf[pair]!]!;
    for (const [index, { field, comparison }] of this.comparer.fields.entries()) {
      if (!comparison.hasEqualLevel) continue;
      const rarity = rarities[index]!;
      for (let pair = 0; pair < pairs.count; pair++) {
        const value = field.ids[pairs.left[pair]!]!;
        if (value !== 0 && value === field.ids[pairs.right[pair]!]) scores[pair]! += rarity[value]!;
      }
    }
    return scores;
  }

  private bitsOfField(field: number, { patterns, levels }: PatternTable): Float64Array {
    const { weights, dependences, levelCounts } = this.model;
    const width = levelCounts.length;
    return Float64Array.from({ length: patterns }, (_, pattern) =>
      fieldWeight(weights, dependences, levelCounts, levels, pattern * width, field),
    );
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
