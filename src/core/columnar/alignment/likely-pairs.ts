/**
 * Records of two files that are likely the same, found without knowing which columns go together: those that are nearest to each other by
 * the rarity of the words that they share, whatever column has them. Where records are the same, columns that mean the same agree
 * (Bilke and Naumann 2005, "Schema matching using duplicates").
 */
import type { Field } from '../fields/field.js';

/** A word in more records of a file than this brings no two together. */
const COMMON_RECORDS = 8;
const PAIRS_MAX = 400;
/** Share of the rarity of both records' words that they have in common, at least. */
const SHARED_MIN = 0.2;
const VALUE_LENGTH_MAX = 300;

/** The pairs, likeliest first; each record is in one at most. */
export interface LikelyPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Share of the words' rarity that the two have in common, mean over all pairs: 0 for none. */
  readonly shared: number;
}

/** Looks for records of `left` and `right` that are the same. */
export function findLikelyPairs(left: readonly Field[], right: readonly Field[]): LikelyPairs {
  const numberOf = new Map<string, number>();
  const lefts = wordsOfRows(left, numberOf);
  const rights = wordsOfRows(right, numberOf);
  const [inLeft, inRight] = [lefts, rights].map(rows => countsOf(rows, numberOf.size));
  const total = lefts.length + rights.length;
  const weights = Float64Array.from(inLeft!, (count, word) =>
    Math.log2((total + 1) / Math.max(1, count + inRight![word]!)),
  );
  const rowsWith = new Map<number, number[]>();
  const isRare = (word: number): boolean =>
    inLeft![word]! <= COMMON_RECORDS && inRight![word]! <= COMMON_RECORDS;
  for (const [row, words] of rights.entries())
    for (const word of words) {
      if (!isRare(word) || inLeft![word] === 0) continue;
      const rows = rowsWith.get(word);
      if (rows === undefined) rowsWith.set(word, [row]);
      else rows.push(row);
    }
  const normOf = (words: ReadonlySet<number>): number =>
    [...words].reduce((sum, word) => sum + weights[word]! ** 2, 0);
  const rightNorms = rights.map(normOf);
  const found: { readonly left: number; readonly right: number; readonly shared: number }[] = [];
  for (const [row, words] of lefts.entries()) {
    const others = new Set<number>();
    for (const word of words) for (const other of rowsWith.get(word) ?? []) others.add(other);
    const norm = normOf(words);
    for (const other of others) {
      let common = 0;
      for (const word of words) if (rights[other]!.has(word)) common += weights[word]! ** 2;
      const shared = Number((common / Math.sqrt(norm * rightNorms[other]!)).toFixed(6));
      if (shared >= SHARED_MIN) found.push({ left: row, right: other, shared });
    }
  }
  found.sort((a, b) => b.shared - a.shared || a.left - b.left || a.right - b.right);
  const [usedLeft, usedRight] = [new Set<number>(), new Set<number>()];
  const best = found.filter(pair => {
    if (usedLeft.size === PAIRS_MAX || usedLeft.has(pair.left) || usedRight.has(pair.right)) return false;
    usedLeft.add(pair.left);
    usedRight.add(pair.right);
    return true;
  });
  return {
    left: Int32Array.from(best, pair => pair.left),
    right: Int32Array.from(best, pair => pair.right),
    shared: best.reduce((sum, pair) => sum + pair.shared, 0) / Math.max(1, best.length),
  };
}

function wordsOfRows(fields: readonly Field[], numberOf: Map<string, number>): ReadonlySet<number>[] {
  const words = fields.map(({ values }) =>
    values.map(value => {
      if (value === '') return [];
      return value
        .slice(0, VALUE_LENGTH_MAX)
        .split(' ')
        .filter(word => word.length > 1)
        .map(word => {
          const number = numberOf.get(word) ?? numberOf.size;
          numberOf.set(word, number);
          return number;
        });
    }),
  );
  const rows = fields[0]?.ids.length ?? 0;
  return Array.from(
    { length: rows },
    (_, row) => new Set(fields.flatMap(({ ids }, field) => words[field]![ids[row]!]!)),
  );
}

function countsOf(rows: readonly ReadonlySet<number>[], size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const words of rows) for (const word of words) counts[word]!++;
  return counts;
}
