/**
 * Evidence that says the same thing twice: who shares a device identifier shares the product in it. Learned one by one, both would get
 * the whole weight, and together they would prove too much. Weights set by hand share what such evidence is worth; learning may not
 * undo that.
 */
import { findDependences, type PatternTable } from '../columnar/index.js';
import type { EvidencePattern } from './count-patterns.js';
import type { EvidenceColumn, WeightTable } from './evidence-columns.js';

/** Pairs at each level of a column. */
export interface LevelTotals {
  readonly same: Float64Array;
  readonly other: Float64Array;
  /** Other pairs, shared values counting by what the rules leave of them. */
  readonly unshared: Float64Array;
  readonly judged: Float64Array;
}

/** Two columns, and the digits from which they agree. */
interface DependentPair {
  readonly first: number;
  readonly second: number;
  readonly agreeing: readonly [number, number];
}

/**
 * Takes back what dependent columns gained together beyond what agreeing on both is worth: they may add up to log2(m / u) of agreeing
 * on both, or to what they added up to before if that was more. So evidence counted twice is never counted more than it was. Nor do
 * two dependent columns object together more than before: true pairs that differ in both are those that a model overlooks, and
 * counts cannot say what differing in both is worth.
 */
export function limitDependent(
  columns: readonly EvidenceColumn[],
  weights: WeightTable,
  old: WeightTable,
  patterns: readonly EvidencePattern[],
  posterior: Float64Array,
): WeightTable {
  const limited = weights.map(column => [...column]);
  for (const pair of dependentPairs(columns, patterns, posterior)) {
    const { first, second, agreeing } = pair;
    const [a, b] = [limited[first] ?? [], limited[second] ?? []];
    const [oldA, oldB] = [old[first] ?? [], old[second] ?? []];
    const allowed = Math.max(top(oldA) + top(oldB), jointWeight(patterns, posterior, pair));
    const gained = Math.max(0, top(a) - top(oldA)) + Math.max(0, top(b) - top(oldB));
    const beyond = top(a) + top(b) - allowed;
    if (beyond > 0 && gained > 0) {
      const left = Math.max(0, 1 - beyond / gained);
      shrinkGains(a, oldA, agreeing[0] - 1, left);
      shrinkGains(b, oldB, agreeing[1] - 1, left);
    }
    const lost = Math.max(0, bottom(oldA) - bottom(a)) + Math.max(0, bottom(oldB) - bottom(b));
    const below = bottom(oldA) + bottom(oldB) - bottom(a) - bottom(b);
    if (below > 0 && lost > 0) {
      const left = Math.max(0, 1 - below / lost);
      shrinkLosses(a, oldA, left);
      shrinkLosses(b, oldB, left);
    }
  }
  return limited;
}

/**
 * Columns made of one attribute, and columns on which pairs that are not the same agree together oftener than by chance. Rare numbers
 * are shared by too few such pairs to count, which is why the first are taken as they are.
 */
function dependentPairs(
  columns: readonly EvidenceColumn[],
  patterns: readonly EvidencePattern[],
  posterior: Float64Array,
): readonly DependentPair[] {
  const otherPairs = tableOf(patterns, columns.length, number => 1 - (posterior[number] ?? 0));
  const { found, agreeing } = findDependences(otherPairs, columns.length, 0);
  const from = (column: number): number =>
    Math.min(agreeing[column] ?? 16, columns[column]?.levels.length ?? 16);
  const byCounts = new Set(found.map(({ first, second }) => `${first} ${second}`));
  return columns.flatMap((one, first) =>
    columns.slice(first + 1).flatMap((other, step): DependentPair[] => {
      const second = first + 1 + step;
      const isOneAttribute = one.attributes.some(path => other.attributes.includes(path));
      return isOneAttribute || byCounts.has(`${first} ${second}`)
        ? [{ first, second, agreeing: [from(first), from(second)] }]
        : [];
    }),
  );
}

function top(column: readonly number[]): number {
  return column.at(-1) ?? 0;
}

function shrinkGains(column: number[], old: readonly number[], from: number, left: number): void {
  for (let level = Math.max(0, from); level < column.length; level++) {
    const [now = 0, before = 0] = [column[level], old[level]];
    if (now > before) column[level] = before + left * (now - before);
  }
}

function bottom(column: readonly number[]): number {
  return column[0] ?? 0;
}

function shrinkLosses(column: number[], old: readonly number[], left: number): void {
  const [now = 0, before = 0] = [column[0], old[0]];
  if (now < before) column[0] = before - left * (before - now);
}

/** log2(m / u) of agreeing on both, of pairs in which both records have both. */
function jointWeight(
  patterns: readonly EvidencePattern[],
  posterior: Float64Array,
  { first, second, agreeing }: DependentPair,
): number {
  let [same, other, bothSame, bothOther] = [1, 1, 0.5, 0.5];
  for (const [number, pattern] of patterns.entries()) {
    const [a = 0, b = 0] = [pattern.levels[first], pattern.levels[second]];
    if (a === 0 || b === 0) continue;
    const pairs = pattern.pairs + pattern.judgedSame + pattern.judgedOther;
    const alike = pattern.pairs * (posterior[number] ?? 0) + pattern.judgedSame;
    same += alike;
    other += pairs - alike;
    if (a < agreeing[0] || b < agreeing[1]) continue;
    bothSame += alike;
    bothOther += pairs - alike;
  }
  return Math.log2((bothSame * other) / (bothOther * same));
}

function tableOf(
  patterns: readonly EvidencePattern[],
  fields: number,
  shareOf: (pattern: number) => number,
): PatternTable {
  const levels = new Uint8Array(patterns.length * fields);
  for (const [number, pattern] of patterns.entries()) levels.set(pattern.levels, number * fields);
  const counts = Float64Array.from(patterns, ({ pairs }, number) => pairs * shareOf(number));
  return { patternOf: new Int32Array(0), counts, levels, patterns: patterns.length };
}
