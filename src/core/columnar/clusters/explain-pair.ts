/**
 * Why two records are one thing or not, in numbers that add up: the odds before anything is compared, what each field adds or takes,
 * what the rivals of the pair do to it, and for a pair that is no link the smallest change that would make it one.
 */
import { blockKeysOf } from '../blocking/block-keys.js';
import type { ComparedField, PairComparer } from '../levels/compare-pairs.js';
import type { Field } from '../fields/field.js';
import { fieldWeight, patternWeight, type WeightModel } from '../model/learn-weights.js';
import type { Pairs } from '../blocking/pairs.js';
import type { PatternTable } from '../levels/pattern-counter.js';
import type { PairScorer } from '../model/score-pairs.js';
import { Texts } from '../table/texts.js';

/** What one field says about a pair. */
export interface FieldEvidence {
  readonly field: string;
  /** The values that were compared, standardised; '' for none. */
  readonly left: string;
  readonly right: string;
  /** Label of the level that they reach. */
  readonly level: string;
  /** Bits that the level adds to the log2 odds. */
  readonly bits: number;
  /** Further bits because the value that both share is rarer, or commoner, than values usually are. */
  readonly rarityBits: number;
}

/** A single field that, were it another level, would make a pair a link. */
export interface SmallestChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** The way from the prior odds to the score of a pair, all in bits (log2 odds; 0 is even). */
export interface PairExplanation {
  /** Whether the pair was among those compared in the run. */
  readonly isCandidate: boolean;
  /** The rules on whose keys both agree, as the labels of their keys. None for a pair that only its nearness brought together. */
  readonly sharedKeys: readonly (readonly string[])[];
  readonly prior: number;
  /** In the order of the fields. */
  readonly evidence: readonly FieldEvidence[];
  /** What other pairs change: rivals for a place that only one record can have, and others that share the same values. */
  readonly otherPairsBits: number;
  /** The sum of all. */
  readonly score: number;
  /** Below the threshold only. `null` when no single field suffices. */
  readonly smallestChange: SmallestChange | null;
}

/** What a run leaves behind that pairs are explained from. */
export interface ExplainInput {
  /** With the standing among rivals last, where that was judged. */
  readonly fields: readonly ComparedField[];
  /** The keys of each blocking rule, by label. */
  readonly rules: readonly { readonly labels: readonly string[] }[];
  readonly comparer: PairComparer;
  readonly model: WeightModel;
  readonly scorer: PairScorer;
  readonly pairs: Pairs;
  readonly patterns: PatternTable;
  readonly scores: Float64Array;
  readonly threshold: number;
}

/**
 * Explains the pair of two rows, whether it was compared or not.
 * @param pair its number among the compared ones, −1 for none, where that is known: looking for it takes a walk through all of them
 */
export function explainPair(
  input: ExplainInput,
  left: number,
  right: number,
  pair = findPair(input.pairs, left, right),
): PairExplanation {
  const { fields, model, scorer, scores } = input;
  const levels = levelsOf(input, pair, left, right);
  const { weights, dependences, levelCounts, prior } = model;
  const evidence = fields.map(({ field, comparison }, index): FieldEvidence => {
    const level = levels[index]!;
    return {
      field: field.name,
      left: valueAt(field, left),
      right: valueAt(field, right),
      level: comparison.labels[level]!,
      bits: fieldWeight(weights, dependences, levelCounts, levels, 0, index),
      rarityBits: scorer.rarityBits(index, left, right),
    };
  });
  const alone = evidence.reduce((sum, { bits, rarityBits }) => sum + bits + rarityBits, prior);
  const score = pair < 0 ? alone : scores[pair]!;
  return {
    isCandidate: pair >= 0,
    sharedKeys: sharedKeys(input, left, right),
    prior,
    evidence,
    otherPairsBits: score - alone,
    score,
    smallestChange: score >= input.threshold ? null : smallestChange(input, levels, input.threshold - score),
  };
}

function valueAt({ ids, values }: Field, row: number): string {
  return values.at(ids[row] ?? 0);
}

/** The number of a pair among the compared ones, whichever way round; −1 when it is not among them. */
function findPair({ left, right, count }: Pairs, one: number, other: number): number {
  for (let pair = 0; pair < count; pair++) {
    if (left[pair] === one && right[pair] === other) return pair;
    if (left[pair] === other && right[pair] === one) return pair;
  }
  return -1;
}

function levelsOf(
  { fields, comparer, patterns }: ExplainInput,
  pair: number,
  left: number,
  right: number,
): Uint8Array {
  // Outside the compared pairs nothing stands among rivals: the lowest level.
  const levels = new Uint8Array(fields.length).fill(1);
  if (pair < 0) comparer.levelsOf(left, right, levels);
  else {
    const at = patterns.patternOf[pair]! * fields.length;
    levels.set(patterns.levels.subarray(at, at + fields.length));
  }
  return levels;
}

function sharedKeys(
  { fields, rules }: ExplainInput,
  left: number,
  right: number,
): readonly (readonly string[])[] {
  const wanted = new Set(rules.flatMap(({ labels }) => labels));
  const shared = new Set<string>();
  for (const [index, { field }] of fields.entries()) {
    for (const { label, keys } of blockKeysOf(fieldOfTwo(field, left, right), index, each =>
      wanted.has(each),
    ))
      if (keys[0] !== 0 && keys[0] === keys[1]) shared.add(label);
  }
  return rules.map(({ labels }) => labels).filter(labels => labels.every(label => shared.has(label)));
}

/** The field as it would be if there were only these two rows: keys are made of values, not of what else is there. */
function fieldOfTwo({ name, kind, ids, values }: Field, left: number, right: number): Field {
  const [a, b] = [ids[left] ?? 0, ids[right] ?? 0];
  const filled = [...new Set([a, b])].filter(id => id !== 0);
  const numberOf = (id: number): number => filled.indexOf(id) + 1;
  return {
    name,
    kind,
    ids: Int32Array.of(numberOf(a), numberOf(b)),
    values: Texts.from(['', ...filled.map(id => values.at(id))]),
    counts: new Int32Array(filled.length + 1),
    filled: Number(a !== 0) + Number(b !== 0),
  };
}

/** Of all fields raised to some better level, the one that gains enough and no more than it must. */
function smallestChange(
  { fields, model }: ExplainInput,
  levels: Uint8Array,
  missingBits: number,
): SmallestChange | null {
  const { weights, dependences, levelCounts } = model;
  const weightOf = (changed: Uint8Array): number =>
    patternWeight(weights, dependences, levelCounts, changed, 0);
  const before = weightOf(levels);
  let best: { readonly gain: number; readonly change: SmallestChange } | null = null;
  for (const [index, { field, comparison }] of fields.entries()) {
    if (field.ids.length === 0) continue; // the standing follows from the others
    const changed = levels.slice();
    for (let level = levels[index]! + 1; level < comparison.labels.length; level++) {
      changed[index] = level;
      const gain = weightOf(changed) - before;
      if (gain < missingBits || (best !== null && gain >= best.gain)) continue;
      const [from, to] = [comparison.labels[levels[index]!]!, comparison.labels[level]!];
      best = { gain, change: { field: field.name, from, to } };
    }
  }
  return best?.change ?? null;
}
