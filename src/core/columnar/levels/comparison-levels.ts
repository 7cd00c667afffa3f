/**
 * The levels at which two values of a field can stand, per kind of column, best last; level 0 is "one of them is missing". A
 * level is what Fellegi and Sunter (1969) call a component of the comparison vector; how much it is worth is learned.
 */
import { CharacterBags, TextPool, editDistanceCodes, jaroWinklerCodes } from '../../comparison/index.js';
import { hasNicknames, isNickname } from '../../comparison/nicknames.js';
import type { ColumnKind } from '../fields/column-kind.js';
import { isWorded, type Field } from '../fields/field.js';
import type { FieldComparison, ValuePairs } from './field-comparison.js';
import { GramVectors } from './gram-vectors.js';
import { bestOfSeveral, identifierComparison } from './several-values.js';
import { isExtended } from '../fields/model-numbers.js';
import { areGivenNames } from '../fields/names-of-persons.js';
import { numberComparison } from './number-levels.js';
import { personComparison } from './person-levels.js';
import { sizeComparison } from './size-levels.js';
import type { Texts } from '../table/texts.js';
import { HouseNumbers, NameNumbers } from './text-numbers.js';
import { WordVectors } from './word-vectors.js';

export type { FieldComparison } from './field-comparison.js';

/** Similarities at which word comparisons step up, least first: fine where long texts of the same thing differ, which is low. */
const WORD_STEPS = [0.08, 0.12, 0.17, 0.23, 0.3, 0.38, 0.47, 0.57, 0.68, 0.8, 0.92];

/** Shares of letters in place, and the level that a short text has at least with them. */
const LETTER_STEPS: readonly (readonly [alike: number, level: number])[] = [
  [0.94, 12],
  [0.88, 10],
  [0.82, 9],
  [0.76, 8],
  [0.7, 6],
];
const LETTERS_MIN = LETTER_STEPS.at(-1)![0];

/**
 * The best level of two addresses whose house numbers differ (another house of a street is another place), and of two names of
 * which each has a number that the other lacks (`UNIT 10` and `UNIT 6`).
 */
const OTHER_NUMBER_LEVEL = 3;

/**
 * True pairs whose addresses have nothing in common at most. People move, but sites of one organisation share name and telephone and differ
 * in nothing but this, and a mixture without labels takes them for one thing that moved. Measured from .1 to .003: chicago_sites
 * pairwise F1 .878 to .919 (.869 without), other sets within .005.
 */
const OTHER_ADDRESS_MAX = 0.03;

/**
 * True pairs whose given names have nothing in common at most. Members of a household share surname, address and telephone and differ in
 * nothing but this, and a mixture without labels takes them for one person who changed the name.
 */
const OTHER_GIVEN_NAME_MAX = 0.03;

/** Words below this Jaro–Winkler similarity, for which a common beginning earns nothing yet, are not alike. */
const WORD_JARO_MIN = 0.7;

/** Slips in an e-mail address up to which it counts as alike: three in a usual one of twenty characters. */
const EMAIL_SLIPS_PER_CHARACTER = 0.15;

/** The comparison of a field. */
export function comparisonOf(field: Field): FieldComparison {
  switch (field.kind) {
    case 'date':
      return dateComparison(field);
    case 'code':
      return codeComparison(field);
    case 'phone':
      return bestOfSeveral(field, codeComparison);
    case 'identifiers':
      return identifierComparison(field);
    case 'email':
    case 'web':
      return bestOfSeveral(field, emailComparison);
    case 'number':
      return numberComparison(field);
    case 'models':
      return modelComparison(field);
    case 'sizes':
      return sizeComparison(field);
    case 'category':
      return {
        labels: ['missing', 'different', 'equal'],
        expected: [0, 0.1, 0.9],
        differMax: 1,
        isScale: false,
        hasEqualLevel: true,
        levelOf: (left, right) => (left === right ? 2 : 1),
      };
    case 'word':
    case 'blank':
    case 'constant':
      return wordComparison(field);
    case 'person':
      return personComparison(field);
    case 'organisation':
    case 'address':
    case 'phrase':
    case 'text':
      return phraseComparison(field);
  }
}

/** Whether a column of this kind is compared at all. */
export function isComparable(kind: ColumnKind): boolean {
  return kind !== 'blank' && kind !== 'constant';
}

