/**
 * Identifiers of things: codes of which hardly any two records have the same, and whose few repeats join records that agree elsewhere too.
 * Of such a code one thing has one, slips apart. The number of a record never repeats, and an amount repeats between strangers, so
 * neither is one.
 */
import type { ComparedField } from '../levels/compare-pairs.js';
import type { PatternTable } from '../levels/pattern-counter.js';

/** Other records with the same code, for each record, up to which it may name things. */
const EQUAL_OTHERS_MAX = 1;
/** Shorter codes are house numbers, sizes and groups. */
const LENGTH_MIN = 5;
/** Repeats that show what a code is. */
const REPEATS_MIN = 5;
/** Share of what else two records of one code have in common, by how much it tells. */
const AGREEMENT_MIN = 0.6;
/** Chances below this tell no more. */
const CHANCE_MIN = 1e-4;
/** True pairs with different identifiers at most: renumbered, of another pack, or wrong. */
const OTHER_IDENTIFIER_MAX = 0.05;

/**
 * True pairs by what identifiers repeat: where both have one, equal; where records lack it, as many again. `Infinity` without an identifier.
 */
export function identifiedPairs(
  fields: readonly ComparedField[],
  candidates: PatternTable,
  rows: number,
): number {
  let most = 0;
  let isKnown = false;
  for (const [index, { field, comparison }] of fields.entries()) {
    if (comparison.differMax !== OTHER_IDENTIFIER_MAX) continue;
    const { pairs } = shareAbove(candidates, fields.length, index, {
      field: index,
      level: comparison.labels.length - 1,
    });
    most = Math.max(most, pairs * (rows / field.filled) ** 2);
    isKnown = true;
  }
  return isKnown ? most : Infinity;
}

/** The fields, with identifiers hardly ever different for one thing. */
export function withIdentifiers(
  fields: readonly ComparedField[],
  candidates: PatternTable,
  random: PatternTable,
): readonly ComparedField[] {
  return fields.map((compared, index) =>
    isIdentifier(fields, index, candidates, random)
      ? { ...compared, comparison: { ...compared.comparison, differMax: OTHER_IDENTIFIER_MAX } }
      : compared,
  );
}

function isIdentifier(
  fields: readonly ComparedField[],
  index: number,
  candidates: PatternTable,
  random: PatternTable,
): boolean {
  const { field, comparison } = fields[index]!;
  if (field.kind !== 'code' && field.kind !== 'identifiers') return false;
  let length = 0;
  let others = 0;
  for (const [value, text] of field.values.entries()) {
    if (value === 0) continue;
    length += text.length * field.counts[value]!;
    others += field.counts[value]! * (field.counts[value]! - 1);
  }
  if (length < LENGTH_MIN * field.filled || others > EQUAL_OTHERS_MAX * field.filled) return false;
  const top = comparison.labels.length - 1;
  let [repeats, agreeing, all] = [0, 0, 0];
  for (const [other] of fields.entries()) {
    const chance = shareAbove(random, fields.length, other, null);
    const found = shareAbove(candidates, fields.length, other, { field: index, level: top });
    if (other === index) {
      repeats = found.pairs;
      continue;
    }
    if (found.pairs === 0) continue;
    const bits = -Math.log2(Math.max(CHANCE_MIN, chance.share));
    agreeing += bits * found.share;
    all += bits;
  }
  return repeats >= REPEATS_MIN && all > 0 && agreeing >= AGREEMENT_MIN * all;
}

/** Pairs that have a field, and the share of them above its lowest level; those at a level of another field only, where asked. */
function shareAbove(
  { counts, levels, patterns }: PatternTable,
  width: number,
  field: number,
  given: { readonly field: number; readonly level: number } | null,
): { readonly pairs: number; readonly share: number } {
  let [pairs, above] = [0, 0];
  for (let pattern = 0; pattern < patterns; pattern++) {
    const at = pattern * width;
    if (levels[at + field] === 0 || (given !== null && levels[at + given.field] !== given.level)) continue;
    pairs += counts[pattern]!;
    if (levels[at + field]! > 1) above += counts[pattern]!;
  }
  return { pairs, share: pairs === 0 ? 1 : above / pairs };
}
