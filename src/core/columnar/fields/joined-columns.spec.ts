import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textTable } from '../../../../test/builders/text-table.js';
import { buildFields } from '../build-fields.js';
import { profileColumn } from './column-kind.js';
import { comparisonOf } from '../levels/comparison-levels.js';
import { dedupeTable } from '../dedupe-table.js';
import { findJoined } from './joined-columns.js';
import type { CanonicalTable } from '../table/table.js';
import { Texts } from '../table/texts.js';

const GIVEN = [
  'robert',
  'mary',
  'susan',
  'james',
  'linda',
  'william',
  'edward',
  'patricia',
  'thomas',
  'ruth',
];
const SUR = ['hansen', 'okafor', 'meyer', 'rossi', 'novak', 'silva', 'tanaka', 'kowalski'];
const TOWN = ['Oslo', 'Bergen', 'Lagos', 'Graz', 'Torino', 'Brno', 'Porto', 'Kyoto'];
const STREET = ['Main Street', 'Harbor Road', 'Elm Avenue', 'Mill Lane', 'Church Street'];

type Cells = Readonly<Record<string, string>>;
const NAMES = [
  'full', 'first', 'last', 'address', 'street', 'town', 'zip', 'home', 'mobile', 'passport', 'licence', 'born',
]; // prettier-ignore

/** One of two records of a person, who fills what comes to hand. */
function recordOf(person: number, copy: number): Cells {
  const mixed = (person * 48_271) % 65_537;
  const chance = (mixed * 31 + copy * 7919) % 1009;
  const [first, last] = [GIVEN[mixed % 10]!, SUR[mixed % 8]! + SUR[(mixed >> 3) % 8]!.slice(0, 3)];
  const street = `${1 + (mixed % 180)} ${STREET[(mixed >> 1) % 5]!}`;
  const [town, zip] = [TOWN[(mixed >> 2) % 8]!, String(10_000 + ((mixed >> 2) % 8) * 7919)];
  const phone = `(${200 + (mixed % 700)}) ${200 + (mixed % 701)}-${1000 + (mixed % 8999)}`;
  const number = `P${100_000 + mixed}`;
  return {
    ...(chance % 3 === 0 ? { full: `${first} ${last}` } : { first, last }),
    ...(chance % 4 === 0 ? { address: `${street}, ${town} ${zip}` } : { street, town, zip }),
    [chance % 2 === 0 ? 'home' : 'mobile']: phone,
    ...(mixed % 4 === 0 ? { [mixed % 8 === 0 ? 'passport' : 'licence']: number } : {}),
    born: `${1950 + (mixed % 50)}-0${1 + (mixed % 9)}-1${mixed % 10}`,
  };
}

/** Two records each of 150 persons. @param names what each column is called, in the order of the columns */
function persons(names: readonly (readonly [own: string, called: string])[]): CanonicalTable {
  const rows = Array.from({ length: 300 }, (_, row) => recordOf(row >> 1, row % 2));
  return textTable(rows, names);
}

const AS_THEY_ARE = NAMES.map(name => [name, name] as const);

function joinedIn(table: CanonicalTable) {
  return findJoined(table, table.columns.map(profileColumn)).map(({ kind, parts }) => ({
    kind,
    columns: parts.map(({ name }) => name),
  }));
}

const EXPECTED = [
  { kind: 'person', columns: ['full', 'first', 'last'] },
  { kind: 'address', columns: ['address', 'street', 'town', 'zip'] },
  { kind: 'phone', columns: ['home', 'mobile'] },
  { kind: 'identifiers', columns: ['licence', 'passport'] },
];

