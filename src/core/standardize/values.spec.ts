import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../model/index.js';
import { dateFormatNames, standardizers, type StandardizeContext, type StandardizerName } from './index.js';

const value = (name: StandardizerName, raw: AttributeValue, context: StandardizeContext = {}) =>
  standardizers[name](raw, context).value;
const codes = (name: StandardizerName, raw: AttributeValue, context: StandardizeContext = {}) =>
  standardizers[name](raw, context).faults.map(fault => fault.code);

describe('a date', () => {
  it.each([
    ['20260701', '2026-07-01'],
    ['07/01/2026', '2026-07-01'],
    ['2026/07/01', '2026-07-01'],
    ['01-JUL-26', '2026-07-01'],
    ['01-JUL-1999', '1999-07-01'],
    ['46204', '2026-07-01'],
    ['Jul 4, 2026', '2026-07-04'],
    ['2026-07-01', '2026-07-01'],
    ['2028-02-29', '2028-02-29'],
    ['00000000', null],
    ['0000-00-00', null],
    ['99991231', '9999-12-31'],
    ['31-DEC-4712', '9999-12-31'],
  ])('%s is %s', (raw, expected) => {
    expect(standardizers.date(raw, {})).toMatchObject({ value: expected, faults: [] });
  });

  it('is the day the source wrote, whatever the offset', () => {
    expect(value('date', '2025-07-01T00:00:00-05:00')).toBe('2025-07-01');
    expect(value('date', '2028-06-30T23:59:59-05:00')).toBe('2028-06-30');
  });

  it('is refused when it does not exist or no listed format fits', () => {
    for (const raw of ['2026-02-30', '13/01/2026', '20261301', 'soon', '7'])
      expect(codes('date', raw)).toEqual(['DATE_FORMAT']);
    expect(value('date', '13/01/2026', { dateFormats: ['DD/MM/YYYY'] })).toBe('2026-01-13');
    expect(value('date', '60', { dateFormats: ['EXCEL'] })).toBeNull();
    expect(codes('date', '07/01/2026', { dateFormats: ['YYYYMMDD'] })).toEqual(['DATE_FORMAT']);
  });

  it('marks an open end', () => {
    expect(standardizers.date('9999-12-31', {}).parts).toEqual({ openEnd: 'true' });
  });

  it('round-trips every day through every format', () => {
    const days = fc.date({ min: new Date('1955-01-01'), max: new Date('2049-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, day => {
        const iso = day.toISOString().slice(0, 10);
        const [year = '', month = '', date = ''] = iso.split('-');
        const name = day.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' }).toUpperCase();
        const serial = Math.round(Date.parse(iso) / 86_400_000) + 25_569;
        for (const text of [
          year + month + date,
          `${month}/${date}/${year}`,
          `${year}/${month}/${date}`,
          `${date}-${name}-${year.slice(2)}`,
          String(serial),
        ]) {
          expect(value('date', text)).toBe(iso);
        }
      }),
    );
  });

  it('offers its formats by name', () => {
    expect(dateFormatNames()).toContain('DD-MON-YY');
  });
});

describe('an instant', () => {
  it.each([
    ['2025-07-01T00:00:00-05:00', '2025-07-01T05:00:00Z'],
    ['2026-06-15T13:05:22.5Z', '2026-06-15T13:05:22.500Z'],
    ['06/15/2026 01:05:22 PM +00:00', '2026-06-15T13:05:22Z'],
    ['1750000000', '2025-06-15T15:06:40Z'],
    ['1750000000123', '2025-06-15T15:06:40.123Z'],
  ])('%s is %s', (raw, expected) => {
    expect(standardizers.instant(raw, {})).toMatchObject({ value: expected, faults: [] });
  });

  it('without a zone is taken as UTC, and says so', () => {
    expect(standardizers.instant('20260615130522', {})).toMatchObject({
      value: '2026-06-15T13:05:22Z',
      faults: [{ code: 'INSTANT_WITHOUT_ZONE', severity: 'info' }],
    });
  });
});

