import { existsSync, readFileSync } from 'node:fs';
import { assert, property, shuffledSubarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureResult } from './decide-pairs.js';
import { dedupeTable, type DedupeOptions } from './dedupe-table.js';
import { parseDelimited } from './table/parse-delimited.js';
import { canonicalTable, type Table } from './table/table.js';

const GIVEN = [
  'KARI',
  'JOHN',
  'MARY',
  'ROBERT',
  'ELENA',
  'TOMAS',
  'INGRID',
  'PETER',
  'LUCIA',
  'OSCAR',
  'NADIA',
  'FELIX',
];
const FAMILY = [
  'HALVORSON',
  'SMITH',
  'NOWAK',
  'GARCIA',
  'LINDQVIST',
  'OKAFOR',
  'PETROV',
  'DUBOIS',
  'TANAKA',
  'MULLER',
  'ROSSI',
  'KOVACS',
  'BRANDT',
  'SILVA',
];
const CITIES = [['WICHITA', '67202'], ['TOLEDO', '43604'], ['BOISE', '83702'], ['SALEM', '97301'], ['MOBILE', '36602']] as const; // prettier-ignore

/** Persons with some copied with a slip, from a fixed sequence of numbers: rows of id, given, family, born, city, ZIP, phone. */
function persons(count: number): { rows: string[][]; truth: Map<string, string> } {
  let state = 7;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const rows: string[][] = [];
  const truth = new Map<string, string>();
  for (let person = 0; person < count; person++) {
    const [city, zip] = CITIES[next(CITIES.length)]!;
    const born = `${1930 + next(70)}-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`;
    const phone = `(${200 + next(700)}) ${200 + next(700)}-${1000 + next(9000)}`;
    const row = [
      `p${person}`,
      GIVEN[next(GIVEN.length)]!,
      FAMILY[next(FAMILY.length)]!,
      born,
      city,
      zip,
      phone,
    ];
    rows.push(row);
    truth.set(row[0]!, String(person));
    if (person % 3 !== 0) continue;
    const copy = row.slice();
    copy[0] = `p${person}-copy`;
    const slip = 1 + next(3);
    copy[slip] = slip === 3 ? '' : `${copy[slip]!.slice(0, 2)}${copy[slip]!.slice(3)}`;
    rows.push(copy);
    truth.set(copy[0], String(person));
  }
  return { rows, truth };
}

const NAMES = ['id', 'given', 'family', 'born', 'city', 'zip', 'phone'];
function tableOf(names: readonly string[], rows: readonly (readonly string[])[]): Table {
  const line = (cells: readonly string[]): string => cells.map(cell => `"${cell}"`).join(',');
  const parsed = parseDelimited(new TextEncoder().encode([names, ...rows].map(line).join('\n')));
  const [id, ...columns] = parsed.columns;
  const recordIds = Array.from(id!.ids, number => id!.values.at(number));
  return canonicalTable({
    rows: parsed.rows,
    columns,
    recordIds,
    sourceOf: new Uint16Array(parsed.rows),
    sources: ['a'],
  });
}
const clustersOf = (table: Table, options: Partial<DedupeOptions> = {}): string[] => {
  const { clusterOf } = dedupeTable(table, { acrossOnly: false, ...options });
  return table.recordIds.map((id, row) => `${id} ${table.recordIds[clusterOf[row]!]!}`).sort();
};

describe('deduplicating persons without rules', () => {
  const { rows, truth } = persons(300);
  const table = tableOf(NAMES, rows);

  it('finds the copies', () => {
    const metrics = measureResult(table, dedupeTable(table, { acrossOnly: false }), truth, false);
    expect(metrics.pairwise.precision).toBeGreaterThanOrEqual(0.99);
    expect(metrics.pairwise.recall).toBeGreaterThanOrEqual(0.98);
  });

  it('gives the same clusters for any order of the records and any names of the columns', () => {
    const renamed = tableOf(['id', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'], rows.toReversed());
    expect(clustersOf(renamed)).toEqual(clustersOf(table));
  });

  it('finds the same pairs with the same scores for any order and names of the columns', () => {
    const blocks = (cells: readonly string[]): readonly string[] => [
      cells.at(-1)!.slice(6),
      `${cells[3]} 00:00`,
    ];
    const wide = rows.map(row => [...row, ...blocks(row)]);
    const names = [...NAMES, 'exchange', 'born_at'];
    const expected = dedupeTable(tableOf(names, wide), { acrossOnly: false });
    assert(
      property(shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 }), order => {
        const moved = wide.map(row => [row[0]!, ...order.map(at => row[at]!)]);
        const renamed = ['id', ...order.map((_, at) => `c${at}`)];
        const { pairs, scores, clusterOf } = dedupeTable(tableOf(renamed, moved), { acrossOnly: false });
        expect(scores).toEqual(expected.scores);
        expect(pairs.left).toEqual(expected.pairs.left);
        expect(clusterOf).toEqual(expected.clusterOf);
      }),
      { numRuns: 12 },
    );
  });

  it('gives the same result again from the plan that it made', () => {
    const first = dedupeTable(table, { acrossOnly: false });
    const second = dedupeTable(table, { acrossOnly: false, plan: first.plan });
    expect(second.clusterOf).toEqual(first.clusterOf);
    expect(second.scores).toEqual(first.scores);
  });

  it('obeys a plan that was edited', () => {
    const { plan } = dedupeTable(table, { acrossOnly: false });
    const strict = dedupeTable(table, { acrossOnly: false, plan: { ...plan, threshold: 1000 } });
    expect(new Set(strict.clusterOf).size).toBe(table.rows);
    const bad = { ...plan, fields: [{ columns: ['nowhere'], kind: 'word' as const }] };
    expect(() => dedupeTable(table, { acrossOnly: false, plan: bad })).toThrow(/nowhere/u);
  });
});