function wordComparison(field: Field): FieldComparison {
  const pool = poolOf(field.values);
  const { codes, offsets } = pool;
  const { values } = field;
  const bags = new CharacterBags(pool);
  const named = Uint8Array.from(values, value => Number(hasNicknames(value)));
  const mayBeShort = (left: number, right: number): boolean =>
    (named[left] === 1 && named[right] === 1) || !bags.differBothWays(left, right);
  return {
    labels: ['missing', 'different', 'somewhat alike', 'alike', 'short form', 'a slip apart', 'equal'],
    expected: [0, 0.06, 0.03, 0.04, 0.03, 0.12, 0.72],
    differMax: areGivenNames(values.slice(), field.counts) ? OTHER_GIVEN_NAME_MAX : 1,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 6;
      const a = offsets[left]!;
      const aEnd = offsets[left + 1]!;
      const b = offsets[right]!;
      const bEnd = offsets[right + 1]!;
      const jaro = jaroWinklerCodes(codes, a, aEnd, b, bEnd);
      const shorter = Math.min(aEnd - a, bEnd - b);
      if (jaro >= 0.92 && shorter > 1) return 5;
      const isSlip = shorter >= 4 && bags.distanceMin(left, right) <= 1;
      if (isSlip && editDistanceCodes(codes, a, aEnd, b, bEnd, true) === 1) return 5;
      if (mayBeShort(left, right) && isShortForm(values.at(left), values.at(right))) return 4;
      if (jaro >= 0.84) return 3;
      return jaro >= WORD_JARO_MIN ? 2 : 1;
    },
    leaveOutFar: pairs => {
      const { left, right, count } = pairs;
      let kept = 0;
      for (let at = 0; at < count; at++) {
        const [a, b] = [left[at]!, right[at]!];
        const isFar = !mayBeShort(a, b) && bags.distanceMin(a, b) > 1 && bags.jaroMax(a, b) < WORD_JARO_MIN;
        if (!isFar) keep(pairs, at, kept++);
      }
      pairs.count = kept;
    },
  };
}

/** Values as codes of characters; those of ASCII are their bytes. */
function poolOf(values: Texts): TextPool {
  return new TextPool(values.isPlain ? values : values.slice());
}

/** Moves a pair to its place among those that are kept. */
function keep({ left, right, numbers }: ValuePairs, at: number, to: number): void {
  left[to] = left[at]!;
  right[to] = right[at]!;
  numbers[to] = numbers[at]!;
}

function isShortForm(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 1) return long.startsWith(short);
  return isNickname(left, right) || (short.length >= 3 && long.startsWith(short));
}

function phraseComparison(field: Field): FieldComparison {
  const vectors = new WordVectors(field);
  const grams = isWorded(field.kind) ? new GramVectors(field) : null;
  const joined = new TextPool(field.values.map(value => value.replaceAll(' ', '')));
  const bags = new CharacterBags(joined);
  const isAddress = field.kind === 'address';
  const houses = new HouseNumbers(isAddress ? field.values.slice() : []);
  const digits = numbered(field.values, value => value.replace(/\D/gu, ''));
  const numbers = new NameNumbers(isWorded(field.kind) ? field.values.slice() : []);
  const { codes, offsets } = joined;
  const top = WORD_STEPS.length + 3;
  const steps = WORD_STEPS.map(step => `words alike from ${step}`);
  return {
    labels: ['missing', 'different', ...steps, 'same words or letters', 'equal'],
    expected: [0, 0.04, 0.03, 0.04, 0.05, 0.06, 0.06, 0.06, 0.06, 0.07, 0.08, 0.08, 0.07, 0.1, 0.2],
    differMax: field.kind === 'address' ? OTHER_ADDRESS_MAX : 1,
    isScale: true,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return top;
      const byWords = vectors.similarity(left, right);
      if (byWords >= 0.97) return top - 1;
      const similarity = grams === null ? byWords : grams.similarity(left, right);
      const a = offsets[left]!;
      const aEnd = offsets[left + 1]!;
      const b = offsets[right]!;
      const bEnd = offsets[right + 1]!;
      const longer = Math.max(aEnd - a, bEnd - b);
      const shorter = Math.min(aEnd - a, bEnd - b);
      let level = 1;
      while (level <= WORD_STEPS.length && similarity >= WORD_STEPS[level - 1]!) level++;
      // Words that are joined, split or mistyped show in the letters. Numbers decide: 12224 is not nearly 12225.
      if (
        longer <= 64 &&
        shorter * 2 > longer &&
        digits[left] === digits[right] &&
        bags.distanceMin(left, right) <= Math.max(1, (1 - LETTERS_MIN) * longer)
      ) {
        const distance = editDistanceCodes(codes, a, aEnd, b, bEnd, true);
        if (distance === 0 || (distance === 1 && longer >= 8)) return top - 1;
        const alike = 1 - distance / longer;
        level = Math.max(level, LETTER_STEPS.find(([from]) => alike >= from)?.[1] ?? 1);
      }
      const isOther = isAddress ? houses.areOthers(left, right) : numbers.contradict(left, right);
      return isOther ? Math.min(level, OTHER_NUMBER_LEVEL) : level;
    },
  };
}

/** What is read from each value as numbers, equal texts as equal ones; 0 for nothing. @param numberOf those that are known already */
function numbered(
  values: Texts,
  read: (value: string) => string,
  numberOf = new Map<string, number>([['', 0]]),
): Int32Array {
  return Int32Array.from(values, value => {
    const text = read(value);
    let number = numberOf.get(text);
    if (number === undefined) numberOf.set(text, (number = numberOf.size));
    return number;
  });
}

