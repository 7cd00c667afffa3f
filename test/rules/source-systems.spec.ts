import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { authorityOf } from '../../src/core/mapping/index.js';
import { formatRuleFault } from '../../src/core/rules/parse/index.js';
import { loadRules, readRuleFolder } from '../../src/rules/index.js';
import { readBatch, standardized } from './read-batch.js';
import type { ReadBatch } from './read-batch.js';
import { RULES_FOLDER } from './shipped-rules.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/sources/', import.meta.url));
const outcome = loadRules(await readRuleFolder(RULES_FOLDER));
if (!outcome.ok) throw new Error(outcome.faults.map(formatRuleFault).join('\n'));
const { rules } = outcome;

/** Reads fixture files; they hold no row that a batch would refuse. */
async function load(system: string, domain: string, ...names: readonly string[]): Promise<ReadBatch> {
  const files = names.map(async name => ({ name, content: await readFile(`${FIXTURES}${system}/${name}`) }));
  const batch = await readBatch(rules, system, domain, await Promise.all(files));
  expect(batch.causes.filter(cause => cause.severity !== 'info')).toEqual([]);
  expect(batch.faults).toEqual([]);
  return batch;
}

const attributesOf = (batch: ReadBatch, key: string): Readonly<Record<string, unknown>> =>
  batch.byKey.get(key)?.attributes ?? {};

describe('Oracle Fusion', () => {
  const suppliers = load(
    'oracle-fusion',
    'supplier',
    'PozSuppliersInt.csv',
    'PozSupplierAddressesInt.csv',
    'IbyTempExtBankAccts.csv',
  );

  it('joins headerless FBDI files by the name of the supplier', async () => {
    expect(attributesOf(await suppliers, '100245')).toMatchObject({
      legalName: 'MERIDIAN SURGICAL SUPPLY INC',
      dbaNames: ['Meridian Surgical'],
      duns: '079912345',
      glns: ['9521234000105'],
      taxIds: [{ type: 'EIN', value: '84-2917306', country: 'US', primary: true }],
      phones: ['+1 316 555-0142'],
      addresses: [
        { line1: '4100 N. Harbor Drive, Suite 900', postalCode: '67203', siteCode: 'HQ', uses: ['ORDERING'] },
      ],
      bankAccounts: [{ aba: '800000103', accountNo: '000123456789', accountType: 'CHECKING' }],
    });
  });

  it('keeps a renamed supplier under its number, with its former name', async () => {
    const { byKey, records } = await suppliers;
    expect([...byKey.keys()]).toEqual(['100245', '118830', '118831', '104412', '104990']);
    expect(records).toHaveLength(5);
    expect(byKey.get('104412')?.attributes).toMatchObject({
      legalName: 'BRIGHTPATH WORKFORCE LP',
      formerNames: [{ name: 'BRIGHTPATH STAFFING SOLUTIONS LP' }],
      supplierRoles: ['STAFFING'],
      reportable1099: { reportable: true, form: 'NEC', box: '1' },
    });
  });

  it('gives the remit-to row its own address and the shared tax id, not the other row’s', async () => {
    const remit = attributesOf(await suppliers, '118830');
    expect(remit).toMatchObject({
      taxIds: [{ type: 'EIN', value: '842917306' }],
      addresses: [{ line1: 'LOCKBOX 774190', postalCode: '60677-4001', uses: ['REMIT_TO'] }],
    });
    expect(remit['bankAccounts']).toBeUndefined();
  });

  it('names the parent of a subsidiary by number, and leaves it open when the batch does not have it', async () => {
    expect(attributesOf(await suppliers, '118831')).toMatchObject({
      parent: '100245',
      taxIds: [{ value: '87-3310942' }],
    });
    const lines = (await readFile(`${FIXTURES}oracle-fusion/PozSuppliersInt.csv`, 'utf8')).split('\n');
    const subsidiary = await readBatch(rules, 'oracle-fusion', 'supplier', [
      { name: 'PozSuppliersInt.csv', content: Buffer.from(`${lines[2] ?? ''}\n`) },
      { name: 'PozSupplierAddressesInt.csv', content: Buffer.from('') },
      { name: 'IbyTempExtBankAccts.csv', content: Buffer.from('') },
    ]);
    expect(subsidiary.byKey.get('118831')).toMatchObject({ uncovered: ['parent'] });
  });

  it('tells persons’ tax ids from companies’', async () => {
    expect(attributesOf(await suppliers, '104990')).toMatchObject({
      partyType: 'INDIVIDUAL',
      supplierRoles: ['PHYSICIAN'],
      taxIds: [{ type: 'ITIN', value: '900-70-0001' }],
    });
  });

  it('quarantines a child row whose supplier is not in the batch', async () => {
    const files = ['PozSuppliersInt.csv', 'PozSupplierAddressesInt.csv', 'IbyTempExtBankAccts.csv'].map(
      async name => {
        const text = await readFile(`${FIXTURES}oracle-fusion/${name}`, 'utf8');
        const content = name.startsWith('Iby')
          ? text.replace('MERIDIAN SURGICAL SUPPLY INC', 'NOBODY')
          : text;
        return { name, content: Buffer.from(content) };
      },
    );
    const batch = await readBatch(rules, 'oracle-fusion', 'supplier', await Promise.all(files));
    const orphan = batch.records.find(record => record.faults.length > 0);
    expect(orphan).toMatchObject({
      file: 'BankAccounts',
      rowNumber: 1,
      faults: [{ code: 'JOIN_ORPHAN', value: 'NOBODY' }],
    });
  });

  it('reads cost centers with their end, and an open one as open', async () => {
    const batch = await load('oracle-fusion', 'costCenter', 'gl_cost_center_values.csv');
    expect(attributesOf(batch, '010|6011')).toMatchObject({
      lifecycleStatus: 'CLOSING',
      effectiveTo: '2026/06/30',
    });
    expect(attributesOf(batch, '010|6010')).toMatchObject({
      lifecycleStatus: 'ACTIVE',
      effectiveTo: '9999-12-31',
      hierarchies: [{ parent: '6000' }],
    });
    expect(attributesOf(batch, '010|6000')).toMatchObject({ postable: 'N' });
  });
});

