import { beforeAll, describe, expect, it, vi } from 'vitest';
import { HistoryService } from '../../../src/golden-records/index.js';
import {
  OutdatedRecordsRepository,
  RulesReapplier,
  SubmitRecordsService,
} from '../../../src/ingestion/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields } from '../write-path/supplier-network.js';
import { activateChanged, heldSuppliers, reapplyRules } from './rules-at-work.js';

const hub = useHub({ systems: 'hub-systems' });
const ONE = { ...supplierFields(1), STATUS: 'A', WEB: 'northgate.example', CHANGED: '2026-03-04' };

/** One supplier in two systems, and 220 others of Alpha: more than go through in one transaction. */
beforeAll(async () => {
  await submitSuppliers(
    hub(),
    'alpha',
    { ...ONE, ID: 'S1', NAME: 'Northgate Linen' },
    ...Array.from({ length: 220 }, (_, index) => ({ ...supplierFields(index + 2), ID: `A${index}` })),
  );
  await submitSuppliers(hub(), 'beta', { ...ONE, ID: 'S2', NAME: 'Northgate Linen Service' });
  await reapplyRules(hub());
}, 120_000);

const change = (system: string, edit: (text: string) => string) =>
  activateChanged(hub(), `systems/${system}.yaml`, edit);
const replace = (system: string, from: string | RegExp, to: string) =>
  change(system, text => text.replace(from, to));

const held = async (key: string) => {
  const [record] = await heldSuppliers(hub(), key);
  if (record === undefined) throw new Error(`there is no record ${key}`);
  return record;
};

const golden = async () => {
  const rows = await hub().database.query<{ title: string; attributes: Readonly<Record<string, unknown>> }>(
    `SELECT title, attributes FROM golden_record WHERE id = $1`,
    [(await held('S1')).goldenId],
  );
  return rows[0];
};

/** How many descriptions Alpha's records are under: one, when all are under the one in force. */
const descriptionsOfAlpha = async (): Promise<number> => {
  const rows = await hub().database.query(
    `SELECT DISTINCT description_hash FROM source_record WHERE system = 'alpha'`,
  );
  return rows.length;
};

const count = async (table: 'source_record_version' | 'outbox'): Promise<number> => {
  const rows = await hub().database.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
  return Number(rows[0]?.count);
};

