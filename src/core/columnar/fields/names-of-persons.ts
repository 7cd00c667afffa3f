/** Columns with whole names of persons, told by their values: what makes them such, and one order for `LAST, FIRST` and `FIRST LAST`. */
import { hasNicknames } from '../../comparison/nicknames.js';
import { foldCase } from '../../standardize/characters.js';

const WORDS_MAX = 5;
const NAME = /^[\p{L}\p{M}'’.,\- ]+$/u;
/** Share of values of two to five words without digits from which a column may hold names; some records have one of the names only. */
const NAMED_SHARE_MIN = 0.6;
/**
 * Share of those with a given name that has short forms. Measured: names in splink_fake .17, in the truth set of Senzing .31; names of sites in
 * Chicago .05 and of US hospitals .04, of companies below .01.
 */
const GIVEN_NAME_SHARE_MIN = 0.12;

/** Whether values are whole names of persons, as far as English given names show it. */
export function areNamesOfPersons(values: readonly string[]): boolean {
  const named = values
    .filter(value => NAME.test(value))
    .map(value =>
      foldCase(value)
        .split(/[\s,.]+/u)
        .filter(word => word !== ''),
    )
    .filter(words => words.length > 1 && words.length <= WORDS_MAX);
  const given = named.filter(words => words.some(hasNicknames));
  return (
    named.length >= NAMED_SHARE_MIN * values.length && given.length >= GIVEN_NAME_SHARE_MIN * named.length
  );
}

/**
 * Whether words (upper case) are given names, as far as English ones with short forms show it, each value counted as often as it occurs: the
 * common ones are those that have them. Measured: given names .15 to .60 in nine files of persons, surnames .02 and states of the USA .05.
 */
export function areGivenNames(words: readonly string[], counts: ArrayLike<number>): boolean {
  let all = 0;
  let given = 0;
  for (const [value, word] of words.entries()) {
    if (word === '') continue;
    all += counts[value]!;
    if (hasNicknames(word)) given += counts[value]!;
  }
  return all > 0 && given >= GIVEN_NAME_SHARE_MIN * all;
}

/** `LAST, FIRST` with the given names first; other names as they are. */
export function givenNamesFirst(name: string): string {
  const comma = name.indexOf(',');
  return comma < 0 ? name : `${name.slice(comma + 1)} ${name.slice(0, comma)}`;
}
