import { describe, expect, it } from 'vitest';
import { RULES_FOLDER } from '../../../test/rules/shipped-rules.js';
import { loadRules, readRuleFolder } from '../../rules/index.js';
import { restoreColumns, withholdColumns, type RawRecord } from './index.js';

const loaded = loadRules(await readRuleFolder(RULES_FOLDER));
if (!loaded.ok) throw new Error('the shipped rules have faults');
const source = loaded.rules.systems.byId
  .get('oracle-fusion')
  ?.domains.find(({ domain }) => domain === 'supplier');
if (source === undefined) throw new Error('the shipped system has no suppliers');
const noBank = (attribute: string): boolean => attribute !== 'bankAccounts';

const stored: RawRecord = {
  fields: { 'Supplier Name': '', 'Supplier Number': '100000', Language: 'nobody reads this' },
  joined: {
    BankAccounts: [
      { 'Import Batch': '9001', 'Account Number': '000716837838', 'Branch Number': '806464976' },
      { 'Import Batch': '9001', 'Account Number': '000325480162', 'Branch Number': '802353159' },
    ],
  },
};

describe('a raw record for somebody who sees no bank details', () => {
  it('is without the columns that bank details are read from, and without those that nobody reads', () => {
    const { raw, withheld } = withholdColumns(stored, source, noBank);
    expect(raw.fields).toEqual({ 'Supplier Name': '', 'Supplier Number': '100000' });
    expect(JSON.stringify(raw)).not.toMatch(/000716837838|806464976|nobody reads/);
    expect(withheld).toEqual([
      'BankAccounts.Account Number',
      'BankAccounts.Branch Number',
      'BankAccounts.Import Batch',
      'Language',
    ]);
  });

  it('goes back with the columns that stayed here, whatever was sent in them', () => {
    const { raw } = withholdColumns(stored, source, noBank);
    const corrected = {
      ...raw,
      fields: { ...raw.fields, 'Supplier Name': 'Meridian' },
      joined: {
        BankAccounts: (raw.joined?.['BankAccounts'] ?? []).map(row => ({ ...row, 'Account Number': '666' })),
      },
    };
    expect(restoreColumns(corrected, stored, source, noBank)).toEqual({
      ...stored,
      fields: { ...stored.fields, 'Supplier Name': 'Meridian' },
    });
  });

  it('cannot go back with other rows: nobody could tell whose bank account is whose', () => {
    const { raw } = withholdColumns(stored, source, noBank);
    expect(restoreColumns({ ...raw, joined: {} }, stored, source, noBank)).toBeUndefined();
  });

  it('shows what only readable attributes are read from', () => {
    const { raw, withheld } = withholdColumns(
      { fields: { 'Supplier Name': 'Meridian', 'Taxpayer ID': '05-0247637' } },
      source,
      attribute => attribute !== 'taxIds' && attribute !== 'w9',
    );
    expect([raw.fields, withheld]).toEqual([{ 'Supplier Name': 'Meridian' }, ['Taxpayer ID']]);
  });
});
