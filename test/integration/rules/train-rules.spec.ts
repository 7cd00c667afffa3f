import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRules, readRuleFolder } from '../../../src/rules/index.js';
import { StewardshipService } from '../../../src/stewardship/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields, supplierNetwork, type SupplierRow } from '../write-path/supplier-network.js';
import { prepareRulesCommand, sumsOfTables, type RulesCommand } from './rules-command.js';

const hub = useHub({ systems: 'hub-systems' });
let command: RulesCommand;

interface Report {
  readonly records: number;
  readonly pairs: number;
  readonly judgements: { readonly read: number; readonly used: number };
  readonly weights: readonly {
    readonly of: string;
    readonly level: string;
    readonly old: number;
    readonly weight: number;
    readonly keptBecause: string | null;
    readonly m: number;
    readonly u: number;
    readonly judged: number;
  }[];
  readonly rehearsal: {
    readonly pairs: number;
    readonly before: Readonly<Record<'same' | 'review' | 'different', number>>;
  };
  readonly questions: readonly {
    readonly left: { readonly id: string; readonly title: string };
    readonly right: { readonly id: string };
    readonly reasons: readonly string[];
    readonly taskId: string | null;
    readonly answer: string;
  }[];
}

/** Suppliers of which some also turn up with their name alone, at another address: branches or namesakes, who knows? */
function network(): SupplierRow[] {
  const namesakes = Array.from({ length: 24 }, (_, place): SupplierRow => {
    const { NAME = '', CHANGED = '' } = supplierFields(place * 6);
    const { STREET = '', CITY = '', STATE = '' } = supplierFields(10_000 + place * 31);
    return {
      system: 'beta',
      fields: { ID: `U${place}`, NAME, CHANGED, STREET, CITY, STATE, ZIP: `66${100 + place}` },
      truth: null,
    };
  });
  return [...supplierNetwork(150), ...namesakes];
}

beforeAll(async () => {
  command = await prepareRulesCommand(hub());
  const rows = network();
  for (const system of ['alpha', 'beta'] as const) {
    const own = rows.filter(row => row.system === system);
    await submitSuppliers(hub(), system, ...own.map(({ fields }) => fields));
  }
}, 120_000);

afterAll(() => command.end());

async function run(...words: string[]): Promise<Report> {
  return command.report<Report>('train', ...words);
}

