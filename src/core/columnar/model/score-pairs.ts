/**
 * Scores in bits: the weights of a pair's levels, the prior, and for equal values how much rarer than usual the shared value is
 * (term frequencies: a shared SONDERGELD says more than a shared SMITH).
 */
import type { ComparedField, PairComparer } from '../levels/compare-pairs.js';
import type { PatternTable } from '../levels/pattern-counter.js';
import { fieldWeight, patternWeight, type WeightModel } from './learn-weights.js';
import type { Pairs } from '../blocking/pairs.js';
import { Rarity } from './rarity.js';
import { sharedValueLosses } from './shared-values.js';

/** Scores pairs of rows under a model, with what the candidates show about shared values. */
export class PairScorer {
  /** Score of each candidate. */
  readonly scores: Float64Array;
  private readonly comparer: PairComparer;
  private readonly model: WeightModel;
  /** Per field, bits that an equal value adds or takes, by value number. */
  private readonly valueBits: readonly ((value: number) => number)[];
  private readonly levels: Uint8Array;

  constructor(comparer: PairComparer, model: WeightModel, pairs: Pairs, patterns: PatternTable) {
    this.comparer = comparer;
    this.model = model;
    // A pair that was no candidate has a standing too: the lowest.
    this.levels = new Uint8Array(model.levelCounts.length).fill(1);
    const rarities = comparer.fields.map((compared, index) => rarityOf(compared, model, index));
    const equals = comparer.fields.map(({ comparison }, index) =>
      comparison.hasEqualLevel ? pairsAtTop(patterns, index, comparison.labels.length - 1) : NO_PAIRS,
    );
    const before = this.scoreWith(rarities, equals, pairs, patterns);
    this.scores = before.slice();
    this.valueBits = comparer.fields.map(({ field }, index) => {
      const [equal, rarity] = [equals[index]!, rarities[index]!];
      if (equal.length === 0) return value => rarity.of(value);
      const losses = sharedValueLosses({
        pairs,
        equal,
        patternOf: patterns.patternOf,
        ids: field.ids,
        bits: this.bitsOfField(index, patterns),
        rarity,
        scores: before,
      });
      for (let at = 0; at < equal.length; at++) this.scores[equal[at]!]! += losses.ofPairs[at]!;
      return value => rarity.of(value) + losses.ofValue(value);
    });
  }

  /** Score of one pair of rows, candidate or not. */
  score(left: number, right: number): number {
    const { fields } = this.comparer;
    this.comparer.levelsOf(left, right, this.levels);
    const { weights, dependences, levelCounts, prior } = this.model;
    let score = prior + patternWeight(weights, dependences, levelCounts, this.levels, 0);
    for (let index = 0; index < fields.length; index++) score += this.rarityBits(index, left, right);
    return score;
  }

  /** Bits that a field adds or takes because both rows share its value; 0 when they do not. */
  rarityBits(index: number, left: number, right: number): number {
    const field = this.comparer.fields[index]?.field;
    const value = field?.ids[left] ?? 0;
    return value !== 0 && value === field?.ids[right] ? this.valueBits[index]!(value) : 0;
  }

  private scoreWith(
    rarities: readonly Rarity[],
    equals: readonly Int32Array[],
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
    for (const [index, { field }] of this.comparer.fields.entries()) {
      const rarity = rarities[index]!;
      for (const pair of equals[index]!) scores[pair]! += rarity.of(field.ids[pairs.left[pair]!]!);
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

const NO_PAIRS = new Int32Array(0);

/** The pairs whose values of a field are equal: those whose pattern has the best level there. */
function pairsAtTop({ patternOf, levels, patterns }: PatternTable, field: number, top: number): Int32Array {
  const width = patterns === 0 ? 0 : levels.length / patterns;
  const isTop = new Uint8Array(patterns);
  for (let pattern = 0; pattern < patterns; pattern++)
    if (levels[pattern * width + field] === top) isTop[pattern] = 1;
  let count = 0;
  for (let pair = 0; pair < patternOf.length; pair++) count += isTop[patternOf[pair]!]!;
  const found = new Int32Array(count);
  count = 0;
  for (let pair = 0; pair < patternOf.length; pair++)
    if (isTop[patternOf[pair]!] === 1) found[count++] = pair;
  return found;
}

/** Log odds in bits as a probability. */
export function probabilityOf(score: number): number {
  return 1 / (1 + 2 ** -score);
}

/** A field with a parent has said how common its value is through the parent's. */
function rarityOf({ field }: ComparedField, { dependences }: WeightModel, index: number): Rarity {
  return dependences.parents[index]! >= 0 ? Rarity.none(field) : Rarity.of(field);
}
