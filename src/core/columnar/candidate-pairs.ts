/** The pairs to compare: those in the blocks of the chosen rules and the nearest texts, each once. */
import type { BlockRule } from './block-rules.js';
import { Pairs } from './pairs.js';
import type { PairScope } from './random-pairs.js';

/** All pairs of the rules and of `more`, each once. A pair that an earlier rule has is recognised by its blocks, without a set of all pairs. */
export function candidatePairs(
  rules: readonly BlockRule[],
  blockSizeMax: number,
  more: readonly Pairs[],
  scope: PairScope,
): Pairs {
  const pairs = new Pairs();
  for (const [index, rule] of rules.entries()) {
    addBlocks(pairs, rule, blockSizeMax, scope, (left, right) =>
      isInRules(rules, index, blockSizeMax, left, right),
    );
  }
  const seen = new Set<number>();
  for (const list of more) {
    for (let at = 0; at < list.count; at++) {
      const [left, right] = [list.left[at]!, list.right[at]!];
      const code = left * scope.rows + right;
      if (isInRules(rules, rules.length, blockSizeMax, left, right) || seen.has(code)) continue;
      if (more.length > 1) seen.add(code);
      pairs.add(left, right);
    }
  }
  return pairs;
}

function isInRules(
  rules: readonly BlockRule[],
  upTo: number,
  blockSizeMax: number,
  left: number,
  right: number,
): boolean {
  for (let index = 0; index < upTo; index++) {
    const { blocks, sizes } = rules[index]!;
    const block = blocks[left]!;
    if (block !== 0 && block === blocks[right] && sizes[block]! <= blockSizeMax) return true;
  }
  return false;
}

function addBlocks(
  pairs: Pairs,
  { blocks, sizes }: BlockRule,
  blockSizeMax: number,
  { rows, sourceOf, acrossOnly }: PairScope,
  isKnown: (left: number, right: number) => boolean,
): void {
  const starts = new Int32Array(sizes.length + 1);
  for (let block = 1; block < sizes.length; block++) {
    const isCompared = sizes[block]! > 1 && sizes[block]! <= blockSizeMax;
    starts[block + 1] = starts[block]! + (isCompared ? sizes[block]! : 0);
  }
  const next = starts.slice();
  const members = new Int32Array(starts[sizes.length]!);
  for (let row = 0; row < rows; row++) {
    const block = blocks[row]!;
    if (block !== 0 && starts[block + 1]! > starts[block]!) members[next[block]!++] = row;
  }
  for (let block = 1; block < sizes.length; block++) {
    for (let i = starts[block]!; i < starts[block + 1]!; i++) {
      const left = members[i]!;
      for (let j = i + 1; j < starts[block + 1]!; j++) {
        const right = members[j]!;
        if (acrossOnly && sourceOf[left] === sourceOf[right]) continue;
        if (!isKnown(left, right)) pairs.add(left, right);
      }
    }
  }
}