describe('a system file that is activated over records of the system', { timeout: 120_000 }, () => {
  it('fills an attribute that it maps newly from what was received, without a version of the source record', async () => {
    const versions = await count('source_record_version');
    await change('alpha', text =>
      text
        .replace('columns: [ID,', 'columns: [WEB, STATUS, ID,')
        .replace('    mapping:\n', '    mapping:\n      website: WEB\n'),
    );
    expect((await held('S1')).attributes['website']).toBeUndefined();
    expect(await reapplyRules(hub())).toContain('supplier');
    expect((await held('S1')).attributes['website']).toContain('northgate.example');
    expect((await golden())?.attributes['website']).toContain('northgate.example');
    expect((await held('S2')).attributes['website']).toBeUndefined();
    expect(await count('source_record_version')).toBe(versions);
    expect(await reapplyRules(hub())).toEqual([]);
  });

  it('has the history say the same of today as the golden record does', async () => {
    const { goldenId } = await held('S1');
    const today = await hub()
      .get(HistoryService)
      .view(goldenId ?? '', null, null);
    expect(today).toMatchObject({ attributes: { website: (await golden())?.attributes['website'] } });
  });

  it('makes a record that is sent again the one that is there', async () => {
    expect(
      await submitSuppliers(hub(), 'alpha', { ...ONE, ID: 'S1', NAME: 'Northgate Linen' }),
    ).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('translates codes anew', async () => {
    await change('alpha', text =>
      text
        .replace('domains:\n', 'codeMaps:\n  state: { label: status, codes: { A: ACTIVE } }\n\ndomains:\n')
        .replace('    mapping:\n', '    mapping:\n      lifecycleStatus: { lookup: state, of: STATUS }\n'),
    );
    await reapplyRules(hub());
    expect((await held('S1')).attributes['lifecycleStatus']).toBe('ACTIVE');
    await replace('alpha', '{ A: ACTIVE }', '{ A: PENDING_APPROVAL }');
    await reapplyRules(hub());
    expect((await held('S1')).attributes['lifecycleStatus']).toBe('PENDING_APPROVAL');
  });

  it('translates units anew, of every domain whose records have some', async () => {
    const baseUom = async () => {
      const rows = await hub().database.query<{ unit: string }>(
        `SELECT attributes ->> 'baseUom' AS unit FROM source_record WHERE system = 'delta'`,
      );
      return rows.map(({ unit }) => unit);
    };
    const rows = [{ fields: { ID: 'I1', NAME: 'Sponge, gauze, 4 x 4 in', UNIT: 'CS' } }];
    await hub()
      .get(SubmitRecordsService)
      .submit({ system: 'delta', domain: 'item', rows, actor: 'machine', correlationId: 'test' });
    expect(await baseUom()).toEqual(['CA']);
    await replace('delta', 'CS: CA', 'CS: BX');
    await reapplyRules(hub());
    expect(await baseUom()).toEqual(['BX']);
  });

  it('gives the word to the system that has it now', async () => {
    expect((await golden())?.title).toBe('Northgate Linen');
    await replace('alpha', 'authority: { default: 1 }', 'authority: { default: 3 }');
    await reapplyRules(hub());
    expect((await golden())?.title).toBe('Northgate Linen Service');
  });

  it('goes on where a run was stopped', async () => {
    await replace('alpha', 'authority: { default: 3 }', 'authority: { default: 1 }');
    const stopping = new AbortController();
    const reapplier = hub().get(RulesReapplier);
    const running = reapplier.reapply('supplier', stopping.signal);
    stopping.abort();
    await running;
    expect(await descriptionsOfAlpha()).toBe(2);
    expect(await reapplier.dueDomains(10)).toContain('supplier');
    await reapplyRules(hub());
    expect(await descriptionsOfAlpha()).toBe(1);
    expect(await reapplier.dueDomains(10)).toEqual([]);
    expect((await golden())?.title).toBe('Northgate Linen');
  });

  it('gives way to a newer one that is activated meanwhile', async () => {
    await replace('alpha', 'authority: { default: 1 }', 'authority: { default: 4 }');
    const outdated = hub().get(OutdatedRecordsRepository);
    const write = outdated.write.bind(outdated);
    vi.spyOn(outdated, 'write').mockImplementationOnce(async (...chunk) => {
      await replace('alpha', 'authority: { default: 4 }', 'authority: { default: 5 }');
      return write(...chunk);
    });
    const reapplier = hub().get(RulesReapplier);
    await reapplier.reapply('supplier', new AbortController().signal);
    expect(await descriptionsOfAlpha()).toBe(2);
    await reapplyRules(hub());
    expect(await descriptionsOfAlpha()).toBe(1);
    expect((await golden())?.title).toBe('Northgate Linen Service');
  });

  it('touches no record when it says nothing else about those that are there', async () => {
    const [events, rows] = [await count('outbox'), await xmin()];
    await change('alpha', text =>
      text.replace('label: Alpha ERP', 'label: Alpha').replace("'suppliers*.csv'", "'vendors*.csv'"),
    );
    expect(await reapplyRules(hub())).toContain('supplier');
    expect([await count('outbox'), await xmin()]).toEqual([events, rows]);
  });

  it('is left to processes that know it: one that has not heard of it takes no record back', async () => {
    const advance = (by: number) =>
      hub().database.query(`UPDATE rules_applied SET systems_version = systems_version + $1`, [by]);
    await advance(1);
    expect(await hub().get(RulesReapplier).dueDomains(10)).toEqual([]);
    await advance(-1);
  });
});

/** The transactions that wrote the rows of the suppliers last. */
async function xmin(): Promise<readonly object[]> {
  return hub().database.query(
    `SELECT id, xmin::text FROM source_record WHERE domain = 'supplier' ORDER BY id`,
  );
}

describe('a record that was received without what a changed system file reads', { timeout: 120_000 }, () => {
  it('keeps the value that it was accepted with, takes the rest, and says so', async () => {
    const before = await held('S1');
    // The ERP has renamed a column: from now on it sends VENDOR.
    await change('alpha', text =>
      text
        .replace('STATUS, ID, NAME,', 'STATUS, ID, VENDOR,')
        .replace('legalName: NAME', 'legalName: VENDOR')
        .replace('{ A: PENDING_APPROVAL }', '{ A: INACTIVE }'),
    );
    await reapplyRules(hub());
    expect(await held('S1')).toEqual({
      ...before,
      attributes: { ...before.attributes, lifecycleStatus: 'INACTIVE' },
      keptBecause: 'columns-missing',
    });
    await submitSuppliers(hub(), 'alpha', { ...ONE, ID: 'S1', VENDOR: 'Northgate Textile' });
    expect(await held('S1')).toMatchObject({
      attributes: { legalName: 'Northgate Textile' },
      keptBecause: null,
    });
  });

  it('stays as it is when not even its key can be read', async () => {
    const before = await held('A7');
    await change('alpha', text =>
      text.replace('STATUS, ID, VENDOR,', 'STATUS, NUMBER, VENDOR,').replace('key: [ID]', 'key: [NUMBER]'),
    );
    await reapplyRules(hub());
    expect(await held('A7')).toEqual(before);
  });

  it('stays as it is when it would be another record, with another key', async () => {
    await change('alpha', text => text.replace('key: [NUMBER]', 'key: [ZIP]'));
    await reapplyRules(hub());
    expect((await held('A7')).keptBecause).toBe('refused');
    expect(await descriptionsOfAlpha()).toBe(1);
  });
});
