import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRules, readRuleFolder } from '../../../src/rules/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierNetwork } from '../write-path/supplier-network.js';
import { prepareRulesCommand, sumsOfTables, type RulesCommand } from './rules-command.js';

const hub = useHub({ systems: 'hub-systems' });
let command: RulesCommand;

interface Report {
  readonly live: number;
  readonly records: number;
  readonly match: { readonly text: string };
  readonly requirements: readonly { readonly label: string; readonly pairs: number }[];
  readonly blocking: { readonly recall: number };
}

beforeAll(async () => {
  command = await prepareRulesCommand(hub());
  const rows = supplierNetwork(150);
  for (const system of ['alpha', 'beta'] as const) {
    const own = rows.filter(row => row.system === system);
    await submitSuppliers(hub(), system, ...own.map(({ fields }) => fields));
  }
}, 120_000);

afterAll(() => command.end());

async function run(...words: string[]): Promise<Report> {
  return command.report<Report>('suggest', ...words);
}

describe('touchstone rules suggest', { timeout: 60_000 }, () => {
  it('prints a complete match.yaml with what stands behind its lines, and changes nothing', async () => {
    const before = await sumsOfTables(hub());
    const files = await readRuleFolder(command.rulesFolder);
    const text = await command.run('suggest', 'supplier');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/rules\.schema\.json#\/\$defs\/match$/m);
    expect(text).toMatch(
      /^ {2}taxIds: \{ label: tax ids, role: strong, weight: \S+, .*\} # m \S+, u \S+ of [\d,]+ pairs/m,
    );
    expect(text).toMatch(/^ {2}# .*Estimated recall of blocking/m);
    expect(text).toMatch(/^ {4}- \{ label: .*evidence: \{ .* \} # [\d,]+ pairs, /m);
    const outcome = loadRules(
      files.map(file => (file.path === 'supplier/match.yaml' ? { ...file, text } : file)),
    );
    expect(outcome.ok ? [] : outcome.faults).toEqual([]);
    expect(await sumsOfTables(hub())).toEqual(before);
    expect(await readRuleFolder(command.rulesFolder)).toEqual(files);
  });

  it('writes a copy of the rules that loads, with the frequencies that its weights were learned with', async () => {
    const out = join(command.folder, 'suggested');
    const { match, live, records } = await run('supplier', '--out', out);
    expect(records).toBe(live);
    expect(await readFile(join(out, 'supplier', 'match.yaml'), 'utf8')).toBe(match.text);
    const [before, after] = [await readRuleFolder(command.rulesFolder), await readRuleFolder(out)];
    const texts = new Map(before.map(({ path, text }) => [path, text]));
    const changed = after.filter(({ path, text }) => texts.get(path) !== text).map(({ path }) => path);
    expect(changed).toEqual(['supplier/frequencies.json', 'supplier/match.yaml']);
    const outcome = loadRules(after);
    const loaded = outcome.ok ? outcome.rules.domains.get('supplier') : undefined;
    expect(loaded?.frequencies?.records).toBe(records);
    await expect(run('supplier', '--out', out)).rejects.toThrow(/not empty/);
  });

  it('says the same of the same records', async () => {
    const [one, other] = [await run('supplier'), await run('supplier')];
    expect(one.match.text).toBe(other.match.text);
    expect(one.requirements).toEqual(other.requirements);
  });

  it('says which domain was meant, and what to do where there are no records', async () => {
    await expect(run('suplier')).rejects.toThrow(/did you mean 'supplier'/);
    await expect(run('item')).rejects.toThrow(/no records of item.*touchstone ingest/);
  });
});
