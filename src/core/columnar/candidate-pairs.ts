/**
 * The pairs to compare: those in the blocks of the chosen rules and the nearest texts, each once. Every row is paired with the later
 * rows of its blocks, rule by rule; a mark on each row that it has met keeps a pair of several blocks from coming twice, so
 * no table of pairs is needed, and they come in the order of their smaller row.
 */
import type { BlockRule } from './block-rules.js';
import { Pairs } from './pairs.js';
import type { PairScope } from './random-pairs.js';

/** All pairs of the rules and of `more`, each once. @param more lists in the order of their smaller row */
export function candidatePairs(
  rules: readonly BlockRule[],
  more: readonly Pairs[],
  { rows, sourceOf, acrossOnly }: PairScope,
): Pairs {
  const pairs = new Pairs();
  const metBy = new Int32Array(rows).fill(-1);
  const meet = (row: number, other: number): void => {
    if (metBy[other] === row) return;
    metBy[other] = row;
    if (!acrossOnly || sourceOf[row] !== sourceOf[other]) pairs.add(row, other);
  };
  const chains = rules.map(({ next }) => next);
  const cursors = more.map(() => 0);
  for (let row = 0; row < rows; row++) {
    for (let rule = 0; rule < chains.length; rule++) {
      const next = chains[rule]!;
      for (let other = next[row]!; other !== 0; other = next[other]!) meet(row, other);
    }
    for (const [index, list] of more.entries()) {
      let at = cursors[index]!;
      for (; at < list.count && list.left[at] === row; at++) meet(row, list.right[at]!);
      cursors[index] = at;
    }
  }
  return pairs;
}