describe('SAP', () => {
  const suppliers = load('sap', 'supplier', 'LFA1.csv', 'LFB1.csv', 'LFBK.csv');

  it('keeps the padding of keys, continues names and takes DBA and c/o out of them', async () => {
    expect([...(await suppliers).byKey.keys()]).toEqual(['0000100871', '0000100872', '0000104007']);
    expect(attributesOf(await suppliers, '0000104007')).toMatchObject({
      legalName: 'Halvorsen Medical LLC',
      dbaNames: ['Northern Med Supply'],
      paymentTerms: '2_10_NET30',
    });
    expect(attributesOf(await suppliers, '0000100872')).toMatchObject({
      legalName: 'Meridian Surgical',
      addresses: [
        { line1: '4190 Solutions Ctr', postalCode: '60677-4001', lockbox: '774190', uses: ['REMIT_TO'] },
      ],
    });
  });

  it('reads a payee redirect as a relationship and blocks as holds, not as deletions', async () => {
    const { byKey } = await suppliers;
    expect(byKey.get('0000100871')?.attributes['relationships']).toEqual([
      { type: 'REMITS_VIA', to: '0000100872' },
    ]);
    expect(byKey.get('0000104007')).toMatchObject({
      deleted: false,
      attributes: {
        lifecycleStatus: 'HELD',
        holds: [{ type: 'POSTING', source: 'SAP SPERR' }, { type: 'PAYMENT', reason: 'B', source: 'SAP ZAHLS' }],
      },
    }); // prettier-ignore
  });

  it('knows an open bank date and shows no bank account in its faults', async () => {
    const { attributes } = standardized(
      rules,
      'sap',
      'supplier',
      (await suppliers).byKey.get('0000100872')?.attributes,
    );
    expect(attributes['bankAccounts']).toMatchObject([
      { accountNo: '000123456789', from: '2024-01-01', to: '9999-12-31' },
    ]);
    expect(attributes['taxIds']).toMatchObject([{ type: 'EIN', value: '84-2917306' }]);
  });

  it('reads CS as a case and conversions as exact fractions', async () => {
    const items = await load('sap', 'item', 'MARA.csv', 'MAKT.csv', 'MARM.csv');
    const glove = items.byKey.get('000000000000450012')?.attributes;
    expect(glove).toMatchObject({
      description: 'GLOVE SURG STRL LTX-FREE SZ 7.5',
      manufacturer: '0000009911',
      mpn: 'MS-4410-75',
    });
    const { attributes, faults } = standardized(rules, 'sap', 'item', glove);
    expect(faults.filter(fault => fault.severity === 'error')).toEqual([]);
    expect(attributes['packaging']).toMatchObject([
      { uom: 'EA', qoe: '1' },
      { uom: 'BX', qoe: '50' },
      { uom: 'CA', qoe: '200', gtin: '39521234001103' },
    ]);
  });

  it('reads the newest validity of a cost center with its text', async () => {
    const batch = await load('sap', 'costCenter', 'CSKS.csv', 'CSKT.csv');
    expect(attributesOf(batch, 'NL01|0000006011')).toMatchObject({
      name: 'OR LAKESIDE OLD',
      lifecycleStatus: 'CLOSED',
      locks: ['PRIMARY_COSTS'],
    });
    expect(attributesOf(batch, 'NL01|0000006010')).toMatchObject({ effectiveTo: '99991231', postable: true });
  });
});

