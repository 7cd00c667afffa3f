import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rulesCommand } from '../../../src/cli/rules.command.js';
import type { FrequencySnapshot } from '../../../src/core/rules/index.js';
import { RulesService } from '../../../src/rules/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-count-'));
  await cp(hub().config.rules.path, join(folder, 'rules'), { recursive: true });
  vi.stubEnv('DATABASE_URL', hub().config.database.url);
  vi.stubEnv('TOUCHSTONE_DATA_DIR', join(folder, 'data'));
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

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function run(...words: string[]): Promise<unknown> {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await rulesCommand().parseAsync([...words, '--rules', join(folder, 'rules'), '--json'], { from: 'user' });
    return JSON.parse(written.mock.calls.map(([text]) => String(text)).join(''));
  } finally {
    written.mockRestore();
  }
}

async function snapshot(): Promise<FrequencySnapshot> {
  return JSON.parse(
    await readFile(join(folder, 'rules', 'supplier', 'frequencies.json'), 'utf8'),
  ) as FrequencySnapshot;
}

describe('touchstone rules count', { timeout: 60_000 }, () => {
  it('writes how common words and values are beside the rules, with where that was counted, and no tax ids', async () => {
    expect(await run('count', 'supplier', 'location')).toMatchObject({
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
    expect(await run('count', 'supplier')).toMatchObject({ counted: [{ outcome: 'unchanged' }] });
    expect(await snapshot()).toEqual(before);
  });

  it('takes effect when the rules are activated, as a new version that holds the snapshot', async () => {
    const rules = hub().get(RulesService);
    expect(rules.active('supplier').ruleSet.frequencies.records).toBe(0);
    expect(await run('activate')).toMatchObject({
      activations: expect.arrayContaining([
        { domain: 'supplier', version: 2, hash: expect.any(String), isNew: true, outdatedRecords: 5 },
        { domain: 'location', version: 1, hash: expect.any(String), isNew: false, outdatedRecords: 0 },
      ]),
    });
    await rules.refresh();
    expect(rules.active('supplier').ruleSet.frequencies).toEqual(await snapshot());
    expect(await run('activate')).toMatchObject({
      activations: expect.arrayContaining([
        { domain: 'supplier', version: 2, hash: expect.any(String), isNew: false, outdatedRecords: 5 },
      ]),
    });
  });

  it('says which domain was meant', async () => {
    await expect(run('count', 'suplier')).rejects.toThrow(/did you mean 'supplier'/);
  });
});
