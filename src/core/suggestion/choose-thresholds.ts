/**
 * The scores from which records are one thing and from which a person looks, from what scores have come to mean: judges left out of a score
 * say how many of the pairs that reach it are one thing. Scores overstate how sure they are, because evidence is taken for independent.
 */
import type { EvidencePattern } from '../training/index.js';
import { areOneAttribute, type Judge, type JudgingColumn } from './held-out.js';

/** A score, in whole bits, and how many pairs of it are one thing. */
export interface CalibratedScore {
  readonly score: number;
  /** Share of one thing, never falling with the score. */
  readonly share: number;
  readonly checked: number;
}

/** Scores below and above which nothing is asked. */
const SCORE_MIN = -15;
const SCORE_MAX = 40;
/** Checked pairs that the model's own opinion of a score is worth. */
const MODEL_PAIRS = 2;

/** What the scores of pairs mean, the lowest first. @param prior log2 odds of any two records */
export function calibrateScores(
  patterns: readonly EvidencePattern[],
  columns: readonly JudgingColumn[],
  judges: readonly Judge[],
  prior: number,
): readonly CalibratedScore[] {
  const width = SCORE_MAX - SCORE_MIN + 1;
  const agree = new Float64Array(width);
  const expected = new Float64Array(width);
  const checked = new Float64Array(width);
  for (const pattern of patterns) {
    if (pattern.isForbidden) continue;
    for (const { column, m, isMeasured } of judges) {
      const digit = pattern.levels[column.place] ?? 0;
      const hasAgreed = digit >= column.agrees;
      if (!isMeasured || digit === 0 || (!hasAgreed && digit !== 1)) continue;
      const score = scoreWithout(pattern, columns, prior, column);
      const at = Math.min(width - 1, Math.max(0, Math.round(score) - SCORE_MIN));
      agree[at] = (agree[at] ?? 0) + (hasAgreed ? pattern.pairs : 0);
      expected[at] = (expected[at] ?? 0) + m * pattern.pairs;
      checked[at] = (checked[at] ?? 0) + pattern.pairs;
    }
  }
  const shares = Array.from(agree, (count, at) => {
    const modelled = 1 / (1 + 2 ** -(at + SCORE_MIN));
    const weight = (expected[at] ?? 0) + MODEL_PAIRS;
    return { share: Math.min(1, (count + MODEL_PAIRS * modelled) / weight), weight };
  });
  return rising(shares).map((share, at) => ({
    score: at + SCORE_MIN,
    share,
    checked: checked[at] ?? 0,
  }));
}

/** The score of a pattern, with a column and those of its attribute left out. */
export function scoreWithout(
  { levels, adjustment }: EvidencePattern,
  columns: readonly JudgingColumn[],
  prior: number,
  leftOut?: JudgingColumn,
): number {
  let score = prior + adjustment;
  for (const column of columns) {
    if (leftOut !== undefined && areOneAttribute(column, leftOut)) continue;
    score += column.bits[levels[column.place] ?? 0] ?? 0;
  }
  return score;
}

/** Pools neighbours that fall (Ayer et al. 1955). */
function rising(shares: readonly { readonly share: number; readonly weight: number }[]): readonly number[] {
  const pools: { share: number; weight: number; width: number }[] = [];
  for (const { share, weight } of shares) {
    pools.push({ share, weight, width: 1 });
    for (let last = pools.length - 1; last > 0; last--) {
      const [lower, upper] = [pools[last - 1], pools[last]];
      if (lower === undefined || upper === undefined || lower.share <= upper.share) break;
      const weightOfBoth = lower.weight + upper.weight;
      const pooled = (lower.share * lower.weight + upper.share * upper.weight) / weightOfBoth;
      pools.splice(last - 1, 2, { share: pooled, weight: weightOfBoth, width: lower.width + upper.width });
    }
  }
  return pools.flatMap(({ share, width }) => Array.from({ length: width }, () => share));
}

/**
 * Share of one thing from which records merge if they meet a requirement, which by itself lets through one wrong pair in a hundred at most. Less
 * than that hundredth, because pairs of a low score have slips, and those that have slips in one field have them in others.
 */
const SAME_SHARE_MIN = 0.93;
/** Checks below which scores mean nothing yet, and the score that is taken then. */
const CHECKED_MIN = 40;
const SAME_UNCHECKED = 2;
/** Share from which a person is asked: two wrong questions for one right one are worth it. */
const REVIEW_SHARE_MIN = 0.3;
/** Questions per 1,000 records beyond which only the better ones are asked. */
const QUESTIONS_MAX = 40;
/** Scores that are never enough, whatever the judges say: 1 to 4 for a question, 2 to 1 for merging. */
const REVIEW_MIN = -2;
const SAME_MIN = 1;

/** The score from which pairs that meet a requirement are one thing. @param scores of such pairs */
export function chooseSame(scores: readonly CalibratedScore[]): number {
  // Where nobody can check, what a requirement asks for has to be enough.
  if (scores.reduce((sum, { checked }) => sum + checked, 0) < CHECKED_MIN) return SAME_UNCHECKED;
  return Math.max(SAME_MIN, scores.find(({ share }) => share >= SAME_SHARE_MIN)?.score ?? SCORE_MAX);
}

/** Bits between the two thresholds at least. */
const APART = 0.5;
/** Share of the pairs that could merge which may be asked about instead, so that others need not be; all of them where nobody can judge. */
const MERGES_GIVEN_UP_MAX = 0.05;

/** What is known when the thresholds are chosen. */
export interface ThresholdGround {
  /** What scores mean of pairs that meet no requirement. */
  readonly scores: readonly CalibratedScore[];
  /** The best score of each two groups of records that are still apart. */
  readonly questions: readonly number[];
  /** Scores of the pairs that meet a requirement, with how many have them. */
  readonly merges: readonly { readonly score: number; readonly pairs: number }[];
  /** From `chooseSame`. */
  readonly leastSame: number;
  readonly records: number;
  /** Whether anything could check what merges. */
  readonly isJudged: boolean;
}

/** The thresholds: the score from which a person is asked, and that from which records merge, which gives way to it a little. */
export function chooseThresholds({
  scores,
  questions,
  merges,
  leastSame,
  records,
  isJudged,
}: ThresholdGround): {
  readonly same: number;
  readonly review: number;
} {
  const asked = scores.find(({ share }) => share >= REVIEW_SHARE_MIN)?.score ?? SCORE_MAX;
  const falling = questions.toSorted((one, other) => other - one);
  const atMost = falling[Math.floor((QUESTIONS_MAX * records) / 1000)] ?? -Infinity;
  const wanted = Math.max(REVIEW_MIN, Math.min(asked, leastSame), Math.ceil(2 * atMost) / 2);
  const mostSame = isJudged
    ? Math.max(leastSame, scoreThatKeeps(merges, 1 - MERGES_GIVEN_UP_MAX, leastSame))
    : Infinity;
  const review = Math.min(wanted, mostSame - APART);
  return { same: Math.max(leastSame, review + APART), review };
}

/** The highest half bit that such a share of the pairs from a score on still reaches. */
function scoreThatKeeps(merges: ThresholdGround['merges'], share: number, from: number): number {
  const above = merges.filter(({ score }) => score >= from);
  const falling = above.toSorted((one, other) => other.score - one.score);
  const needed = share * above.reduce((sum, { pairs }) => sum + pairs, 0);
  let kept = 0;
  for (const { score, pairs } of falling) {
    kept += pairs;
    if (kept >= needed) return Math.floor(2 * score) / 2;
  }
  return from;
}
