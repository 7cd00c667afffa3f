/** What two headers say about whether their columns are one: a hint, never more. */
import { foldCase, wordsOf } from '../../standardize/characters.js';

/** Words of headers that mean the same. The first stands for all. */
const SAME_WORDS: readonly (readonly string[])[] = [
  ['NAME', 'TITLE', 'NM', 'LABEL', 'CAPTION'],
  ['SURNAME', 'LAST', 'FAMILY', 'LNAME', 'LASTNAME'],
  ['GIVEN', 'FIRST', 'FORENAME', 'FNAME', 'FIRSTNAME'],
  ['MIDDLE', 'MNAME', 'MIDDLENAME'],
  ['MAKER', 'MANUFACTURER', 'BRAND', 'VENDOR', 'MFR', 'MFG'],
  ['COMPANY', 'ORGANIZATION', 'ORGANISATION', 'ORG', 'SUPPLIER', 'BUSINESS', 'FIRM', 'EMPLOYER'],
  ['PHONE', 'TELEPHONE', 'TEL', 'MOBILE', 'CELL'],
  ['EMAIL', 'MAIL'],
  ['POSTCODE', 'ZIP', 'POSTAL', 'ZIPCODE', 'PLZ'],
  ['STREET', 'ADDRESS', 'ADDR', 'LINE'],
  ['CITY', 'TOWN', 'SUBURB', 'LOCALITY', 'MUNICIPALITY'],
  ['STATE', 'PROVINCE', 'REGION'],
  ['BIRTH', 'DOB', 'BIRTHDATE', 'BIRTHDAY'],
  ['PRICE', 'COST', 'AMOUNT'],
  ['DESCRIPTION', 'DESC', 'DETAILS'],
  ['SEX', 'GENDER'],
  ['YEAR', 'DATE', 'RELEASED'],
  ['AUTHOR', 'AUTHORS', 'WRITER', 'WRITERS', 'CREATOR'],
  ['VENUE', 'JOURNAL', 'BOOKTITLE', 'CONFERENCE'],
  ['SSN', 'SOC', 'SOCIAL'],
  ['WEBSITE', 'WEB', 'URL', 'HOMEPAGE'],
];
const MEANING: ReadonlyMap<string, string> = new Map(
  SAME_WORDS.flatMap(([first, ...others]) => others.map((word): [string, string] => [word, first!])),
);
/** Headers that number columns instead of naming them: `c1`, `col_7`, `field 3`, `X`, `Unnamed: 4`. */
const NUMBERING = /^(?:[A-Z]|C|COL|COLUMN|F|FIELD|V|VAR|ATTR|ATTRIBUTE|UNNAMED|X|KEY)? ?\d*$/u;

/** What headers say. */
export interface HeaderHint {
  /** Whether they are the same and mean something. */
  readonly isSame: boolean;
  /** Share of their words that mean the same; 1 for headers that are the same. */
  readonly alike: number;
}

/** The same header, whatever its case. */
export const sameHeader = (left: string, right: string): boolean => headerKey(left) === headerKey(right);

/** A header without case and blanks around it: columns of one key in several files are one where nothing else is said. */
export const headerKey = (header: string): string => header.trim().toLowerCase();

/** Whether a header numbers its column instead of naming it. */
export const isNumbering = (header: string): boolean => NUMBERING.test(plain(header));

/** Compares two headers. */
export function headerHint(left: string, right: string): HeaderHint {
  const isSame = sameHeader(left, right);
  if (isNumbering(left) || isNumbering(right)) return { isSame: false, alike: isSame ? 1 : 0 };
  if (isSame) return { isSame, alike: 1 };
  const [a, b] = [meaningsOf(left), meaningsOf(right)];
  const common = [...a].filter(word => b.has(word)).length;
  return { isSame, alike: common / (a.size + b.size - common) };
}

function meaningsOf(header: string): ReadonlySet<string> {
  return new Set(
    plain(header)
      .split(' ')
      .map(word => MEANING.get(word) ?? word),
  );
}

/** `listPrice`, `list_price` → `LIST PRICE`. */
function plain(header: string): string {
  return wordsOf(foldCase(header.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll('_', ' ')));
}
