import { describe, expect, it } from 'vitest';
import { standardizers } from '../index.js';

const organisation = (raw: string) => standardizers.organisationName(raw, {});
const person = (raw: string) => standardizers.personName(raw, {});

describe('an organisation name', () => {
  it.each([
    ['D1', 'GARTNER INC', 'Gartner Inc.'],
    ['D1', 'SELF HELP FOR THE ELDERLY', 'SELF-HELP FOR THE ELDERLY'],
    ['D2', 'L C I COMPUTER', 'LCI COMPUTER'],
    ['D2', 'Y M C A', 'YMCA'],
    ['D2', 'U.S. BANK, N.A.', 'US BANK NA'],
    ['D4', 'GEN-PROBE SLS & SVC', 'GEN PROBE SALES AND SERVICES'],
    ['D5', 'PHOENIX BUSINESS JOURNAL, THE', 'THE PHOENIX BUSINESS JOURNAL'],
    ['spaced form', 'XYZ L L C', 'XYZ LLC'],
    ['saint', "ST. JOSEPH'S HOSP", 'Saint Josephs Hospital'],
    ['full width', 'ＧＡＲＴＮＥＲ　ＩＮＣ', 'Gartner, Inc'],
    ['diacritics', 'Müller & Söhne GmbH', 'MULLER AND SOHNE GMBH'],
  ])('has one key for both spellings (%s): %s / %s', (_pattern, left, right) => {
    expect(organisation(left).key).toBe(organisation(right).key);
  });

  it('has one joined part where words were joined (D6)', () => {
    const [left, right] = [
      organisation('CAL-STEAM A WOLSELEY COMPANY'),
      organisation('CALSTEAM A WOLSELEY CO'),
    ];
    expect(left.parts['joined']).toBe(right.parts['joined']);
  });

  it('keeps the legal form as evidence: other key, same core (D3, N4)', () => {
    const [inc, lp, none] = ['URBAN FARMER STORE INC', 'URBAN FARMER STORE LP', 'URBAN FARMER STORE'].map(
      organisation,
    );
    expect(new Set([inc?.key, lp?.key, none?.key]).size).toBe(3);
    expect(new Set([inc?.parts['core'], lp?.parts['core'], none?.parts['core']])).toEqual(
      new Set(['URBAN FARMER STORE']),
    );
    expect([inc?.parts['legalForm'], lp?.parts['legalForm'], none?.parts['legalForm']]).toEqual([
      'INC',
      'LP',
      undefined,
    ]);
    expect(organisation('CITY STAMP & SIGN CO INC').parts).toMatchObject({
      core: 'CITY STAMP AND SIGN',
      legalForm: 'INC',
    });
  });

  it.each([
    ['Limited Liability Company', 'LLC'],
    ['L.L.C.', 'LLC'],
    ['P.C.', 'PC'],
    ['GmbH & Co. KG', 'GMBH CO KG'],
    ['Sp. z o.o.', 'SP ZOO'],
    ['S.A. de C.V.', 'SA DE CV'],
    ['S.p.A.', 'SPA'],
    ['Pty Ltd', 'PTY LTD'],
    ['Sdn. Bhd.', 'SDN BHD'],
    ['National Association', 'NA'],
    ['PLLC', 'PLLC'],
  ])('recognises the legal form %s', (spelling, code) => {
    expect(organisation(`Medica ${spelling}`).parts).toMatchObject({ core: 'MEDICA', legalForm: code });
  });

  it('pulls trade name, former name, care-of, attention and lockbox out of the legal name (D8, D9, D12)', () => {
    expect(organisation('Halvorsen Medical LLC d/b/a Northern Med Supply')).toMatchObject({
      value: 'Halvorsen Medical LLC',
      parts: { dba: 'Northern Med Supply', core: 'HALVORSEN MEDICAL' },
    });
    expect(organisation('BrightPath Workforce FKA BrightPath Staffing').parts['formerly']).toBe(
      'BrightPath Staffing',
    );
    expect(organisation('MERIDIAN SURGICAL LOCKBOX 774190')).toMatchObject({
      value: 'MERIDIAN SURGICAL',
      parts: { lockbox: '774190' },
    });
    expect(organisation('Acme Inc C/O Bob Jones ATTN: AP')).toMatchObject({
      value: 'Acme Inc',
      parts: { careOf: 'Bob Jones', attn: 'AP' },
    });
    expect(organisation('ACME CORP (REMIT TO)')).toMatchObject({
      value: 'ACME CORP',
      parts: { remit: 'yes' },
    });
    expect(organisation('ACME (DBA ZED) INC')).toMatchObject({
      value: 'ACME INC',
      key: 'ACME INC',
      parts: { dba: 'ZED' },
    });
  });

  it('leaves names alone that only look like riders', () => {
    for (const name of [
      'Remit Corp',
      'Attention Getters Inc',
      'Lockheed Martin',
      'Dakota Supply',
      'The Care of Trees',
    ]) {
      expect(organisation(name).value).toBe(name);
    }
  });

  it('keeps a parenthesis apart, and in the key only when it tells organisations apart (L1)', () => {
    expect(organisation('GEN-PROBE SALES & SERVICE (SUB HOLOGIC INC)')).toMatchObject({
      key: 'GEN PROBE SALES AND SERVICE',
      parts: { parenthesis: 'SUB HOLOGIC INC' },
    });
    expect(organisation('MERCY HOSPITAL (TOLEDO)').key).not.toBe(organisation('MERCY HOSPITAL (TIFFIN)').key);
  });

  it('splits the department off a payee series (N3)', () => {
    const [left, right] = ['P-CARD ONLY US BANK N.A. - HSA', 'P-CARD ONLY US BANK N.A. - HSS'].map(
      organisation,
    );
    expect([left?.parts['tail'], right?.parts['tail']]).toEqual(['HSA', 'HSS']);
    expect(left?.parts['core']).toBe(right?.parts['core']);
    expect(left?.key).not.toBe(right?.key);
    expect(organisation('ABBOTT LABORATORIES INC VASCULAR DIVISION').parts['tail']).toBe('VASCULAR DIVISION');
    expect(organisation('ACME - INC').parts).not.toHaveProperty('tail');
  });

  it('shows numbers, which tell branches apart (N11)', () => {
    expect(organisation('TEAMSTERS LOCAL 021').parts['numbers']).toBe('21');
  });

  it('recognises a person among payees', () => {
    expect(organisation('Smith, John A MD').parts['person']).toBe('SMITH JOHN A');
    for (const name of [
      'GARTNER, INC',
      'PHOENIX BUSINESS JOURNAL, THE',
      'SMITH, JONES AND PARTNERS',
      'WAKEMED, RALEIGH CAMPUS',
    ]) {
      expect(organisation(name).parts).not.toHaveProperty('person');
    }
  });

  it('keeps unrelated names apart (N2)', () => {
    expect(organisation('SMITH & NEPHEW').key).not.toBe(organisation('SMITHS MEDICAL').key);
    expect(organisation('COMMUNITY AT WORK').key).not.toBe(organisation('COMMUNITY WORKS').key);
  });

  it('never has an empty key, whatever the script', () => {
    for (const name of [
      '株式会社メディカル',
      'ООО «Медтехника»',
      'شركة الأدوية',
      '🎉',
      '???',
      'THE',
      'INC',
      '&',
    ]) {
      expect(organisation(name).key).toBeTruthy();
    }
  });
});

describe('a person’s name', () => {
  it('has one key in either order, with titles and credentials left out', () => {
    const keys = ['Dana M. Whitlock', 'Whitlock, Dana M', 'WHITLOCK, DANA M., MD', 'Dr. Dana M Whitlock'].map(
      raw => person(raw).key,
    );
    expect(new Set(keys)).toEqual(new Set(['WHITLOCK DANA M']));
  });

  it('keeps particles with the family name and the generation apart', () => {
    expect(person('Jan van der Berg Jr.').parts).toEqual({
      family: 'VAN DER BERG',
      given: 'JAN',
      suffix: 'JR',
    });
  });

  it('accepts named fields', () => {
    expect(standardizers.personName({ firstName: 'Dana', lastName: 'Whitlock' }, {}).key).toBe(
      'WHITLOCK DANA',
    );
  });
});