describe('a number', () => {
  it.each([
    ['1,234.50', '1234.50'],
    ['(123.45)', '-123.45'],
    ['123.45-', '-123.45'],
    ['58.7500', '58.7500'],
    ['.5', '0.5'],
    ['007', '7'],
    ['-0.00', '0.00'],
    ['1.25E3', '1250'],
    [1e21, '1000000000000000000000'],
    [0.0000001, '0.0000001'],
  ])('%s is exactly %s', (raw, expected) => {
    expect(value('decimal', raw)).toBe(expected);
  });

  it('follows the decimal separator of its source and is never guessed', () => {
    expect(value('decimal', '1.234,50', { decimalSeparator: ',' })).toBe('1234.50');
    expect(value('decimal', 58.75, { decimalSeparator: ',' })).toBe('58.75');
    for (const raw of ['1,23', '1.234,50', '12.34.56', 'abc', '1e999', '--5'])
      expect(codes('decimal', raw)).toEqual(['NUMBER_FORMAT']);
  });

  it('keeps every digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?[1-9][0-9]{0,40}\.[0-9]{1,20}$/), text => {
        expect(value('decimal', text)).toBe(text);
      }),
    );
  });

  it('compares without trailing zeros', () => {
    expect(standardizers.decimal('58.7500', {}).key).toBe(standardizers.decimal('58.75', {}).key);
    expect(standardizers.decimal('100', {}).key).toBe('100');
  });

  it('of money keeps its currency apart', () => {
    expect(standardizers.money('$1,234.5000', {})).toMatchObject({ value: '1234.5000', parts: {} });
    expect(standardizers.money('EUR 3', {})).toMatchObject({ value: '3', parts: { currency: 'EUR' } });
    expect(standardizers.money('(€5.00)', {})).toMatchObject({ value: '-5.00', parts: { currency: 'EUR' } });
    expect(codes('money', 'ZZZ 3')).toEqual(['CURRENCY_UNKNOWN']);
  });

  it('that must be whole is a JSON number', () => {
    expect(value('integer', '1,000.00')).toBe(1000);
    expect(codes('integer', '7.5')).toEqual(['INTEGER_EXPECTED']);
    expect(codes('integer', '9007199254740993')).toEqual(['INTEGER_RANGE']);
  });

  it('of percent is in points', () => {
    expect(value('percent', '11.50 %')).toBe('11.50');
    expect(codes('percent', '150')).toEqual(['PERCENT_RANGE']);
    expect(codes('percent', '100')).toEqual([]);
  });
});

describe('a code', () => {
  const codeMap = { 'NET 30': 'NET30', N30: 'NET30' };

  it('is mapped by its source and checked against the list', () => {
    expect(value('code', 'Net 30', { codes: codeMap, allowed: ['NET30'] })).toBe('NET30');
    expect(value('code', 'net30', { codes: codeMap, allowed: ['NET30'] })).toBe('NET30');
    expect(standardizers.code('N60', { codes: codeMap, allowed: ['NET30'] }).faults).toMatchObject([
      { code: 'CODE_NOT_ALLOWED', severity: 'error', value: 'N60' },
    ]);
    expect(codes('code', 'N60', { codes: codeMap })).toEqual(['CODE_UNMAPPED']);
    expect(value('code', 'anything')).toBe('anything');
  });

  it('named like an inherited property is not found by accident', () => {
    expect(codes('code', 'constructor', { codes: codeMap })).toEqual(['CODE_UNMAPPED']);
    expect(codes('uom', 'toString', { uomCodes: {} })).toEqual(['UOM_UNKNOWN']);
  });

  it('of yes or no', () => {
    for (const raw of ['Y', 'yes', 'X', '1', 'TRUE', true]) expect(value('boolean', raw)).toBe(true);
    for (const raw of ['N', 'no', '0', 'false', false]) expect(value('boolean', raw)).toBe(false);
    expect(value('boolean', 'A', { codes: { A: 'Y', I: 'N' } })).toBe(true);
    expect(codes('boolean', 'perhaps')).toEqual(['BOOLEAN_UNKNOWN']);
  });

  it('of a country, from codes and names', () => {
    for (const raw of ['us', 'USA', 'U.S.', '840', 'United States of America', 'US-IL', 'USA-IL'])
      expect(value('country', raw)).toBe('US');
    expect(value('country', 'Côte d’Ivoire')).toBe('CI');
    expect(codes('country', 'Atlantis')).toEqual(['COUNTRY_UNKNOWN']);
  });

  it('of a currency', () => {
    expect(standardizers.currency('jpy', {})).toMatchObject({ value: 'JPY', parts: { minorDigits: '0' } });
    expect(codes('currency', 'XXX')).toEqual(['CURRENCY_UNKNOWN']);
  });

  it('of a unit is known to its source only: CS is a case here and a cassette there', () => {
    expect(value('uom', 'CS', { system: 'coupa', uomCodes: { CS: 'CA' } })).toBe('CA');
    expect(value('uom', 'CS', { system: 'other', uomCodes: { CS: 'CS' } })).toBe('CS');
    expect(codes('uom', 'CA', { system: 'coupa', uomCodes: { CS: 'CA' } })).toEqual(['UOM_UNKNOWN']);
    expect(codes('uom', 'CS', { system: 'coupa' })).toEqual(['UOM_UNKNOWN']);
    expect(value('uom', 'CS')).toBe('CS');
  });
});

