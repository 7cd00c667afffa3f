/**
 * The pairs to compare: those in the blocks of the chosen rules and the nearest texts, each once. Every row is paired with the later
 * rows of its blocks, rule by rule; a mark on each row that it has met keeps a pair of several blocks from coming twice, so
 * no table of pairs is needed, and they come in the order of their smaller row.
 */
import type { BlockRule } from './block-rules.js';
import { OWN_RULES_MAX } from './number-blocks.js';
import type { Outcome } from '../threads/outcome.js';
import type { PairScope } from './pair-scope.js';
import { Pairs, type RowPairs } from './pairs.js';

/** Rows from which helpers are worth asking. */
const SHARED_ROWS_MIN = 20_000;

/** Finds some of the pairs beside the others. */
export interface MeetHelper {
  readonly meet: (input: MeetInput) => Outcome<RowPairs>;
}

/** Chains of blocks, and the rows from `from` to before `to`, which are paired with the later ones of theirs. */
export interface MeetInput {
  readonly chains: readonly Int32Array[];
  readonly scope: PairScope;
  readonly from: number;
  readonly to: number;
}

/** All pairs of the rules and of `more`, each once. @param more lists in the order of their smaller row */
export function candidatePairs(
  rules: readonly BlockRule[],
  more: readonly Pairs[],
  scope: PairScope,
  helpers: readonly MeetHelper[] = [],
): Pairs {
  const { rows } = scope;
  const chains = rules.map(({ next }) => next);
  const isShared = more.length === 0 && rows >= SHARED_ROWS_MIN && rules.length > OWN_RULES_MAX;
  const parts = isShared ? helpers.length + 1 : 1;
  const startOf = (part: number): number => rowBefore(rows, part / parts);
  const others = Array.from({ length: parts - 1 }, (_, helper) =>
    helpers[helper]!.meet({ chains, scope, from: startOf(helper + 1), to: startOf(helper + 2) }),
  );
  const own = meetInChains(chains, more, scope, 0, startOf(1));
  return Pairs.joined([own, ...others.map(wait => wait())]);
}

/** The row before which a share of all pairs has its smaller row, when every two rows are as likely to be a pair. */
function rowBefore(rows: number, share: number): number {
  return Math.floor(rows * (1 - Math.sqrt(1 - share)));
}

/** The pairs whose smaller row is one from `from` to before `to`. */
export function meetInChains(
  chains: readonly Int32Array[],
  more: readonly Pairs[],
  { rows, sourceOf, acrossOnly }: PairScope,
  from: number,
  to: number,
): Pairs {
  const pairs = new Pairs();
  const metBy = new Int32Array(rows).fill(-1);
  const meet = (row: number, other: number): void => {
    if (metBy[other] === row) return;
    metBy[other] = row;
    if (!acrossOnly || sourceOf[row] !== sourceOf[other]) pairs.add(row, other);
  };
  const cursors = more.map(() => 0);
  for (let row = from; row < to; row++) {
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