describe('Lawson', () => {
  it('keeps the blanks of right-justified vendor numbers, in keys and in references', async () => {
    const vendors = await load('lawson', 'supplier', 'APVENMAST.csv');
    expect([...vendors.byKey.keys()]).toEqual(['NLC|   20117', 'NLC|   20552']);
    expect(attributesOf(vendors, 'NLC|   20117')).toMatchObject({
      relationships: [{ type: 'REMITS_VIA', to: 'NLC|   20119' }],
    });
    expect(attributesOf(vendors, 'NLC|   20552')).toMatchObject({
      paymentTerms: '2_10_NET30',
      holds: [{ type: 'PAYMENT', reason: 'LEGL' }],
    });
    const items = await load('lawson', 'item', 'ITEMMAST.csv', 'POITEMVEN.csv');
    expect(attributesOf(items, 'NLC|0041127')).toMatchObject({
      vendorItems: [
        { supplier: 'NLC|   20117', vendorItemNo: '4410-75', uom: 'CA', contractRef: 'GPO-MS-2217' },
      ],
    });
  });

  it('links a discontinued item to its replacement and keeps sizes apart', async () => {
    const items = await load('lawson', 'item', 'ITEMMAST.csv', 'POITEMVEN.csv');
    expect(attributesOf(items, 'NLC|0038800')).toMatchObject({
      lifecycleStatus: 'INACTIVE',
      substitutes: [{ toItem: 'NLC|0041127', type: 'REPLACEMENT' }],
    });
    expect(attributesOf(items, 'NLC|0041128')).toMatchObject({
      mpn: 'MS441080',
      description: 'GLOVE,SURG,STER,PF,8.0 LATEX FREE',
    });
  });

  it('reads the fixed-width cost centers', async () => {
    const batch = await load('lawson', 'costCenter', 'GLNAMES.txt');
    expect(attributesOf(batch, '0020|6011')).toMatchObject({
      name: 'OR LAKESIDE (OLD)',
      effectiveTo: '20260630',
      postable: true,
    });
    expect(attributesOf(batch, '0020|60')).toMatchObject({ name: 'PERIOP SVCS', postable: false });
  });
});

describe('Workday', () => {
  it('takes remit-to addresses from the connections of a supplier', async () => {
    const batch = await load('workday', 'supplier', 'suppliers.json');
    expect(attributesOf(batch, 'S-000245')).toMatchObject({
      legalName: 'Meridian Surgical Supply, Inc.',
      taxIds: [{ type: 'EIN', primary: true }],
      addresses: [
        { line1: '4190 Solutions Center', line2: 'Lockbox 774190', state: 'IL', uses: ['REMIT_TO'] },
      ],
      paymentTerms: 'NET30',
    });
    expect(attributesOf(batch, 'S-000412')['bankAccounts']).toBeUndefined();
  });

  it('reads cost centers, the closed one with the day of its end', async () => {
    const batch = await load('workday', 'costCenter', 'cost_centers.csv');
    expect(attributesOf(batch, 'CC_6011')).toMatchObject({
      code: '6011',
      lifecycleStatus: 'CLOSED',
      effectiveTo: '2026-07-01',
    });
  });
});