describe('touchstone rules train', { timeout: 60_000 }, () => {
  it('prints every weight with what stands behind it and what would change, and changes nothing', async () => {
    const before = await sumsOfTables(hub());
    const files = await readRuleFolder(command.rulesFolder);
    const text = await command.run('train', 'supplier');
    expect(text).toMatch(/^supplier: \d+ records, [\d,]+ pairs that share a block, /m);
    expect(text).toMatch(/^ +taxId +shared +14\.0 +\d+\.\d +\S+ +\S+ +\S+ +\d+ +\d/m);
    expect(text).toMatch(/^ +lei +shared +15\.0 +15\.0 .*kept: no pairs to compare$/m);
    expect(text).toMatch(/^Rehearsal: of [\d,]+ pairs same /m);
    expect(text).toContain('Nothing was written');
    expect(await sumsOfTables(hub())).toEqual(before);
    expect(await readRuleFolder(command.rulesFolder)).toEqual(files);
  });

  it('learns from the pairs that the hub compares', async () => {
    const report = await run('supplier');
    expect(report.records).toBe(network().length);
    expect(report.rehearsal.pairs).toBe(report.pairs);
    const decided = await hub().database.query<{ decision: 'same' | 'review'; pairs: number }>(
      `SELECT decision, count(*)::int AS pairs FROM candidate_pair WHERE domain = 'supplier' GROUP BY 1`,
    );
    const { same, review } = report.rehearsal.before;
    expect(Object.fromEntries(decided.map(({ decision, pairs }) => [decision, pairs]))).toEqual({
      same,
      review,
    });
    const learned = report.weights.filter(({ keptBecause }) => keptBecause === null);
    expect(learned.map(({ of, level }) => `${of} ${level}`)).toContain('phone shared');
    for (const { m, u, old, weight } of learned) {
      const counted = Math.log2(m / u);
      expect(Math.abs(weight - old)).toBeLessThanOrEqual(Math.abs(counted - old) + 10);
      expect(Number.isFinite(counted)).toBe(true);
    }
    expect(
      report.weights.filter(({ keptBecause, old, weight }) => keptBecause !== null && old !== weight),
    ).toEqual([]);
  });

  it('writes a copy of the rules that loads, differs in weights only, and says where each comes from', async () => {
    const out = join(command.folder, 'trained');
    const report = await run('supplier', '--out', out);
    const [before, after] = [await readRuleFolder(command.rulesFolder), await readRuleFolder(out)];
    expect(after.map(({ path }) => path)).toEqual(before.map(({ path }) => path));
    const changed = after.filter(({ text }, place) => text !== before[place]?.text).map(({ path }) => path);
    expect(changed).toEqual(['supplier/match.yaml']);
    const outcome = loadRules(after);
    if (!outcome.ok) throw new Error('the trained rules have faults');
    const phone = outcome.rules.domains
      .get('supplier')
      ?.ruleSet.match.identifiers.find(({ name }) => name === 'phone');
    expect(phone?.weight).toBe(
      report.weights.find(({ of, level }) => of === 'phone' && level === 'shared')?.weight,
    );
    const text = await readFile(join(out, 'supplier', 'match.yaml'), 'utf8');
    expect(text).toMatch(
      /phone: \{ label: phone.* # trained: m \S+, u \S+ \(\S+ of all pairs\): [\d,]+ pairs of \d{4}-\d\d-\d\d$/m,
    );
    const lines = (yaml: string): number => yaml.split('\n').length;
    expect(lines(text)).toBe(
      lines(await readFile(join(command.rulesFolder, 'supplier', 'match.yaml'), 'utf8')),
    );
    await expect(run('supplier', '--out', out)).rejects.toThrow(/not empty/);
  });

  it('asks about pairs with their records, their evidence and the way to answer; answers count at the next training', async () => {
    const { questions, judgements } = await run('supplier', '--ask', '50');
    expect(judgements).toEqual({ read: 0, used: 0 });
    expect(questions.length).toBeGreaterThan(0);
    for (const { left, right, reasons, answer } of questions) {
      expect(left.id).not.toBe(right.id);
      expect(left.title).toMatch(/\w/);
      expect(reasons.length).toBeGreaterThan(0);
      expect(answer).toMatch(/\/work\/|\/records\/supplier\//);
    }
    const [task] = await hub().database.query<{ id: string; version: number }>(
      `SELECT id, version FROM task WHERE domain = 'supplier' AND kind = 'duplicate' AND state = 'open' ORDER BY id LIMIT 1`,
    );
    if (task === undefined) throw new Error('there is no task to answer');
    await hub()
      .get(StewardshipService)
      .judge(task.id, task.version, { verdict: 'different' }, { id: 'user:test', correlationId: 'test' });
    const report = await run('supplier', '--ask', '50');
    expect(report.judgements).toEqual({ read: 1, used: 1 });
    expect(report.weights.reduce((sum, { judged }) => sum + judged, 0)).toBeGreaterThan(0);
    const [judged] = await hub().database.query<{ left: string; right: string }>(
      `SELECT left_id AS left, right_id AS right FROM judgement`,
    );
    expect(report.questions.map(({ left, right }) => `${left.id} ${right.id}`)).not.toContain(
      `${judged?.left} ${judged?.right}`,
    );
  });

  it('reads a fixed sample where there are more records than asked for', async () => {
    const [one, other] = [
      await run('supplier', '--records', '200'),
      await run('supplier', '--records', '200'),
    ];
    expect(one.records).toBeLessThan(network().length);
    expect(one.records).toBeGreaterThan(120);
    expect(other).toEqual(one);
  });

  it('says which domain was meant', async () => {
    await expect(run('suplier')).rejects.toThrow(/did you mean 'supplier'/);
  });
});
