/**
 * The levels at which each comparator's similarities mean something, with the share of true pairs expected at each before anything is
 * learned: the beginning of expectation maximisation, which needs to know which way is up and little more.
 */
import type { LevelRule } from '../rules/index.js';

interface ExpectedLevel {
  readonly name: string;
  /** With the caption of what is compared put in for `%`. */
  readonly label: string;
  readonly atLeast?: number;
  /** Share of true pairs. */
  readonly m: number;
  readonly termFrequency?: boolean;
  /** Relatives reach it, too: a case has the part number of its item with letters at the end, branches of one brand share a word. */
  readonly isOfKin?: boolean;
}

const TABLES: Readonly<Record<string, readonly ExpectedLevel[]>> = {
  exact: [
    { name: 'same', label: 'same %', atLeast: 1, m: 0.9 },
    { name: 'other', label: 'other %', m: 0.1 },
  ],
  organizationName: [
    { name: 'same', label: 'same %', atLeast: 1, m: 0.6, termFrequency: true },
    { name: 'spacing', label: '%: same letters, spaced otherwise', atLeast: 0.97, m: 0.04 },
    { name: 'cut', label: '%: cut off', atLeast: 0.95, m: 0.05 },
    { name: 'order', label: '%: same words in another order', atLeast: 0.93, m: 0.05 },
    { name: 'near', label: '%: nearly the same words', atLeast: 0.8, m: 0.12 },
    { name: 'most', label: '%: initials, a letter or two, or most words', atLeast: 0.7, m: 0.05 },
    { name: 'some', label: '%: some words', atLeast: 0.45, m: 0.05, isOfKin: true },
    { name: 'other', label: 'other %', m: 0.04 },
  ],
  wholeOrganizationName: [
    { name: 'same', label: 'same %', atLeast: 0.98, m: 0.6, termFrequency: true },
    { name: 'order', label: '%: same words in another order', atLeast: 0.93, m: 0.08 },
    { name: 'near', label: '%: nearly the same words', atLeast: 0.8, m: 0.17 },
    { name: 'form', label: '%: initials, or another legal form or number', atLeast: 0.7, m: 0.05 },
    { name: 'some', label: '%: some words', atLeast: 0.45, m: 0.06, isOfKin: true },
    { name: 'other', label: 'other %', m: 0.04 },
  ],
  personName: [
    { name: 'same', label: 'same %', atLeast: 0.95, m: 0.7 },
    { name: 'near', label: '%: initial, short form, same sound or swapped', atLeast: 0.85, m: 0.15 },
    { name: 'slip', label: '%: a slip or two', atLeast: 0.8, m: 0.06 },
    { name: 'some', label: '%: a name in common', atLeast: 0.3, m: 0.05, isOfKin: true },
    { name: 'other', label: 'other %', m: 0.04 },
  ],
  tokens: [
    { name: 'same', label: '%: same words', atLeast: 0.95, m: 0.45 },
    { name: 'near', label: '%: nearly the same words', atLeast: 0.7, m: 0.3 },
    { name: 'some', label: '%: some telling words', atLeast: 0.35, m: 0.18, isOfKin: true },
    { name: 'other', label: '%: other words', m: 0.07 },
  ],
  jaroWinkler: [
    { name: 'same', label: 'same %', atLeast: 1, m: 0.75, termFrequency: true },
    { name: 'slip', label: '%: a slip apart', atLeast: 0.92, m: 0.12 },
    { name: 'near', label: 'alike %', atLeast: 0.8, m: 0.05 },
    { name: 'other', label: 'other %', m: 0.08 },
  ],
  partNumber: [
    { name: 'same', label: 'same %', atLeast: 0.9, m: 0.85 },
    {
      name: 'lookalike',
      label: '%: same but for look-alike characters',
      atLeast: 0.8,
      m: 0.03,
      isOfKin: true,
    },
    { name: 'within', label: '%: one holds the other', atLeast: 0.7, m: 0.05, isOfKin: true },
    { name: 'other', label: 'other %', m: 0.07 },
  ],
  address: [
    { name: 'same', label: 'same %', atLeast: 0.95, m: 0.65 },
    { name: 'near', label: '%: same, street a slip apart', atLeast: 0.9, m: 0.06 },
    { name: 'building', label: '%: same building, other unit', atLeast: 0.8, m: 0.05 },
    { name: 'zip', label: '%: same street or ZIP code', atLeast: 0.3, m: 0.12 },
    { name: 'other', label: 'other %', m: 0.12 },
  ],
  date: [
    { name: 'same', label: 'same %', atLeast: 0.95, m: 0.85 },
    { name: 'slip', label: '%: day and month swapped or a digit wrong', atLeast: 0.85, m: 0.05 },
    { name: 'near', label: '%: near', atLeast: 0.7, m: 0.03 },
    { name: 'other', label: 'other %', m: 0.07 },
  ],
};

/** The levels of a comparison, the most alike first, without weights. @param label what is compared */
export function levelsFor(comparator: string, label: string): readonly LevelRule[] {
  return (TABLES[comparator] ?? []).map(({ name, label: words, atLeast, termFrequency }) => ({
    name,
    label: words.replace('%', label),
    ...(atLeast === undefined ? {} : { atLeast }),
    weight: 0,
    ...(termFrequency === undefined ? {} : { termFrequency }),
  }));
}

/** Shares of true pairs expected, the least alike level first. */
export function expectedShares(comparator: string): readonly number[] {
  return (TABLES[comparator] ?? []).map(({ m }) => m).toReversed();
}

/** The level above the highest that relatives reach, counted from 1 for the least alike; 2 where relatives are just other things. */
export function levelOfOneThing(comparator: string): number {
  const levels = (TABLES[comparator] ?? []).toReversed();
  return Math.max(2, levels.findLastIndex(({ isOfKin }) => isOfKin === true) + 2);
}

/** The same of an identifier: different, shared. */
export const IDENTIFIER_SHARES: readonly number[] = [0.1, 0.9];
