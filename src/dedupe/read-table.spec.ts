import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalTable, dedupeTable } from '../core/columnar/index.js';
import { readTable } from './read-table.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-read-table-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(text: string, idColumn?: string) {
  const path = join(folder, 'records.csv');
  await writeFile(path, text);
  return readTable([path], { idColumn });
}
/** How many things the records are. */
async function thingsIn(text: string): Promise<number> {
  const { table } = await read(text);
  return new Set(dedupeTable(canonicalTable(table), { acrossOnly: false }).clusterOf).size;
}

describe('files as people have them', () => {
  it('gives records with one id names of their own and says so', async () => {
    const { table, warnings } = await read('id,name\n7,ACME\n7,BOLT\n8,CORE\n9,DUNE\n7,EDEN\n', 'id');
    expect(table.recordIds).toEqual(['7', '7#2', '8', '9', '7#3']);
    expect(warnings.join()).toContain('2 records have an id that an earlier one has');
  });

  it('takes a file of a header line alone for no records', async () => {
    expect(await thingsIn('id,name,city\n')).toBe(0);
  });

  it.each([
    ['nothing at all', '', 'no header line'],
    ['a quote that never ends', 'id,name\n1,"abc\n', 'never ends'],
  ])('refuses %s with a reason', async (_, text, reason) => {
    await expect(read(text)).rejects.toThrow(reason);
  });

  it('finds copies in every script, and in numbers written as text', async () => {
    const names = [
      'Müller Söhne',
      'Газпром Нефть',
      '株式会社日立製作所',
      'شركة النفط',
      'Ηλεκτρικά Αθηνών',
      '한국전력공사',
    ];
    const cities = ['Köln', 'Москва', '東京', 'الرياض', 'Αθήνα', '서울'];
    const rows = Array.from({ length: 240 }, (_, number) => {
      const [mixed, at] = [(number * 48_271) % 65_537, number % names.length];
      const amount = ((mixed * 31) % 9973) / 100;
      return `${names[at]} ${mixed},${cities[mixed % 6]},${(mixed * 7_368_787) % 9_999_991},${amount}`;
    });
    const copies = rows.filter((_, number) => number % 4 === 0);
    const lines = [...rows, ...copies].map((row, number) => `r${number},${row}`);
    expect(await thingsIn(['id,name,city,number,amount', ...lines].join('\n'))).toBe(rows.length);
  });
});