describe('columns of one kind that records fill by turns', () => {
  it('are read as one: whole forms with their parts, telephones, identifiers', () => {
    const found = joinedIn(persons(AS_THEY_ARE));
    expect(found.map(({ kind, columns }) => ({ kind, columns: columns.toSorted() }))).toEqual(
      expect.arrayContaining(EXPECTED.map(({ kind, columns }) => ({ kind, columns: columns.toSorted() }))),
    );
    expect(found).toHaveLength(EXPECTED.length);
    expect(found.find(({ kind }) => kind === 'address')!.columns).toEqual(EXPECTED[1]!.columns);
  });

  it('find who is the same whichever columns are filled, and whatever those are called', () => {
    const clustersOf = (table: CanonicalTable): Int32Array =>
      dedupeTable(table, { acrossOnly: false }).clusterOf;
    const table = persons(AS_THEY_ARE);
    const clusters = clustersOf(table);
    const rowOf = new Map(table.recordIds.map((id, row) => [id, row]));
    const together = Array.from({ length: 150 }, (_, person) => person).filter(
      person => clusters[rowOf.get(`r${2 * person}`)!] === clusters[rowOf.get(`r${2 * person + 1}`)!],
    );
    expect(together.length).toBeGreaterThanOrEqual(148);
    const renamed = persons(AS_THEY_ARE.map(([own], at) => [own, `c${at}`] as const).toReversed());
    expect(clustersOf(renamed)).toEqual(clusters);
  });

  it('are told in any order of the columns', () => {
    const expected = joinedIn(persons(AS_THEY_ARE));
    fc.assert(
      fc.property(fc.shuffledSubarray(AS_THEY_ARE, { minLength: NAMES.length }), order => {
        expect(joinedIn(persons(order))).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('stay apart where records have both', () => {
    const whole = persons(
      AS_THEY_ARE.filter(([own]) => ['first', 'last', 'town', 'zip', 'born'].includes(own)),
    );
    expect(joinedIn(whole)).toEqual([]);
  });
});

/** A table of a few records. */
function small(columns: Readonly<Record<string, readonly string[]>>): CanonicalTable {
  const entries = Object.entries(columns);
  const rows = entries[0]![1].length;
  return {
    rows,
    recordIds: Array.from({ length: rows }, (_, row) => `r${row}`),
    sourceOf: new Uint16Array(rows),
    sources: ['all'],
    columns: entries.map(([name, cells]) => {
      const values = ['', ...new Set(cells.filter(cell => cell !== ''))];
      return { name, ids: Int32Array.from(cells, cell => values.indexOf(cell)), values: Texts.from(values) };
    }),
  } as unknown as CanonicalTable;
}

function levelsBetween(table: CanonicalTable, kind: 'phone' | 'identifiers') {
  const columns = table.columns.map(({ name }) => name);
  const [field] = buildFields(table, [{ columns, kind }]);
  const { labels, levelOf } = comparisonOf(field!);
  return (left: number, right: number): string => labels[levelOf(field!.ids[left]!, field!.ids[right]!)]!;
}

describe('several values of a record', () => {
  it('compare each with each, best of all', () => {
    const between = levelsBetween(
      small({
        home: ['6173847579', '3102461501', '6173847579', '6173847570', ''],
        mobile: ['', '6173847579', '8187199351', '', '4155550123'],
      }),
      'phone',
    );
    expect(between(0, 1)).toBe('one slip apart');
    expect(between(1, 2)).toBe('one slip apart');
    expect(between(0, 4)).toBe('different');
  });

  it('of identifiers contradict each other only where they are of one kind', () => {
    const between = levelsBetween(
      small({
        passport: ['A10001', 'A10001', 'B20002', '', 'A10010'],
        licence: ['', 'L77777', '', 'L77777', ''],
      }),
      'identifiers',
    );
    expect(between(0, 1)).toBe('one in common');
    expect(between(1, 3)).toBe('one in common');
    expect(between(0, 2)).toBe('different');
    expect(between(0, 4)).toBe('a slip apart');
    expect(between(2, 3)).toBe('missing');
    expect(between(0, 0)).toBe('equal');
  });

  it('of identifiers are of one kind where columns have values in common', () => {
    const between = levelsBetween(
      small({ first: ['A10001', 'C30003', ''], second: ['', 'A10001', 'B20002'] }),
      'identifiers',
    );
    expect(between(0, 1)).toBe('one in common');
    expect(between(0, 2)).toBe('different');
  });
});
