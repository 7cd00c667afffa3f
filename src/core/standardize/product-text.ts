/**
 * Item descriptions: `GLOVE,SURG,STER,PF,7.5` and `Glove surgical sterile powder-free 7½` say the same. The value stays
 * as written; the key is the set of words in one spelling, sorted, because every source has its own word order.
 *
 * Numbers decide about items (size 7.5 is not 8.0), so they are read exactly and kept apart. Parts: `words` (without
 * numbers, in order), `numbers` (sizes and measures: `7.5`, `18MM`, `14FR`), `models` (codes of letters and digits:
 * `MS4410`), `packaging` (`50PR/BX`), `side` (LEFT, RIGHT, BILATERAL), `sterility`, `latex`, `powder`.
 */
import { cleanLine, foldCase, wordsOf } from './characters.js';
import { decimalKey } from './decimal-text.js';
import { accepted, presentParts } from './outcome.js';
import { fromText, type Standardizer } from './standardizer.js';
import { lengthFaults } from './text.js';
import { MEASURE_UNITS, PHRASES, PRODUCT_WORDS } from './tables/product-words.js';

/** Vulgar fractions; NFKC would write 7½ as 71⁄2. */
const FRACTIONS: Readonly<Record<string, string>> = {
  '½': '.5', '¼': '.25', '¾': '.75', '⅓': '.333', '⅔': '.667', '⅛': '.125', '⅜': '.375', '⅝': '.625', '⅞': '.875', '⅕': '.2', '⅖': '.4', '⅗': '.6', '⅘': '.8',
}; // prettier-ignore
const FRACTION_SIGN = /(\d*)\s?([½¼¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘])/gu;

/** `7 1/2`, `7-1/2`, `1/2`. Denominators of tape measures only, so that `50/BX` and dates stay alone. */
const WRITTEN_FRACTION = /(?<![\d/.])(?:(\d{1,4})[ -])?(\d{1,2})\/(2|4|8|16|32|64)(?![\d/])/g;