describe('Coupa', () => {
  it('reads suppliers, the catalogue and contracts', async () => {
    expect(attributesOf(await load('coupa', 'supplier', 'suppliers.csv'), '100245')).toMatchObject({
      taxIds: [{ value: '84-2917306' }],
      contacts: [{ name: 'Dana Whitlock', role: 'ORDERING' }],
      paymentTerms: 'NET30',
      poMethod: 'CXML',
    });
    const items = await load('coupa', 'item', 'items.csv');
    expect(attributesOf(items, 'NLH-0041127')).toMatchObject({
      itemNumbers: ['NLC:0041127'],
      latex: 'NOT_MADE_WITH_NRL',
      sterile: true,
    });
    const contracts = await load('coupa', 'contract', 'contracts.csv');
    expect(contracts.byKey.get('GPO-MS-2217')).toMatchObject({
      sourceVersion: '3',
      effectiveAt: '2025-07-01T05:00:00Z',
    });
    const { attributes } = standardized(
      rules,
      'coupa',
      'contract',
      contracts.byKey.get('GPO-MS-2217')?.attributes,
    );
    expect(attributes).toMatchObject({ effectiveDate: '2025-07-01', expiryDate: '2028-06-30' });
  });

  it('reads CS as a case and other spellings of one part number as they are', async () => {
    const items = await load('coupa', 'item', 'items.csv');
    const { attributes } = standardized(rules, 'coupa', 'item', items.byKey.get('NLH-0049001')?.attributes);
    expect(attributes).toMatchObject({ mpn: 'MS441075', packaging: [{ uom: 'CA', qoe: '200' }] });
  });
});

describe('the purchasing group', () => {
  it('makes one contract of the lines of a price file and the roster', async () => {
    const batch = await load('gpo', 'contract', 'price_file_2026Q3.txt', 'member_roster.txt');
    expect(batch.records).toHaveLength(1);
    expect(batch.byKey.get('VGP|GPO-MS-2217')).toMatchObject({ sourceVersion: '04', uncovered: [] });
    expect(attributesOf(batch, 'VGP|GPO-MS-2217')).toMatchObject({
      tiers: [{ tierNo: '1', basis: 'ACCESS' }, { tierNo: '2', basis: 'COMMITMENT_PCT', min: '80', minSpend: '250000' }],
      priceLines: [{ price: '66.9000', uom: 'BX' }, { price: '58.7500', uom: 'BX' }, { price: '58.7500', uom: 'EA', qoe: '50' }],
      eligibility: [{ locationGln: '9521234100102', tierNo: '2' }, { locationGln: '9521234100706', tierNo: '1' }],
    }); // prettier-ignore
  });

  it('leaves eligibility as it was when the roster does not come along', async () => {
    const batch = await load('gpo', 'contract', 'price_file_2026Q3.txt');
    expect(batch.byKey.get('VGP|GPO-MS-2217')?.uncovered).toEqual(['eligibility']);
  });

  it('reads the same lines as items and rejects the each that holds fifty', async () => {
    const batch = await load('gpo', 'item', 'price_file_2026Q3.txt');
    const wrong = batch.byKey.get('MERIDIAN SURGICAL|MS-4410-80|EA')?.attributes;
    expect(standardized(rules, 'gpo', 'item', wrong).faults).toMatchObject([
      { code: 'EA_QOE_NOT_1', severity: 'error' },
    ]);
    const right = batch.byKey.get('MERIDIAN SURGICAL|MS-4410-75|BX')?.attributes;
    expect(standardized(rules, 'gpo', 'item', right).faults).toEqual([]);
  });

  it('reads members as locations', async () => {
    const batch = await load('gpo', 'location', 'member_roster.txt');
    expect(attributesOf(batch, 'M20007')).toMatchObject({
      gln: '9521234100706',
      hins: ['5Q3RT9K00'],
      classOfTrade: 'ASC',
    });
  });
});

