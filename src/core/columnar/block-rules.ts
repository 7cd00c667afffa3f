/**
 * Blocking rules chosen from the data under a budget of pairs. A rule says that two records agree on one or two keys. What each
 * would cost is counted from how often its keys occur, and the cheapest rules are taken: agreeing on rare values is what
 * true pairs do and others do not.
 */
import type { BlockKey } from './block-keys.js';
import { blockCost, type BlockCost } from './number-blocks.js';

/** Records that agree on all keys of the rule are compared. */
export interface BlockRule extends BlockCost {
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
const COUNTED_ROWS = 100_000;

/** Chooses the rules: single keys and pairs of keys of different fields, cheapest first, within the budget. */
export function chooseBlockRules(keys: readonly BlockKey[], budget: BlockBudget): BlockRule[] {
  const rows = keys[0]?.keys.length ?? 0;
  const share = Math.max(1, Math.ceil(rows / COUNTED_ROWS));
  const offers: { readonly keys: readonly BlockKey[]; readonly name: string; readonly pairs: number }[] = [];
  const offer = (combination: readonly BlockKey[]): void => {
    const { pairs } = blockCost(combination, budget.blockSize, share);
    if (pairs > 0 && pairs <= budget.pairsPerRule)
      offers.push({ keys: combination, name: labelsOf(combination).join(), pairs });
  };
  for (const [index, key] of keys.entries()) {
    offer([key]);
    for (const other of keys.slice(index + 1)) if (other.field !== key.field) offer([key, other]);
  }
  offers.sort((a, b) => a.pairs - b.pairs || (a.name < b.name ? -1 : 1));
  const chosen: (readonly BlockKey[])[] = [];
  let pairs = 0;
  for (const one of offers) {
    if (pairs + one.pairs > budget.pairs) break;
    pairs += one.pairs;
    chosen.push(one.keys);
  }
  return withoutContained(chosen.map(combination => ruleOf(combination, budget.blockSize)));
}

/** The labels of a rule's keys. */
export function labelsOf(keys: readonly BlockKey[]): readonly string[] {
  return keys.map(({ label }) => label);
}

/** The rule of the keys with these labels, or `null` when there are no such keys. */
export function ruleByLabels(
  keys: readonly BlockKey[],
  labels: readonly string[],
  blockSize: number,
): BlockRule | null {
  const wanted = labels.map(label => keys.find(key => key.label === label));
  const known = wanted.filter(key => key !== undefined);
  return known.length === 0 || known.length < labels.length ? null : ruleOf(known, blockSize);
}

function ruleOf(keys: readonly BlockKey[], blockSize: number): BlockRule {
  return { keys, ...blockCost(keys, blockSize, 1) };
}

/** Without the rules whose pairs another one finds as well: it asks for less and skips nothing. */
function withoutContained(rules: readonly BlockRule[]): BlockRule[] {
  return rules.filter(
    rule =>
      !rules.some(other => other !== rule && other.skippedBlocks === 0 && contains(other.keys, rule.keys)),
  );
}

function contains(coarse: readonly BlockKey[], fine: readonly BlockKey[]): boolean {
  return coarse.every(wanted =>
    fine.some(key => key === wanted || (key.isWhole && wanted.isTotal && key.field === wanted.field)),
  );
}
