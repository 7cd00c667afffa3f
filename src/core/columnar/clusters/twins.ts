/**
 * Sources that seemed to hold each thing once and do not. Copies in which everything was typed anew, as in a search engine's list of
 * publications, look no more alike than two products of one series, so that similarity inside the source decides nothing. What does is
 * a record of another source that has two partners here, each about as good as the other, which are as much alike as either is like it.
 * Of a series one product is the partner, and the others are clearly worse.
 *
 * Measured, share of matched records with such twins: 0 to .04 on dblp_acm, abt_buy, fodors_zagats, febrl4, restaurants, three pairs of film
 * sources and beers, .02 to .06 on Walmart and Amazon, .06 and .11 on iTunes and Amazon; .30 on Google Scholar (dblp: .04), .32 to .60 on febrl3,
 * chicago_sites and two selections of Cora, each cut in two by chance. Amazon and Google products are between, with .18 and .14, as is
 * splink_fake cut in two, .21 and .20, whose copies show by their words already.
 */
import type { Pairs } from '../blocking/pairs.js';

/** What is known of the pairs under a model that takes each source in question to hold each thing once. */
export interface TwinInput {
  readonly rows: number;
  readonly sourceOf: ArrayLike<number>;
  /** The sources in question, by number. */
  readonly once: ReadonlySet<number>;
  readonly pairs: Pairs;
  /** Bits of each pair, rivals not considered. */
  readonly scores: ArrayLike<number>;
  /** Bits of any two rows. */
  readonly score: (left: number, right: number) => number;
}

/** Share of the records with a partner in the source whose partner has a twin there, up to which a source holds each thing once. */
const TWIN_SHARE_MAX = 0.2;
/** Fewer twins decide nothing. */
const TWINS_MIN = 5;
/**
 * Bits by which twins differ as partners at most, and by which they are less alike than either is like the partner; and the share of the
 * better one's bits that they may differ by, because where there is much to compare there is much to be wrong. Copies of OAEI's persons, with ten slips
 * each: .31 of the matched records; with .5 instead, products of Amazon would be beyond the limit, too (.19 and .20).
 */
const TWIN_BITS = 3;
const TWIN_BITS_SHARE = 0.4;

/** Those of the sources in question that have twins. */
export function sourcesWithTwins(input: TwinInput): ReadonlySet<number> {
  return new Set([...input.once].filter(source => hasTwins(source, input)));
}

function hasTwins(source: number, input: TwinInput): boolean {
  const { best, second, bestBits, secondBits } = bestPartners(source, input);
  let partnered = 0;
  let twins = 0;
  for (let row = 0; row < input.rows; row++) {
    if (bestBits[row]! <= 0) continue;
    partnered++;
    const enough = Math.max(0, bestBits[row]! - Math.max(TWIN_BITS, TWIN_BITS_SHARE * bestBits[row]!));
    if (secondBits[row]! <= 0 || secondBits[row]! < enough) continue;
    if (input.score(best[row]!, second[row]!) >= enough) twins++;
  }
  return twins >= TWINS_MIN && twins > TWIN_SHARE_MAX * partnered;
}

/** The two best partners of each row in a source that is not its own; −∞ bits where there is none. */
function bestPartners(source: number, { rows, sourceOf, pairs, scores }: TwinInput) {
  const best = new Int32Array(rows);
  const second = new Int32Array(rows);
  const bestBits = new Float64Array(rows).fill(-Infinity);
  const secondBits = new Float64Array(rows).fill(-Infinity);
  const note = (row: number, partner: number, bits: number): void => {
    if (sourceOf[partner] !== source || sourceOf[row] === source) return;
    if (bits > bestBits[row]!) {
      second[row] = best[row]!;
      secondBits[row] = bestBits[row]!;
      best[row] = partner;
      bestBits[row] = bits;
    } else if (bits > secondBits[row]!) {
      second[row] = partner;
      secondBits[row] = bits;
    }
  };
  for (let pair = 0; pair < pairs.count; pair++) {
    note(pairs.left[pair]!, pairs.right[pair]!, scores[pair]!);
    note(pairs.right[pair]!, pairs.left[pair]!, scores[pair]!);
  }
  return { best, second, bestBits, secondBits };
}
