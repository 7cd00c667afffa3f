/**
 * Columns that say in one what others say in parts: a whole name beside given name and surname, a whole address beside street, town and
 * postcode. Systems and people fill the one or the others, so no record has both, and the words of the whole ones are those of the
 * parts. Read as one text they compare, whichever way each record says it.
 */
import type { ColumnKind, ColumnProfile } from './column-kind.js';
import { fieldOf } from './field.js';
import { shareTogether } from './fill.js';
import type { Column, Table } from '../table/table.js';

/** Records looked at; they stand in an order that has nothing to do with them. */
const ROWS_MAX = 20_000;
/** Records that have a whole form and a part of it, for each that has the rarer of the two, at most. */
const TOGETHER_MAX = 0.1;
/** Words of the whole forms that the parts have, at least, counted by records. */
const COVERED_MIN = 0.35;
/** Words that a part adds to those that others have, at least. */
const ADDED_MIN = 0.05;
/** Words of a part that whole forms have, too, at least: a column of other words is no part although it has theirs among many. */
const BACK_MIN = 0.05;
/** A column with more of the words is no part, but another that says the same. */
const ALL_WORDS = 0.85;
/** Records that have two parts, for each that has the rarer of the two, at least. */
const PARTS_TOGETHER_MIN = 0.5;
/** Records with words of several parts, for each with several words that parts have, at least. */
const MIXED_MIN = 0.5;
const PARTS_MIN = 2;
const WORDS_MIN = 1.5;

const WHOLES: ReadonlySet<ColumnKind> = new Set(['person', 'organisation', 'address', 'phrase', 'text']);
const PARTS: ReadonlySet<ColumnKind> = new Set([
  'word', 'code', 'category', 'constant', 'person', 'organisation', 'address', 'phrase',
]); // prettier-ignore

/** A column of whole forms, and those of their parts in the order of the whole forms. */
export interface WholeForm {
  readonly whole: ColumnProfile;
  readonly parts: readonly ColumnProfile[];
}

/**
 * Looks for whole forms among the columns. No column is in two of them.
 * @param table in its canonical form
 * @param profiles those first that are taken first where they are as good as each other
 */
export function findWholeForms(table: Table, profiles: readonly ColumnProfile[]): readonly WholeForm[] {
  const rows = Math.min(ROWS_MAX, table.rows);
  const columnOf = new Map(table.columns.map(column => [column.name, column]));
  const looks = new Map<ColumnProfile, Words>();
  const wordsOf = (profile: ColumnProfile): Words => {
    const known = looks.get(profile) ?? wordsIn(columnOf.get(profile.name)!, rows);
    looks.set(profile, known);
    return known;
  };
  const together = (left: ColumnProfile, right: ColumnProfile): number =>
    shareTogether(columnOf.get(left.name)!, columnOf.get(right.name)!);
  const found: WholeForm[] = [];
  const used = new Set<ColumnProfile>();
  for (const whole of profiles) {
    if (used.has(whole) || !WHOLES.has(whole.kind) || whole.words < WORDS_MIN) continue;
    const parts = profiles.filter(
      part =>
        part !== whole && !used.has(part) && PARTS.has(part.kind) && together(whole, part) <= TOGETHER_MAX,
    );
    if (parts.length < PARTS_MIN) continue;
    const chosen = partsOf(wordsOf(whole), parts, wordsOf, together);
    if (chosen.length === 0) continue;
    found.push({ whole, parts: chosen });
    for (const column of [whole, ...chosen]) used.add(column);
  }
  return found;
}

/** Words of a column by the records that have them, and how far into a value they stand. */
interface Words {
  readonly records: ReadonlyMap<string, number>;
  readonly places: ReadonlyMap<string, number>;
  readonly total: number;
  /** Of each record that has some. */
  readonly ofRecords: readonly (readonly string[])[];
}

function wordsIn(column: Column, rows: number): Words {
  const { values, ids } = fieldOf(column, 'phrase');
  const records = new Map<string, number>();
  const places = new Map<string, number>();
  const ofRecords: string[][] = [];
  let total = 0;
  for (let row = 0; row < rows; row++) {
    if (ids[row] === 0) continue;
    const words = values.at(ids[row]!).split(' ');
    ofRecords.push(words);
    for (const [place, word] of words.entries()) {
      records.set(word, (records.get(word) ?? 0) + 1);
      places.set(word, (places.get(word) ?? 0) + (place + 0.5) / words.length);
      total++;
    }
  }
  return { records, places, total, ofRecords };
}

/** Share of the words that another column has, counted by records. */
function shareIn(whole: Words, { records }: Words): number {
  let sum = 0;
  for (const [word, count] of whole.records) if (records.has(word)) sum += count;
  return sum / Math.max(1, whole.total);
}

/** Whether most records have words of several parts, and are not each said by one alone. */
function areMixed({ ofRecords, records }: Words, parts: readonly Words[]): boolean {
  // A word is of the part in which it is commonest, for given names are surnames, too.
  const partOf = new Map<string, Words>();
  for (const word of records.keys()) {
    const shareOf = (part: Words): number => (part.records.get(word) ?? 0) / part.total;
    const best = parts.reduce((most, part) => (shareOf(part) > shareOf(most) ? part : most));
    if (best.records.has(word)) partOf.set(word, best);
  }
  let [mixed, all] = [0, 0];
  for (const words of ofRecords) {
    const own = words.flatMap(word => partOf.get(word) ?? []);
    if (own.length < 2) continue;
    all++;
    if (new Set(own).size > 1) mixed++;
  }
  return all > 0 && mixed >= MIXED_MIN * all;
}

/** The parts that have most of the words, as many as add some, in the order in which the words stand. */
function partsOf(
  whole: Words,
  parts: readonly ColumnProfile[],
  wordsOf: (profile: ColumnProfile) => Words,
  togetherOf: (left: ColumnProfile, right: ColumnProfile) => number,
): readonly ColumnProfile[] {
  const covered = new Set<string>();
  const chosen: { readonly part: ColumnProfile; readonly place: number }[] = [];
  let sum = 0;
  for (;;) {
    let best: { part: ColumnProfile; added: number; place: number; words: readonly string[] } | null = null;
    for (const part of parts) {
      if (chosen.some(one => one.part === part || togetherOf(one.part, part) < PARTS_TOGETHER_MIN)) continue;
      const { records, total } = wordsOf(part);
      let [added, back, place] = [0, 0, 0];
      const words: string[] = [];
      for (const [word, count] of whole.records) {
        const other = records.get(word);
        if (other === undefined) continue;
        back += other;
        if (covered.has(word)) continue;
        added += count;
        place += whole.places.get(word)!;
        words.push(word);
      }
      if (added < ADDED_MIN * whole.total || back < BACK_MIN * total) continue;
      const gain = (added * back) / total;
      if (best === null || gain > best.added) best = { part, added: gain, place: place / added, words };
    }
    if (best === null) break;
    for (const word of best.words) {
      covered.add(word);
      sum += whole.records.get(word)!;
    }
    chosen.push(best);
  }
  if (chosen.length < PARTS_MIN) return [];
  const most = Math.max(...chosen.map(({ part }) => shareIn(whole, wordsOf(part))));
  if (
    sum < COVERED_MIN * whole.total ||
    most > ALL_WORDS ||
    !areMixed(
      whole,
      chosen.map(({ part }) => wordsOf(part)),
    )
  )
    return [];
  return chosen.sort((a, b) => a.place - b.place).map(({ part }) => part);
}
