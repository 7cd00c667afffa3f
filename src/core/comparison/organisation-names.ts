/**
 * Names of organisations: spacing, cut off, moved words, initials, else words by rarity; and whole names with their legal forms, as files
 * have them. `SIEMENS AG` and `Siemens Aktiengesellschaft` are one; `DEUTSCHE BANK AG` and `DEUTSCHE BANK GMBH` are two.
 */
import { organisationWords } from '../standardize/names/organisation-words.js';
import {
  isLeadingForm,
  legalFormAt,
  legalFormEndingAt,
  legalFormFamily,
} from '../standardize/tables/legal-forms.js';
import { GENERIC_WORDS, NUMBER_WORDS, SMALL_WORDS } from '../standardize/tables/name-words.js';
import { transliterate } from '../standardize/transliterate.js';
import { damerauDistance } from './edit-distance.js';
import { acronymSimilarity, truncationSimilarity } from './name-forms.js';
import type { Alignment } from './token-alignment.js';

/** The same letters, spaced otherwise. */
const SPACED = 0.97;
/** One is the beginning of the other. */
const CUT = 0.95;
/** The same words in another order. */
const REORDERED = 0.93;
/** Aligned words never reach the levels that say "the same name written otherwise". */
const ALIGNED_MAX = 0.92;
/** Spacing and cutting together: `FARNSWORTHCRAWLEY WOUND CARE L` for FARNSWORTH CRAWLEY WOUND CARE LTD. */
const SPACED_AND_CUT = 0.9;
const SPACED_AND_SLIPPED = 0.8;
/** Initials fit several names; they rank just below nearly the same words. */
const INITIALS = 0.78;
/** A letter changed in a short word may be a slip or another name. */
const RESPELLED_MAX = 0.76;
/** Where each name has a word that the other lacks they are never nearly the same: ABBOTT VASCULAR and ABBOTT NUTRITION. */
const CONTRADICTING_MAX = 0.74;

/** Says how two names fit by their words. @param isAllOrNothing whether only names of the same words are of interest */
export type AlignNames = (left: string, right: string, isAllOrNothing: boolean) => Alignment;

/**
 * How alike two name cores are (upper case, single spaces, legal form taken out), in [0, 1]; equal ones are not asked about. Most pairs
 * of a block are two organisations in which only the same name would be of interest (`atLeast`): then no words are held against each other.
 */
export function organisationNameSimilarity(align: AlignNames) {
  return (left: string, right: string, atLeast = 0): number => {
    const [a, b] = [left.replaceAll(' ', ''), right.replaceAll(' ', '')];
    if (a === b) return SPACED;
    if (atLeast > CUT) return 0;
    if (truncationSimilarity(left, right) >= 0.9) return CUT;
    if (atLeast > REORDERED) return 0;
    const { similarity, contradicts, isRespelled } = align(left, right, atLeast > ALIGNED_MAX);
    if (similarity === 1) return REORDERED;
    const greatest = contradicts ? CONTRADICTING_MAX : isRespelled ? RESPELLED_MAX : 1;
    const aligned = Math.min(ALIGNED_MAX * similarity, greatest);
    const respelled =
      truncationSimilarity(a, b) >= 0.9 ? SPACED_AND_CUT : spacedSlipSimilarity(left, right, a, b);
    return Math.max(aligned, respelled, acronymSimilarity(left, right) > 0 ? INITIALS : 0);
  };
}

const SPACED_LENGTH_MIN = 8;
const HAS_DIGIT = /\d/u;

/** Spacing and a slip together: `ANDRANG HETA` for NDRANGHETA. */
function spacedSlipSimilarity(
  left: string,
  right: string,
  leftLetters: string,
  rightLetters: string,
): number {
  const [a, b] = [leftLetters.length, rightLetters.length];
  const isSpacedAlike = left.length - a === right.length - b;
  if (isSpacedAlike || Math.min(a, b) < SPACED_LENGTH_MIN || Math.abs(a - b) > 1 || HAS_DIGIT.test(left))
    return 0;
  return damerauDistance(leftLetters, rightLetters) === 1 ? SPACED_AND_SLIPPED : 0;
}

/** A whole name taken apart. */
export interface OrganisationName {
  /** Words without legal forms. */
  readonly core: string;
  /** All letters, legal forms among them. */
  readonly letters: string;
  /** Families of its legal forms: INC and CORP are one. */
  readonly forms: ReadonlySet<string>;
  /** Numbers and Roman numerals. */
  readonly numbers: readonly string[];
}

/** Reads a name as written, in any script. */
export function parseOrganisationName(text: string): OrganisationName {
  const words = withDigits(organisationWords(transliterate(text)));
  const forms = new Set<string>();
  let from = 0;
  let to = words.length;
  for (let form = legalFormEndingAt(words, to); form !== null; form = legalFormEndingAt(words, to)) {
    forms.add(legalFormFamily(form.code));
    to -= form.words;
  }
  const leading = legalFormAt(words.slice(0, to));
  if (leading !== null && isLeadingForm(leading.code) && leading.words < to) {
    forms.add(legalFormFamily(leading.code));
    from = leading.words;
  }
  const core = words.slice(from, to);
  if (forms.size > 0 && core.length > 1 && core.at(-1) === 'AND') core.pop();
  return {
    core: core.join(' '),
    letters: words.join(''),
    forms,
    numbers: core.filter((word, index) => /\d/u.test(word) || (index > 0 && /^[IVX]+$/u.test(word))),
  };
}

/** Numbers in words as digits: BRIGADE FORTY FOUR is BRIGADE 44. */
function withDigits(words: readonly string[]): readonly string[] {
  if (!words.some(word => NUMBER_WORDS.has(word))) return words;
  const digits: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const [value, next] = [
      NUMBER_WORDS.get(words[at]!),
      NUMBER_WORDS.get(words[at + 1] ?? '') ?? Number(words[at + 1]),
    ];
    const isTens = value !== undefined && value >= 20 && next >= 1 && next < 10;
    digits.push(value === undefined ? words[at]! : String(isTens ? value + next : value));
    if (isTens) at++;
  }
  return digits;
}

/** The same words with another legal form, or with a number that only one has: a sister company, or a slip. */
const OTHER_FORM_MAX = 0.7;

/** How alike two whole names are, in [0, 1]. @param compareCores of two different cores */
export function wholeNameSimilarity(
  left: OrganisationName,
  right: OrganisationName,
  compareCores: (left: string, right: string) => number,
): number {
  const isOtherForm =
    left.forms.size > 0 && right.forms.size > 0 && ![...left.forms].some(form => right.forms.has(form));
  const isNumbered = [...left.numbers].sort().join(' ') !== [...right.numbers].sort().join(' ');
  const greatest = isOtherForm || isNumbered ? OTHER_FORM_MAX : 1;
  if (left.letters === right.letters) return 1;
  if (left.core === right.core) return Math.min(greatest, left.forms.size === right.forms.size ? 1 : 0.98);
  return Math.min(greatest, compareCores(left.core, right.core));
}

/** How much a word tells where no records were counted: words of trades say less, small words next to nothing. */
export function builtInWeight(word: string): number {
  return SMALL_WORDS.has(word) ? 0.2 : GENERIC_WORDS.has(word) ? 0.75 : 1;
}
