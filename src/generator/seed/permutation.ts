function greatestCommonDivisor(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** Inverse of `value` modulo `modulus` by the extended Euclidean algorithm; both must be coprime. */
function inverseModulo(value: number, modulus: number): number {
  let [remainder, nextRemainder] = [value, modulus];
  let [factor, nextFactor] = [1, 0];
  while (nextRemainder !== 0) {
    const quotient = Math.floor(remainder / nextRemainder);
    [remainder, nextRemainder] = [nextRemainder, remainder - quotient * nextRemainder];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

/**
 * A one-to-one shuffle of 0…size-1 (index → index·a + b modulo size) that needs no memory. It gives every
 * entity its own tax id, account or key without remembering which ones are taken.
 *
 * Products stay below 2^53 as long as index × size does: entities number at most a few million, sizes at
 * most 10^9. {@link indexOf} needs size² below 2^53, which holds for shuffles of the entities themselves.
 */
export class Permutation {
  readonly size: number;
  private readonly step: number;
  private readonly shift: number;
  private readonly inverse: number;

  /** @param salt any whole number; different salts give different shuffles */
  constructor(size: number, salt: number) {
    this.size = size;
    // A step between 0.3 and 0.7 of the size keeps neighbours far apart.
    let step = Math.max(1, Math.floor(size * 0.3) + (salt % Math.max(1, Math.floor(size * 0.4))));
    while (greatestCommonDivisor(step, size) !== 1) step++;
    this.step = step;
    this.shift = salt % size;
    this.inverse = inverseModulo(step % size, size);
  }

  at(index: number): number {
    return (index * this.step + this.shift) % this.size;
  }

  indexOf(value: number): number {
    return (((value - this.shift + this.size) % this.size) * this.inverse) % this.size;
  }
}
