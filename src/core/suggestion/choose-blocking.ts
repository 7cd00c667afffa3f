/**
 * Which blocking rules are worth their pairs, and how many true pairs they miss. Each rule is judged by the true pairs that no rule
 * before it finds, and the recall of all together by how many are found once and how many twice: as with animals that are caught again, many
 * caught only once mean that many were never caught (Chao 1987).
 */
import type { CandidatePairs, CandidateRule } from './candidate-blocks.js';

/** A chosen rule with what it brings. */
export interface ChosenBlocking extends CandidateRule {
  /** Supposed true pairs under its keys, and those of them that no rule before it finds. */
  readonly truePairs: number;
  readonly added: number;
  /** Pairs that no rule before it brings together. */
  readonly addedPairs: number;
}

/** The chosen rules. */
export interface Blocking {
  readonly rules: readonly ChosenBlocking[];
  /** Places in the candidate pairs of those that the rules bring together. */
  readonly kept: Int32Array;
  readonly truePairs: number;
  /** Estimated share of all true pairs that share a block: an upper bound, because pairs that are hard to find are alike. */
  readonly recall: number;
}

/** A rule adds at least so many supposed true pairs, and such a share of all. */
const ADDED_MIN = 1;
const ADDED_SHARE_MIN = 0.0005;
/** Pairs compared for one more true one. */
const PAIRS_PER_TRUE_MAX = 2_000;

/** Chooses rules, the most finding first. @param posterior chance of each candidate pair of being one thing */
export function chooseBlocking(
  candidates: readonly CandidateRule[],
  pairs: CandidatePairs,
  posterior: Float64Array,
): Blocking {
  const total = posterior.reduce((sum, share) => sum + share, 0);
  const covered = new Uint8Array(pairs.rules.length);
  const chosen: ChosenBlocking[] = [];
  const bits: number[] = [];
  while (chosen.length < candidates.length) {
    let best: (ChosenBlocking & { readonly bit: number }) | undefined;
    for (const [bit, candidate] of candidates.entries()) {
      if (bits.includes(bit)) continue;
      const offer = { ...candidate, ...yieldOf(pairs, posterior, covered, bit), bit };
      const isWorth =
        offer.added >= Math.max(ADDED_MIN, ADDED_SHARE_MIN * total) &&
        offer.addedPairs <= PAIRS_PER_TRUE_MAX * offer.added;
      if (isWorth && (best === undefined || offer.added > best.added)) best = offer;
    }
    if (best === undefined) break;
    const { bit, ...rule } = best;
    chosen.push(rule);
    bits.push(bit);
    for (const [place, rules] of pairs.rules.entries()) if (rules & (1 << bit)) covered[place] = 1;
  }
  const mask = bits.reduce((sum, bit) => sum | (1 << bit), 0);
  const kept = Int32Array.from(pairs.rules.keys()).filter(place => ((pairs.rules[place] ?? 0) & mask) !== 0);
  return { rules: chosen, kept, ...recallOf(pairs, posterior, mask) };
}

function yieldOf(
  { rules }: CandidatePairs,
  posterior: Float64Array,
  covered: Uint8Array,
  bit: number,
): { readonly truePairs: number; readonly added: number; readonly addedPairs: number } {
  let [truePairs, added, addedPairs] = [0, 0, 0];
  for (let place = 0; place < rules.length; place++) {
    if (((rules[place] ?? 0) & (1 << bit)) === 0) continue;
    const share = posterior[place] ?? 0;
    truePairs += share;
    if (covered[place] === 1) continue;
    added += share;
    addedPairs += 1;
  }
  return { truePairs, added, addedPairs };
}

/**
 * Share of the true pairs that the chosen rules find: of those that any candidate finds, and of those that none does, of which there are
 * once² / (2 twice), bias-corrected (Chao 1987).
 */
function recallOf(
  { rules }: CandidatePairs,
  posterior: Float64Array,
  mask: number,
): { readonly truePairs: number; readonly recall: number } {
  let [truePairs, all, once, twice] = [0, 0, 0, 0];
  for (let place = 0; place < rules.length; place++) {
    const share = posterior[place] ?? 0;
    all += share;
    if (((rules[place] ?? 0) & mask) !== 0) truePairs += share;
    const count = bitCount(rules[place] ?? 0);
    if (count === 1) once += share;
    if (count === 2) twice += share;
  }
  const missed = (once * Math.max(0, once - 1)) / (2 * (twice + 1));
  return { truePairs, recall: truePairs / Math.max(Number.MIN_VALUE, all + missed) };
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