describe('ways to reach somebody', () => {
  it('phone numbers are E.164, extensions apart', () => {
    for (const raw of ['(316)555-0142', '316.555.0142', '+1 316-555-0142', '13165550142'])
      expect(value('phone', raw)).toBe('+13165550142');
    expect(standardizers.phone('316-555-0142 x12', {})).toMatchObject({
      value: '+13165550142;ext=12',
      key: '+13165550142',
      parts: { extension: '12' },
    });
    expect(value('phone', '030 901820', { country: 'DE' })).toBe('+4930901820');
  });

  it('phone numbers that cannot be dialled are kept as written and are no evidence', () => {
    expect(standardizers.phone('555-0142', {})).toMatchObject({
      value: '555-0142',
      key: null,
      faults: [{ code: 'PHONE_INVALID', severity: 'warning' }],
    });
    expect(codes('phone', '999-999-9999')).toEqual(['PHONE_DUMMY']);
  });

  it('e-mail addresses of a free provider name no organisation', () => {
    expect(standardizers.email('Dana <Orders@Meridian.Example.COM>', {})).toMatchObject({
      value: 'Orders@meridian.example.com',
      key: 'orders@meridian.example.com',
      parts: { domain: 'example.com' },
    });
    expect(standardizers.email('a@gmail.com', {}).parts).not.toHaveProperty('domain');
    expect(codes('email', 'a b@c.d')).toEqual(['EMAIL_FORMAT']);
  });

  it('web addresses show their registrable domain and lose credentials', () => {
    expect(standardizers.url('WWW.Shop.Acme.co.uk/', {})).toMatchObject({
      value: 'https://www.shop.acme.co.uk',
      key: 'shop.acme.co.uk',
      parts: { domain: 'acme.co.uk' },
    });
    expect(value('url', 'http://user:secret@acme.com:80/a/')).toBe('http://acme.com/a');
    expect(codes('url', 'none')).toEqual(['URL_FORMAT']);
  });
});

describe('text', () => {
  it('loses control characters and keeps everything else', () => {
    expect(value('text', ' a\u0000b\u200b  c\tD ')).toBe('ab c D');
    expect(value('longText', 'one \r\n\r\n\r\n\r\n two\u0000')).toBe('one\n\ntwo');
    expect(value('text', 'Müller™ 🎉')).toBe('Müller™ 🎉');
  });

  it('too long is said, never cut', () => {
    expect(standardizers.text('x'.repeat(50), { maxLength: 40 })).toMatchObject({
      value: 'x'.repeat(50),
      faults: [{ code: 'TEXT_TOO_LONG', severity: 'warning' }],
    });
    expect(standardizers.text('x '.repeat(5000), {}).key?.length).toBe(500);
  });
});

describe('an item description', () => {
  const key = (raw: string) => standardizers.productText(raw, {}).key;
  const parts = (raw: string) => standardizers.productText(raw, {}).parts;

  it('has one key in every style (D15)', () => {
    expect(key('GLOVE,SURG,STER,PF,7.5')).toBe(key('Glove surgical sterile powder-free 7½'));
    expect(key('SCREW CORT 3.5 X 18 MM')).toBe(key('Cortical screw, 3.5mm x 18mm'));
    expect(key('GAUZE 4"x4" 12 PLY NON-STERILE')).toBe(key('NONSTERILE GAUZE 12PLY 4 x 4 IN'));
  });

  it('does not take LATEX FREE for latex where a field cut it off', () => {
    for (const text of [
      'Glove exam nitrile latex f',
      'Glove exam nitrile latex fr',
      'Glove exam nitrile latex free',
    ])
      expect(parts(text)['latex']).toBe('LATEXFREE');
    expect(parts('Glove exam latex')['latex']).toBe('LATEX');
  });

  it('differs by size, side, length, sterility and latex (N8, N10)', () => {
    const pairs = [
      ['GLOVE 7.5', 'GLOVE 8.0'],
      ['PLATE LEFT', 'PLATE RIGHT'],
      ['SCREW 18MM', 'SCREW 20MM'],
      ['GLOVE STERILE', 'GLOVE NON STERILE'],
      ['GLOVE LATEX', 'GLOVE LATEX FREE'],
    ] as const;
    for (const [left, right] of pairs) expect(key(left)).not.toBe(key(right));
    expect(parts('PLATE LT 3.5MM NON-STERILE LF')).toMatchObject({
      side: 'LEFT',
      numbers: '3.5MM',
      sterility: 'NONSTERILE',
      latex: 'LATEXFREE',
    });
  });

  it('keeps packaging and model numbers apart from sizes', () => {
    expect(parts('Surgical glove size 7.5, 50 pr/box, MS-4410-75')).toMatchObject({
      numbers: '7.5',
      packaging: '50PR/BOX',
      models: 'MS441075',
    });
  });

  it('reads numbers exactly', () => {
    expect(parts('7 1/2')['numbers']).toBe('7.5');
    expect(parts('1,000 ML')['numbers']).toBe('1000ML');
    expect(parts('SZ 07.50')['numbers']).toBe('7.5');
    expect(parts('CATH 14 FR 5CC')['numbers']).toBe('14FR 5ML');
  });
});
