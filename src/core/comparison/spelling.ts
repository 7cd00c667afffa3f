/**
 * Whether two words of names are one word spelled otherwise: a slip or two, as many as its length allows, with spellings of one sound
 * (QADDAFI, GADHAFI; WLADIMIR, VLADIMIR) counting half. HALVORSEN and HALVERSON are; SMITH and SNIDER are not.
 */
import { memoize } from '../model/index.js';
import { damerauDistance } from './edit-distance.js';

/** The most slips in any word. */
const SLIPS_MAX = 3;

/** Slips that a word of this length may have and still be the same word: one letter in three to five. Chosen on no data. */
export function slipsAllowed(length: number): number {
  if (length <= 2) return 0;
  if (length <= 5) return 1;
  return length <= 11 ? 2 : SLIPS_MAX;
}

/** Letters that languages write for one sound, longest first; applied to upper-case ASCII. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/SCH|SH/g, 'S'], [/TSCH|TCH|CZ/g, 'CH'], [/PH/g, 'F'], [/CK|KH|Q/g, 'K'], [/TH/g, 'T'], [/DH/g, 'D'], [/GH/g, 'G'], [/ZH/g, 'Z'],
  [/C(?=[EIY])/g, 'S'], [/C(?!H)/g, 'K'], [/W/g, 'V'], [/[YJ]/g, 'I'], [/OU|OO/g, 'U'], [/EE/g, 'I'], [/AE/g, 'E'], [/Z/g, 'S'],
  [/(.)\1+/g, '$1'], [/H$/g, ''],
]; // prettier-ignore

/** A word (upper case) with spellings of one sound folded to one. */
export function soundOfWord(word: string): string {
  let sound = word;
  for (const [spelling, letter] of SOUNDS) sound = sound.replace(spelling, letter);
  return sound;
}

/** A word as it is compared, worked out once. */
export interface SpelledWord {
  readonly text: string;
  readonly sound: string;
  /** Which letters the text has, a bit each. */
  readonly letters: number;
  readonly soundLetters: number;
}

/** Works out what is compared of a word (upper case). */
export function spellWord(text: string): SpelledWord {
  const sound = soundOfWord(text);
  return { text, sound, letters: lettersOf(text), soundLetters: lettersOf(sound) };
}

function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

/** Whether words whose letters differ so may be within so many slips: a slip takes one letter away and puts another in. */
function mayBeWithin(slips: number, left: number, right: number): boolean {
  let differing = left ^ right;
  for (let bits = 2 * slips; differing !== 0 && bits >= 0; bits--) differing &= differing - 1;
  return differing === 0;
}

/** A spelling of the same sound counts as half a slip. */
const SAME_SOUND = 0.5;

/** Slips between two words, spellings of one sound counting half; `Infinity` when more than their length allows. */
export function slipsBetween(left: SpelledWord, right: SpelledWord): number {
  const [a, b] = [left.text.length, right.text.length];
  const allowed = slipsAllowed(a > b ? a : b);
  const apart = a > b ? a - b : b - a;
  // Folding takes away one letter in three at most.
  if (allowed === 0 || apart > allowed + 2) return left.text === right.text ? 0 : Infinity;
  const mayText = apart <= allowed && mayBeWithin(allowed, left.letters, right.letters);
  const maySound = mayBeWithin(allowed, left.soundLetters, right.soundLetters);
  if (!mayText && !maySound) return Infinity;
  if (left.text === right.text) return 0;
  if (left.sound === right.sound && a > 2 && b > 2) return SAME_SOUND;
  const byText = mayText ? damerauDistance(left.text, right.text) : Infinity;
  const bySound = byText > 1 && maySound ? damerauDistance(left.sound, right.sound) + SAME_SOUND : Infinity;
  const slips = Math.min(byText, bySound);
  return Math.floor(slips) <= allowed ? slips : Infinity;
}

const spelledWord = memoize(spellWord);
/** Shorter words are initials and numerals: another letter is another one. */
const SPELLED_LENGTH_MIN = 3;
const NUMERAL = /^[IVX]+$/;

/** Whether two different words without digits may be one word with a slip or two; Roman numerals never are. */
export function areSpelledAlike(left: string, right: string): boolean {
  const [shorter, longer] = [Math.min(left.length, right.length), Math.max(left.length, right.length)];
  if (shorter < SPELLED_LENGTH_MIN || longer - shorter > SLIPS_MAX) return false;
  if (NUMERAL.test(left) || NUMERAL.test(right)) return false;
  return slipsBetween(spelledWord(left), spelledWord(right)) < Infinity;
}

/** A word without its vowels, as scripts like Arabic write it: what is left of FERNANDO and of its transliteration `frnndw`. */
export function consonantsOfWord(word: string): string {
  return soundOfWord(word)
    .replace(/[AEIOUVH]/g, '')
    .replaceAll('P', 'B')
    .replace(/(.)\1+/g, '$1');
}