const INCHES = /(\d)\s?(?:''|"|\u2033|\u201d)/gu;
const FEET = /(\d)\s?(?:'|\u2032|\u2019)(?![A-Z])/gu;
const THOUSANDS = /(?<![\d,.])(\d{1,3})((?:,\d{3})+)(?![\d,])/g;
const DIMENSION = /(\d(?:[\d.]*)(?:[A-Z]{0,2}))\s?[X×*]\s?(?=\.?\d)/gu;
const PACKAGING =
  /(?<![\d.])(\d{1,6})\s?([A-Z]{2})\s?(?:\/|PER)\s?(BX|BOX|CA|CS|CASE|CT|CTN|PK|PKG|BG|BAG|TRAY|EA)(?![A-Z])|(?<![\d.])(\d{1,6})\s?\/\s?(BX|BOX|CA|CS|CASE|CT|CTN|PK|PKG|BG|BAG|EA|PR|RL)(?![A-Z])/g;

function exactFraction(whole: string, numerator: string, denominator: string): string {
  const value = Number(whole || '0') + Number(numerator) / Number(denominator);
  return decimalKey(value.toFixed(6));
}

/** Numbers in one notation: fractions and inch signs spelled out, thousands without commas, `4 x 4` as 4X4. */
function unifyNumbers(folded: string): string {
  return folded
    .replace(THOUSANDS, (_, head: string, groups: string) => head + groups.replaceAll(',', ''))
    .replace(WRITTEN_FRACTION, (_, whole: string | undefined, numerator: string, denominator: string) =>
      exactFraction(whole ?? '', numerator, denominator),
    )
    .replace(/(\d)\s?%/g, '$1PCT ')
    .replace(INCHES, '$1IN ')
    .replace(FEET, '$1FT ')
    .replace(DIMENSION, '$1X');
}

const NUMBER = /^(?:NO|SZ|SIZE|#)?(\d*\.?\d+)(?:([A-Z]{1,4}))?$/;
const DIMENSIONS = /^(?:\d*\.?\d+[A-Z]{0,3}X)+\d*\.?\d+[A-Z]{0,3}$/;
const MODEL = /^(?=.*\d)(?=.*[A-Z])[A-Z0-9]{4,}$/;

/** `7.50` and `07.5` are 7.5; a measure keeps its unit in one spelling (`18 MILLIMETERS` → 18MM). */
function plainNumeral(digits: string): string {
  return decimalKey(digits.startsWith('.') ? `0${digits}` : digits).replace(/^0+(?=\d)/, '');
}

/** A unit standing alone behind a number. Single letters are sizes (`7 M`) rather than units. */
function unitWord(word: string | undefined): string | undefined {
  return word === undefined || word.length < 2 ? undefined : MEASURE_UNITS.get(word);
}

/** `3.5MMX18MM`, `3.5X18MM` and `3.5X18` followed by MM are one: a unit that all share is written once. */
function dimensions(word: string, trailing: string): string {
  const sizes = word.split('X').map(size => /^(\d*\.?\d+)([A-Z]*)$/.exec(size) ?? ['', size, '']);
  const numbers = sizes.map(([, digits = '']) => plainNumeral(digits));
  const units = sizes.map(([, , letters = '']) => MEASURE_UNITS.get(letters) ?? letters);
  const shared = [...new Set([...units, trailing].filter(unit => unit !== ''))];
  if (shared.length <= 1) return numbers.join('X') + (shared[0] ?? '');
  return numbers.map((digits, index) => digits + (units[index] ?? '')).join('X') + trailing;
}

function measure(
  word: string,
  next: string | undefined,
): { readonly text: string; readonly words: number } | null {
  if (DIMENSIONS.test(word)) {
    const trailing = unitWord(next);
    return { text: dimensions(word, trailing ?? ''), words: trailing === undefined ? 1 : 2 };
  }
  const match = NUMBER.exec(word);
  if (match === null) return null;
  const [, digits = '', letters] = match;
  if (letters !== undefined) {
    const unit = MEASURE_UNITS.get(letters);
    return unit === undefined ? null : { text: plainNumeral(digits) + unit, words: 1 };
  }
  const unit = unitWord(next);
  return unit === undefined
    ? { text: plainNumeral(digits), words: 1 }
    : { text: plainNumeral(digits) + unit, words: 2 };
}

/** Words of a description: punctuation separates, but not inside numbers (`7.5`, `MS-4410-75` is a model). */
function tokens(text: string): readonly string[] {
  return text
    .replace(/(?<!\d)\.(?!\d)|(?<=\d)\.(?!\d)|(?<=[A-Z])\.(?=\d)/g, ' ')
    .replace(/(?<=[A-Z0-9])-(?=[A-Z0-9])/g, '\u2010')
    .split(/[^\p{L}\p{N}\p{M}.#\u2010]+/u)
    .flatMap(splitHyphenated)
    .filter(word => word !== '' && word !== '#' && word !== '.');
}

/** A hyphenated word with digits and letters is a model number and is joined; other hyphens separate. */
function splitHyphenated(word: string): readonly string[] {
  if (!word.includes('\u2010')) return [word];
  const joined = word.replaceAll('\u2010', '');
  const isModel = /\d{2}/.test(joined) && /[A-Z]/.test(joined) && joined.length >= 5 && !joined.includes('.');
  return isModel ? [joined] : word.split('\u2010');
}

interface Reading {
  readonly words: string[];
  readonly numbers: string[];
  readonly models: string[];
}

function read(list: readonly string[]): Reading {
  const reading: Reading = { words: [], numbers: [], models: [] };
  for (let index = 0; index < list.length;) {
    const word = list[index] ?? '';
    const phrase = PHRASES.get(`${word} ${list[index + 1] ?? ''}`);
    const measured = phrase === undefined ? measure(word, list[index + 1]) : null;
    if (phrase !== undefined) reading.words.push(phrase);
    else if (measured !== null) reading.numbers.push(measured.text);
    else if (MODEL.test(word)) reading.models.push(word);
    else {
      const folded = PRODUCT_WORDS.get(word) ?? word.replaceAll('.', '');
      if (folded !== '') reading.words.push(...folded.split(' '));
    }
    index += phrase !== undefined ? 2 : (measured?.words ?? 1);
  }
  return reading;
}

function first(words: ReadonlySet<string>, candidates: readonly string[]): string | undefined {
  return candidates.find(candidate => words.has(candidate));
}

/** What tells otherwise equal items apart, as one word each. */
function distinctions(words: ReadonlySet<string>): Readonly<Record<string, string | undefined>> {
  return {
    side:
      words.has('LEFT') && words.has('RIGHT') ? 'BILATERAL' : first(words, ['BILATERAL', 'LEFT', 'RIGHT']),
    sterility: first(words, ['NONSTERILE', 'STERILE']),
    latex: first(words, ['LATEXFREE', 'LATEX']),
    powder: first(words, ['POWDERFREE', 'POWDERED']),
  };
}

/** An item description; see the head of this file for value, key and parts. */
export const productText: Standardizer = fromText((raw, context) => {
  const value = cleanLine(raw);
  const spelled = value.replace(
    FRACTION_SIGN,
    (_, whole: string, sign: string) => `${whole || '0'}${FRACTIONS[sign] ?? ''}`,
  );
  const unified = unifyNumbers(foldCase(spelled));
  const packaging: string[] = [];
  const bare = unified.replace(PACKAGING, (phrase: string) => {
    packaging.push(phrase.replace(/\s+/g, '').replace('PER', '/'));
    return ' ';
  });
  const reading = read(tokens(bare));
  const all = [...reading.words, ...reading.numbers, ...reading.models];
  const key = [...new Set(all)].sort().join(' ') || packaging.join(' ') || wordsOf(unified) || unified;
  const parts = presentParts({
    words: reading.words.join(' '),
    numbers: [...new Set(reading.numbers)].sort().join(' '),
    models: [...new Set(reading.models)].sort().join(' '),
    packaging: packaging.join(' '),
    ...distinctions(new Set(reading.words)),
  });
  return accepted(value, key, parts, lengthFaults(value, context));
});
