import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalTable, dedupeTable } from '../core/columnar/index.js';
import type { ColumnChoice } from './join-columns.js';
import { readPlan, writePlan } from './plan-file.js';
import { readTable } from './read-table.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-join-columns-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const WORDS = ['steel', 'garden', 'kettle', 'lamp', 'router', 'drill', 'camera', 'chair', 'bottle', 'mixer'];
const MAKERS = ['Acme', 'Bolt', 'Corel', 'Dune', 'Eden'];

/** Products of a shop: title, maker, price. The other shop writes words in another order and asks a little less. */
function products(from: number, to: number, isOther: boolean): readonly (readonly string[])[] {
  return Array.from({ length: to - from }, (_, at) => {
    const number = from + at;
    const mixed = (number * 48_271) % 65_537;
    const words = [WORDS[mixed % 10]!, WORDS[(mixed >> 4) % 10]!, `x${1000 + mixed}`];
    const price = (mixed % 900) + 20;
    const title = (isOther ? words.toReversed() : words).join(' ');
    return [title, MAKERS[mixed % 5]!, isOther ? `${price - 1}.90` : `${price}.00`];
  });
}

async function shops(ours: string, theirs: string): Promise<readonly string[]> {
  const paths = [join(folder, 'a.csv'), join(folder, 'b.csv')];
  const text = (header: string, rows: readonly (readonly string[])[]): string =>
    [`id,${header}`, ...rows.map((row, at) => [`p${at}`, ...row].join(','))].join('\n');
  await writeFile(paths[0]!, text(ours, products(0, 150, false)));
  await writeFile(paths[1]!, text(theirs, products(50, 200, true)));
  return paths;
}

const columnsOf = async (paths: readonly string[], columns?: ColumnChoice): Promise<readonly string[]> =>
  (await readTable(paths, { columns })).table.columns.map(({ name }) => name);

const rule = (name: string, from: Readonly<Record<string, string>>) => ({
  name,
  from: new Map(Object.entries(from)),
});

describe('columns of several files', () => {
  it('are one by their names where nobody asks for more', async () => {
    const paths = await shops('title,manufacturer,price', 'Title,brand,price');
    expect(await columnsOf(paths)).toEqual(['title', 'manufacturer', 'price', 'brand']);
  });

  it('are one by what they hold, whichever header they have, and the other header stays free', async () => {
    const paths = await shops('title,manufacturer,price', 'name,brand,list_price');
    const { table, joined } = await readTable(paths, { columns: 'by content' });
    expect(table.columns.map(({ name }) => name)).toEqual(['name', 'brand', 'list_price']);
    expect(joined.map(({ from }) => Object.fromEntries(from))).toEqual([
      { a: 'title', b: 'name' },
      { a: 'manufacturer', b: 'brand' },
      { a: 'price', b: 'list_price' },
    ]);
    expect(joined[0]!.evidence!.agreement).toBeGreaterThan(0.5);
  });

  it('of one name that hold different things are told apart by the file', async () => {
    const paths = await shops('title,manufacturer,price', 'brand,title,price');
    const { table, joined } = await readTable([...paths].reverse(), { columns: 'by content' });
    expect(joined).toHaveLength(2);
    expect(table.columns.map(({ name }) => name)).toEqual(['brand', 'manufacturer', 'price']);
  });

  it('are the same again from the rules that a run wrote, which find the same', async () => {
    const paths = await shops('title,manufacturer,price', 'name,brand,list_price');
    const { table, joined } = await readTable(paths, { columns: 'by content' });
    const canonical = canonicalTable(table);
    const { plan, fields, clusterOf } = dedupeTable(canonical, { acrossOnly: true });
    expect(new Set(clusterOf).size).toBe(200);
    const levels = fields.map(({ field, comparison }) => [field.name, comparison.labels] as const);
    await writePlan(folder, plan, new Map(levels), joined);
    const rules = await readPlan(folder);
    const again = await readTable(paths, { columns: rules.columns });
    expect(again.table).toEqual(table);
    expect(dedupeTable(canonicalTable(again.table), { acrossOnly: true, plan: rules }).clusterOf).toEqual(
      clusterOf,
    );
  });

  it('are what rules say; those that no rule names go by their names', async () => {
    const paths = await shops('title,manufacturer,price', 'name,brand,price');
    expect(await columnsOf(paths, [rule('product', { a: 'title', b: 'NAME' })])).toEqual([
      'product',
      'manufacturer',
      'price',
      'brand',
    ]);
    expect(
      await columnsOf(paths, [rule('our price', { a: 'price' }), rule('their price', { b: 'price' })]),
    ).toEqual(['title', 'manufacturer', 'our price', 'name', 'brand', 'their price']);
  });

  it.each([
    ['a file that there is not', [rule('t', { c: 'title' })], /file c; the files are a, b/u],
    ['a header that there is not', [rule('t', { a: 'titel' })], /titel of a, whose columns are title/u],
    ['a column twice', [rule('t', { a: 'title' }), rule('u', { a: 'Title' })], /title of a for two columns/u],
    ['a name twice', [rule('name', { a: 'title' })], /two columns called name/u],
  ])('with rules that name %s are refused', async (_, rules, message) => {
    const paths = await shops('title,manufacturer,price', 'name,brand,price');
    await expect(readTable(paths, { columns: rules })).rejects.toThrow(message);
  });
});
