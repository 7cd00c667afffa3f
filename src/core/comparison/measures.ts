/**
 * Numbers in descriptions decide: glove 7.5 against 8.0, screw 18 against 20 mm, left against right
 * (pattern N8). Here the numbers with their units, and the side, are read out of a text or a token and
 * compared: `7½`, `7.5` and `7.5MM` agree, `18 MM` and `1.8 CM` agree, `18 MM` and `20 MM` do not.
 */

/** A number with its unit; `unit` is '' where none was written. */
export interface Measure {
  readonly amount: number;
  readonly unit: string;
}

const FRACTIONS: Readonly<Record<string, string>> = {
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '⅓': '1/3',
  '⅔': '2/3',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
};

/** Spelling → unit that it is counted in, and how many of those. Factors are exact by definition (SI; 1 in = 25.4 mm). `G` is gram or gauge, so it is no unit. */
const UNITS: ReadonlyMap<string, readonly [unit: string, factor: number]> = new Map([
  ['MM', ['MM', 1]],
  ['CM', ['MM', 10]],
  ['M', ['MM', 1000]],
  ['IN', ['MM', 25.4]],
  ['INCH', ['MM', 25.4]],
  ['INCHES', ['MM', 25.4]],
  ['"', ['MM', 25.4]],
  ['FT', ['MM', 304.8]],
  ['ML', ['ML', 1]],
  ['CC', ['ML', 1]],
  ['L', ['ML', 1000]],
  ['MCG', ['MCG', 1]],
  ['MG', ['MCG', 1000]],
  ['GM', ['MCG', 1e6]],
  ['KG', ['MCG', 1e9]],
  ['FR', ['FR', 1]],
  ['FRENCH', ['FR', 1]],
  ['GA', ['GA', 1]],
  ['GAUGE', ['GA', 1]],
  ['%', ['%', 1]],
  ['PR', ['PR', 1]],
  ['EA', ['EA', 1]],
]);

const MEASURE = /(\d+(?:\.\d+)?|\.\d+)(?:[ -]?(\d+)\/(\d+)|\/(\d+))?\s?([A-Z]{1,6}\.?|%|")?/gu;

/** The numbers in a text with their units, in base units, each once. Unknown letters after a number are no unit. */
export function measuresOf(text: string): readonly Measure[] {
  const plain = text.toUpperCase().replace(/[½¼¾⅓⅔⅛⅜⅝⅞]/gu, sign => ` ${FRACTIONS[sign] ?? ''}`);
  const found = new Map<string, Measure>();
  for (const match of plain.matchAll(MEASURE)) {
    const [, whole = '', numerator, denominator, divisor, word = ''] = match;
    const amount = amountOf(Number(whole), Number(numerator), Number(denominator), Number(divisor));
    if (!Number.isFinite(amount)) continue;
    const [unit, factor] = UNITS.get(word) ?? ['', 1];
    // Twelve digits: 2.54 × 10 must equal 25.4, and no size is written more finely.
    const measure = { amount: Number((amount * factor).toPrecision(12)), unit };
    found.set(`${measure.amount} ${unit}`, measure);
  }
  return [...found.values()];
}

/**
 * How two texts agree in their numbers: 1 all the same, 0.8 all of one side's are among the other's, 0.4 some
 * the same but each side has one that the other lacks, 0 none the same or one side has no number at all.
 */
export function measureSimilarity(left: readonly Measure[], right: readonly Measure[]): number {
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  const leftFound = left.filter(measure => right.some(other => isSameMeasure(measure, other))).length;
  const rightFound = right.filter(measure => left.some(other => isSameMeasure(measure, other))).length;
  if (leftFound === left.length && rightFound === right.length) return 1;
  if (leftFound === 0) return 0;
  return leftFound === left.length || rightFound === right.length ? 0.8 : 0.4;
}

/** Sides of the body that a text names. */
export function sidesOf(text: string): ReadonlySet<'left' | 'right'> {
  const sides = new Set<'left' | 'right'>();
  for (const token of text.toUpperCase().split(/[^A-Z/]+/u)) {
    if (BOTH_SIDES.has(token)) sides.add('left').add('right');
    if (LEFT.has(token)) sides.add('left');
    if (RIGHT.has(token)) sides.add('right');
  }
  return sides;
}

/** 1 for the same side (or none on both), 0.5 when only one text says a side or one says both, 0 for left against right. */
export function sideSimilarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === right.size && [...left].every(side => right.has(side))) return 1;
  if (left.size === 1 && right.size === 1) return 0;
  return 0.5;
}

const LEFT: ReadonlySet<string> = new Set(['L', 'LT', 'LEFT', 'LH']);
const RIGHT: ReadonlySet<string> = new Set(['R', 'RT', 'RIGHT', 'RH']);
const BOTH_SIDES: ReadonlySet<string> = new Set([
  'BILATERAL',
  'BILAT',
  'L/R',
  'R/L',
  'LT/RT',
  'AMBI',
  'UNIVERSAL',
]);

function amountOf(whole: number, numerator: number, denominator: number, divisor: number): number {
  if (Number.isFinite(divisor)) return divisor === 0 ? NaN : whole / divisor;
  if (Number.isFinite(numerator)) return denominator === 0 ? NaN : whole + numerator / denominator;
  return whole;
}

/** Where one side wrote no unit, only the number as written can be compared; that is checked in base units of the other. */
function isSameMeasure(left: Measure, right: Measure): boolean {
  if (left.unit === right.unit) return left.amount === right.amount;
  if (left.unit !== '' && right.unit !== '') return false;
  const [bare, withUnit] = left.unit === '' ? [left, right] : [right, left];
  return (FACTORS.get(withUnit.unit) ?? []).some(
    factor => Number((bare.amount * factor).toPrecision(12)) === withUnit.amount,
  );
}

/** Base unit → how many of it the spellings stand for. */
const FACTORS = new Map<string, number[]>();
for (const [unit, factor] of UNITS.values()) FACTORS.set(unit, [...(FACTORS.get(unit) ?? []), factor]);
