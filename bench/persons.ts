/**
 * Invented persons with errors, as large as wanted: `npx tsx bench/persons.ts rows seed > persons.csv`. Two in five records are copies
 * of an earlier person with slips, blanks, swapped names and other houses, in the manner of FEBRL's generator (Christen 2005):
 * names follow a power law, a postcode belongs to one suburb. The id says who a record is (`p12-0`, `p12-1` …).
 */
import { once } from 'node:events';

const [rowsText = '100000', seedText = '1'] = process.argv.slice(2);
const rows = Number(rowsText);
let state = Number(seedText) >>> 0;

/** A number below `below` (xorshift, Marsaglia 2003). */
function random(below: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
}
const chance = (share: number): boolean => random(1_000_000) < share * 1_000_000;
const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)]!;
/** Of a power law: the first items come most often. */
const pickCommon = (items: readonly string[]): string =>
  items[Math.floor(items.length * (random(1_000_000) / 1_000_000) ** 3)]!;

const STARTS = [
  'b',
  'br',
  'c',
  'ch',
  'd',
  'f',
  'g',
  'gr',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  'st',
  't',
  'th',
  'v',
  'w',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'ee', 'ia'];
const ENDS = ['', 'l', 'n', 'nd', 'r', 's', 'th', 'x', 'ck', 'm'];
function invented(count: number, syllables: number): readonly string[] {
  const words = new Set<string>();
  while (words.size < count) {
    let word = '';
    for (let syllable = 0; syllable < syllables; syllable++) word += pick(STARTS) + pick(VOWELS);
    words.add(word + pick(ENDS));
  }
  return [...words];
}
const given = invented(3000, 2);
const family = invented(20_000, 3);
const streets = invented(15_000, 3).map(
  word => `${word} ${pick(['street', 'road', 'place', 'circuit', 'close'])}`,
);
const suburbs = invented(3000, 3).map((suburb, index) => ({
  suburb,
  postcode: String(2000 + index),
  state: pick(['nsw', 'vic', 'qld', 'wa', 'sa', 'tas']),
}));

function person(): string[] {
  const { suburb, postcode, state: region } = pick(suburbs);
  const born = `${1920 + random(90)}${String(1 + random(12)).padStart(2, '0')}${String(1 + random(28)).padStart(2, '0')}`;
  return [
    pickCommon(given),
    pickCommon(family),
    String(1 + random(300)),
    pick(streets),
    suburb,
    postcode,
    region,
    born,
    String(1_000_000 + random(9_000_000)),
  ].map(value => (chance(0.02) ? '' : value));
}

function slip(text: string): string {
  if (text.length < 2) return text;
  const at = random(text.length - 1);
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  const other = /\d/u.test(text[at]!) ? String(random(10)) : String.fromCharCode(97 + random(26));
  switch (random(4)) {
    case 0:
      return before + after;
    case 1:
      return before + other + after;
    case 2:
      return before + other + text[at]! + after;
    default:
      return before + text[at + 1]! + text[at]! + text.slice(at + 2);
  }
}

function copyOf(values: readonly string[]): string[] {
  const copy = [...values];
  for (let errors = 1 + random(4); errors > 0; errors--) {
    const field = random(copy.length);
    copy[field] = chance(0.15) ? '' : slip(copy[field]!);
  }
  if (chance(0.03)) [copy[0], copy[1]] = [copy[1]!, copy[0]!];
  return copy;
}

const NAMES = [
  'id',
  'given_name',
  'surname',
  'street_number',
  'address',
  'suburb',
  'postcode',
  'state',
  'date_of_birth',
  'number',
];
const lines = [NAMES.join(',')];
for (let row = 0, number = 0; row < rows; number++) {
  const values = person();
  const copies = chance(0.4) ? 1 + (chance(0.3) ? 1 + random(3) : 0) : 0;
  lines.push([`p${number}-0`, ...values].join(','));
  row++;
  for (let copy = 1; copy <= copies && row < rows; copy++, row++)
    lines.push([`p${number}-${copy}`, ...copyOf(values)].join(','));
  if (lines.length > 10_000) {
    if (!process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain');
    lines.length = 0;
  }
}
process.stdout.write(`${lines.join('\n')}\n`);
