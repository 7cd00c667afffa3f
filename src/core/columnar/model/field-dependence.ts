/**
 * Fields that say the same thing twice: records of one ZIP code are of one city, a product's description repeats its name. Counted as
 * independent they would prove too much, so each field may have one other as its parent, and its levels are then judged given
 * the parent's. The parents form the forest that keeps the strongest dependences among unrelated records (Chow and Liu 1968).
 */
import type { PatternTable } from '../levels/pattern-counter.js';

/** Bits that agreeing twice exceeds agreeing independently, from which a dependence is modelled. */
const DEPENDENCE_MIN = 0.8;
/** Random pairs that agree on a field, needed to tell anything about what else they agree on. */
const AGREEING_MIN = 100;

/** Two fields and how strongly they depend. */
export interface Dependence {
  readonly first: number;
  readonly second: number;
  readonly bits: number;
}

/** Which fields depend on which. */
export interface Dependences {
  /** The parent of each field, −1 for none; never a cycle. */
  readonly parents: Int32Array;
  /** The level of each field from which unrelated records agree on it as far as a sample can tell; 16 when none does. */
  readonly agreeing: Int32Array;
}

/**
 * How strongly fields depend, strongest first: bits by which random pairs agree on both oftener than if they were independent.
 * @param matchShare share of random pairs that may be true
 */
export function findDependences(
  random: PatternTable,
  fieldCount: number,
  matchShare: number,
): { readonly found: readonly Dependence[]; readonly agreeing: Int32Array } {
  const total = random.counts.reduce((sum, count) => sum + count, 0);
  // True pairs agree on everything: a share s of them makes two independent fields, each agreeing in a share a of pairs, look
  // s / a² times as dependent. From a = √s on that is no more than one bit.
  const needed = Math.max(AGREEING_MIN, Math.sqrt(matchShare) * total);
  const agreeing = Int32Array.from({ length: fieldCount }, (_, field) =>
    agreeingLevel(random, fieldCount, field, needed),
  );
  const found: Dependence[] = [];
  for (let first = 0; first < fieldCount; first++) {
    for (let second = first + 1; second < fieldCount; second++) {
      const bits = dependence(random, fieldCount, first, second, agreeing);
      if (bits >= DEPENDENCE_MIN) found.push({ first, second, bits });
    }
  }
  found.sort((a, b) => b.bits - a.bits || a.first - b.first || a.second - b.second);
  return { found, agreeing };
}

/** The forest of the strongest dependences. @param found strongest first */
export function parentsOf(
  { found, agreeing }: { readonly found: readonly Dependence[]; readonly agreeing: Int32Array },
  fieldCount: number,
): Dependences {
  const parents = new Int32Array(fieldCount).fill(-1);
  const neighbours: number[][] = Array.from({ length: fieldCount }, () => []);
  const rootOf = Array.from({ length: fieldCount }, (_, field) => field);
  const root = (field: number): number => (rootOf[field] === field ? field : root(rootOf[field]!));
  for (const { first, second } of found) {
    if (root(first) === root(second)) continue;
    rootOf[root(second)] = root(first);
    neighbours[first]!.push(second);
    neighbours[second]!.push(first);
  }
  const seen = new Set<number>();
  for (let field = 0; field < fieldCount; field++) {
    if (seen.has(field)) continue;
    seen.add(field);
    const queue = [field];
    for (let parent = queue.shift(); parent !== undefined; parent = queue.shift()) {
      for (const child of neighbours[parent]!) {
        if (seen.has(child)) continue;
        seen.add(child);
        parents[child] = parent;
        queue.push(child);
      }
    }
  }
  return { parents, agreeing };
}

/** The same with one more field, which depends on none. */
export function withoutParent({ parents, agreeing }: Dependences): Dependences {
  return { parents: Int32Array.of(...parents, -1), agreeing: Int32Array.of(...agreeing, 16) };
}

/** The highest level that enough random pairs reach; 16 when none above the lowest. */
function agreeingLevel(random: PatternTable, fieldCount: number, field: number, needed: number): number {
  const atLevel = new Float64Array(16);
  for (let pattern = 0; pattern < random.patterns; pattern++) {
    atLevel[random.levels[pattern * fieldCount + field]!]! += random.counts[pattern]!;
  }
  let reached = 0;
  for (let level = 15; level >= 2; level--) {
    reached += atLevel[level]!;
    if (reached >= needed) return level;
  }
  return 16;
}

/** log2 of how much oftener random pairs agree on both fields than if the two were independent, both values present. */
function dependence(
  random: PatternTable,
  fieldCount: number,
  first: number,
  second: number,
  thresholds: ArrayLike<number>,
): number {
  let present = 0;
  let agreeFirst = 0;
  let agreeSecond = 0;
  let agreeBoth = 0;
  for (let pattern = 0; pattern < random.patterns; pattern++) {
    const a = random.levels[pattern * fieldCount + first]!;
    const b = random.levels[pattern * fieldCount + second]!;
    if (a === 0 || b === 0) continue;
    const count = random.counts[pattern]!;
    present += count;
    if (a >= thresholds[first]!) agreeFirst += count;
    if (b >= thresholds[second]!) agreeSecond += count;
    if (a >= thresholds[first]! && b >= thresholds[second]!) agreeBoth += count;
  }
  if (agreeFirst < AGREEING_MIN || agreeSecond < AGREEING_MIN) return 0;
  return Math.log2(((agreeBoth + 0.5) * present) / (agreeFirst * agreeSecond));
}
