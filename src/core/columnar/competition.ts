/**
 * One partner at most: where two sources hold each thing once, the candidates of a record exclude each other. The chance of a pair is
 * then its odds against those of all rivals on either side and against "no partner" (the conditional form of one-to-one
 * linkage, after Fortini et al. 2001 and Sadinle 2017). Of twenty similar products one is the match, however alike all are.
 */
import type { PatternTable } from './pattern-counter.js';
import type { Pairs } from './pairs.js';

/** Bounds odds so that sums stay finite; 2^40 is certainty. */
const ODDS_MAX = 2 ** 40;

/** Rivalry among candidate pairs. */
export class Competition {
  private readonly pairs: Pairs;
  private readonly sums: Float64Array;
  private readonly rowsInScope: number;

  constructor(pairs: Pairs, rows: number) {
    this.pairs = pairs;
    this.rowsInScope = rows;
    this.sums = new Float64Array(rows);
  }

  /** Replaces the chance of each pattern, taken alone, by its mean chance among rivals. */
  share({ patternOf, counts, patterns }: PatternTable, chances: Float64Array): void {
    const odds = Float64Array.from(chances, oddsOf);
    const sums = this.sumUp(pair => odds[patternOf[pair]!]!);
    const total = new Float64Array(patterns);
    const { left, right, count } = this.pairs;
    for (let pair = 0; pair < count; pair++) {
      const own = odds[patternOf[pair]!]!;
      total[patternOf[pair]!]! += own / (1 + sums[left[pair]!]! + sums[right[pair]!]! - own);
    }
    for (let pattern = 0; pattern < patterns; pattern++)
      chances[pattern] = total[pattern]! / counts[pattern]!;
  }

  /** Scores among rivals, in bits, from scores of pairs taken alone. */
  rescore(scores: Float64Array): Float64Array {
    const odds = Float64Array.from(scores, score => Math.min(ODDS_MAX, 2 ** score));
    const sums = this.sumUp(pair => odds[pair]!);
    const { left, right } = this.pairs;
    return Float64Array.from(odds, (own, pair) => {
      const rivals = sums[left[pair]!]! + sums[right[pair]!]! - 2 * own;
      return Math.log2(own / (1 + Math.max(0, rivals)));
    });
  }

  private sumUp(oddsOfPair: (pair: number) => number): Float64Array {
    this.sums.fill(0, 0, this.rowsInScope);
    const { left, right, count } = this.pairs;
    for (let pair = 0; pair < count; pair++) {
      const odds = oddsOfPair(pair);
      this.sums[left[pair]!]! += odds;
      this.sums[right[pair]!]! += odds;
    }
    return this.sums;
  }
}

const oddsOf = (chance: number): number => Math.min(ODDS_MAX, chance / Math.max(1e-12, 1 - chance));
