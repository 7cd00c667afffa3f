/**
 * Texts as weighted pieces of three and four letters: what survives typing errors, joined words and other word orders at once. The
 * rarer a piece, the more it weighs, so a shared model number outweighs a shared brand (TF-IDF over n-grams, Salton and Buckley 1988).
 */
import type { Field } from '../fields/field.js';

/** Letters of a text that are cut into pieces. */
const LENGTH_MAX = 400;
/** Keeps a piece that every text has from counting nothing at all. */
const WEIGHT_FLOOR = 0.1;

/** The pieces of every value of a field. */
export class GramVectors {
  private readonly starts: Int32Array;
  private readonly grams: Int32Array;
  private readonly squares: Float64Array;
  private readonly norms: Float64Array;

  constructor({ values, counts, filled }: Pick<Field, 'values' | 'counts' | 'filled'>) {
    const numberOf = new Map<string, number>();
    const lists: Int32Array[] = [];
    this.starts = new Int32Array(values.length + 1);
    for (const [value, text] of values.entries()) {
      const own = new Set<number>();
      for (const gram of gramsOf(text)) {
        let number = numberOf.get(gram);
        if (number === undefined) numberOf.set(gram, (number = numberOf.size));
        own.add(number);
      }
      const list = Int32Array.from(own).sort();
      lists.push(list);
      this.starts[value + 1] = this.starts[value]! + list.length;
    }
    const records = new Float64Array(numberOf.size);
    for (const [value, list] of lists.entries()) for (const gram of list) records[gram]! += counts[value]!;
    this.squares = records.map(
      count => (Math.log(Math.max(1, filled) / Math.max(1, count)) + WEIGHT_FLOOR) ** 2,
    );
    this.grams = new Int32Array(this.starts[values.length]!);
    this.norms = new Float64Array(values.length);
    for (const [value, list] of lists.entries()) {
      this.grams.set(list, this.starts[value]);
      let sum = 0;
      for (const gram of list) sum += this.squares[gram]!;
      this.norms[value] = Math.sqrt(sum);
    }
  }

  /** Cosine of two values' weighted pieces, in [0, 1]; 0 where one has none. */
  similarity(left: number, right: number): number {
    const { starts, grams, squares, norms } = this;
    let i = starts[left]!;
    let j = starts[right]!;
    const iEnd = starts[left + 1]!;
    const jEnd = starts[right + 1]!;
    if (i === iEnd || j === jEnd) return 0;
    let dot = 0;
    while (i < iEnd && j < jEnd) {
      const a = grams[i]!;
      const b = grams[j]!;
      if (a === b) {
        dot += squares[a]!;
        i++;
        j++;
      } else if (a < b) i++;
      else j++;
    }
    return Math.min(1, dot / (norms[left]! * norms[right]!));
  }
}

/** The pieces of a text, word breaks included. */
export function* gramsOf(text: string): Generator<string> {
  if (text === '') return;
  const padded = ` ${text.length > LENGTH_MAX ? text.slice(0, LENGTH_MAX) : text} `;
  for (let at = 0; at + 3 <= padded.length; at++) {
    yield padded.slice(at, at + 3);
    if (at + 4 <= padded.length) yield padded.slice(at, at + 4);
  }
}
