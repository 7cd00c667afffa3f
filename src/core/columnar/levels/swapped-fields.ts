/** Fields that hold the same kind of value, so that people put one into the other's place: names in the wrong order, address lines. */
import { Dictionary } from '../table/dictionary.js';
import type { SwapPair } from './field-levels.js';
import type { Field } from '../fields/field.js';
import type { Texts } from '../table/texts.js';

/** Share of the second field's records whose value occurs in the first as well, at which the two can be swapped. */
const SHARED_SHARE_MIN = 0.05;
const SWAPPABLE: ReadonlySet<string> = new Set(['word', 'phrase', 'address', 'organisation']);

/** Pairs of fields that share values. */
export function findSwaps(fields: readonly Field[]): SwapPair[] {
  const swaps: SwapPair[] = [];
  for (const [first, field] of fields.entries()) {
    if (!SWAPPABLE.has(field.kind)) continue;
    const values = Dictionary.of(field.values);
    for (let second = first + 1; second < fields.length; second++) {
      const other = fields[second]!;
      if (!SWAPPABLE.has(other.kind)) continue;
      const firstOfSecond = numbersIn(values, other.values);
      let shared = 0;
      for (let id = 1; id < other.values.length; id++)
        if (firstOfSecond[id]! > 0) shared += other.counts[id]!;
      if (shared >= SHARED_SHARE_MIN * other.filled && shared > 0)
        swaps.push({ first, second, firstOfSecond });
    }
  }
  return swaps;
}

/** The number that each text has in a dictionary; −1 where it has none. */
function numbersIn(values: Dictionary, { bytes, offsets, length }: Texts): Int32Array {
  const numbers = new Int32Array(length).fill(-1);
  for (let text = 1; text < length; text++) {
    const number = values.numberOf(bytes, offsets[text]!, offsets[text + 1]!);
    if (number !== 0) numbers[text] = number;
  }
  return numbers;
}
