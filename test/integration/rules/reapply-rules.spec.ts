import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AttributeClass } from '../../../src/core/rules/index.js';
import { GoldenRecordReadRepository } from '../../../src/golden-records/index.js';
import { RulesReapplier } from '../../../src/ingestion/index.js';
import { RulesService } from '../../../src/rules/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields } from '../write-path/supplier-network.js';
import { activate, activateChanged, goldenIdsOf, heldSuppliers, reapplyRules } from './rules-at-work.js';

const hub = useHub({ systems: 'hub-systems' });

/** Two systems' records of one supplier with one tax id, and 220 others: more than go through in one transaction. */
beforeAll(async () => {
  const shared = {
    ...supplierFields(1),
    ID: 'S1',
    EIN: '84-2917306',
    NAME: 'Northgate Linen',
    DUNS: '150483782',
  };
  await submitSuppliers(
    hub(),
    'alpha',
    shared,
    ...Array.from({ length: 220 }, (_, index) => ({ ...supplierFields(index + 2), ID: `A${index}` })),
  );
  await submitSuppliers(hub(), 'beta', { ...shared, ID: 'S2' });
}, 120_000);

const change = (file: string, edit: (text: string) => string) =>
  activateChanged(hub(), `supplier/${file}`, edit);

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
const shared = () => goldenIdsOf(hub(), 'S1', 'S2');

const goldens = () => hub().database.query(`SELECT id, version, attributes FROM golden_record ORDER BY id`);

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
    expect(await reapplyRules(hub())).toContain('supplier');
    expect(await reapplyRules(hub())).toEqual([]);
    expect(await counts()).toEqual(before);
  });

  it('split what they no longer hold for one, and join it under its id again when they are taken back', async () => {
    const [before, [joined]] = [await counts(), await shared()];
    await change('match.yaml', text =>
      text.replace(/^ {2}same: .*$/m, '  same: 60').replace(/^ {2}review: .*$/m, '  review: 55'),
    );
    expect(await reapplyRules(hub())).toEqual(['supplier']);
    expect(await shared()).toHaveLength(2);
    const after = await counts();
    expect(after?.['versions']).toBe(before?.['versions']);
    expect(Number(after?.['events'])).toBeGreaterThan(Number(before?.['events']));

    await change('match.yaml', text =>
      text.replace('  same: 60', '  same: 8').replace('  review: 55', '  review: 3'),
    );
    expect(await reapplyRules(hub())).toEqual(['supplier']);
    expect(await shared()).toEqual([joined]);
  });

  it('go on where a run was stopped', async () => {
    await change('match.yaml', text => text.replace('  same: 8', '  same: 9'));
    const stopping = new AbortController();
    const reapplier = hub().get(RulesReapplier);
    const running = reapplier.reapply('supplier', stopping.signal);
    stopping.abort();
    await running;
    expect(await reapplier.dueDomains(10)).toEqual(['supplier']);
    await reapplyRules(hub());
    expect(await reapplier.dueDomains(10)).toEqual([]);
    expect(await outdated()).toBe(0);
  });

  it('are due again when a batch that began before them ends after the others have gone through', async () => {
    const stale = hub().get(RulesService).active('supplier');
    await change('match.yaml', text => text.replace('  same: 9', '  same: 8'));
    await reapplyRules(hub());
    const rules = hub().get(RulesService);
    const active = rules.active.bind(rules);
    rules.active = domain => (domain === 'supplier' ? stale : active(domain));
    try {
      await submitSuppliers(hub(), 'beta', { ...supplierFields(300), ID: 'LATE' });
    } finally {
      rules.active = active;
    }
    expect(await outdated()).toBe(1);
    expect(await reapplyRules(hub())).toEqual(['supplier']);
    expect(await outdated()).toBe(0);
  });

  it('take no value away from what they would refuse today, and say that it is as it was', async () => {
    const [records, before] = [await heldSuppliers(hub()), await goldens()];
    expect(records.filter(({ attributes }) => attributes['duns'] !== undefined)).toHaveLength(2);
    await change('quality.yaml', text =>
      text.replace(
        /^rules:$/m,
        'rules:\n  FORMER_NAME_MISSING:\n    label: Every supplier had another name once.\n    check: { required: formerNames }\n    severity: error',
      ),
    );
    // No DUNS number is a GLN: whoever goes through these rules anew loses it.
    await change('attributes.yaml', text => text.replace('standardize: duns,', 'standardize: gln,'));
    await reapplyRules(hub());
    expect(await heldSuppliers(hub())).toEqual(
      records.map(record => ({ ...record, keptBecause: 'refused' })),
    );
    expect(await goldens()).toEqual(before);
    expect(await outdated()).toBe(0);

    await change('quality.yaml', text => text.replace(/ {2}FORMER_NAME_MISSING:\n(?: {4}.*\n)+/, ''));
    await change('attributes.yaml', text =>
      text.replace('label: DUNS number, standardize: gln,', 'label: DUNS number, standardize: duns,'),
    );
    await reapplyRules(hub());
    expect(await heldSuppliers(hub())).toEqual(records);
  });
});

