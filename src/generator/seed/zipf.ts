/**
 * Zipf's law: the k-th most common token is used 1/k as often as the most common one. Blocking keys made of
 * such tokens are as skewed as in real files.
 */
import { draw, type Field, type Key } from './random.js';

function cumulativeWeights(count: number): Float64Array {
  const cumulative = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) {
    sum += 1 / (rank + 1);
    cumulative[rank] = sum;
  }
  return cumulative;
}

/** First index whose cumulative value is above `value`. */
function search(cumulative: Float64Array, value: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cumulative[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Draws ranks 0…count-1 with Zipf weights. */
export class ZipfRanks {
  private readonly cumulative: Float64Array;
  private readonly total: number;

  constructor(count: number) {
    this.cumulative = cumulativeWeights(count);
    this.total = this.cumulative[count - 1] ?? 0;
  }

  rank(key: Key, of: Field): number {
    return search(this.cumulative, (draw(key, of) / 4_294_967_296) * this.total);
  }
}

/**
 * Splits the numbers 0…total-1 into one block per token, sized by Zipf's law but never above `capacity`.
 * A number thus becomes (token rank, place within the block): tokens are skewed, and yet no two numbers
 * become the same pair. This is how names are unique without a list of the names given so far.
 */
export class ZipfBlocks {
  private readonly ends: Float64Array;
  private readonly capacity: number;
  private readonly step: number;

  constructor(tokens: number, total: number, capacity: number) {
    if (tokens * capacity < total)
      throw new RangeError(`${tokens} tokens of ${capacity} cannot hold ${total}`);
    const weights = cumulativeWeights(tokens);
    const sum = weights[tokens - 1] ?? 1;
    const sizes: number[] = [];
    let placed = 0;
    for (let rank = 0; rank < tokens; rank++) {
      const size = Math.min(capacity, Math.floor(total / (rank + 1) / sum));
      sizes.push(size);
      placed += size;
    }
    for (let rank = 0; placed < total; rank = (rank + 1) % tokens) {
      const room = Math.min(capacity - (sizes[rank] ?? 0), Math.ceil((total - placed) / tokens));
      sizes[rank] = (sizes[rank] ?? 0) + room;
      placed += room;
    }
    this.ends = new Float64Array(tokens);
    let end = 0;
    for (let rank = 0; rank < tokens; rank++) {
      end += sizes[rank] ?? 0;
      this.ends[rank] = end;
    }
    this.capacity = capacity;
    this.step = coprimeStep(capacity);
  }

  locate(number: number): { readonly rank: number; readonly place: number } {
    const rank = search(this.ends, number);
    const start = rank === 0 ? 0 : (this.ends[rank - 1] ?? 0);
    return { rank, place: ((number - start) * this.step + rank * 7919) % this.capacity };
  }
}

/** A step of about 0.382 of the capacity that visits every place once. */
function coprimeStep(capacity: number): number {
  for (let step = Math.max(1, Math.floor(capacity * 0.382)); ; step++) {
    let [a, b] = [step, capacity];
    while (b !== 0) [a, b] = [b, a % b];
    if (a === 1) return step;
  }
}
