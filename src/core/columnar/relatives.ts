/**
 * Relatives: records of different things that share much for one reason. A household shares surname, house and street, the sites of an
 * agency its name and telephone, the sizes of a product all but the size. Each shared thing by itself is rare, so counted one by one
 * they would prove that relatives are one. What tells them apart are the fields in which one thing hardly ever differs from itself:
 * pairs that differ there are relatives if anything, and show which other fields go together.
 */
import type { ComparedField } from './compare-pairs.js';
import type { Dependence } from './field-dependence.js';
import type { PatternTable } from './pattern-counter.js';

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
  const all = random.counts.reduce((sum, count) => sum + count, 0);
  const shares = fields.map((_, field) => (countAgreeing(fields, random, [field], null) + 0.5) / (all + 1));
  const found: Dependence[] = [];
  for (let first = 0; first < fields.length; first++) {
    for (let second = first + 1; second < fields.length; second++) {
      if (fields[first]!.comparison.differMax < 1 || fields[second]!.comparison.differMax < 1) continue;
      const both = countAgreeing(fields, candidates, [first, second], isRelative);
      if (both < needed) continue;
      const bits = Math.log2(both / (shares[first]! * shares[second]! * allPairs));
      if (bits >= DEPENDENCE_MIN) found.push({ first, second, bits });
    }
  }
  return found.sort((a, b) => b.bits - a.bits || a.first - b.first || a.second - b.second);
}

/** The level from which a field of relatives agrees: equal, or the next below. */
export function relativesAgreeFrom({ comparison }: ComparedField): number {
  return comparison.labels.length - 2;
}

function countAgreeing(
  fields: readonly ComparedField[],
  { counts, levels, patterns }: PatternTable,
  wanted: readonly number[],
  among: Uint8Array | null,
): number {
  let sum = 0;
  for (let pattern = 0; pattern < patterns; pattern++) {
    if (among !== null && among[pattern] === 0) continue;
    const isAgreeing = wanted.every(
      field => levels[pattern * fields.length + field]! >= relativesAgreeFrom(fields[field]!),
    );
    if (isAgreeing) sum += counts[pattern]!;
  }
  return sum;
}