describe('the other systems', () => {
  it('reads an amendment as the contract that it makes', async () => {
    const batch = await load('clm', 'contract', 'amendment_event.json');
    expect(batch.byKey.get('GPO-MS-2217')).toMatchObject({
      sourceVersion: '4',
      attributes: {
        supersedes: 3,
        tiers: [{ tierNo: 1, basis: 'ACCESS' }, { tierNo: 2, basis: 'COMMITMENT_PCT', minSpend: '250000.00', period: 'YEAR' }],
        priceLines: [{ price: '58.7500', qoe: '50', from: '2026-07-01', to: '2028-06-30' }],
        eligibility: [{ locationGln: '9521234100102', tierNo: 2 }, { tierNo: 1 }],
      },
    }); // prettier-ignore
  });

  it('reads the VMS’s supplier, and its rate cards as contracts', async () => {
    const suppliers = await load('vms', 'supplier', 'suppliers.json');
    expect(attributesOf(suppliers, 'VMS-BPS')).toMatchObject({
      laborCategories: ['RN-ICU', 'RN-OR'],
      certifications: [{ type: 'INSURANCE GL' }, { type: 'JOINT_COMMISSION_HCSS', number: 'HC-4471' }],
    });
    const contracts = await load('vms', 'contract', 'suppliers.json');
    expect(attributesOf(contracts, 'RC-RN-ICU-D')).toMatchObject({
      supplier: 'VMS-BPS',
      rateLines: [{ role: 'RN-ICU', shift: 'DAY', billRate: '118.5' }],
    });
  });

  it('reads bins as items and as stock locations', async () => {
    const items = await load('wms', 'item', 'item_locations.csv');
    expect(attributesOf(items, '0041127')).toMatchObject({
      itemNumbers: ['NLC:0041127'],
      locations: [{ location: 'LKS-OR-CORE', bin: 'C-12-04', par: '200', reorder: '80', orderUom: 'CA' }],
    });
    const locations = await load('wms', 'location', 'item_locations.csv');
    expect(attributesOf(locations, 'LKS-OR-CORE')).toMatchObject({
      name: 'Lakeside OR Core',
      locationType: 'STOCK_LOCATION',
    });
    expect(attributesOf(locations, 'LKS-OR-CORE')['gln']).toBeUndefined();
  });

  it('knows an item by either spelling of its number in the charge master', async () => {
    const batch = await load('billing', 'item', 'charge_master.csv');
    expect(attributesOf(batch, '41127001')).toMatchObject({
      itemNumbers: ['NLC:0041127'],
      revenueCodes: ['0270'],
    });
    expect(attributesOf(batch, '55210034')).toMatchObject({
      itemNumbers: ['NLC:0051200'],
      hcpcsCodes: ['C1713'],
    });
  });
});

describe('bad batches', () => {
  const content = Buffer.from('');

  it('says which file of a set is missing, double or unknown', async () => {
    const batch = await readBatch(rules, 'sap', 'supplier', [
      { name: 'LFA1.csv', content },
      { name: 'lfb1_2026.csv', content },
      { name: 'LFB1.csv', content },
      { name: 'T005.csv', content },
    ]);
    expect(batch.causes.map(cause => cause.code)).toEqual(
      expect.arrayContaining(['FILE_REPEATED', 'FILE_MISSING', 'FILE_UNKNOWN']),
    );
  });

  it('stops a price file that was cut, after the contracts before the cut', async () => {
    const text = await readFile(`${FIXTURES}gpo/price_file_2026Q3.txt`, 'utf8');
    const cut = Buffer.from(text.split('\r\n').slice(0, 3).join('\r\n'));
    const batch = await readBatch(rules, 'gpo', 'item', [{ name: 'price.txt', content: cut }]);
    expect(batch.causes).toMatchObject([{ code: 'TRAILER_MISSING', severity: 'error' }]);
  });
});

describe('authority', () => {
  it('follows the matrix: who may say what', () => {
    const rankOf = (system: string, domain: string, attribute: string): number | 'never' | undefined => {
      const source = rules.systems.byId.get(system)?.domains.find(candidate => candidate.domain === domain);
      const rule = rules.domains
        .get(domain)
        ?.ruleSet.attributes.attributes.find(each => each.name === attribute);
      return source === undefined || rule === undefined ? undefined : authorityOf(source, rule).rank;
    };
    expect(rankOf('oracle-fusion', 'supplier', 'legalName')).toBe(1);
    expect(rankOf('vms', 'supplier', 'taxIds')).toBe('never');
    expect(rankOf('coupa', 'supplier', 'bankAccounts')).toBe('never');
    expect(rankOf('vms', 'supplier', 'laborCategories')).toBe(1);
    expect(rankOf('oracle-fusion', 'supplier', 'certifications')).toBe('never');
    expect(rankOf('coupa', 'supplier', 'contacts')).toBe(1);
    expect(rankOf('wms', 'item', 'locations')).toBe(1);
    expect(rankOf('billing', 'item', 'chargeCodes')).toBe(1);
    expect(rankOf('clm', 'contract', 'priceLines')).toBe(1);
    expect(rankOf('coupa', 'contract', 'priceLines')).toBe('never');
    expect(rankOf('gpo', 'contract', 'eligibility')).toBe(1);
    expect(rankOf('ehr', 'costCenter', 'manager')).toBe('never');
    expect(rankOf('ehr', 'location', 'ehrDepartmentIds')).toBe(1);
  });
});
