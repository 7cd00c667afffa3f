/**
 * Reading a name or an address takes parts out and writes the rest anew, and what was written could be read
 * differently (`C/O C/O ACME`). The canonical form must be its own canonical form, so it is read again until nothing
 * changes.
 */
import type { AttributeValue, Standardized } from '../model/index.js';

/** What a reading comes to, without parts and faults: those are only wanted of the first reading, which saw everything. */
export type Form = Pick<Standardized, 'value' | 'key'>;

/** Real values settle at once; anything still moving after this many rounds is noise. */
const ROUNDS_MAX = 8;

/** Reads a form again until its value is stable, and returns that value with the key read from it. */
export function settle(first: Form, readAgain: (value: AttributeValue) => Form): Form {
  if (first.value === null) return first;
  const seen: Form[] = [first];
  let value = first.value;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const next = readAgain(value);
    if (next.value === null) return first;
    const cycleStart = seen.findIndex(earlier => sameFields(earlier.value, next.value));
    // `next` stands for the equal earlier form: its key was read from the value itself, not from what came in.
    if (cycleStart >= 0) return smallest([next, ...seen.slice(cycleStart + 1)]);
    seen.push(next);
    value = next.value;
  }
  return first;
}

/** Two forms that turn into each other are one value; the same one of them is chosen wherever the reading began. */
function smallest(cycle: readonly [Form, ...Form[]]): Form {
  if (cycle.length === 1) return cycle[0];
  const written = cycle.map(form => ({ form, text: JSON.stringify(form.value) }));
  return written.reduce((least, other) => (other.text < least.text ? other : least)).form;
}

/** Whether what came in is what its reading comes to: then reading it again would tell nothing new. */
export function isSettled(raw: AttributeValue, { value }: Form): boolean {
  return sameFields(raw, value);
}

/** Equal field by field; fields that are carried through are the same object on both sides. */
function sameFields(left: AttributeValue | null, right: AttributeValue | null): boolean {
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object')
    return left === right;
  const fields = Object.entries(left);
  const others = new Map(Object.entries(right));
  return fields.length === others.size && fields.every(([name, value]) => others.get(name) === value);
}
