/**
 * Randomness without state: every drawn value is a pure function of a key and a field. A record's key is
 * folded from (seed, version, domain, entity, source, copy), so any record can be made alone, in any order,
 * in any process, with the same bytes. 32-bit integer arithmetic only; the one division is exact in IEEE 754.
 */

/** Folded identity of whatever values are drawn for. An unsigned 32-bit number. */
export type Key = number;

/** Identity of one drawn field, made once per module by {@link field}. */
export type Field = number;

const UINT32_RANGE = 4_294_967_296;

/** Adds one part to a key: the body round of MurmurHash3 (public domain, Austin Appleby). */
export function fold(key: Key, part: number): Key {
  let mixed = Math.imul(part, 0xcc9e2d51);
  mixed = (mixed << 15) | (mixed >>> 17);
  let hash = key ^ Math.imul(mixed, 0x1b873593);
  hash = (hash << 13) | (hash >>> 19);
  return (Math.imul(hash, 5) + 0xe6546b64) >>> 0;
}

/** Finalising mix of MurmurHash3: every input bit reaches every output bit. */
function finish(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The field of that name: FNV-1a over its characters, so that adding a field never moves another one's values. */
export function field(name: string): Field {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** An unsigned 32-bit number for this key and field. */
export function draw(key: Key, of: Field): number {
  return finish(fold(key, of));
}

/** True with the given probability (0 to 1). */
export function chance(key: Key, of: Field, probability: number): boolean {
  return draw(key, of) < probability * UINT32_RANGE;
}

/** A whole number from 0 to `count` - 1. Exact for counts up to 2^21. */
export function below(key: Key, of: Field, count: number): number {
  return Math.floor((draw(key, of) * count) / UINT32_RANGE);
}

/** One element of a non-empty list. */
export function pick<Element>(key: Key, of: Field, list: readonly Element[]): Element {
  return at(list, below(key, of, list.length));
}

/** The element at `index`, wrapping around. The list must not be empty. */
export function at<Element>(list: readonly Element[], index: number): Element {
  const element = list[index % list.length];
  if (element === undefined) throw new RangeError('an empty list has no elements to pick from');
  return element;
}
