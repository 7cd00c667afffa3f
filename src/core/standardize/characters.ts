/**
 * Characters: what is removed from every value (control characters, broken surrogates, invisible marks) and
 * how a comparison key is written (upper case, Latin letters without diacritics, words of letters and digits
 * with single spaces). Text in other scripts survives both.
 */

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** White space that separates, control characters among it: turned into a space before anything is removed. */
const SEPARATING_CONTROL = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Other controls (NUL cannot be stored in PostgreSQL), lone surrogates, zero-width spaces, bidi overrides. */
const UNWANTED = /[\p{Cc}\p{Cs}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
const WHITE_SPACE = /\s+/gu;
const TRADE_MARKS = /[\u2122\u2120\u00ae\u00a9]/gu;
const COMBINING_LATIN = /[\u0300-\u036f]/g;

function collapse(text: string): string {
  return text.replace(WHITE_SPACE, ' ').trim();
}

/** One line of text: unwanted characters removed, NFC, single spaces. Letters, case and punctuation stay. */
export function cleanLine(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.includes('  ') ? collapse(text) : text.trim();
  return collapse(text.replace(SEPARATING_CONTROL, ' ').replace(UNWANTED, '').normalize('NFC'));
}

/** As {@link cleanLine} for several lines: line breaks stay, each line is trimmed, blank lines at the ends go. */
export function cleanLines(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/gu, '\n')
    .split('\n')
    .map(cleanLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

/**
 * One line in compatibility form (NFKC): full-width letters and ligatures become plain ones, trade mark signs
 * go (NFKC would turn ™ into the letters TM). For names and addresses.
 */
export function cleanName(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return cleanLine(text);
  const kept = text.replace(SEPARATING_CONTROL, ' ').replace(TRADE_MARKS, '').replace(UNWANTED, '');
  return collapse(kept.normalize('NFKC').replace(UNWANTED, ''));
}

/** Letters that do not decompose into a base letter and a mark. ß and ligatures are handled by upper-casing and NFKC. */
const LATIN_LETTERS: Readonly<Record<string, string>> = {
  Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH', Ħ: 'H', Ŋ: 'N', Ŧ: 'T', Ƀ: 'B', Ɨ: 'I', ẞ: 'SS',
}; // prettier-ignore
const LATIN_LETTER = new RegExp(`[${Object.keys(LATIN_LETTERS).join('')}]`, 'gu');

/** Upper case, compatibility form, Latin letters without diacritics. */
export function foldCase(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.toUpperCase();
  return text
    .replace(TRADE_MARKS, '')
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFD')
    .replace(COMBINING_LATIN, '')
    .normalize('NFC')
    .replace(LATIN_LETTER, letter => LATIN_LETTERS[letter] ?? letter);
}

const APOSTROPHES = /['\u2018\u2019\u02bc\u0060\u00b4]/gu;
const NOT_WORD_ASCII = /[^A-Z0-9]+/g;
const NOT_WORD = /[^\p{L}\p{N}\p{M}]+/gu;

/** Words of an already folded text: `&` is AND, apostrophes vanish (O'NEILL → ONEILL), other punctuation separates. */
export function wordsOf(folded: string): string {
  const spelled = folded.includes('&') ? folded.replaceAll('&', ' AND ') : folded;
  return spelled
    .replace(APOSTROPHES, '')
    .replace(PRINTABLE_ASCII.test(spelled) ? NOT_WORD_ASCII : NOT_WORD, ' ')
    .trim();
}

/** Comparison key of free text. Falls back to the folded text for text of symbols only, so it is never empty. */
export function wordKey(text: string): string {
  const folded = foldCase(text);
  return wordsOf(folded) || folded.trim() || text;
}

/** Comparison key of a code: letters and digits only, upper case (`MS-4410-75` → `MS441075`). */
export function compactKey(text: string): string {
  const folded = foldCase(text);
  return folded.replace(PRINTABLE_ASCII.test(folded) ? NOT_WORD_ASCII : NOT_WORD, '');
}
