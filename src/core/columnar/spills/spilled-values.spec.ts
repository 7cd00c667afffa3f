import { describe, expect, it } from 'vitest';
import { textTable } from '../../../../test/builders/text-table.js';
import { dedupeTable } from '../dedupe-table.js';
import { findSpills } from './find-spills.js';
import { moveBack } from './spilled-values.js';
import type { Table } from '../table/table.js';

const SYLLABLES = [
  'ba',
  'ce',
  'di',
  'fo',
  'gu',
  'ha',
  'je',
  'ki',
  'lo',
  'mu',
  'na',
  'pe',
  'ri',
  'so',
  'tu',
  've',
];
const VENUES = ['Annals of Widgets', 'Gadget Letters', 'Proceedings on Things', 'World Journal of Stuff'];
const COLUMNS = ['title', 'authors', 'venue', 'year'] as const;

type Publication = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** A number below `below` that depends on `seed` and nothing else (Knuth's multiplicative hash). */
function chance(seed: number, below: number): number {
  const mixed = Math.imul(seed ^ (seed >>> 7), 2654435761) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 13), 2246822519) >>> 8) % below;
}

/** One of `variety` words that begin alike, so that words of titles and of names differ. */
function wordOf(start: string, seed: number, variety: number): string {
  const number = chance(seed, variety);
  return start + SYLLABLES[number % 16]! + SYLLABLES[(number >> 4) % 16]!;
}

/** A word for each number below 4096. */
const newWord = (number: number): string =>
  [0, 4, 8].map(shift => SYLLABLES[(number >> shift) % 16]!).join('');

function publication(thing: number): Publication {
  return {
    title: [0, 1, 2, 3, 4].map(at => wordOf('t', 97 * thing + at, 200)).join(' '),
    authors: [0, 1]
      .map(at => `${wordOf('g', 89 * thing + at, 30)} ${wordOf('s', 83 * thing + at, 150)},`)
      .join(' '),
    venue: VENUES[chance(79 * thing, 4)]!,
    year: String(1980 + chance(73 * thing, 30)),
  };
}

/** Moves each value but the title behind it, or leaves it out, in `percent` of the records. */
function altered(whole: Publication, seed: number, percent: number, isMoved: boolean): Publication {
  const cells = { ...whole };
  for (const [at, column] of (['authors', 'venue', 'year'] as const).entries()) {
    if (chance(1_000_003 * (seed + 1) + at, 100) >= percent) continue;
    if (isMoved) cells.title += ` ${cells[column]}`;
    cells[column] = '';
  }
  return cells;
}

const ROWS = 1200;
/** Two records of each publication. */
const WHOLE = Array.from({ length: ROWS }, (_, row) => publication(row >> 1));
const spilledBy = (percent: number): readonly Publication[] =>
  WHOLE.map((whole, row) => altered(whole, row, percent, true));

function cellsOf({ columns, rows, recordIds }: Table): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Array.from({ length: rows }, (_, row) => [
      recordIds[row]!,
      columns.map(({ ids, values }) => values.at(ids[row]!)),
    ]),
  );
}

function togetherIn(table: Table, clusterOf: Int32Array): number {
  const rowOf = new Map(table.recordIds.map((id, row) => [id, row]));
  return Array.from({ length: ROWS / 2 }, (_, thing) => thing).filter(
    thing => clusterOf[rowOf.get(`r${2 * thing}`)!] === clusterOf[rowOf.get(`r${2 * thing + 1}`)!],
  ).length;
}

