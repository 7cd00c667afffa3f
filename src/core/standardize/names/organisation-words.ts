/**
 * From the text of an organisation's name to the words of its key: `L C I Computer Svcs., Inc.` becomes
 * LCI COMPUTER SERVICE INC. The order of the steps matters and follows the domain reference.
 */
import { foldCase, wordsOf } from '../characters.js';
import { isSpelledOutForm } from '../tables/legal-forms.js';
import { NAME_WORDS, PREFIX_WORDS, SAINTS } from '../tables/name-words.js';

/** `N.A.`, `U.S.A`, `L.L.C.`: dots between single letters. The trailing letter may lack its dot. */
const DOTTED = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{N}]))?/gu;

const SINGLE_LETTER = /^\p{L}$/u;

/** How many letters at the end of a run of single letters spell a legal form; 0 when none or all of them do. */
function formLetters(run: readonly string[]): number {
  for (let count = Math.min(4, run.length - 1); count >= 2; count--) {
    if (isSpelledOutForm(run.slice(-count).join(''))) return count;
  }
  return 0;
}

/** Joins single letters that stand together (`Y M C A` → YMCA); a legal form at the end of the run stays apart. */
function joinSingleLetters(words: readonly string[]): readonly string[] {
  if (!words.some((word, index) => word.length === 1 && words[index + 1]?.length === 1)) return words;
  const joined: string[] = [];
  for (let start = 0; start < words.length;) {
    let end = start;
    while (end < words.length && SINGLE_LETTER.test(words[end] ?? '')) end++;
    if (end - start < 2) {
      joined.push(words[start] ?? '');
      start++;
      continue;
    }
    const run = words.slice(start, end);
    const form = end === words.length && !isSpelledOutForm(run.join('')) ? formLetters(run) : 0;
    joined.push(run.slice(0, run.length - form).join(''));
    if (form > 0) joined.push(run.slice(-form).join(''));
    start = end;
  }
  return joined;
}

/** Expands one word. ST is SAINT only before a saint's name, or as the first word before any name. */
function expand(word: string, index: number, words: readonly string[]): string {
  const next = words[index + 1];
  if (word === 'ST' || word === 'SAINT') {
    return next !== undefined && (SAINTS.has(next) || (index === 0 && next.length > 2)) ? 'SAINT' : word;
  }
  if (next !== undefined && index === 0) return PREFIX_WORDS.get(word) ?? NAME_WORDS.get(word) ?? word;
  return NAME_WORDS.get(word) ?? word;
}

/** Removes THE at either end (`PHOENIX BUSINESS JOURNAL, THE`), unless nothing else is left. */
function withoutArticle(words: readonly string[]): readonly string[] {
  const from = words[0] === 'THE' && words.length > 1 ? 1 : 0;
  const to = words.at(-1) === 'THE' && words.length - from > 1 ? -1 : words.length;
  return from === 0 && to === words.length ? words : words.slice(from, to);
}

/** The words of a name, folded and in order, without leading or trailing article. Empty for text of symbols only. */
export function organisationWords(text: string): readonly string[] {
  const folded = foldCase(text);
  const undotted = folded.includes('.')
    ? folded.replace(DOTTED, run => `${run.replaceAll('.', '')} `)
    : folded;
  const words = wordsOf(undotted);
  if (words === '') return [];
  const joined = withoutArticle(joinSingleLetters(words.split(' ')));
  return joined.map((word, index) => expand(word, index, joined));
}
