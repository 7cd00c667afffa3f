/**
 * The delivery line of a US address, taken apart after USPS Publication 28: number, directionals, name, suffix,
 * secondary units. Own tokenizer, because the libraries tried lose boxes, highways and cities.
 */
import { readHighway } from './highway.js';
import { findUnits, type Units } from './secondary-unit.js';
import { SAINTS } from '../tables/name-words.js';
import {
  DIRECTIONALS,
  NUMBERED_UNITS,
  NUMBER_WORDS,
  ORDINAL_WORDS,
  STREET_SUFFIXES,
  STRONG_SUFFIXES,
} from '../tables/usps.js';

/** A delivery line taken apart; '' for what is not there. */
export interface Street {
  readonly number: string;
  readonly preDirectional: string;
  readonly name: string;
  readonly suffix: string;
  readonly postDirectional: string;
  /** `STE 900`, `BLDG C FL 3`, `# 12`. */
  readonly unit: string;
  /** Words behind the street that belong to something else: a building's name, or a city that nothing set apart. */
  readonly rest: string;
}

const NUMBER = /^(?:\d+[A-Z]?|\d+-\d+[A-Z]?|\d+-[A-Z]|\d+[NSEW]\d+|[NSEW]\d+(?:[NSEW]\d+)?)$/;
/** `#1 MEDICAL PARK DR`, `NO 1 MEDICAL PLZ`. */
const NUMBER_SIGN = /^(?:# ?|NO ?#? ?)(?=\d+[A-Z]? [A-Z])/;
const FRACTION = /^[1-9]\/[2-8]$/;

/** How many words are the house number: 0, 1, or 2 with a fraction. A word follows, or it is no house number. */
function numberWords(words: readonly string[]): number {
  const [first = '', second = ''] = words;
  if (words.length < 2 || !(NUMBER.test(first) || NUMBER_WORDS.has(first))) return 0;
  // `ONE SOURCE SUPPLY` has a number word too, but no street suffix follows; `5 FL` is a floor.
  if (NUMBER_WORDS.has(first) && !words.slice(2).some(word => STREET_SUFFIXES.has(word))) return 0;
  return FRACTION.test(second) && words.length > 2 ? 2 : 1;
}

/**
 * Where the street ends when more words follow it: behind the first strong suffix that no strong suffix follows, and
 * behind a directional after that. Everything when there is none.
 */
function streetEnd(words: readonly string[]): number {
  for (let index = 1; index < words.length; index++) {
    const suffix = STREET_SUFFIXES.get(words[index] ?? '') ?? '';
    if (!STRONG_SUFFIXES.has(suffix)) continue;
    const next = STREET_SUFFIXES.get(words[index + 1] ?? '') ?? '';
    if (STRONG_SUFFIXES.has(next) && index + 2 === words.length) return words.length;
    if (STRONG_SUFFIXES.has(next)) continue;
    // `OLD HIGHWAY 60`, `HISTORIC HIGHWAY 441 N`: the number belongs to the name.
    if (suffix === 'HWY' && /^\d/.test(words[index + 1] ?? '')) {
      return index + (DIRECTIONALS.has(words[index + 2] ?? '') ? 3 : 2);
    }
    // `WEST ST TERESA`: a saint, when nothing but a direction stands before.
    if (
      words[index] === 'ST' &&
      index === 1 &&
      DIRECTIONALS.has(words[0] ?? '') &&
      SAINTS.has(words[2] ?? '')
    )
      continue;
    // `AVENUE J` is a name.
    if (
      suffix === 'AVE' &&
      /^[A-Z]$/.test(words[index + 1] ?? '') &&
      index + 2 === words.length &&
      !DIRECTIONALS.has(words[index + 1] ?? '')
    )
      return words.length;
    // `ST` before a name is a saint, not a street: `100 OLD ST MARYS RD`.
    if (
      words[index] === 'ST' &&
      words.slice(index + 1).some(word => STRONG_SUFFIXES.has(STREET_SUFFIXES.get(word) ?? ''))
    )
      continue;
    const direction =
      DIRECTIONALS.has(words[index + 1] ?? '') && index + 2 < words.length && words.length - index < 3;
    return direction || (DIRECTIONALS.has(words[index + 1] ?? '') && index + 2 === words.length)
      ? index + 2
      : index + 1;
  }
  return words.length;
}

/** Joins `N E` to NE. */
function joinDirectionals(words: readonly string[]): readonly string[] {
  const [first = '', second = ''] = words;
  return /^[NS]$/.test(first) && /^[EW]$/.test(second) && words.length > 2
    ? [first + second, ...words.slice(2)]
    : words;
}

interface Named {
  readonly preDirectional: string;
  readonly name: string;
  readonly suffix: string;
  readonly postDirectional: string;
}

/** Directionals and suffix around a name. A directional with nothing but a suffix behind it is the name (`NORTH ST`). */
function readName(words: readonly string[]): Named {
  let list = joinDirectionals(words);
  let preDirectional = '';
  let postDirectional = '';
  let suffix = '';
  const first = DIRECTIONALS.get(list[0] ?? '');
  const aloneBeforeSuffix = list.length === 2 && STREET_SUFFIXES.has(list[1] ?? '');
  if (first !== undefined && list.length > 1 && !aloneBeforeSuffix) {
    preDirectional = first;
    list = list.slice(1);
  }
  const last = DIRECTIONALS.get(list.at(-1) ?? '');
  // `AVENUE N` is the avenue named N, `HARBOR DR N` the northern part of one.
  if (
    last !== undefined &&
    list.length > 2 - Number(preDirectional !== '') &&
    !(list.length === 2 && STREET_SUFFIXES.has(list[0] ?? ''))
  ) {
    postDirectional = last;
    list = list.slice(0, -1);
  }
  const standard = STREET_SUFFIXES.get(list.at(-1) ?? '');
  if (standard !== undefined && list.length > 1) {
    suffix = standard;
    list = list.slice(0, -1);
  }
  return { preDirectional, name: list.join(' '), suffix, postDirectional };
}

/** A highway is its own name, with at most a direction behind it. */
function readHighwayName(words: readonly string[]): { readonly named: Named; readonly used: number } | null {
  const direction = DIRECTIONALS.get(words[0] ?? '');
  const highway = readHighway(words) ?? (direction === undefined ? null : readHighway(words.slice(1)));
  if (highway === null) return null;
  const before = readHighway(words) === null ? (direction ?? '') : '';
  const used = highway.words + (before === '' ? 0 : 1);
  const after = DIRECTIONALS.get(words[used] ?? '') ?? '';
  return {
    named: { preDirectional: before, name: highway.name, suffix: '', postDirectional: after },
    used: used + (after === '' ? 0 : 1),
  };
}

/**
 * Reads one segment of an address line (upper case, no commas).
 * @returns `null` when the segment has neither a house number nor a highway nor a unit: it is no delivery line
 */
export function readStreet(text: string): Street | null {
  const words = text
    .replace(NUMBER_SIGN, '')
    .split(' ')
    .filter(word => word !== '' && word !== '-');
  const count = numberWords(words);
  const number = words.slice(0, count).join(' ');
  const behind = words.slice(count);
  const units: Units = findUnits(behind, count === 0 ? 0 : 1);
  const street = behind.slice(0, units.start);
  const afterUnits = behind.slice(units.end).join(' ');
  const highway = readHighwayName(street);
  if (highway !== null) {
    const rest = [street.slice(highway.used).join(' '), afterUnits].filter(part => part !== '').join(' ');
    return { number, ...highway.named, unit: units.text, rest };
  }
  if (count === 0) {
    if (units.text === '' || units.start > 0) return null;
    return {
      number,
      preDirectional: '',
      name: '',
      suffix: '',
      postDirectional: '',
      unit: units.text,
      rest: afterUnits,
    };
  }
  const end = streetEnd(street);
  const rest = [street.slice(end).join(' '), afterUnits].filter(part => part !== '').join(' ');
  return { number, ...readName(street.slice(0, end)), unit: units.text, rest };
}

/** What may stand before a number that is no house number: `STE 100`, `HIGHWAY 9`, `BOX 7`. */
function ownsNumber(word: string): boolean {
  return (
    NUMBERED_UNITS.has(word) ||
    STREET_SUFFIXES.has(word) ||
    readHighway([word, '1']) !== null ||
    /^(?:BOX|NO|#.*|AND|PO)$/.test(word)
  );
}

/**
 * Separates a building's name that nothing sets apart from the street behind it: `FORT CARSON MEDDAC 1650 COCHRANE
 * CIR`. Anything else comes back whole.
 */
export function splitBuilding(segment: string): readonly string[] {
  const words = segment.split(' ');
  if (words.length < 4 || numberWords(words) > 0 || !/[A-Z]/.test(words[0] ?? '')) return [segment];
  const at = words.findIndex(
    (word, index) => index > 0 && /^\d+[A-Z]?$/.test(word) && !ownsNumber(words[index - 1] ?? ''),
  );
  const hasSuffix = words.slice(at + 2).some(word => STRONG_SUFFIXES.has(STREET_SUFFIXES.get(word) ?? ''));
  return at < 1 || !hasSuffix ? [segment] : [words.slice(0, at).join(' '), words.slice(at).join(' ')];
}

/** The street as Publication 28 writes it, without unit. */
export function streetLine(street: Street): string {
  return [street.number, street.preDirectional, street.name, street.suffix, street.postDirectional]
    .filter(part => part !== '')
    .join(' ');
}

const NAME_KEYS: ReadonlyMap<string, string> = new Map([
  ['SAINT', 'ST'],
  ['FORT', 'FT'],
  ['MOUNT', 'MT'],
  ['CENTRE', 'CENTER'],
  ['JUNIOR', 'JR'],
]);

/** House number for comparison: words as digits, no leading zeros. */
export function houseNumberKey(street: Street): string {
  return NUMBER_WORDS.get(street.number) ?? street.number.replace(/^0+(?=\d)/, '');
}

/** Street name for comparison: ordinals as digits, saints and forts spelled in one way. */
export function streetNameKey(street: Street): string {
  return street.name
    .split(' ')
    .map(word => ORDINAL_WORDS.get(word) ?? NAME_KEYS.get(word) ?? word)
    .join(' ');
}

/**
 * The street for comparison, the directional in front, because clerks write `HARBOR DR N` and `N HARBOR DR` for one
 * street.
 */
export function streetKey(street: Street): string {
  const { preDirectional, postDirectional } = street;
  const first = preDirectional === '' ? postDirectional : preDirectional;
  const second = preDirectional === '' || postDirectional === preDirectional ? '' : postDirectional;
  return [houseNumberKey(street), first, streetNameKey(street), street.suffix, second]
    .filter(part => part !== '')
    .join(' ');
}
