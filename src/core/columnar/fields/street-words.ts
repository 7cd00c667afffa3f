/**
 * Address lines in one spelling: the words that people abbreviate in several ways (USPS Publication 28, appendices B and C1,
 * and the Australian and British ones) become one of them. For comparison only; postal standardising is `standardize/addresses`.
 */
const SPELLINGS: readonly (readonly string[])[] = [
  ['ST', 'STREET', 'STR'], ['AVE', 'AVENUE', 'AV'], ['RD', 'ROAD'], ['DR', 'DRIVE', 'DRV'], ['LN', 'LANE'], ['BLVD', 'BOULEVARD', 'BL', 'BOUL'],
  ['CT', 'COURT', 'CRT'], ['PL', 'PLACE'], ['CIR', 'CIRCLE', 'CRCL'], ['HWY', 'HIGHWAY'], ['PKWY', 'PARKWAY', 'PKY'], ['SQ', 'SQUARE'], ['TER', 'TERRACE', 'TCE'],
  ['CRES', 'CRESCENT', 'CR'], ['CCT', 'CIRCUIT'], ['CL', 'CLOSE'], ['N', 'NORTH', 'NO'], ['S', 'SOUTH', 'SO'], ['E', 'EAST'], ['W', 'WEST'],
  ['NE', 'NORTHEAST'], ['NW', 'NORTHWEST'], ['SE', 'SOUTHEAST'], ['SW', 'SOUTHWEST'], ['STE', 'SUITE'], ['APT', 'APARTMENT'], ['FL', 'FLOOR', 'FLR'],
  ['BLDG', 'BUILDING'], ['RM', 'ROOM'], ['DEPT', 'DEPARTMENT'], ['FT', 'FORT'], ['MT', 'MOUNT'], ['EXPY', 'EXPRESSWAY'], ['TRL', 'TRAIL'],
  ['1ST', 'FIRST'], ['2ND', 'SECOND'], ['3RD', 'THIRD'], ['4TH', 'FOURTH'], ['5TH', 'FIFTH'], ['6TH', 'SIXTH'], ['7TH', 'SEVENTH'], ['8TH', 'EIGHTH'],
  ['9TH', 'NINTH'], ['10TH', 'TENTH'], ['11TH', 'ELEVENTH'], ['12TH', 'TWELFTH'], ['IND', 'INDUSTRIAL'], ['DIST', 'DISTRICT', 'DISTR'], ['PROV', 'PROVINCE'],
]; // prettier-ignore

const ONE_SPELLING: ReadonlyMap<string, string> = new Map(
  SPELLINGS.flatMap(spellings => spellings.map(spelling => [spelling, spellings[0]!] as const)),
);

/** An address in words (upper case, no punctuation) with each word in its one spelling. */
export function streetWords(text: string): string {
  return text
    .split(' ')
    .map(word => ONE_SPELLING.get(word) ?? word)
    .join(' ');
}
