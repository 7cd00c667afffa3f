import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrequencySnapshot } from '../../../src/core/rules/index.js';
import { RulesService } from '../../../src/rules/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields } from '../write-path/supplier-network.js';
import { reapplyRules } from './rules-at-work.js';
import { prepareRulesCommand, type RulesCommand } from './rules-command.js';

const hub = useHub({ systems: 'hub-systems' });
let command: RulesCommand;

beforeAll(async () => {
  command = await prepareRulesCommand(hub());
  const supplies = (index: number) => ({
    ...supplierFields(index),
    NAME: `${'ABCDEF'.charAt(index)}corp Surgical Supply`,
  });
  const shared = { ...supplies(1), ID: 'S1', EIN: '84-2917306', NAME: 'Northgate Linen' };
  const rows = [supplies(2), supplies(3), supplies(4)].map((fields, index) => ({
    ...fields,
    ID: `A${index}`,
  }));
  await submitSuppliers(hub(), 'alpha', shared, ...rows);
  await submitSuppliers(hub(), 'beta', { ...shared, ID: 'S2' });
}, 60_000);

afterAll(() => command.end());

async function snapshot(): Promise<FrequencySnapshot> {
  return JSON.parse(
    await readFile(join(command.rulesFolder, 'supplier', 'frequencies.json'), 'utf8'),
  ) as FrequencySnapshot;
}

describe('touchstone rules count', { timeout: 60_000 }, () => {
  it('writes how common words and values are beside the rules, with where that was counted, and no tax ids', async () => {
    expect(await command.report('count', 'supplier', 'location')).toMatchObject({
      counted: [
        { domain: 'supplier', records: 5, outcome: 'written' },
        { domain: 'location', records: 0, outcome: 'empty' },
      ],
    });
    const counted = await snapshot();
    expect(counted.tokens?.['name']).toMatchObject({ SURGICAL: 3 });
    expect(counted.counted).toMatchObject({ ruleVersion: 1, hub: expect.stringContaining('test_') });
    expect(counted.concealed).toContain('taxId');
    expect(Object.values(counted.features['taxId'] ?? {})).toEqual([2]);
    expect(JSON.stringify(counted)).not.toContain('842917306');
  });

  it('leaves the file alone when the counts are the same', async () => {
    const before = await snapshot();
    expect(await command.report('count', 'supplier')).toMatchObject({ counted: [{ outcome: 'unchanged' }] });
    expect(await snapshot()).toEqual(before);
  });

  it('takes effect when the rules are activated, as a new version that holds the snapshot', async () => {
    const rules = hub().get(RulesService);
    expect(rules.active('supplier').ruleSet.frequencies.records).toBe(0);
    expect(await command.report('activate')).toMatchObject({
      activations: expect.arrayContaining([
        { domain: 'supplier', version: 2, hash: expect.any(String), isNew: true, outdatedRecords: 5 },
        { domain: 'location', version: 1, hash: expect.any(String), isNew: false, outdatedRecords: 0 },
      ]),
    });
    await rules.refresh();
    expect(rules.active('supplier').ruleSet.frequencies).toEqual(await snapshot());
    expect(await command.report('activate')).toMatchObject({
      activations: expect.arrayContaining([
        { domain: 'supplier', version: 2, hash: expect.any(String), isNew: false, outdatedRecords: 5 },
      ]),
    });
  });

  it('says how many records of which system go through a changed system file, and which of them keep what they had', async () => {
    const file = join(command.rulesFolder, 'systems', 'beta.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text
        .replace('columns: [ID, NAME, EIN, PHONE,', 'columns: [ID, NAME, EIN, TELEPHONE,')
        .replace('phones: { list: [PHONE] }', 'phones: { list: [TELEPHONE] }'),
    );
    await expect(command.run('activate')).resolves.toMatch(
      /^systems +version 2, new; 1 supplier record of beta will go through it while the hub runs$/m,
    );
    const beta = { system: 'beta', domain: 'supplier', records: 1 };
    expect(await command.report('activate')).toMatchObject({
      activations: expect.arrayContaining([
        expect.objectContaining({
          domain: 'systems',
          isNew: false,
          outdatedRecords: 1,
          outdatedBySystem: [beta],
        }),
      ]),
      kept: [],
    });
    await hub().get(RulesService).refresh();
    await reapplyRules(hub());
    expect(await command.report('activate')).toMatchObject({
      activations: expect.arrayContaining([
        expect.objectContaining({ domain: 'supplier', outdatedRecords: 0 }),
        expect.objectContaining({ domain: 'systems', outdatedRecords: 0, outdatedBySystem: [] }),
      ]),
      kept: [{ ...beta, because: 'columns-missing' }],
    });
    await expect(command.run('activate')).resolves.toMatch(
      /^supplier +1 record of beta with values from before: the row came without columns that are read now$/m,
    );
  });

  it('says which domain was meant', async () => {
    await expect(command.report('count', 'suplier')).rejects.toThrow(/did you mean 'supplier'/);
  });
});
