/**
 * Names of people as lists write them: `HALVORSON, KARI M`, `Kari Halvorson MD`, `Хальворсон Кари`. The words of two names pair one to
 * one, whatever their order; a name with words left out is still the name, two names that each have a word of their own are not.
 */
import { foldCase } from '../standardize/characters.js';
import {
  FAMILY_PARTICLES,
  GIVEN_NAME_PREFIXES,
  PERSON_CREDENTIALS,
  PERSON_SUFFIXES,
} from '../standardize/tables/person-words.js';
import { isSyllabic, lacksVowels, transliterate } from '../standardize/transliterate.js';
import { damerauDistance } from './edit-distance.js';
import { isNickname } from './nicknames.js';
import { consonantsOfWord, slipsBetween, spellWord, type SpelledWord } from './spelling.js';

/** A person's name taken apart; upper case, Latin letters, no punctuation. */
export interface PersonName {
  /** Given names first, without titles, degrees and particles (`VAN`, `AL`, `BIN`). */
  readonly words: readonly NameWord[];
  /** All letters in that order, particles among them. */
  readonly joined: string;
  /** Words after `BIN`, `IBN` or a later `BEN`: whose child it is. */
  readonly fathers: readonly NameWord[];
  /** `JR`, `III`: father and son. */
  readonly generation: string;
  /** The name in Chinese characters, kana or Hangul, where it is written so. */
  readonly native: string;
}

/** A word of a name. */
export interface NameWord extends SpelledWord {
  /** What is left in a script without vowels; `null` where the script has them. */
  readonly consonants: string | null;
}

const FILIATIONS: ReadonlySet<string> = new Set(['BIN', 'IBN', 'BEN', 'BINT', 'OULD', 'OGLU', 'OGLY']);
/** Titles of respect that lists write into names of more than two words. */
const HONORIFICS: ReadonlySet<string> = new Set(
  'SHEIKH SHAIKH SHAYKH HAJI HAJJI MULLAH MAULAVI MAWLAWI QARI HAFIZ SAYYID PRESIDENT PRASIDENT GENERAL COLONEL CAPTAIN SENATOR'.split(
    ' ',
  ),
);

/** Reads `Last, First Middle` when there is a comma, `First Middle Last` otherwise. */
export function parsePersonName(text: string): PersonName {
  const folded = foldCase(transliterate(text));
  const hasVowels = !lacksVowels(text);
  const [before, after] = splitOnce(folded);
  const parts = [after, before].map(wordsOfPart);
  const isCredential = (word: string): boolean => PERSON_SUFFIXES.has(word) || PERSON_CREDENTIALS.has(word);
  // `Kari Halvorson, MD` is not inverted.
  const all = parts[0]!.every(isCredential) ? [...parts[1]!, ...parts[0]!] : parts.flat();
  const generation = all.findLast((word, index) => index > 0 && GENERATIONS.has(word)) ?? '';
  const kept = withoutTitles(all.filter((word, index) => index === 0 || !GENERATIONS.has(word)));
  const spelled = (word: string): NameWord => ({
    ...spellWord(word),
    consonants: hasVowels ? null : consonantsOfWord(word),
  });
  const isParticle = (word: string, index: number): boolean =>
    (FAMILY_PARTICLES.has(word) && word.length > 1) || (index > 0 && FILIATIONS.has(word));
  const ordinary = kept.filter((word, index) => !isParticle(word, index));
  return {
    words: (ordinary.length === 0 ? kept : ordinary).slice(0, WORDS_MAX).map(spelled),
    joined: kept.join(''),
    fathers: kept
      .filter((word, index) => index > 1 && FILIATIONS.has(kept[index - 1]!) && !FAMILY_PARTICLES.has(word))
      .map(spelled),
    generation,
    native: isSyllabic(text) ? foldCase(text).replace(/[^\p{L}\p{N}]+/gu, '') : '',
  };
}

/** Nobody has more names; the rest of a long text is no name. */
const WORDS_MAX = 8;
const GENERATIONS: ReadonlySet<string> = new Set(['JR', 'SR', 'II', 'III', 'IV']);

function splitOnce(text: string): readonly [before: string, after: string] {
  const comma = text.indexOf(',');
  return comma < 0 ? [text, ''] : [text.slice(0, comma), text.slice(comma + 1)];
}

