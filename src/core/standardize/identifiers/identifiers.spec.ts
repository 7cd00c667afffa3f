import { describe, expect, it } from 'vitest';
import type { AttributeValue, Standardized } from '../../model/index.js';
import { gs1CheckDigit, standardizers, type StandardizeContext, type StandardizerName } from '../index.js';

function read(name: StandardizerName, raw: AttributeValue, context: StandardizeContext = {}): Standardized {
  return standardizers[name](raw, context);
}

/** [standardizer, raw, canonical value, fault codes with severity] */
const VECTORS: readonly (readonly [StandardizerName, string, string | null, string])[] = [
  ['gtin', '00614141000036', '00614141000036', ''],
  ['gtin', '614141000036', '00614141000036', ''],
  ['gtin', '10614141000033', '10614141000033', ''],
  ['gtin', '10614141000034', null, 'error GTIN_CHECK_DIGIT'],
  ['gtin', '96385074', '00000096385074', ''],
  ['gtin', '5019 7106-724468', '50197106724468', ''],
  ['gtin', '5019710672446', null, 'error GTIN_CHECK_DIGIT'],
  ['gtin', '123456', null, 'error GTIN_LENGTH'],
  ['gtin', '50197106724468', '50197106724468', ''],
  ['gtin', '13010733000145', null, 'error GTIN_CHECK_DIGIT'],
  ['gtin', '1.06141E+13', null, 'error GTIN_SCIENTIFIC'],
  ['gtin', '00000000000000', null, 'error GTIN_DUMMY'],
  ['gln', '0614141000012', '0614141000012', ''],
  ['gln', '614141000012', '0614141000012', 'warning GLN_ZEROS_LOST'],
  ['gln', '0614141000013', null, 'error GLN_CHECK_DIGIT'],
  ['npi', '1234567893', '1234567893', ''],
  ['npi', '1234567890', null, 'error NPI_CHECK_DIGIT'],
  ['npi', '3234567893', null, 'error NPI_FIRST_DIGIT'],
  ['npi', '0000000000', null, ''],
  ['aba', '021000021', '021000021', ''],
  ['aba', '111000025', '111000025', ''],
  ['aba', '021000022', null, 'error ABA_CHECK_DIGIT'],
  ['aba', '000000000', null, 'error ABA_DUMMY'],
  ['aba', '500000005', null, 'error ABA_PREFIX'],
  ['iban', 'DE89 3704 0044 0532 0130 00', 'DE89370400440532013000', ''],
  ['iban', 'GB82WEST12345698765432', 'GB82WEST12345698765432', ''],
  ['iban', 'DE89370400440532013001', null, 'error IBAN_CHECK_DIGITS'],
  ['iban', 'DE8937040044053201300', null, 'error IBAN_LENGTH'],
  ['iban', 'US89370400440532013000', null, 'error IBAN_COUNTRY'],
  ['lei', '213800KUD8LAJWSQ9D15', '213800KUD8LAJWSQ9D15', ''],
  ['lei', '5493001KJTIIGC8Y1R12', '5493001KJTIIGC8Y1R12', ''],
  ['lei', '213800KUD8LXJWSQ9D15', null, 'error LEI_CHECK_DIGITS'],
  ['hibc', '+A123BJC5D6E71G', 'A123BJC5D6E71', ''],
  ['hibc', '+A123BJC5D6E71H', null, 'error HIBC_CHECK_CHARACTER'],
  ['hibc', 'H98004315772010', 'H98004315772010', ''],
  ['ein', '12-3456788', '12-3456788', ''],
  ['ein', '842917306', '84-2917306', ''],
  ['ein', '123456789', null, 'error EIN_DUMMY'],
  ['ein', '888888888', null, 'error EIN_DUMMY'],
  ['ein', '07-1234567', '07-1234567', 'warning EIN_PREFIX_UNASSIGNED'],
  ['ein', '00000000', null, 'error EIN_LENGTH'],
  ['ssn', '123-45-6780', '123-45-6780', ''],
  ['ssn', '000456780', null, 'error SSN_AREA'],
  ['ssn', '666456780', null, 'error SSN_AREA'],
  ['ssn', '900456780', null, 'error SSN_AREA'],
  ['ssn', '123006780', null, 'error SSN_GROUP'],
  ['ssn', '123450000', null, 'error SSN_SERIAL'],
  ['ssn', '078-05-1120', null, 'error SSN_DUMMY'],
  ['itin', '900-70-1234', '900-70-1234', ''],
  ['itin', '900-89-1234', null, 'error ITIN_GROUP'],
  ['itin', '900-93-1234', '900-93-1234', ''],
  ['itin', '123-70-1234', null, 'error ITIN_AREA'],
  ['taxId', '84-2917306', '84-2917306', ''],
  ['taxId', '842917306', '84-2917306', ''],
  ['taxId', '123-45-6780', '123-45-6780', ''],
  ['taxId', '900-70-1234', '900-70-1234', ''],
  ['taxId', 'DE 123 456 789', 'DE123456789', ''],
  ['taxId', 'DE12345678', 'DE12345678', 'warning VAT_FORMAT'],
  ['taxId', 'VAT 123456780', null, 'error TAX_ID_COUNTRY'],
  ['duns', '07-991-2345', '079912345', ''],
  ['duns', '000000000', null, 'error DUNS_DUMMY'],
  ['duns', '79912345', null, 'error DUNS_LENGTH'],
  ['uei', 'YNDUZMUZF8H8', 'YNDUZMUZF8H8', ''],
  ['uei', 't53mcmltwk59', 'T53MCMLTWK59', ''],
  ['uei', '0NDUZMUZF8H8', null, 'error UEI_FORMAT'],
  ['uei', 'YNDUZMUZF8HO', null, 'error UEI_LETTERS'],
  ['uei', 'AB123456789C', null, 'error UEI_FORMAT'],
  ['cage', '1abc5', '1ABC5', ''],
  ['cage', 'ABC12', null, 'warning CAGE_FORMAT'],
  ['hin', '5Q3RT7H00', '5Q3RT7H00', ''],
  ['hin', '5Q3RT7H', null, 'error HIN_FORMAT'],
  ['ccn', '010001', '010001', ''],
  ['ccn', '10001', null, 'warning CCN_FORMAT'],
  ['dea', 'AB1234563', 'AB1234563', ''],
  ['dea', 'AB1234564', null, 'error DEA_CHECK_DIGIT'],
  ['clia', '11D0987654', '11D0987654', ''],
  ['bankAccount', '000-12345-6', '000123456', ''],
  ['bankAccount', '000123456789', '000123456789', 'warning BANK_ACCOUNT_DUMMY'],
  ['bankAccount', '123', null, 'warning BANK_ACCOUNT_FORMAT'],
  ['bic', 'deutdeff', 'DEUTDEFF', ''],
  ['bic', 'DEUTZZFF', null, 'error BIC_COUNTRY'],
  ['ndc', '0069-3150-83', '00069315083', ''],
  ['ndc', '50580-449-10', '50580044910', ''],
  ['ndc', '12345-6789-1', '12345678901', ''],
  ['ndc', '1234567890', null, 'error NDC10_AMBIGUOUS'],
  ['ndc', '12345-6789', null, 'error NDC_FORMAT'],
  ['ndc', '1234-567-8', null, 'error NDC_SEGMENTS'],
  ['unspsc', '42132203', '42132203', ''],
  ['unspsc', '42132200', '42132200', 'warning UNSPSC_NOT_COMMODITY'],
  ['unspsc', '421322', null, 'warning UNSPSC_FORMAT'],
  ['hcpcs', 'c1713', 'C1713', ''],
  ['hcpcs', 'Z1713', null, 'error HCPCS_FORMAT'],
  ['revenueCode', '278', '0278', 'info REVENUE_CODE_PADDED'],
  ['gmdn', '44272', '44272', ''],
  ['fdaProductCode', 'kko', 'KKO', ''],
  ['naics', '423450', '423450', ''],
];

