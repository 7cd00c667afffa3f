/**
 * Ways in which the same organisation's name is written short: cut off by a field of 30, 35 or 40 characters
 * (SAP NAME1, X12 N1), or as its initials (`YMCA`).
 */

/** Field widths at which source systems cut names: SAP NAME1 35 (30 in older releases), X12 N102 and Lawson 30–60, Oracle 40. */
const CUT_WIDTHS: ReadonlySet<number> = new Set([30, 35, 40]);
/** A beginning this long is hardly ever shared by chance; punctuation removed before comparing shifts the cut from the exact width. */
const LONG_BEGINNING_MIN = 20;
const BEGINNING_MIN = 8;

/** Words that initials may leave out. */
const SMALL_WORDS: ReadonlySet<string> = new Set([
  'A',
  'AN',
  'AND',
  'AT',
  'FOR',
  'IN',
  'OF',
  'ON',
  'THE',
  'TO',
]);
/** Two-letter initials fit by chance. */
const INITIALS_MIN = 3;

/** 0.95 when one text is the other cut at a known field width, 0.9 when cut elsewhere after 20 characters, 0.6 for a shorter beginning of whole words. */
export function truncationSimilarity(left: string, right: string): number {
  if (left === right) return 1;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < BEGINNING_MIN || !long.startsWith(short)) return 0;
  // A cut right after a space leaves one character less once trimmed.
  if (CUT_WIDTHS.has(short.length) || CUT_WIDTHS.has(short.length + 1)) return 0.95;
  if (short.length >= LONG_BEGINNING_MIN) return 0.9;
  return long[short.length] === ' ' ? 0.6 : 0;
}

/** 0.9 when one text is the initials of the other (small words optional), 1 when equal, else 0. */
export function acronymSimilarity(left: string, right: string): number {
  if (left === right) return 1;
  return isInitialsOf(left, right) || isInitialsOf(right, left) ? 0.9 : 0;
}

function isInitialsOf(initials: string, name: string): boolean {
  // Most pairs end here: initials are far shorter than the name, in which each stands for a word and a space.
  if (initials.length * 2 > name.length) return false;
  const letters = initials.replaceAll(' ', '');
  if (letters.length < INITIALS_MIN) return false;
  const words = name.split(' ').filter(word => word !== '');
  if (words.length < INITIALS_MIN) return false;
  const all = words.map(word => word.charAt(0)).join('');
  const telling = words.filter(word => !SMALL_WORDS.has(word)).map(word => word.charAt(0));
  return letters === all || letters === telling.join('');
}

/** An abbreviation leaves out at least this share of the letters; what keeps more is another word (`HSA` is not short for HSSA). */
const ABBREVIATED_SHARE_MAX = 0.5;
const ABBREVIATION_MIN = 2;

/**
 * 1 when one text may stand for the other: equal, or its letters in order, from the first one on, at most half of them
 * (`EVS` for ENVIRONMENTAL SERVICE, `PHYSICAL T` cut off from PHYSICAL THERAPY UNIT); else 0. Meant for what must not be held
 * against a pair; it is no evidence for one.
 */
export function mayAbbreviate(left: string, right: string): number {
  const [a, b] = [left.replaceAll(' ', ''), right.replaceAll(' ', '')];
  if (a === b) return 1;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const isShort = short.length <= ABBREVIATED_SHARE_MAX * long.length || long.startsWith(short);
  if (short.length < ABBREVIATION_MIN || !isShort || short[0] !== long[0]) return 0;
  let place = 0;
  for (const letter of long) if (letter === short[place]) place++;
  return place === short.length ? 1 : 0;
}