describe('what files are also like', () => {
  it('a single column of names is enough to find copies', () => {
    const names = Array.from(
      { length: 400 },
      (_, row) =>
        `${FAMILY[row % 14]} ${GIVEN[(row * 7) % 12]} ${FAMILY[(row * 5 + (row >> 3)) % 14]} ${CITIES[row % 5]![0]} CLINIC ${row}`,
    );
    const rows = [...names, ...names.slice(0, 80)].map((name, row) => [`r${row}`, name]);
    const { clusterOf } = dedupeTable(tableOf(['id', 'name'], rows), { acrossOnly: false });
    expect(new Set(clusterOf).size).toBe(400);
  });

  it.each([
    ['no records', []],
    ['one record', [['1', 'ACME']]],
    ['only blanks', Array.from({ length: 50 }, (_, row) => [String(row), ''])],
    ['one value', Array.from({ length: 50 }, (_, row) => [String(row), 'ACME'])],
  ])('%s: nothing is the same', (_, rows) => {
    const table = tableOf(['id', 'name'], rows);
    expect(new Set(dedupeTable(table, { acrossOnly: false }).clusterOf).size).toBe(rows.length);
  });

  it('one value shared by half the records joins nobody and costs no time', () => {
    const { rows } = persons(2000);
    const shared = rows.map((row, index) => [...row, index % 2 === 0 ? 'GIANT VALUE' : `OTHER ${index}`]);
    const found = dedupeTable(tableOf([...NAMES, 'extra'], shared), { acrossOnly: false });
    expect(found.pairs.count).toBeLessThan(120 * shared.length);
    const sizes = new Map<number, number>();
    for (const cluster of found.clusterOf) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(3);
  });

  it('the many records of one thing are compared in a small table', () => {
    const { rows } = persons(300);
    const [first] = rows;
    // The same telephone, and nothing else that all of them share.
    const copies = Array.from({ length: 260 }, (_, at) => [
      `many${at}`,
      `${GIVEN[at % GIVEN.length]}${at}`,
      `${FAMILY[at % FAMILY.length]}${at}`,
      `19${30 + (at % 60)}-0${1 + (at % 9)}-${10 + (at % 18)}`,
      ...CITIES[at % CITIES.length]!,
      first![6]!,
    ]);
    const table = tableOf(NAMES, [...rows, ...copies]);
    const { plan, pairs } = dedupeTable(table, { acrossOnly: false });
    const fewer = dedupeTable(table, { acrossOnly: false, plan: { ...plan, blockSizeMax: 200 } });
    expect(pairs.count - fewer.pairs.count).toBeGreaterThan(10_000);
  });

  it('500 columns and a field of ten megabytes', () => {
    const { rows } = persons(60);
    const wide = rows.map((row, index) => [
      ...row,
      ...Array.from({ length: 493 }, (_, column) => `V${(index * 7 + column) % 31}`),
    ]);
    wide[0]![1] = 'X '.repeat(5_000_000);
    const names = [...NAMES, ...Array.from({ length: 493 }, (_, column) => `c${column}`)];
    expect(dedupeTable(tableOf(names, wide), { acrossOnly: false }).clusterOf).toHaveLength(wide.length);
  });
});

/** The open sets lie beside the project where somebody measures; each is held to a little less than it reached. */
const OPEN_DATA = new URL('../../../../shared/data/', import.meta.url);
const OPEN_SETS = [
  { name: 'febrl1', f1: 0.99 },
  { name: 'splink_fake_1000', f1: 0.9 },
  { name: 'dqbench_t1', f1: 0.9 },
];

describe.each(OPEN_SETS)('the open set $name', ({ name, f1 }) => {
  const folder = new URL(`${name}/`, OPEN_DATA);
  const isThere = existsSync(new URL('records.csv', folder));
  if (!isThere) console.warn(`${folder.pathname} is not there: the quality on ${name} is not checked`);

  it.skipIf(!isThere)('is deduplicated as well as measured', () => {
    const parsed = parseDelimited(readFileSync(new URL('records.csv', folder)));
    const [id, ...columns] = parsed.columns;
    const recordIds = Array.from(id!.ids, number => id!.values.at(number));
    const table = canonicalTable({
      rows: parsed.rows,
      columns,
      recordIds,
      sourceOf: new Uint16Array(parsed.rows),
      sources: [name],
    });
    const truth = truthOf(new URL('truth.csv', folder));
    expect(
      measureResult(table, dedupeTable(table, { acrossOnly: false }), truth, false).pairwise.f1,
    ).toBeGreaterThan(f1);
  });
});

/** Clusters by record; of pairs, the left record names the cluster of two. */
function truthOf(file: URL): Map<string, string> {
  const { rows, columns } = parseDelimited(readFileSync(file));
  const [first, second] = columns.map(({ ids, values }) =>
    Array.from({ length: rows }, (_, row) => values.at(ids[row]!)),
  );
  const isPairs = columns[0]!.name === 'left_id';
  const truth = new Map<string, string>();
  for (const [row, left] of first!.entries()) {
    if (isPairs) truth.set(left, truth.get(left) ?? left);
    truth.set(isPairs ? second![row]! : left, isPairs ? truth.get(left)! : second![row]!);
  }
  return truth;
}
