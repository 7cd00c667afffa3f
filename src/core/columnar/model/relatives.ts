/**
 * Relatives: records of different things that share much for one reason. A household shares surname, house and street, the sites of an
 * agency its name and telephone, the sizes of a product all but the size. Each shared thing by itself is rare, so counted one by one
 * they would prove that relatives are one. What tells them apart are the fields in which one thing hardly ever differs from itself:
 * pairs that differ there are relatives if anything, and show which other fields go together.
 */
import type { ComparedField } from '../levels/compare-pairs.js';
import type { Dependence } from './field-dependence.js';
import type { PatternTable } from '../levels/pattern-counter.js';

/** Bits that relatives agree twice beyond agreeing independently, from which the two fields are one reason. */
const DEPENDENCE_MIN = 2;
/** Pairs of relatives that agree on both fields, for each true pair to expect, below which they may be true pairs that differ. */
const RELATIVES_SHARE_MIN = 0.1;
const RELATIVES_MIN = 20;

/** Which patterns are those of relatives: a field that tells them apart is simply different. */
export function relativePatterns(
  fields: readonly ComparedField[],
  { levels, patterns }: PatternTable,
): Uint8Array {
  const isRelative = new Uint8Array(patterns);
  for (let pattern = 0; pattern < patterns; pattern++) {
    for (const [field, { comparison }] of fields.entries())
      if (comparison.differMax < 1 && levels[pattern * fields.length + field] === 1) isRelative[pattern] = 1;
  }
  return isRelative;
}

/** What relatives are counted in. */
export interface RelativesInput {
  readonly fields: readonly ComparedField[];
  readonly candidates: PatternTable;
  readonly random: PatternTable;
  readonly allPairs: number;
  readonly expectedMatches: number;
}

/** The fields on which relatives agree together, strongest first, two levels at the top counting as agreeing. */
export function dependencesOfRelatives(input: RelativesInput): readonly Dependence[] {
  const { fields, candidates, random, allPairs, expectedMatches } = input;
  const isRelative = relativePatterns(fields, candidates);
  if (!isRelative.includes(1)) return [];
  const needed = Math.max(RELATIVES_MIN, RELATIVES_SHARE_MIN * expectedMatches);
  const among = countAgreeing(fields, candidates, isRelative);
  const usual = countAgreeing(fields, random, null);
  const all = random.counts.reduce((sum, count) => sum + count, 0);
  const width = fields.length;
  const found: Dependence[] = [];
  for (let first = 0; first < width; first++) {
    for (let second = first + 1; second < width; second++) {
      const both = among[first * width + second]!;
      if (both < needed) continue;
      const [a, b] = [first, second].map(field => (usual[field * width + field]! + 0.5) / (all + 1));
      const bits = Math.log2(both / (a! * b! * allPairs));
      if (bits >= DEPENDENCE_MIN) found.push({ first, second, bits });
    }
  }
  return found.sort((a, b) => b.bits - a.bits || a.first - b.first || a.second - b.second);
}

/** The level from which a field of relatives agrees: equal, or the next below, but never simply different. */
export function relativesAgreeFrom({ comparison }: ComparedField): number {
  return Math.max(2, comparison.labels.length - 2);
}

/** Pairs that agree on two fields at once, in `counts[first * fields + second]`; on the one field where the two are the same. */
function countAgreeing(
  fields: readonly ComparedField[],
  { counts, levels, patterns }: PatternTable,
  among: Uint8Array | null,
): Float64Array {
  const width = fields.length;
  const from = Uint8Array.from(fields, relativesAgreeFrom);
  const sums = new Float64Array(width * width);
  const agreeing = new Int32Array(width);
  for (let pattern = 0; pattern < patterns; pattern++) {
    if (among !== null && among[pattern] === 0) continue;
    let count = 0;
    for (let field = 0; field < width; field++)
      if (levels[pattern * width + field]! >= from[field]!) agreeing[count++] = field;
    for (let i = 0; i < count; i++)
      for (let j = i; j < count; j++) sums[agreeing[i]! * width + agreeing[j]!]! += counts[pattern]!;
  }
  return sums;
}