describe('values in the column of others', () => {
  it.each([20, 50])('are told and moved back where %s in a hundred have spilled', percent => {
    const table = textTable(spilledBy(percent), COLUMNS);
    const spilled = findSpills(table);
    expect(spilled.map(({ column, holds }) => [column, holds.toSorted()])).toEqual([
      ['title', ['authors', 'venue', 'year']],
    ]);
    const expected = cellsOf(textTable(WHOLE, COLUMNS));
    const moved = cellsOf(moveBack(table, spilled));
    const right = [...moved].filter(([id, cells]) => cells.join('|') === expected.get(id)!.join('|'));
    expect(right.length).toBeGreaterThanOrEqual(0.95 * ROWS);
  });

  it('no longer hide who is the same', () => {
    const table = textTable(spilledBy(50), COLUMNS);
    const { plan, clusterOf } = dedupeTable(table, { acrossOnly: false });
    expect(plan.spilled).toEqual(findSpills(table));
    expect(togetherIn(table, clusterOf)).toBeGreaterThanOrEqual(0.95 * (ROWS / 2));
    const again = dedupeTable(table, { acrossOnly: false, plan });
    expect(again.clusterOf).toEqual(clusterOf);
    const without = dedupeTable(table, { acrossOnly: false, plan: { ...plan, spilled: undefined } });
    expect(togetherIn(table, without.clusterOf)).toBeLessThan(0.8 * (ROWS / 2));
  });

  it('are moved the same whatever the columns are called and wherever they stand', () => {
    const rows = spilledBy(50);
    const table = textTable(rows, COLUMNS);
    const moved = moveBack(table, findSpills(table));
    const renamed = textTable(
      rows.map(row => Object.fromEntries(COLUMNS.map((name, at) => [`c${at}`, row[name]]))),
      COLUMNS.map((_, at) => `c${at}`).toReversed(),
    );
    const other = moveBack(renamed, findSpills(renamed));
    const turned = new Map([...cellsOf(other)].map(([id, cells]) => [id, cells.toReversed()]));
    expect(turned).toEqual(cellsOf(moved));
  });

  it('are a fault of the rules where the files lack a column that those name', () => {
    const table = textTable(WHOLE, COLUMNS);
    const spilled = [{ column: 'title', holds: ['publisher'] }];
    expect(() => moveBack(table, spilled)).toThrow("a column 'publisher', which the files lack");
  });
});

describe('nothing has spilled', () => {
  const NOTHING: readonly (readonly [what: string, rows: readonly Readonly<Record<string, string>>[]])[] = [
    ['where all is in its place', WHOLE],
    ['where values are missing', WHOLE.map((whole, row) => altered(whole, row, 50, false))],
    [
      'where titles say the venue whether or not it stands beside them',
      WHOLE.map((whole, row) =>
        altered({ ...whole, title: `${whole.title} ${whole.venue}` }, row, 50, false),
      ),
    ],
    [
      'where many records without a year say it in their titles, and some of those with one',
      WHOLE.map((whole, row) => {
        const year = row % 2 === 0 ? '' : whole.year;
        const says = chance(row, 100) < (year === '' ? 20 : 4);
        return { ...whole, year, title: says ? `${whole.title} ${whole.year}` : whole.title };
      }),
    ],
    [
      'where records without authors are those of a list with longer titles, in which nobody else has the words',
      WHOLE.map((whole, row) =>
        row % 2 === 0
          ? { ...whole, authors: newWord(row) }
          : {
              ...whole,
              authors: '',
              title: `${whole.title} ${[0, 1, 2, 3].map(at => newWord(ROWS / 2 + ((row * 5) >> 1) + at)).join(' ')}`,
            },
      ),
    ],
    [
      'where the name of a list says what its records lack',
      WHOLE.map((whole, row) =>
        row % 3 === 0
          ? { title: `dump of ${VENUES[row % 4]!}`, year: whole.year }
          : { title: 'all others', venue: whole.venue, year: whole.year },
      ),
    ],
    ['in one record', WHOLE.slice(0, 1)],
    ['where there are too few to say', spilledBy(50).slice(0, 60)],
    ['where columns are blank', WHOLE.map(({ title }) => ({ title }))],
    [
      'where columns are constant',
      WHOLE.map((whole, row) => ({ title: 'the same', year: row % 2 === 0 ? whole.year : '' })),
    ],
  ];

  it.each(NOTHING)('%s', (_, rows) => {
    const table = textTable(rows, COLUMNS);
    expect(findSpills(table)).toEqual([]);
    expect(moveBack(table, [])).toBe(table);
  });
});
