import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignColumns, headersAgree } from './align-columns.js';
import type { Column, Table } from '../table/table.js';
import { Texts } from '../table/texts.js';

const GIVEN = ['kari', 'ola', 'ruth', 'amara', 'jan', 'mei', 'igor', 'lena', 'tomas', 'nadia', 'paul'];
const SUR = ['hansen', 'okafor', 'meyer', 'rossi', 'novak', 'silva', 'tanaka', 'brown', 'kowalski'];
const TOWN = ['Oslo', 'Bergen', 'Lagos', 'Graz', 'Torino', 'Brno', 'Porto', 'Kyoto'];

/** The values of a person by what they mean, as one system or the other writes them. */
function person(number: number, isOther: boolean): Readonly<Record<string, string>> {
  const mixed = (number * 48_271) % 65_537;
  const phone = String(2_000_000_000 + ((number * 7_368_787) % 999_999_937));
  const birth = [1940 + (mixed % 60), 1 + (mixed % 12), 1 + (mixed % 28)] as const;
  return {
    given: GIVEN[mixed % 11]!,
    surname: `${SUR[mixed % 9]!}${SUR[(mixed >> 3) % 9]!.slice(0, 3)}`,
    town: TOWN[(mixed >> 2) % 8]!,
    phone: isOther ? `(${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}` : phone,
    born: isOther ? birth.toReversed().join('/') : birth.map(part => String(part).padStart(2, '0')).join('-'),
    amount: `${mixed % 977}.${10 + (mixed % 89)}`,
  };
}

/** A file of persons `from` to before `to`. @param headers what each column is called, by what it means */
function file(
  stem: string,
  headers: Readonly<Record<string, string>>,
  [from, to]: readonly [number, number],
): Table {
  const numbers = Array.from({ length: to - from }, (_, row) => from + row);
  const columns = Object.entries(headers).map(([meaning, name]): Column => {
    const cells = numbers.map(number => person(number, stem === 'b')[meaning]!);
    const values = ['', ...new Set(cells)];
    return {
      name,
      ids: Int32Array.from(cells, cell => values.indexOf(cell)),
      values: Texts.from(values),
    };
  });
  return {
    rows: numbers.length,
    columns,
    recordIds: numbers.map(number => `${stem}:${(number * 31) % 1009}`),
    sourceOf: new Uint16Array(numbers.length),
    sources: [stem],
  };
}

const OURS = { given: 'first', surname: 'last', town: 'place', phone: 'tel', born: 'born', amount: 'due' };
const ONLY_THEIRS = { phone: 'P', surname: 'Q', town: 'R', given: 'S', born: 'T' };

/** The headers of each aligned column, `null` where a file has none, in an order of their own. */
function headersOf(files: readonly Table[]): readonly string[] {
  const names = alignColumns(files).map(({ columns }) =>
    files
      .map((one, at) => ({ stem: one.sources[0]!, name: one.columns[columns[at]!]?.name }))
      .filter(({ name }) => name !== undefined)
      .map(({ stem, name }) => `${stem}.${name!}`)
      .sort()
      .join(' '),
  );
  return names.sort();
}

const FOUND = ['a.born b.T', 'a.due', 'a.first b.S', 'a.last b.Q', 'a.place b.R', 'a.tel b.P'];

describe('columns of files with other headers', () => {
  it('are aligned by what they hold where the files share records; one without partner stays alone', () => {
    expect(headersOf([file('a', OURS, [0, 200]), file('b', ONLY_THEIRS, [120, 320])])).toEqual(FOUND);
  });

  it('are aligned by the looks of their values where the files share none', () => {
    expect(headersOf([file('a', OURS, [0, 200]), file('b', ONLY_THEIRS, [400, 600])])).toEqual(
      expect.arrayContaining(['a.first b.S', 'a.place b.R', 'a.due']),
    );
  });

  it('are the same whatever the order of files, columns and records', () => {
    const files = [
      file('a', OURS, [0, 80]),
      file('b', ONLY_THEIRS, [40, 120]),
      file('c', { ...OURS, amount: 'x' }, [60, 140]),
    ];
    const expected = headersOf(files);
    expect(expected).toContain('a.last b.Q c.last');
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        fc.boolean(),
        (order, columns, isReversed) => {
          const altered = order.map(at => moved(files[at]!, columns, isReversed));
          expect(headersOf(altered)).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('go by their names where most are telling, unless what they hold says clearly otherwise', () => {
    const swapped = { ...OURS, born: 'tel', phone: 'born' };
    const files = [file('a', OURS, [0, 200]), file('b', swapped, [100, 300])];
    expect(headersOf(files)).toEqual([
      'a.born b.tel',
      'a.due b.due',
      'a.first b.first',
      'a.last b.last',
      'a.place b.place',
      'a.tel b.born',
    ]);
  });

  it('without values go by their names alone', () => {
    const empty = (stem: string, name: string): Table => file(stem, { given: name }, [0, 0]);
    expect(headersOf([empty('a', 'name'), empty('b', 'NAME ')])).toEqual(['a.name b.NAME ']);
    expect(headersOf([empty('a', 'name'), empty('b', 'town')])).toEqual(['a.name', 'b.town']);
  });
});

describe('headers say it all', () => {
  const named = (...names: readonly string[]) => ({
    columns: names.map(name => ({ name, ids: new Int32Array(0), values: Texts.from(['']) })),
  });

  it.each([
    [true, ['Name', 'town'], ['town ', 'name']],
    [false, ['name', 'town'], ['name', 'city']],
    [false, ['name', 'town'], ['name']],
    [false, ['c1', 'c2'], ['c1', 'c2']],
    [false, ['Column 1', 'field_2', 'name'], ['Column 1', 'field_2', 'name']],
  ])('%s: %j and %j', (expected, left, right) => {
    expect(headersAgree([named(...left), named(...right)])).toBe(expected);
  });
});

function moved(table: Table, columns: readonly number[], isReversed: boolean): Table {
  const own = columns.filter(at => at < table.columns.length).map(at => table.columns[at]!);
  if (!isReversed) return { ...table, columns: own };
  return {
    ...table,
    recordIds: table.recordIds.toReversed(),
    columns: own.map(column => ({ ...column, ids: column.ids.toReversed() })),
  };
}
