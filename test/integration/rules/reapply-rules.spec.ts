import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RulesReapplier } from '../../../src/ingestion/index.js';
import { RulesService } from '../../../src/rules/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const signal = new AbortController().signal;

/** Two systems' records of one supplier with one tax id, and 220 others: more than go through in one transaction. */
beforeAll(async () => {
  const shared = { ...supplierFields(1), ID: 'S1', EIN: '84-2917306', NAME: 'Northgate Linen' };
  await submitSuppliers(
    hub(),
    'alpha',
    shared,
    ...Array.from({ length: 220 }, (_, index) => ({ ...supplierFields(index + 2), ID: `A${index}` })),
  );
  await submitSuppliers(hub(), 'beta', { ...shared, ID: 'S2' });
}, 120_000);

/** Changes a rule file of the supplier domain and activates it. */
async function activate(file: string, change: (text: string) => string): Promise<void> {
  const path = join(hub().config.rules.path, 'supplier', file);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  await hub().get(RulesService).activate({ actor: 'test', correlationId: 'test' });
}

const work = async (): Promise<readonly string[]> => {
  const due = await hub().get(RulesReapplier).dueDomains(10);
  for (const domain of due) await hub().get(RulesReapplier).reapply(domain, signal);
  return due;
};

/** Records that have not gone through the rules in force. */
const outdated = async (): Promise<number> => {
  const { version } = hub().get(RulesService).active('supplier');
  const rows = await hub().database.query(
    `SELECT 1 FROM source_record WHERE domain = 'supplier' AND rule_version < $1`,
    [version],
  );
  return rows.length;
};

/** The golden records that the two records of the shared supplier belong to. */
const shared = async (): Promise<readonly string[]> => {
  const rows = await hub().database.query<{ id: string }>(
    `SELECT DISTINCT l.golden_record_id AS id FROM link l JOIN source_record s ON s.id = l.source_record_id
      WHERE l.until IS NULL AND s.source_key IN ('S1','S2')`,
  );
  return rows.map(({ id }) => id);
};

const counts = async () => {
  const rows = await hub().database.query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM source_record_version) AS versions, (SELECT count(*) FROM golden_record_version) AS goldens,
            (SELECT count(*) FROM outbox) AS events`,
  );
  return rows[0];
};

describe('rules that are activated over records that are there', { timeout: 120_000 }, () => {
  it('are due in every domain once, and change nothing when they are the ones that the records came under', async () => {
    expect(await shared()).toHaveLength(1);
    const before = await counts();
    expect(await work()).toContain('supplier');
    expect(await work()).toEqual([]);
    expect(await counts()).toEqual(before);
  });

  it('split what they no longer hold for one, and join it under its id again when they are taken back', async () => {
    const [before, [joined]] = [await counts(), await shared()];
    await activate('match.yaml', text =>
      text.replace(/^ {2}same: .*$/m, '  same: 60').replace(/^ {2}review: .*$/m, '  review: 55'),
    );
    expect(await work()).toEqual(['supplier']);
    expect(await shared()).toHaveLength(2);
    const after = await counts();
    expect(after?.['versions']).toBe(before?.['versions']);
    expect(Number(after?.['events'])).toBeGreaterThan(Number(before?.['events']));

    await activate('match.yaml', text =>
      text.replace('  same: 60', '  same: 8').replace('  review: 55', '  review: 3'),
    );
    expect(await work()).toEqual(['supplier']);
    expect(await shared()).toEqual([joined]);
  });

  it('go on where a run was stopped', async () => {
    await activate('match.yaml', text => text.replace('  same: 8', '  same: 9'));
    const stopping = new AbortController();
    const reapplier = hub().get(RulesReapplier);
    const running = reapplier.reapply('supplier', stopping.signal);
    stopping.abort();
    await running;
    expect(await reapplier.dueDomains(10)).toEqual(['supplier']);
    await work();
    expect(await reapplier.dueDomains(10)).toEqual([]);
    expect(await outdated()).toBe(0);
  });

  it('take no value away from what they would refuse today', async () => {
    const attributes = async () =>
      hub().database.query(
        `SELECT id, attributes, faults FROM source_record WHERE domain = 'supplier' ORDER BY id`,
      );
    const goldens = async () =>
      hub().database.query(`SELECT id, version, attributes FROM golden_record ORDER BY id`);
    const [records, before] = [await attributes(), await goldens()];
    await activate('quality.yaml', text =>
      text.replace(
        /^rules:$/m,
        'rules:\n  FORMER_NAME_MISSING:\n    label: Every supplier had another name once.\n    check: { required: formerNames }\n    severity: error',
      ),
    );
    await work();
    expect(await attributes()).toEqual(records);
    expect(await goldens()).toEqual(before);
    expect(await outdated()).toBe(0);
  });
});
