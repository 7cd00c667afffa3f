/**
 * Model, part and catalogue numbers inside running text: `Sony Bravia Home Theater - DAVHDX576WF` and `BRAVIA DAV-HDX576WF` share few
 * words and one number, and the number decides. A number has letters and digits mixed, or is a long row of digits; sizes
 * and speeds (`1080P`, `28-135MM`) are none.
 */

const SEPARATORS = /[\s,;()[\]{}"'|/\\+&=<>!?*]+/u;
const MARKS = /[-._#]/gu;
/** Marks that make of a word a ratio, a time or a price. */
const NO_NUMBER = /[:%$€£@]/u;
const LENGTH_MIN = 4;
const LENGTH_MAX = 24;
/** Digits alone are a number from this length on: shorter ones are years, sizes and counts. */
const DIGITS_MIN = 6;
/** `1080P`, `1920X1080`, `28135MM`: a measure with its unit. */
const MEASURE = /^\d+(?:X\d+)*[A-Z]{0,4}$/u;
const DIGIT = /\d/u;
const DIGITS = /^\d+$/u;
const LATIN = /^[A-Z\d]+$/u;

/** The numbers in a text: upper case, without marks, sorted, each once, with a space between; '' when there are none. */
export function modelNumbersOf(text: string): string {
  const numbers = new Set<string>();
  for (const word of text.split(SEPARATORS)) {
    if (!DIGIT.test(word) || NO_NUMBER.test(word)) continue;
    const number = word.replace(MARKS, '').toUpperCase();
    if (number.length < LENGTH_MIN || number.length > LENGTH_MAX || !LATIN.test(number)) continue;
    if (DIGITS.test(number) ? number.length >= DIGITS_MIN : !MEASURE.test(number)) numbers.add(number);
  }
  return [...numbers].sort().join(' ');
}

/** Whether one of two different numbers is the other with something after it (a colour, a pack, a revision). */
export function isExtended(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  return short.length >= LENGTH_MIN && long.length <= short.length * 2 && long.startsWith(short);
}
