/** One 64-bit number per block key, the same on every machine and in every version: it is stored and indexed. */

const encoder = new TextEncoder();

/**
 * FNV-1a over the UTF-8 bytes of the text, as a signed 64-bit integer in decimals (PostgreSQL `bigint`). Chosen for
 * its published test vectors and because 2^40 + 0x1b3, its prime, needs only 32-bit halves and no BigInt per byte.
 * At 100 million keys two different ones share a number with a chance of 3 in 10,000, which costs one comparison.
 */
export function hashKey(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of encoder.encode(text)) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    high = (high * 0x1b3 + Math.floor(product / 0x100000000) + low * 0x100) % 0x100000000;
    low = product >>> 0;
  }
  return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)).toString();
}

/**
 * Makes the keys of one domain out of hashes: as they stand among those of other domains. All domains keep their keys in one index,
 * and rules of two domains may have one name: without this a supplier and a location of one name would be a block, and one domain
 * could crowd the other's out. XOR with the hash of the domain's name loses nothing: hashes that differ go on to differ.
 */
export function keysOfDomain(domain: string): (hash: string) => string {
  const mark = BigInt(hashKey(domain));
  return hash => BigInt.asIntN(64, BigInt(hash) ^ mark).toString();
}
