/**
 * One partner at most: where a source holds each thing once, the candidates of any record in it exclude each other. The chance of a
 * pair is then its odds against those of all rivals and against "no partner" (the conditional form of one-to-one linkage, after
 * Fortini et al. 2001 and Sadinle 2017). Of twenty similar products one is the match, however alike all are.
 */
import type { PatternTable } from '../levels/pattern-counter.js';
import type { Pairs } from '../blocking/pairs.js';
import type { Table } from '../table/table.js';

/** Bounds odds so that sums stay finite; 2^40 is certainty. */
const ODDS_MAX = 2 ** 40;

/** Which records exclude each other as partners. */
export interface Exclusion {
  readonly sourceOf: ArrayLike<number>;
  /** How many sources there are. */
  readonly sources: number;
  /** Sources that hold each thing once: any record has one partner in such a source at most. */
  readonly once: ReadonlySet<number>;
}

/** Rivalry among candidate pairs. */
export class Competition {
  private readonly pairs: Pairs;
  private readonly exclusion: Exclusion;
  /** Odds of row r with the records of source s, summed, in `sums[r * sources + s]`. */
  private readonly sums: Float64Array;

  constructor(pairs: Pairs, rows: number, exclusion: Exclusion) {
    this.pairs = pairs;
    this.exclusion = exclusion;
    this.sums = new Float64Array(rows * exclusion.sources);
  }

  /** Whether there are two sources that each hold each thing once. */
  get isOneToOne(): boolean {
    return this.exclusion.sources === 2 && this.exclusion.once.size === 2;
  }

  /** Replaces the chance of each pattern, taken alone, by its mean chance among rivals. */
  share({ patternOf, counts, patterns }: PatternTable, chances: Float64Array): void {
    const odds = Float64Array.from(chances, oddsOf);
    this.sumUp(pair => odds[patternOf[pair]!]!);
    const total = new Float64Array(patterns);
    for (let pair = 0; pair < this.pairs.count; pair++) {
      const own = odds[patternOf[pair]!]!;
      total[patternOf[pair]!]! += own / (1 + own + this.rivals(pair, own));
    }
    for (let pattern = 0; pattern < patterns; pattern++)
      chances[pattern] = total[pattern]! / counts[pattern]!;
  }

  /** Scores among rivals, in bits, from scores of pairs taken alone. */
  rescore(scores: Float64Array): Float64Array {
    const odds = Float64Array.from(scores, score => Math.min(ODDS_MAX, 2 ** score));
    this.sumUp(pair => odds[pair]!);
    return Float64Array.from(odds, (own, pair) => Math.log2(own / (1 + this.rivals(pair, own))));
  }

  /** Odds of the other pairs that a pair excludes. */
  private rivals(pair: number, own: number): number {
    const { sourceOf, sources, once } = this.exclusion;
    const [left, right] = [this.pairs.left[pair]!, this.pairs.right[pair]!];
    const [leftSource, rightSource] = [sourceOf[left]!, sourceOf[right]!];
    const ofRight = once.has(leftSource) ? this.sums[right * sources + leftSource]! - own : 0;
    const ofLeft = once.has(rightSource) ? this.sums[left * sources + rightSource]! - own : 0;
    return Math.max(0, ofRight + ofLeft);
  }

  private sumUp(oddsOfPair: (pair: number) => number): void {
    const { sourceOf, sources } = this.exclusion;
    this.sums.fill(0);
    const { left, right, count } = this.pairs;
    for (let pair = 0; pair < count; pair++) {
      const odds = oddsOfPair(pair);
      this.sums[left[pair]! * sources + sourceOf[right[pair]!]!]! += odds;
      this.sums[right[pair]! * sources + sourceOf[left[pair]!]!]! += odds;
    }
  }
}

const oddsOf = (chance: number): number => Math.min(ODDS_MAX, chance / Math.max(1e-12, 1 - chance));

/** Rivalry among the pairs, where some source holds each thing once. */
export function competitionOf(
  once: ReadonlySet<number>,
  pairs: Pairs,
  { rows, sourceOf, sources }: Table,
): Competition | undefined {
  return once.size === 0
    ? undefined
    : new Competition(pairs, rows, { sourceOf, sources: sources.length, once });
}