describe('identifiers', () => {
  it.each(VECTORS)('%s reads %s as %s (%s)', (name, raw, value, faults) => {
    const result = read(name, raw);
    expect(result.value).toBe(value);
    expect(result.faults.map(fault => `${fault.severity} ${fault.code}`).join(', ')).toBe(faults);
  });

  it('propose the right check digit', () => {
    expect(read('gtin', '10614141000034').faults[0]?.fix).toContain('10614141000033');
    expect(read('npi', '1234567890').faults[0]?.fix).toContain('1234567893');
    expect(read('dea', 'AB1234564').faults[0]?.fix).toContain('AB1234563');
  });
});

describe('a GTIN', () => {
  it('with a wrong check digit is kept with a warning when a file brings it, because registries contain a few', () => {
    const imported = read('gtin', '13010733000145', { system: 'gudid' });
    expect(imported).toMatchObject({
      value: '13010733000145',
      faults: [{ severity: 'warning', code: 'GTIN_CHECK_DIGIT' }],
    });
  });

  it('has one root on all pack levels and shows the NDC inside', () => {
    expect(read('gtin', '10614141000033').parts['root']).toBe(read('gtin', '00614141000036').parts['root']);
    expect(read('gtin', `0030069315083${gs1CheckDigit('0030069315083')}`).parts['ndc10']).toBe('0069315083');
  });
});

