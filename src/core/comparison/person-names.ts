/**
 * Names of people as payee lists write them: `HALVORSON, KARI M` or `Kari Halvorson MD`, with initials and
 * short forms (`BILL` for `WILLIAM`).
 */
import { jaroWinkler } from './jaro-winkler.js';
import { isNickname } from './nicknames.js';

/** A person's name taken apart; upper case, no punctuation. */
export interface PersonName {
  readonly last: string;
  readonly given: string;
  readonly middle: string;
  /** `JR`, `III`: father and son. Degrees are dropped. */
  readonly generation: string;
}

const GENERATIONS: ReadonlySet<string> = new Set(['JR', 'SR', 'II', 'III', 'IV']);
const TITLES: ReadonlySet<string> = new Set([
  'DR',
  'MR',
  'MRS',
  'MS',
  'PROF',
  'MD',
  'DO',
  'DDS',
  'DMD',
  'DPM',
  'PHD',
  'RN',
  'NP',
  'PA',
  'CRNA',
  'ESQ',
  'FACS',
]);
/** One slip in a surname of six letters or more. */
const NEAR_LAST_NAME_MIN = 0.92;
const NEAR_GIVEN_NAME_MIN = 0.88;

/** Reads `Last, First Middle` when there is a comma, `First Middle Last` otherwise. */
export function parsePersonName(text: string): PersonName {
  const [beforeComma = '', ...afterComma] = text.toUpperCase().split(',');
  let generation = '';
  const words = (part: string): string[] =>
    part
      .replace(/[.']/gu, '')
      .split(/[^\p{L}\p{N}-]+/u)
      .filter(word => {
        if (GENERATIONS.has(word)) generation = word;
        return word !== '' && !GENERATIONS.has(word) && !TITLES.has(word);
      });
  const first = words(beforeComma);
  const rest = words(afterComma.join(' '));
  const isLastFirst = rest.length > 0;
  const last = isLastFirst ? first.join(' ') : (first.at(-1) ?? '');
  const [given = '', ...middle] = isLastFirst ? rest : first.slice(0, -1);
  return { last, given, middle: middle.join(' '), generation };
}

/**
 * 1 same name; 0.95 same but a middle name or initial is missing on one side; 0.9 a short form or an initial for a
 * given or middle name; 0.85 given and last name swapped; 0.8 one of the two differs by a slip; 0.3 same last name only;
 * 0 otherwise. Different generations (JR / SR) or middle names cap it at 0.3.
 */
export function personNameSimilarity(left: PersonName, right: PersonName): number {
  if (left.last === '' || right.last === '') return 0;
  const given = givenNameSimilarity(left.given, right.given);
  const hasSwap = left.last === right.given && left.given === right.last && left.given !== '';
  const contradicts =
    givenNameSimilarity(left.middle, right.middle) === 0 ||
    (left.generation !== right.generation && left.generation !== '' && right.generation !== '');
  if (left.last === right.last) {
    if (given === 0 || contradicts) return 0.3;
    const middle = givenNameSimilarity(left.middle, right.middle);
    const weakest = Math.min(given, middle, left.generation === right.generation ? 1 : 0.95);
    return left.given === '' || right.given === '' ? Math.min(weakest, 0.3) : weakest;
  }
  if (hasSwap) return contradicts ? 0.3 : 0.85;
  const isNear = jaroWinkler(left.last, right.last) >= NEAR_LAST_NAME_MIN;
  return isNear && given >= 0.9 && left.given !== '' && right.given !== '' && !contradicts ? 0.8 : 0;
}

/** 1 equal, 0.95 absent on one side, 0.9 initial or short form, 0.8 a slip, 0 different. */
function givenNameSimilarity(left: string, right: string): number {
  if (left === right) return 1;
  if (left === '' || right === '') return 0.95;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 1 && long.startsWith(short)) return 0.9;
  if (isNickname(left, right)) return 0.9;
  return short.length > 2 && jaroWinkler(left, right) >= NEAR_GIVEN_NAME_MIN ? 0.8 : 0;
}