function wordsOfPart(part: string): readonly string[] {
  return part
    .replace(/['’`]|(?<=\p{L}{2})\./gu, '')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(word => word !== '')
    .map(word => (SERVANT.has(word) ? 'ABD' : word));
}

/** `Abd al-` in one word. */
const SERVANT: ReadonlySet<string> = new Set(['ABDUL', 'ABDEL', 'ABDAL', 'ABDOL']);

/** Titles go from the front, degrees from the end, as long as two words stay. */
function withoutTitles(words: readonly string[]): readonly string[] {
  let from = 0;
  let to = words.length;
  while (
    to - from > 1 &&
    (GIVEN_NAME_PREFIXES.has(words[from]!) || (to - from > 2 && HONORIFICS.has(words[from]!)))
  )
    from++;
  while (to - from > 2 && PERSON_CREDENTIALS.has(words[to - 1]!)) to--;
  return words.slice(from, to);
}

/** Initials, short forms and spellings of the same sound. */
const SHORT_FORM = 0.9;
/** Same letters, with spaces elsewhere. */
const SPACED = 0.95;
const ONE_MISSING = 0.95;
const SEVERAL_MISSING = 0.88;
const SWAPPED = 0.85;
const SLIP = 0.83;
const SLIPS = 0.8;
const ONE_IN_COMMON = 0.3;
/** Joined names this long may differ by one letter where their words do not pair (`KIM JONG ON`). */
const JOINED_SLIP_LENGTH_MIN = 8;
/** More slips than this in all are another name, however they spread over its words. */
const SLIPS_IN_ALL_MAX = 3;

/**
 * 1 same name; 0.95 same but for a name missing on one side or other spacing; 0.9 a short form, an initial or the same sound;
 * 0.88 several names missing; 0.85 given and last name swapped; 0.8 a slip or two; 0.3 a name in common; 0 otherwise. Different generations (JR / SR) or
 * fathers, or a name on each side that the other lacks, cap it at 0.3.
 */
export function personNameSimilarity(left: PersonName, right: PersonName): number {
  if (left.words.length === 0 || right.words.length === 0) return 0;
  if (left.native !== '' && right.native !== '') return left.native === right.native ? 1 : 0;
  const isOtherGeneration =
    left.generation !== right.generation && left.generation !== '' && right.generation !== '';
  const { similarity, hasCommon } = compareWords(left.words, right.words);
  const best = similarity < SLIPS ? Math.max(similarity, spacedSimilarity(left, right)) : similarity;
  const common = hasCommon ? ONE_IN_COMMON : 0;
  if (best < SLIPS || isOtherGeneration || contradictFathers(left, right)) return common;
  return left.generation === right.generation ? best : Math.min(best, ONE_MISSING);
}

interface WordPair {
  readonly left: number;
  readonly right: number;
  readonly similarity: number;
  readonly slips: number;
}

/** How two names fit by their words; below `SLIPS` they are two names. */
function compareWords(
  left: readonly NameWord[],
  right: readonly NameWord[],
): { readonly similarity: number; readonly hasCommon: boolean } {
  const pairs = pairWords(left, right);
  const hasCommon = pairs.some(({ similarity }) => similarity > SHORT_FORM);
  const rest = Math.max(left.length, right.length) - pairs.length;
  const slips = pairs.reduce((sum, pair) => sum + pair.slips, 0);
  const isOther = Math.min(left.length, right.length) > pairs.length || slips > SLIPS_IN_ALL_MAX;
  // Initials alone, and a lone name against several, fit too many people.
  const isVague = pairs.every(
    pair => left[pair.left]!.text.length === 1 || right[pair.right]!.text.length === 1,
  );
  if (isOther || isVague || rest > (pairs.length < 2 ? 0 : pairs.length)) return { similarity: 0, hasCommon };
  const missing = rest === 0 ? 1 : rest === 1 ? ONE_MISSING : SEVERAL_MISSING;
  const weakest = pairs.reduce((least, { similarity }) => Math.min(least, similarity), missing);
  return { similarity: isSwapped(left, right, pairs) ? Math.min(weakest, SWAPPED) : weakest, hasCommon };
}

/** The last word of each name pairs with another than the last of the other. */
function isSwapped(
  left: readonly NameWord[],
  right: readonly NameWord[],
  pairs: readonly WordPair[],
): boolean {
  const ofLeftLast = pairs.find(pair => pair.left === left.length - 1);
  const ofRightLast = pairs.find(pair => pair.right === right.length - 1);
  return ofLeftLast !== undefined && ofRightLast !== undefined && ofLeftLast !== ofRightLast;
}

/** Pairs words one to one, best pair first. */
function pairWords(left: readonly NameWord[], right: readonly NameWord[]): readonly WordPair[] {
  const candidates: WordPair[] = [];
  for (let i = 0; i < left.length; i++) {
    for (let j = 0; j < right.length; j++) {
      const slips = slipsOf(left[i]!, right[j]!);
      const similarity = wordSimilarity(left[i]!, right[j]!, slips);
      if (similarity > 0)
        candidates.push({ left: i, right: j, similarity, slips: slips === Infinity ? 0 : slips });
    }
  }
  if (candidates.length < 2) return candidates;
  // Ties go to the pair whose places fit best, so that neither side decides.
  candidates.sort(
    (a, b) =>
      b.similarity - a.similarity ||
      Math.abs(a.left - a.right) - Math.abs(b.left - b.right) ||
      a.left + a.right - (b.left + b.right),
  );
  const pairs: WordPair[] = [];
  for (const pair of candidates) {
    if (pairs.some(taken => taken.left === pair.left || taken.right === pair.right)) continue;
    pairs.push(pair);
  }
  return pairs;
}

function slipsOf(left: NameWord, right: NameWord): number {
  const slips = slipsBetween(left, right);
  if (left.consonants === null && right.consonants === null) return slips;
  const a = left.consonants ?? consonantsOfWord(left.text);
  const b = right.consonants ?? consonantsOfWord(right.text);
  return a.length > 1 && a === b ? Math.min(slips, 1) : slips;
}

/** 0 for two different names. */
function wordSimilarity(left: NameWord, right: NameWord, slips: number): number {
  if (left.text === right.text) return 1;
  const [short, long] =
    left.text.length <= right.text.length ? [left.text, right.text] : [right.text, left.text];
  if (short.length === 1) return long.startsWith(short) ? SHORT_FORM : 0;
  if (isNickname(left.text, right.text) || slips < 1) return SHORT_FORM;
  if (slips === Infinity) return 0;
  return slips < 2 ? SLIP : SLIPS;
}

/** `SERGEILAVROV`, `JC JUNCKER`, `KIM JONG-ON`: where words do not pair because they are divided otherwise. */
function spacedSimilarity(left: PersonName, right: PersonName): number {
  const [a, b] = [left.joined, right.joined];
  if (a === b) return SPACED;
  const longer = Math.max(a.length, b.length);
  const mayBeSlip = longer >= JOINED_SLIP_LENGTH_MIN && Math.abs(a.length - b.length) <= 1;
  if (mayBeSlip && !hasInitials(left) && !hasInitials(right) && damerauDistance(a, b) === 1) return SLIP;
  if (left.words.length === right.words.length) return 0;
  const [leftWords, rightWords] = [dividedAs(left.words, right.words), dividedAs(right.words, left.words)];
  if (leftWords === left.words && rightWords === right.words) return 0;
  return Math.min(SPACED, compareWords(leftWords, rightWords).similarity);
}

const hasInitials = ({ words }: PersonName): boolean => words.some(({ text }) => text.length === 1);

/** Up to so many letters that stand together may be initials: `JC` for Jean-Claude. */
const INITIALS_MAX = 3;

/** The words, neighbours joined where the other name has them as one, and initials apart where it spells them out. */
function dividedAs(words: readonly NameWord[], other: readonly NameWord[]): readonly NameWord[] {
  const divided: NameWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at]!, words[at + 1]];
    const joined =
      next === undefined ? undefined : other.find(({ text }) => isJoined(text, word.text, next.text));
    if (joined !== undefined) {
      divided.push(joined);
      at++;
    } else if (word.text.length > 1 && word.text.length <= INITIALS_MAX && spellsInitials(word.text, other)) {
      for (const letter of word.text) divided.push({ ...spellWord(letter), consonants: null });
    } else divided.push(word);
  }
  return divided.length === words.length ? words : divided;
}

const isJoined = (text: string, first: string, second: string): boolean =>
  text.length === first.length + second.length && text.startsWith(first) && text.endsWith(second);

/** Whether as many neighbouring words as there are letters begin with them. */
function spellsInitials(letters: string, words: readonly NameWord[]): boolean {
  return words.some((_, from) =>
    Array.from(letters).every(
      (letter, index) =>
        (words[from + index]?.text.length ?? 0) > 1 && words[from + index]!.text.startsWith(letter),
    ),
  );
}

/** Each names a father, and none of them is one of the other's: SALMAN BIN MUHAMMAD is not MUHAMMAD BIN SALMAN. */
function contradictFathers({ fathers: left }: PersonName, { fathers: right }: PersonName): boolean {
  return (
    left.length > 0 &&
    right.length > 0 &&
    !left.some(a => right.some(b => wordSimilarity(a, b, slipsOf(a, b)) > 0))
  );
}