describe('a UDI', () => {
  const di = '19521234001109';

  it.each([
    `(01)${di}(17)261231(10)LOT5(21)S1`,
    `01${di}1726123110LOT5\u001d21S1`,
    `]d201${di}1726123110LOT5\u001d21S1`,
    `\u001d01${di}1726123110LOT5\u001d21S1`,
  ])('of GS1 gives its device identifier and the production fields: %j', label => {
    expect(read('udiDi', label)).toMatchObject({
      value: di,
      parts: { agency: 'GS1', lot: 'LOT5', serial: 'S1', expires: '2026-12-31' },
      faults: [],
    });
  });

  it('of HIBCC and ICCBBA gives its device identifier', () => {
    expect(read('udiDi', '+A123BJC5D6E71G')).toMatchObject({
      value: 'A123BJC5D6E71',
      parts: { agency: 'HIBCC', labeler: 'A123' },
    });
    expect(read('udiDi', '=/A9999XYZ100T0944=,000025')).toMatchObject({
      value: 'A9999XYZ100T0944',
      parts: { agency: 'ICCBBA', facility: 'A9999' },
    });
  });

  it('may be a bare device identifier of any agency', () => {
    expect(read('udiDi', di).parts['agency']).toBe('GS1');
    expect(read('udiDi', 'H98004315772010').parts['agency']).toBe('HIBCC');
    expect(read('udiDi', '???').faults[0]?.code).toBe('UDI_FORMAT');
  });
});

describe('a tax id', () => {
  it('says which kind it is', () => {
    expect(read('taxId', '84-2917306').parts['type']).toBe('EIN');
    expect(read('taxId', '123-45-6780').parts['type']).toBe('SSN');
    expect(read('taxId', '900-93-1234').parts['type']).toBe('ATIN');
    expect(read('taxId', 'DE123456789').parts).toEqual({ type: 'VAT', country: 'DE' });
  });

  it('as a composite is read by its stated type and comes back complete', () => {
    expect(read('taxId', { type: 'SSN', value: '123456780', primary: true })).toMatchObject({
      value: { type: 'SSN', value: '123-45-6780', country: 'US', primary: true },
      key: '123456780',
    });
  });

  it('never carries its value in a fault', () => {
    const [fault] = read('taxId', '123-45-0000').faults;
    expect(fault).not.toHaveProperty('value');
    expect(JSON.stringify(fault)).not.toContain('123');
  });
});

describe('numbers that people gave', () => {
  it('compare part numbers without punctuation and tolerate leading zeros (D13)', () => {
    const keys = [
      'MS-4410-75',
      'MS441075',
      'MS 4410 75',
      'REF: ms-4410/75',
      'REF MS-441075',
      'Mfr MS441075',
    ].map(raw => read('partNumber', raw).key);
    expect(new Set(keys)).toEqual(new Set(['MS441075']));
    // A label stands apart and before a number; letters of the maker do not.
    expect(read('partNumber', 'MFR PKS 502477-4').value).toBe('PKS 502477-4');
    expect(read('partNumber', 'REF A1').key).toBe('REFA1');
    expect(read('partNumber', 'REF-4410-75').key).toBe('REF441075');
    expect(read('partNumber', '0038800').parts['unpadded']).toBe('38800');
    expect(read('partNumber', '4410-75').key).not.toBe(read('partNumber', 'MS-4410-75').key);
    expect(read('partNumber', '4.41E+10').faults[0]?.code).toBe('PART_NUMBER_SCIENTIFIC');
  });

  it('take the amendment off a contract number (D18)', () => {
    expect(read('contractNumber', 'MS-2217 A4')).toMatchObject({
      value: 'MS-2217',
      key: 'MS2217',
      parts: { amendment: '4' },
    });
    expect(read('contractNumber', 'GPO-MS-2217 AMD 04')).toMatchObject({
      key: 'GPOMS2217',
      parts: { amendment: '4' },
    });
    expect(read('contractNumber', 'GPO-MS-2217').key).toBe(read('contractNumber', 'gpoms2217').key);
    expect(read('contractNumber', 'A4').value).toBe('A4');
  });

  it('keep a cost centre code’s zeros in the value and drop them from the key (D17)', () => {
    expect(read('costCenterCode', '0000006010')).toMatchObject({ value: '0000006010', key: '6010' });
    expect(read('costCenterCode', '6010').key).toBe('6010');
  });

  it('keep a source key exactly as the source wrote it', () => {
    expect(read('sourceKey', '   20117').value).toBe('   20117');
    expect(read('sourceKey', '0000100871')).toMatchObject({ value: '0000100871', key: '100871' });
  });
});
