/**
 * Candidates that share no whole value: the records nearest to each by the rarity of the terms that they share (words, or
 * pieces of three letters, which survive every typing error), found through an inverted index. Postings are read rarest term
 * first and up to a bound, so that common terms cost nothing.
 */
import type { PairScope } from './pair-scope.js';
import { Pairs } from './pairs.js';

/** Terms of each row: `terms[starts[row] .. starts[row + 1])`. */
export interface RowTerms {
  readonly starts: Int32Array;
  readonly terms: Int32Array;
  readonly distinct: number;
}

/** Postings that are read for one row; the rest of its terms, the commonest, are left. */
const POSTINGS_PER_ROW = 4000;
/** Terms of a row that are used, so that one huge text does not crowd the index. */
const TERMS_PER_ROW = 200;

/** Collects the terms of rows. @param termsOf the terms of a row, repeated ones allowed */
export function rowTerms(rows: number, termsOf: (row: number) => Iterable<string>): RowTerms {
  const numberOf = new Map<string, number>();
  const starts = new Int32Array(rows + 1);
  const lists: Int32Array[] = [];
  for (let row = 0; row < rows; row++) {
    const list = new Set<number>();
    for (const term of termsOf(row)) {
      if (list.size === TERMS_PER_ROW) break;
      let number = numberOf.get(term);
      if (number === undefined) numberOf.set(term, (number = numberOf.size));
      list.add(number);
    }
    lists.push(Int32Array.from(list));
    starts[row + 1] = starts[row]! + list.size;
  }
  const terms = new Int32Array(starts[rows]!);
  for (const [row, list] of lists.entries()) terms.set(list, starts[row]);
  return { starts, terms, distinct: numberOf.size };
}

/** The nearest `wanted` rows of each row, as pairs (each once, smaller row first, sorted). */
export function nearestPairs({ starts, terms, distinct }: RowTerms, scope: PairScope, wanted: number): Pairs {
  const { rows, sourceOf, acrossOnly } = scope;
  const { postingStarts, postings } = invert(starts, terms, distinct, rows);
  const weight = new Float64Array(distinct);
  for (let term = 0; term < distinct; term++) {
    const count = postingStarts[term + 1]! - postingStarts[term]!;
    weight[term] = Math.log((rows + 1) / count);
  }
  const norms = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) sum += weight[terms[at]!]! ** 2;
    norms[row] = Math.sqrt(sum) + 1e-9;
  }
  const scores = new Float64Array(rows);
  const touched = new Int32Array(rows);
  const codes: number[] = [];
  for (let row = 0; row < rows; row++) {
    const own = Array.from(terms.subarray(starts[row], starts[row + 1]));
    own.sort((a, b) => weight[b]! - weight[a]! || a - b);
    let count = 0;
    let read = 0;
    for (const term of own) {
      const from = postingStarts[term]!;
      const to = postingStarts[term + 1]!;
      if (read > 0 && read + to - from > POSTINGS_PER_ROW) break;
      if (to - from > 4 * POSTINGS_PER_ROW) break;
      read += to - from;
      const square = weight[term]! ** 2;
      for (let at = from; at < to; at++) {
        const other = postings[at]!;
        if (scores[other] === 0) touched[count++] = other;
        scores[other]! += square;
      }
    }
    for (const other of best(
      scores,
      touched,
      count,
      norms,
      row,
      wanted,
      found => found !== row && !(acrossOnly && sourceOf[found] === sourceOf[row]),
    )) {
      codes.push(Math.min(row, other) * rows + Math.max(row, other));
    }
    for (let at = 0; at < count; at++) scores[touched[at]!] = 0;
  }
  const sorted = Float64Array.from(codes).sort();
  const pairs = new Pairs();
  let last = -1;
  for (const code of sorted) {
    if (code !== last) pairs.add(Math.floor(code / rows), code % rows);
    last = code;
  }
  return pairs;
}

/** The rows with the highest cosine, best first; ties by row. */
function best(
  scores: Float64Array,
  touched: Int32Array,
  count: number,
  norms: Float64Array,
  row: number,
  wanted: number,
  isAllowed: (other: number) => boolean,
): readonly number[] {
  const found: number[] = [];
  const foundScores: number[] = [];
  for (let at = 0; at < count; at++) {
    const other = touched[at]!;
    const score = scores[other]! / (norms[other]! * norms[row]!);
    if (found.length === wanted && score < foundScores[wanted - 1]!) continue;
    if (!isAllowed(other)) continue;
    let place = found.length;
    while (
      place > 0 &&
      (foundScores[place - 1]! < score || (foundScores[place - 1] === score && found[place - 1]! > other))
    )
      place--;
    if (place >= wanted) continue;
    found.splice(place, 0, other);
    foundScores.splice(place, 0, score);
    if (found.length > wanted) {
      found.pop();
      foundScores.pop();
    }
  }
  return found;
}

function invert(
  starts: Int32Array,
  terms: Int32Array,
  distinct: number,
  rows: number,
): { readonly postingStarts: Int32Array; readonly postings: Int32Array } {
  const postingStarts = new Int32Array(distinct + 1);
  for (const term of terms) postingStarts[term + 1]!++;
  for (let term = 0; term < distinct; term++) postingStarts[term + 1]! += postingStarts[term]!;
  const next = postingStarts.slice();
  const postings = new Int32Array(terms.length);
  for (let row = 0; row < rows; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) postings[next[terms[at]!]!++] = row;
  }
  return { postingStarts, postings };
}
