/**
 * What tells the variants of one product apart, read out of its name: sizes, measures, counts, sides and colours. Two names that share
 * nearly every word but say `20 ML` and `12 ML`, `LEFT` and `RIGHT`, or `BLACK` and `WHITE` are two products. Every token has a class, in
 * which values exclude each other; values of different classes say nothing about each other.
 */

/** Units that stand as a word of their own behind their number, in one spelling. Units that are joined to the number are taken as they are. */
const UNITS: ReadonlyMap<string, string> = new Map(
  [
    ['MM', 'MILLIMETER', 'MILLIMETERS'], ['CM', 'CENTIMETER', 'CENTIMETERS'], ['M', 'METER', 'METERS', 'MTR'], ['IN', 'INCH', 'INCHES', '"'], ['FT', 'FOOT', 'FEET'],
    ['YD', 'YARD', 'YARDS', 'YDS'], ['ML', 'CC', 'MILLILITER', 'MILLILITERS'], ['L', 'LTR', 'LITER', 'LITERS'], ['CL'], ['GAL', 'GALLON', 'GALLONS'], ['QT', 'QUART'], ['OZ', 'OUNCE', 'OUNCES'],
    ['LB', 'LBS', 'POUND', 'POUNDS'], ['G', 'GM', 'GRAM', 'GRAMS'], ['KG', 'KILOGRAM'], ['MG'], ['MCG'], ['FR', 'FRENCH'], ['GA', 'GAUGE'], ['KB'], ['MB'], ['GB', 'GIG'], ['TB'],
    ['HZ'], ['KHZ'], ['MHZ'], ['GHZ'], ['W', 'WATT', 'WATTS'], ['KW'], ['V', 'VOLT', 'VOLTS'], ['AMP', 'AMPS'], ['MAH'], ['MP', 'MEGAPIXEL', 'MEGAPIXELS'], ['PCT', 'PERCENT', '%'],
    ['PK', 'PACK', 'PACKS', 'PKG'], ['CT', 'COUNT'], ['PC', 'PCS', 'PIECE', 'PIECES'], ['EA', 'EACH'], ['PR', 'PAIR', 'PAIRS'], ['PLY'], ['DOZ', 'DOZEN'], ['SHEETS', 'SHEET'],
    ['USER', 'USERS', 'LICENSE', 'LICENSES', 'SEAT', 'SEATS'],
  ].flatMap(spellings => spellings.map(spelling => [spelling, spellings[0]!] as const)),
); // prettier-ignore

/** Words that exclude the others of their class. */
const WORDS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['side', 'LEFT LT LH', 'RIGHT RT RH'],
      ['size', 'XS XSMALL', 'SMALL', 'MEDIUM', 'LARGE', 'XL XLARGE 1XL', 'XXL 2XL', 'XXXL 3XL', '4XL', '5XL', '6XL'],
      [
        'colour', 'BLACK BLK', 'WHITE WHT', 'RED', 'BLUE BLU', 'GREEN GRN', 'SILVER', 'GRAY GREY', 'PINK', 'PURPLE', 'BROWN', 'GOLD', 'YELLOW YEL', 'ORANGE', 'BEIGE', 'NAVY',
      ],
    ] as const
  ).flatMap(([kind, ...groups]) =>
    groups.flatMap(group => group.split(' ').map(word => [word, `${kind}:${group.split(' ')[0]!}`] as const)),
  ),
); // prettier-ignore

const SEPARATORS = /[\s,;()[\]{}|&+=<>!?*:/\\]+/u;
/** `20`, `7.5`, `.5`, `20ML`, `4-0`, `#4`. Longer rows of digits are numbers of things. */
const AMOUNT = /^#?(\d{1,4}(?:\.\d+)?|\.\d+|\d-0)([A-Z]{0,5}|%|")$/u;
const DIMENSIONS = /^\d+(?:\.\d+)?[A-Z"]{0,2}(?:X\d+(?:\.\d+)?[A-Z"]{0,2})+$/u;

/** The sizes in a text: `class:value`, sorted, each once, with a space between; '' when there are none. */
export function sizesOf(text: string): string {
  const words = text.toUpperCase().split(SEPARATORS);
  const sizes = new Set<string>();
  for (const [at, raw] of words.entries()) {
    const word = raw.replace(/^[-.'"]+(?=\D)|[-.']+$/gu, '');
    const known = WORDS.get(word);
    if (known !== undefined) {
      sizes.add(known);
      continue;
    }
    if (DIMENSIONS.test(word)) {
      sizes.add(`x:${word.replace(/[A-Z"]*(X|$)/gu, '$1').replace(/\.0+(?=X|$)/gu, '')}`);
      continue;
    }
    const [, digits, unit = ''] = AMOUNT.exec(word) ?? [];
    if (digits === undefined) continue;
    const next = (words[at + 1] ?? '').replace(/\.$/u, '');
    const ofUnit = unit === '' ? (UNITS.get(next) ?? '') : (UNITS.get(unit) ?? unit);
    sizes.add(`${ofUnit}:${digits.includes('-') ? digits : String(Number(digits))}`);
  }
  return [...sizes].sort().join(' ');
}
