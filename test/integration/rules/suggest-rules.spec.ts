import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rulesCommand } from '../../../src/cli/rules.command.js';
import { loadRules, readRuleFolder } from '../../../src/rules/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierNetwork } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
let folder: string;
let rulesFolder: string;

interface Report {
  readonly live: number;
  readonly records: number;
  readonly match: { readonly text: string };
  readonly requirements: readonly { readonly label: string; readonly pairs: number }[];
  readonly blocking: { readonly recall: number };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-suggest-'));
  rulesFolder = join(folder, 'rules');
  await cp(hub().config.rules.path, rulesFolder, { recursive: true });
  vi.stubEnv('DATABASE_URL', hub().config.database.url);
  vi.stubEnv('TOUCHSTONE_DATA_DIR', join(folder, 'data'));
  const rows = supplierNetwork(150);
  for (const system of ['alpha', 'beta'] as const) {
    const own = rows.filter(row => row.system === system);
    await submitSuppliers(hub(), system, ...own.map(({ fields }) => fields));
  }
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function runAsText(...words: string[]): Promise<string> {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await rulesCommand().parseAsync(['suggest', ...words, '--rules', rulesFolder], { from: 'user' });
    return written.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    vi.restoreAllMocks();
  }
}

async function run(...words: string[]): Promise<Report> {
  return JSON.parse(await runAsText(...words, '--json')) as Report;
}

/** Everything that the hub holds, as one sum for each table. */
async function everything(): Promise<unknown> {
  const tables = await hub().database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`,
  );
  const sums = [];
  for (const { name } of tables) {
    sums.push(
      await hub().database.query(
        `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM "${name}" t`,
      ),
    );
  }
  return sums;
}

describe('touchstone rules suggest', { timeout: 60_000 }, () => {
  it('prints a complete match.yaml with what stands behind its lines, and changes nothing', async () => {
    const before = await everything();
    const files = await readRuleFolder(rulesFolder);
    const text = await runAsText('supplier');
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
    expect(await everything()).toEqual(before);
    expect(await readRuleFolder(rulesFolder)).toEqual(files);
  });

  it('writes a copy of the rules that loads, with the frequencies that its weights were learned with', async () => {
    const out = join(folder, 'suggested');
    const { match, live, records } = await run('supplier', '--out', out);
    expect(records).toBe(live);
    expect(await readFile(join(out, 'supplier', 'match.yaml'), 'utf8')).toBe(match.text);
    const [before, after] = [await readRuleFolder(rulesFolder), await readRuleFolder(out)];
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
