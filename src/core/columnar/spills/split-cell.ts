/** Splits the words of a value among the columns that they may belong to. */
import type { Cell } from './cells.js';
import type { ColumnWords } from './column-words.js';

/** Bits by which the words of a stretch must be likelier in its column, in all: what chance does among a text's words. */
const STRETCH_BITS = 6;

/** Words that stand together and belong to another column. */
export interface Stretch {
  readonly column: number;
  readonly from: number;
  /** The first word after it. */
  readonly to: number;
  /** log2 of how much likelier the words are there than where they stand. */
  readonly bits: number;
}

/**
 * The likeliest split of a value into its own words and stretches of others' (Viterbi 1967), at most one of each column.
 * @param columns to which words may belong, the value's own first
 */
export function splitCell(cell: Cell, columns: readonly number[], words: ColumnWords): readonly Stretch[] {
  const width = columns.length;
  const odds = cell.map(word => words.oddsAgainst(columns[0]!, word));
  const former = new Int32Array(cell.length * width);
  const best = Float64Array.from(columns, (_, state) => (state === 0 ? 0 : -STRETCH_BITS));
  for (const [at, bits] of odds.entries()) {
    const leader = leaderOf(best);
    const lead = best[leader]!;
    for (let state = 0; state < width; state++) {
      const changed = state === 0 ? lead : lead - STRETCH_BITS;
      const changes = at > 0 && changed > best[state]!;
      former[at * width + state] = changes ? leader : state;
      best[state] = (changes ? changed : best[state]!) + bits[columns[state]!]!;
    }
  }
  return stretchesOf(odds, columns, former, leaderOf(best));
}

function leaderOf(best: Float64Array): number {
  let leader = 0;
  for (let state = 1; state < best.length; state++) if (best[state]! > best[leader]!) leader = state;
  return leader;
}

/** Follows the way back from the last word. */
function stretchesOf(
  odds: readonly Float64Array[],
  columns: readonly number[],
  former: Int32Array,
  last: number,
): readonly Stretch[] {
  const found = new Map<number, Stretch>();
  let [state, to, bits] = [last, odds.length, 0];
  for (let at = odds.length - 1; at >= 0; at--) {
    const column = columns[state]!;
    bits += odds[at]![column]!;
    const before = former[at * columns.length + state]!;
    if (at > 0 && before === state) continue;
    // Of two stretches of one column the likelier one is its value.
    if (state !== 0 && bits > (found.get(column)?.bits ?? 0))
      found.set(column, { column, from: at, to, bits });
    [state, to, bits] = [before, at, 0];
  }
  return [...found.values()];
}
