/** City, state and ZIP of a US address: from their own fields, or peeled off the end of the text. */
import { stateOf, STATE_WORDS_MAX } from '../tables/states.js';

/** Where a US address is. */
export interface Locality {
  readonly city: string;
  /** State code, or the text given when it is no state. */
  readonly state: string;
  /** `67203` or `67203-1234`, or the text given when it is no ZIP. */
  readonly zip: string;
  /** True when the ZIP had lost leading zeros. */
  readonly zipPadded: boolean;
}

const ZIP = /^(\d{5})(?:[\s-]?(\d{4}))?-?$/;

/** Reads a ZIP; spreadsheets drop the zeros of New England (`2139` is 02139), so short ones are padded. */
export function readZip(text: string): { readonly zip: string; readonly padded: boolean } | null {
  const compact = text.replace(/\s*-\s*/, '-').trim();
  const match = ZIP.exec(compact);
  if (match !== null)
    return {
      zip: match[2] === undefined || match[2] === '0000' ? (match[1] ?? '') : `${match[1]}-${match[2]}`,
      padded: false,
    };
  if (/^\d{3,4}$/.test(compact)) return { zip: compact.padStart(5, '0'), padded: true };
  const padded = /^(\d{3,4})-(\d{4})$/.exec(compact) ?? /^(\d{4})(\d{4})$/.exec(compact);
  return padded === null ? null : { zip: `${(padded[1] ?? '').padStart(5, '0')}-${padded[2]}`, padded: true };
}

const TRAILING_ZIP = /(?:^|[\s,])(\d{5})(?:\s*-\s*(\d{4})|-?)$/;

/** Text before, and what was found at the end of it. */
export interface Peeled {
  readonly rest: string;
  readonly found: string;
}

/** Peels a ZIP off the end. Only after a separator: the digits of `LOCKBOX 774190` are no ZIP. */
export function peelZip(text: string): Peeled {
  const match = TRAILING_ZIP.exec(text);
  if (match === null) return { rest: text, found: '' };
  const found = match[2] === undefined ? (match[1] ?? '') : `${match[1]}-${match[2]}`;
  return { rest: text.slice(0, match.index).replace(/[\s,]+$/, ''), found };
}

function withoutLastWords(text: string, count: number): string {
  let end = text.length;
  for (let left = count; left > 0; left--) {
    while (end > 0 && !SEPARATORS.includes(text.charAt(end - 1))) end--;
    while (end > 0 && SEPARATORS.includes(text.charAt(end - 1))) end--;
  }
  return text.slice(0, end);
}

const SEPARATORS = ' ,';

/** Peels a state's code or name off the end; something must be left before it. */
export function peelState(text: string): Peeled {
  const words = text.split(/[\s,]+/);
  for (let count = Math.min(STATE_WORDS_MAX, words.length - 1); count > 0; count--) {
    const state = stateOf(words.slice(-count).join(' '));
    if (state === null) continue;
    return { rest: withoutLastWords(text, count), found: state };
  }
  return { rest: text, found: '' };
}

/** `ST. LOUIS` and `SAINT LOUIS` are one city; so are FT and FORT, MT and MOUNT. */
const CITY_WORDS: Readonly<Record<string, string>> = {
  ST: 'SAINT',
  STE: 'SAINTE',
  FT: 'FORT',
  MT: 'MOUNT',
  N: 'NORTH',
  S: 'SOUTH',
  E: 'EAST',
  W: 'WEST',
  HTS: 'HEIGHTS',
  SPGS: 'SPRINGS',
  TWP: 'TOWNSHIP',
  VLG: 'VILLAGE',
};

/** A city for comparison. */
export function cityKey(city: string): string {
  return city
    .split(' ')
    .map(word => (Object.hasOwn(CITY_WORDS, word) ? CITY_WORDS[word] : word))
    .join(' ');
}
