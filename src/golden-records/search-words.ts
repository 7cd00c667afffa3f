import { areSpelledAlike } from '../core/comparison/index.js';

/** A word of a query, with the words of titles that it may stand for. */
export interface AskedWord {
  readonly word: string;
  /** Words of titles that begin with it, itself included when it is one: people type on until they see what they look for. */
  readonly completions: readonly string[];
  /** Words of titles that it may be a slip of. */
  readonly corrections: readonly string[];
}

/** How closely words are taken: every one of them, as typed, as whatever they may be a slip of, or only those that are sure. */
export type Strictness = 'every word' | 'as typed' | 'corrected' | 'sure words only';

/**
 * The words of titles, out of those that look alike, of which the asked one may be a slip. A number is never taken for another one:
 * size 16 is not a slip of size 15.
 */
export function correctionsOf(asked: string, similar: readonly string[]): readonly string[] {
  if (/\d/.test(asked)) return [];
  const upper = asked.toUpperCase();
  return similar.filter(word => !/\d/.test(word) && areSpelledAlike(upper, word.toUpperCase()));
}

/**
 * What a record must mention: for each group, one of its words. No groups: nothing can be found in this way.
 *
 * Single letters ask for nothing next to longer words, unless every word counts: they are initials, or what a slip of the space bar
 * leaves behind.
 */
export function mustMention(
  asked: readonly AskedWord[],
  strictness: Strictness,
): readonly (readonly string[])[] {
  const longer = asked.filter(({ word }) => word.length > 1);
  const telling = longer.length > 0 && strictness !== 'every word' ? longer : asked;
  const isAsTyped = strictness === 'as typed' || strictness === 'every word';
  const wanted = strictness === 'sure words only' ? telling.filter(isSure) : telling;
  return wanted.map(({ word, completions, corrections }) => [
    ...new Set([word, ...completions, ...(isAsTyped && completions.length > 0 ? [] : corrections)]),
  ]);
}

/** Of shorter words nearly everything is a slip of something. */
const CORRECTED_MIN = 5;

/** Stands in a title as it is typed, or as a slip that is hardly anything else. */
function isSure({ word, completions, corrections }: AskedWord): boolean {
  return completions.includes(word) || (word.length >= CORRECTED_MIN && corrections.length > 0);
}
