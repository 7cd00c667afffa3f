/**
 * Blocking rules chosen from the data under a budget of pairs. A rule says that two records agree on one or two keys. What each
 * would cost is counted from how often its keys occur, and the cheapest rules are taken: agreeing on rare values is what
 * true pairs do and others do not.
 */
import type { BlockKey } from './block-keys.js';
import {
  chainRules,
  estimateCost,
  keysOf,
  sampleByKey,
  type BlockCost,
  type Blocks,
  type ChainHelper,
} from './number-blocks.js';

/** Records that agree on all keys of the rule are compared. */
export interface BlockRule extends Blocks {
  readonly keys: readonly BlockKey[];
}

/** Bounds of blocking. */
export interface BlockBudget {
  /** Pairs of all rules together. */
  readonly pairs: number;
  /** Pairs of one rule. */
  readonly pairsPerRule: number;
  /** Rows of a block; larger ones are skipped and reported. */
  readonly blockSize: number;
}

/** Rows whose blocks are counted when choosing; with more, only every so manieth block is, and the count multiplied. */
const COUNTED_ROWS = 20_000;
/** Different keys that the sample has at least: of a few large blocks a share tells nothing. */
const COUNTED_KEYS = 500;

/** Chooses the rules: single keys and pairs of keys of different fields, cheapest first, within the budget. */
export function chooseBlockRules(
  keys: readonly BlockKey[],
  budget: BlockBudget,
  helpers: readonly ChainHelper[] = [],
): BlockRule[] {
  const rows = keys[0]?.keys.length ?? 0;
  const samples = new Map(
    keys.map(key => {
      const share = Math.max(1, Math.floor(Math.min(rows / COUNTED_ROWS, key.distinct / COUNTED_KEYS)));
      return [key, { share, rows: sampleByKey(key, share) }];
    }),
  );
  const offers: Offer[] = [];
  const offer = (combination: readonly BlockKey[]): void => {
    // The key with the most different values has the smallest blocks, so the sample by it is the most even one.
    const finest = combination.reduce((best, key) => (key.distinct > best.distinct ? key : best));
    const sample = samples.get(finest)!;
    const cost = estimateCost(combination, budget.blockSize, sample.rows, sample.share);
    if (cost.pairs > 0 && cost.pairs <= budget.pairsPerRule) offers.push({ keys: combination, ...cost });
  };
  for (const [index, key] of keys.entries()) {
    offer([key]);
    for (const other of keys.slice(index + 1)) if (other.field !== key.field) offer([key, other]);
  }
  // Equal ones stay in the order of the fields, which is that of what they hold.
  offers.sort((a, b) => a.pairs - b.pairs);
  const taken = takeCheapest(offers, budget.pairs).map(one => one.keys);
  return blockRules(taken, budget.blockSize, helpers).filter(rule => rule.pairs <= budget.pairsPerRule);
}

/** A rule that could be taken, with its estimated cost. */
interface Offer extends BlockCost {
  readonly keys: readonly BlockKey[];
}

/**
 * The cheapest offers while they fit together. One that asks for less than others that were taken, and skips nothing, takes their
 * place: it finds their pairs as well.
 */
function takeCheapest(offers: readonly Offer[], most: number): readonly Offer[] {
  let taken: Offer[] = [];
  let pairs = 0;
  for (const one of offers) {
    const replaced = one.skippedBlocks > 0 ? [] : taken.filter(fine => contains(one.keys, fine.keys));
    const after = pairs + one.pairs - replaced.reduce((sum, fine) => sum + fine.pairs, 0);
    if (after > most) break;
    if (taken.some(coarse => coarse.skippedBlocks === 0 && contains(coarse.keys, one.keys))) continue;
    taken = [...taken.filter(fine => !replaced.includes(fine)), one];
    pairs = after;
  }
  return taken;
}

/** The labels of a rule's keys. */
export function labelsOf(keys: readonly BlockKey[]): readonly string[] {
  return keys.map(({ label }) => label);
}

/** The keys with these labels, or `null` when one is not there. */
export function keysByLabels(
  keys: readonly BlockKey[],
  labels: readonly string[],
): readonly BlockKey[] | null {
  const wanted = labels.map(label => keys.find(key => key.label === label));
  const known = wanted.filter(key => key !== undefined);
  return known.length === 0 || known.length < labels.length ? null : known;
}

/** The rules by which records that agree on all of some keys are compared. */
export function blockRules(
  combinations: readonly (readonly BlockKey[])[],
  blockSize: number,
  helpers: readonly ChainHelper[] = [],
): BlockRule[] {
  const blocks = chainRules(combinations.map(keysOf), blockSize, helpers);
  return combinations.map((keys, rule) => ({ keys, ...blocks[rule]! }));
}

/** Whether records that agree on the keys of `fine` agree on those of `coarse`. */
function contains(coarse: readonly BlockKey[], fine: readonly BlockKey[]): boolean {
  return coarse.every(wanted =>
    fine.some(key => key === wanted || (key.isWhole && wanted.isTotal && key.field === wanted.field)),
  );
}