describe('an attribute that is made restricted', { timeout: 120_000 }, () => {
  const found = async (text: string) => {
    const reader = { domains: ['supplier'], classes: new Set<AttributeClass>(['public', 'internal']) };
    const records = await hub().get(GoldenRecordReadRepository).search(text, reader, 5);
    return records.map(({ title }) => title);
  };

  it('is nothing that search finds records by any longer', async () => {
    await submitSuppliers(hub(), 'alpha', {
      ...supplierFields(500),
      ID: 'P1',
      NAME: 'Tallgrass Linen',
      PHONE: '785-550-7731',
    });
    expect(await found('7855507731')).toEqual(['Tallgrass Linen']);
    const before = await counts();
    await change('attributes.yaml', text =>
      text.replace(
        'standardize: phone, multi: true }',
        'standardize: phone, multi: true, class: restricted }',
      ),
    );
    await reapplyRules(hub());
    expect(await found('7855507731')).toEqual([]);
    expect(await found('tallgrass')).toEqual(['Tallgrass Linen']);
    expect(await counts()).toEqual(before);
  });
});

describe('blocks that the rules allow to be larger or smaller', { timeout: 120_000 }, () => {
  const KEYS = ['C1', 'C2', 'C3', 'C4'];
  const copies = () => goldenIdsOf(hub(), ...KEYS);
  const allow = async (before: number, after: number): Promise<void> => {
    await change('match.yaml', text => text.replace(`blockSizeMax: ${before}`, `blockSizeMax: ${after}`));
    await reapplyRules(hub());
  };

  it('part copies that only meet in crowded blocks, and bring them together again', async () => {
    const fields = { ...supplierFields(400), NAME: 'Tamarack Endoscopy Repair' };
    await submitSuppliers(hub(), 'alpha', ...KEYS.map(ID => ({ ...fields, ID })));
    const joined = await copies();
    expect(joined).toHaveLength(1);
    await allow(100, 3);
    expect(await copies()).toHaveLength(4);
    await allow(3, 10);
    expect(await copies()).toEqual(joined);
  });

  it('count for a pair from then on, also when another block of the pair becomes crowded', async () => {
    const [joined] = await copies();
    const { PHONE = '' } = supplierFields(400);
    await submitSuppliers(
      hub(),
      'beta',
      ...Array.from({ length: 10 }, (_, index) => ({
        ...supplierFields(500 + index),
        ID: `P${index}`,
        PHONE,
      })),
    );
    const crowded = await hub().database.query(
      `SELECT 1 FROM match_key k JOIN source_record s ON s.id = k.source_record_id JOIN crowded_key c ON c.key = k.key
        WHERE s.source_key = 'C1' AND c.records > 10`,
    );
    expect(crowded).toHaveLength(1);
    expect(await copies()).toEqual([joined]);
  });
});

describe('a record whose system is no longer described', { timeout: 120_000 }, () => {
  it('keeps its values, is compared by the rules in force, and says so', async () => {
    const before = await heldSuppliers(hub(), 'S2');
    await rm(join(hub().config.rules.path, 'systems', 'beta.yaml'));
    await activate(hub());
    expect(await reapplyRules(hub())).toContain('supplier');
    expect(await heldSuppliers(hub(), 'S2')).toEqual(
      before.map(record => ({ ...record, keptBecause: 'not-described' })),
    );
    await change('match.yaml', text =>
      text.replace(/^ {2}same: .*$/m, '  same: 60').replace(/^ {2}review: .*$/m, '  review: 55'),
    );
    await reapplyRules(hub());
    expect(await shared()).toHaveLength(2);
    expect(await outdated()).toBe(0);
  });
});
