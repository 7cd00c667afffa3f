/**
 * Reading a name or an address takes parts out and writes the rest anew, and what was written could be read
 * differently (`C/O C/O ACME`). The canonical form must be its own canonical form, so it is read again until nothing
 * changes.
 */
import type { AttributeValue, Standardized } from '../model/index.js';
import type { StandardizeContext, Standardizer } from './standardizer.js';

/** Real values settle at once; anything still moving after this many rounds is noise. */
const ROUNDS_MAX = 8;

/** Standardizes until the value is stable. Parts and faults are those of the first reading, which saw everything. */
export function canonicalOf(
  raw: AttributeValue,
  standardize: Standardizer,
  context: StandardizeContext,
): Standardized {
  const first = standardize(raw, context);
  if (first.value === null || first.value === raw) return first;
  const seen: Standardized[] = [first];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const last = seen.at(-1) ?? first;
    const next = standardize(last.value ?? raw, context);
    const cycleStart = seen.findIndex(earlier => sameFields(earlier.value, next.value));
    if (cycleStart >= 0) {
      const settled = cycleStart === seen.length - 1 ? last : smallest(seen.slice(cycleStart));
      return { ...first, value: settled.value, key: settled.key };
    }
    seen.push(next);
  }
  return first;
}

/** Two forms that turn into each other are one value; the same one of them is chosen wherever the reading began. */
function smallest(cycle: readonly Standardized[]): Standardized {
  const written = cycle.map(standardized => ({ standardized, text: JSON.stringify(standardized.value) }));
  return written.reduce((least, other) => (other.text < least.text ? other : least)).standardized;
}

/** Equal field by field; fields that are carried through are the same object on both sides. */
function sameFields(left: AttributeValue | null, right: AttributeValue | null): boolean {
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object')
    return left === right;
  const fields = Object.entries(left);
  const others = new Map(Object.entries(right));
  return fields.length === others.size && fields.every(([name, value]) => others.get(name) === value);
}
