/**
 * A pair's standing among its rivals, as one more thing that is compared where a record has one partner at most: being the best for
 * both is evidence by itself, and the more so the clearer the lead. Similar products have middling rivals everywhere; the true
 * partner stands out from its own rivals, not from all pairs.
 */
import type { ComparedField } from '../levels/compare-pairs.js';
import type { PatternTable } from '../levels/pattern-counter.js';
import type { Pairs } from '../blocking/pairs.js';
import { Texts } from '../table/texts.js';

/** Bits by which the best must lead the second on both sides to stand out. */
const CLEAR_LEAD = 2.5;

/** The standing as a comparison. Its levels come from `standings`, not from values. */
export const STANDING: ComparedField = {
  field: {
    name: 'standing among rivals',
    kind: 'category',
    ids: new Int32Array(0),
    values: Texts.from(['']),
    counts: new Int32Array(1),
    filled: 0,
  },
  comparison: {
    labels: ['missing', 'others are better', 'best for one', 'best for both', 'best for both by far'],
    expected: [0, 0.05, 0.1, 0.25, 0.6],
    differMax: 1,
    isScale: false,
    hasEqualLevel: false,
    levelOf: () => 1,
  },
};

/** Bits of the best level over the worst, when ranking before anything is learned. */
const RANKING_BITS = 12;

/**
 * The standing of each pair by how alike it is, before anything is learned: every field that both have adds bits in proportion to
 * its level, so that a plan given back ranks as the run that wrote it.
 */
export function initialStandings(
  fields: readonly ComparedField[],
  { patternOf, levels, patterns }: PatternTable,
  pairs: Pairs,
  rows: number,
): Uint8Array {
  const scores = new Float64Array(patterns);
  for (let pattern = 0; pattern < patterns; pattern++) {
    for (const [field, { comparison }] of fields.entries()) {
      const level = levels[pattern * fields.length + field]!;
      const top = comparison.labels.length - 1;
      if (level > 0)
        scores[pattern]! += RANKING_BITS * ((level - 1) / (top - 1) - WORST_SHARE) * fieldShare(comparison);
    }
  }
  return standings(
    pairs,
    Float64Array.from(patternOf, pattern => scores[pattern]!),
    rows,
  );
}

/** A difference takes a sixth of what agreement gives: most fields of true pairs differ now and then. */
const WORST_SHARE = 1 / 7;

/** Fields with few levels (categories, numbers) say less than those of many. */
function fieldShare({ labels }: ComparedField['comparison']): number {
  return Math.min(1, (labels.length - 1) / 14);
}

/** The standing of each pair by its score. */
function standings(pairs: Pairs, scores: Float64Array, rows: number): Uint8Array {
  const best = new Float64Array(rows).fill(-Infinity);
  const second = new Float64Array(rows).fill(-Infinity);
  const note = (row: number, score: number): void => {
    if (score > best[row]!) {
      second[row] = best[row]!;
      best[row] = score;
    } else if (score > second[row]!) second[row] = score;
  };
  for (let pair = 0; pair < pairs.count; pair++) {
    note(pairs.left[pair]!, scores[pair]!);
    note(pairs.right[pair]!, scores[pair]!);
  }
  const levels = new Uint8Array(pairs.count);
  for (let pair = 0; pair < pairs.count; pair++) {
    const score = scores[pair]!;
    const [left, right] = [pairs.left[pair]!, pairs.right[pair]!];
    const bests = Number(score >= best[left]!) + Number(score >= best[right]!);
    const isClear = score - CLEAR_LEAD >= Math.max(second[left]!, second[right]!);
    levels[pair] = bests === 2 ? (isClear ? 4 : 3) : 1 + bests;
  }
  return levels;
}

/** Patterns with one more field, of which each pair has the given level. */
export function withLevel(
  { patternOf, levels, patterns }: PatternTable,
  levelOf: (pair: number) => number,
): PatternTable {
  const fieldCount = patterns === 0 ? 0 : levels.length / patterns;
  const numberOf = new Map<number, number>();
  const extended = new Int32Array(patternOf.length);
  const counts: number[] = [];
  const all: number[] = [];
  for (let pair = 0; pair < patternOf.length; pair++) {
    const level = levelOf(pair);
    const code = patternOf[pair]! * 16 + level;
    let pattern = numberOf.get(code);
    if (pattern === undefined) {
      numberOf.set(code, (pattern = numberOf.size));
      counts.push(0);
      const at = patternOf[pair]! * fieldCount;
      for (let field = 0; field < fieldCount; field++) all.push(levels[at + field]!);
      all.push(level);
    }
    extended[pair] = pattern;
    counts[pattern]!++;
  }
  return {
    patternOf: extended,
    counts: Float64Array.from(counts),
    levels: Uint8Array.from(all),
    patterns: counts.length,
  };
}
