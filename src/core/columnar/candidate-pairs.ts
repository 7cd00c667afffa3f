/** The pairs to compare: those in the blocks of the chosen rules and the nearest texts, each once. */
import type { BlockRule } from './block-rules.js';
import { numberBlocks } from './number-blocks.js';
import { PairIndex, Pairs } from './pairs.js';
import type { PairScope } from './random-pairs.js';

/** All pairs of the rules and of `more`, each once. */
export function candidatePairs(
  rules: readonly BlockRule[],
  blockSizeMax: number,
  more: readonly Pairs[],
  scope: PairScope,
): Pairs {
  const index = new PairIndex(new Pairs());
  for (const rule of rules) addBlocks(index, rule, blockSizeMax, scope);
  for (const list of more) for (let at = 0; at < list.count; at++) index.add(list.left[at]!, list.right[at]!);
  return sortedPairs(index.pairs, scope.rows);
}

/** By their smaller row, which stands for neighbours in memory wherever pairs are gone through. */
function sortedPairs({ left, right, count }: Pairs, rows: number): Pairs {
  const next = new Int32Array(rows + 1);
  for (let pair = 0; pair < count; pair++) next[left[pair]! + 1]!++;
  for (let row = 0; row < rows; row++) next[row + 1]! += next[row]!;
  const sorted = new Pairs();
  sorted.left = new Int32Array(count);
  sorted.right = new Int32Array(count);
  sorted.count = count;
  for (let pair = 0; pair < count; pair++) {
    const at = next[left[pair]!]!++;
    sorted.left[at] = left[pair]!;
    sorted.right[at] = right[pair]!;
  }
  return sorted;
}

function addBlocks(
  index: PairIndex,
  { keys }: BlockRule,
  blockSizeMax: number,
  { rows, sourceOf, acrossOnly }: PairScope,
): void {
  const { blocks, sizes } = numberBlocks(keys);
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
        if (!acrossOnly || sourceOf[left] !== sourceOf[right]) index.add(left, right);
      }
    }
  }
}
