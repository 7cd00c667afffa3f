/** Fields that hold the same kind of value, so that people put one into the other's place: names in the wrong order, address lines. */
import type { SwapPair } from './field-levels.js';
import type { Field } from './field.js';

/** Share of the second field's records whose value occurs in the first as well, at which the two can be swapped. */
const SHARED_SHARE_MIN = 0.05;
const SWAPPABLE: ReadonlySet<string> = new Set(['word', 'phrase', 'address', 'organisation']);

/** Pairs of fields that share values. */
export function findSwaps(fields: readonly Field[]): SwapPair[] {
  const swaps: SwapPair[] = [];
  for (const [first, field] of fields.entries()) {
    if (!SWAPPABLE.has(field.kind)) continue;
    const numberOf = new Map(field.values.map((value, number) => [value, number] as const));
    for (let second = first + 1; second < fields.length; second++) {
      const other = fields[second]!;
      if (!SWAPPABLE.has(other.kind)) continue;
      const firstOfSecond = Int32Array.from(other.values, value =>
        value === '' ? -1 : (numberOf.get(value) ?? -1),
      );
      let shared = 0;
      for (let id = 1; id < other.values.length; id++)
        if (firstOfSecond[id]! > 0) shared += other.counts[id]!;
      if (shared >= SHARED_SHARE_MIN * other.filled && shared > 0)
        swaps.push({ first, second, firstOfSecond });
    }
  }
  return swaps;
}