function codeComparison(field: Field): FieldComparison {
  const pool = poolOf(field.values);
  const { codes, offsets } = pool;
  const bags = new CharacterBags(pool);
  return {
    labels: ['missing', 'different', 'one within the other or two slips apart', 'one slip apart', 'equal'],
    expected: [0, 0.08, 0.04, 0.1, 0.78],
    differMax: 1,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 4;
      const a = offsets[left]!;
      const aEnd = offsets[left + 1]!;
      const b = offsets[right]!;
      const bEnd = offsets[right + 1]!;
      const distance = editDistanceCodes(codes, a, aEnd, b, bEnd, true);
      const longer = Math.max(aEnd - a, bEnd - b);
      const shorter = Math.min(aEnd - a, bEnd - b);
      if (distance === 1 && shorter >= 2) return 3;
      if (distance === 2 && longer >= 5) return 2;
      return shorter >= 5 &&
        !bags.differBothWays(left, right) &&
        (field.values.at(left).includes(field.values.at(right)) ||
          field.values.at(right).includes(field.values.at(left)))
        ? 2
        : 1;
    },
    leaveOutFar: pairs => {
      const { left, right, count } = pairs;
      let kept = 0;
      for (let at = 0; at < count; at++) {
        const [a, b] = [left[at]!, right[at]!];
        const isFar = bags.differBothWays(a, b) && bags.distanceMin(a, b) > 2;
        if (!isFar) keep(pairs, at, kept++);
      }
      pairs.count = kept;
    },
  };
}

/** Records that have a number up to which it is one of a single thing, or this share of all, whichever is more. */
const RARE_RECORDS = 4;
const RARE_SHARE = 0.001;

function modelComparison({ values, counts, filled }: Field): FieldComparison {
  const numbers = values.map(value => (value === '' ? [] : value.split(' ')));
  const records = new Map<string, number>();
  for (const [value, list] of numbers.entries())
    for (const number of list) records.set(number, (records.get(number) ?? 0) + counts[value]!);
  const rare = Math.max(RARE_RECORDS, RARE_SHARE * filled);
  const isRare = (number: string): boolean => records.get(number)! <= rare;
  return {
    labels: [
      'missing',
      'different',
      'share a common number',
      'one continues the other',
      'share a rare number',
      'equal',
    ],
    expected: [0, 0.1, 0.05, 0.1, 0.35, 0.4],
    differMax: 1,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 5;
      let level = 1;
      for (const a of numbers[left]!) {
        for (const b of numbers[right]!) {
          if (a === b) {
            if (isRare(a)) return 4;
            level = Math.max(level, 2);
          } else if (level < 3 && isExtended(a, b) && isRare(a) && isRare(b)) level = 3;
        }
      }
      return level;
    },
  };
}

function dateComparison({ values }: Field): FieldComparison {
  const { codes, offsets } = poolOf(values);
  const numberOf = new Map<string, number>([['', 0]]);
  const years = numbered(values, value => value.slice(0, 4));
  const months = numbered(values, value => value.slice(5, 7), numberOf);
  const days = numbered(values, value => value.slice(8, 10), numberOf);
  const daysOfYears = numbered(values, value => value.slice(5));
  return {
    labels: [
      'missing',
      'different',
      'same year or same day and month',
      'two digits differ',
      'a digit differs or day and month swapped',
      'equal',
    ],
    expected: [0, 0.05, 0.03, 0.04, 0.12, 0.76],
    differMax: 1,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 5;
      const distance = editDistanceCodes(
        codes,
        offsets[left]!,
        offsets[left + 1]!,
        offsets[right]!,
        offsets[right + 1]!,
        true,
      );
      if (distance === 1) return 4;
      const isSameYear = years[left] === years[right];
      if (isSameYear && months[left] === days[right] && days[left] === months[right]) return 4;
      if (distance === 2) return 3;
      return isSameYear || daysOfYears[left] === daysOfYears[right] ? 2 : 1;
    },
  };
}

function emailComparison(field: Field): FieldComparison {
  const { codes, offsets } = poolOf(field.values);
  const locals = field.values.map(value => value.split('@')[0]!.replace(/[._+-]/gu, ''));
  return {
    labels: ['missing', 'different', 'alike', 'same name elsewhere', 'a slip apart', 'equal'],
    expected: [0, 0.1, 0.06, 0.06, 0.08, 0.7],
    differMax: 1,
    isScale: false,
    hasEqualLevel: true,
    levelOf: (left, right) => {
      if (left === right) return 5;
      const a = offsets[left]!;
      const aEnd = offsets[left + 1]!;
      const b = offsets[right]!;
      const bEnd = offsets[right + 1]!;
      if (editDistanceCodes(codes, a, aEnd, b, bEnd, true) === 1) return 4;
      if (locals[left] !== '' && locals[left] === locals[right]) return 3;
      const longer = Math.max(aEnd - a, bEnd - b);
      return editDistanceCodes(codes, a, aEnd, b, bEnd, true) <= EMAIL_SLIPS_PER_CHARACTER * longer ? 2 : 1;
    },
  };
}
