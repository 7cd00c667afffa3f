import { beforeAll, describe, expect, it } from 'vitest';
import { GoldenRecordReadRepository } from '../../../src/golden-records/index.js';
import type { AttributeClass } from '../../../src/core/rules/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { manySuppliers, supplierFields } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const OPEN = new Set<AttributeClass>(['public', 'internal']);
const ALL = new Set<AttributeClass>([...OPEN, 'restricted', 'secret']);
const NAMES = [
  'Bell Tower Orthopedics, Inc.',
  'Müller Zahntechnik GmbH',
  'Memorial Hospital Supply, LLC',
  // Not every title is written well: its word is a slip of the one above, and a word of titles all the same.
  'Memroial Linen Service, LLC',
  '3M Company',
  'Gown Makers of Wichita, Inc.',
];

beforeAll(async () => {
  const others = manySuppliers(40);
  const named = NAMES.map((NAME, index) => ({
    ...supplierFields(100 + index),
    ID: `VMS5621${index}.72`,
    NAME,
  }));
  await submitSuppliers(hub(), 'alpha', ...others, ...named);
}, 120_000);

async function titles(
  text: string,
  domains: readonly string[] | null = null,
  classes: ReadonlySet<AttributeClass> = OPEN,
): Promise<string[]> {
  const found = await hub().get(GoldenRecordReadRepository).search(text, { domains, classes }, 5);
  return found.map(({ title }) => title);
}

describe('search finds', () => {
  it.each([
    ['words in any order', 'hospital memorial', 'Memorial Hospital Supply, LLC'],
    ['words that are only begun', 'mem hosp', 'Memorial Hospital Supply, LLC'],
    ['letters that changed places', 'memorial hopsital', 'Memorial Hospital Supply, LLC'],
    ['a slip in every word', 'blel toewr orhtopedics', 'Bell Tower Orthopedics, Inc.'],
    ['a slip that is another title’s word', 'memroial hospital supply', 'Memorial Hospital Supply, LLC'],
    ['a letter that went to the next word', 'bel ltower orthopedics', 'Bell Tower Orthopedics, Inc.'],
    ['a letter that a comma took with it', 'gow,n makers', 'Gown Makers of Wichita, Inc.'],
    ['accents that were left out', 'muller zahntechnik', 'Müller Zahntechnik GmbH'],
    ['accents that are written', 'müller', 'Müller Zahntechnik GmbH'],
    ['short words', '3m', '3M Company'],
    ['the first two letters of a word', 'wi', 'Gown Makers of Wichita, Inc.'],
    ['a source key', 'VMS56211.72', 'Müller Zahntechnik GmbH'],
    ['the middle of a source key', '56212', 'Memorial Hospital Supply, LLC'],
    ['a word too many', 'bell tower orthopedics qqqqq', 'Bell Tower Orthopedics, Inc.'],
  ])('%s: %s', async (_, typed, title) => {
    expect((await titles(typed))[0]).toBe(title);
  });

  it('a whole tax id, however it is written, for who may see it and for nobody else', async () => {
    const taxId = supplierFields(102)['EIN'] ?? '';
    for (const typed of [taxId, taxId.replace('-', ''), ` ${taxId} `]) {
      expect(await titles(typed, null, ALL)).toEqual(['Memorial Hospital Supply, LLC']);
      expect(await titles(typed, ['supplier'], ALL)).toEqual(['Memorial Hospital Supply, LLC']);
      expect(await titles(typed, ['item'], ALL)).toEqual([]);
      expect(await titles(typed)).toEqual([]);
    }
    expect(await titles(taxId.slice(0, -1), null, ALL)).toEqual([]);
  });

  it('what is written as typed before what it may be a slip of', async () => {
    expect(await titles('memroial')).toEqual(['Memroial Linen Service, LLC']);
  });

  it('nothing in another domain, for blanks, or for signs', async () => {
    expect(await titles('memorial', ['item'])).toEqual([]);
    expect(await titles('  ')).toEqual([]);
    expect(await titles('%%% ___ &&& |||')).toEqual([]);
  });

  it('nothing that merely looks like one or two letters: every record would be compared', async () => {
    expect(await titles('vm')).toEqual([]);
    expect(await titles('v')).toEqual([]);
  });

  it('a title that was corrected under its new words', async () => {
    const row = { ...supplierFields(200), ID: 'R1', NAME: 'Provisonal Name, Inc.' };
    await submitSuppliers(hub(), 'alpha', row);
    await submitSuppliers(hub(), 'alpha', {
      ...row,
      NAME: 'Quillfeather Instruments, Inc.',
      CHANGED: '2026-05-01',
    });
    expect(await titles('quilfeather')).toEqual(['Quillfeather Instruments, Inc.']);
    expect(await titles('provisonal name')).toEqual([]);
  });
});
