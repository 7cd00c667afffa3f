import { describe, expect, it } from 'vitest';
import type { AttributeRule, DomainAttributes } from '../rules/index.js';
import { formatRuleFault } from '../rules/parse/index.js';
import { compileDomain, readSourceSystem } from './index.js';
import type { CompiledDomain, MappedRecord, RawRecord } from './index.js';

function rule(name: string, more: Partial<AttributeRule> = {}): AttributeRule {
  return {
    name,
    label: name,
    type: 'string',
    multi: false,
    requirement: 'optional',
    class: 'internal',
    group: 'main',
    searchable: false,
    ...more,
  };
}

const shop: DomainAttributes = {
  domain: 'shop',
  label: 'Shop',
  plural: 'shops',
  pluralLabel: 'Shops',
  title: 'name',
  attributes: [
    rule('name'),
    rule('dba'),
    rule('status', { type: 'code', codes: { OPEN: 'Open', SHUT: 'Shut' } }),
    rule('since', { type: 'date' }),
    rule('owned', { type: 'boolean' }),
    rule('factor', { type: 'decimal' }),
    rule('tags', { multi: true }),
    rule('address', { type: 'address' }),
    rule('taxIds', {
      type: 'object',
      multi: true,
      class: 'restricted',
      fields: [
        rule('type', { type: 'code', codes: { EIN: 'EIN', SSN: 'SSN' }, class: 'restricted' }),
        rule('value', { class: 'restricted' }),
      ],
    }),
    rule('banks', { type: 'object', multi: true, fields: [rule('aba'), rule('shop')] }),
  ],
};
const domains = new Map([['shop', shop]]);

const FLAT = `
system: test-erp
label: Test
kind: erp
description: d
timezone: America/Chicago
context: { dateFormats: [YYYYMMDD], nullTokens: ['N/A', '00000000'] }
codeMaps:
  status: { label: shop status, unknown: warning, codes: { A: OPEN, I: SHUT } }
domains:
  shop:
    files:
      - name: SHOPS
        format: { type: delimited }
        columns: [ID, NAME1, NAME2, NAME3, ST, CHANGED, TAX, OWN, TAGS, NUM, DEN, LINE, CITY, GONE]
      - name: BANKS
        required: false
        format: { type: delimited }
        columns: [SHOP, ABA, KIND]
        join: { columns: [SHOP], to: [ID] }
    key: [ID]
    sourceVersion: CHANGED
    effectiveAt: CHANGED
    deletes: { mode: flag, when: { column: GONE, is: X } }
    mapping:
      name: { join: [NAME1, NAME2] }
      dba: { extract: NAME3, pattern: '^DBA (?<name>.+)$' }
      status: { lookup: status, of: ST }
      since: { date: CHANGED }
      owned: { flag: OWN, yes: [X], blank: false }
      factor: { ratio: NUM, by: DEN }
      tags: { split: TAGS, at: ';' }
      address: { object: { line1: LINE, city: CITY, country: { const: US } } }
      taxIds: { object: { type: { when: { column: TAX, matches: '^9' }, use: { const: SSN }, else: { const: EIN } }, value: TAX } }
      banks: { each: BANKS, where: { column: KIND, is: B }, map: { object: { aba: ABA, shop: $.ID } } }
`;

function compiled(yaml: string): CompiledDomain {
  const outcome = readSourceSystem(yaml, 'test-erp.yaml', domains);
  if (!outcome.ok) throw new Error(outcome.faults.map(formatRuleFault).join('\n'));
  const [source] = outcome.system.domains;
  if (source === undefined) throw new Error('no domain');
  return compileDomain(outcome.system, source, shop);
}

const mapWith = (yaml: string, record: RawRecord): MappedRecord => compiled(yaml).map(record);

const faultsOf = (yaml: string): readonly string[] => {
  const outcome = readSourceSystem(yaml, 'test-erp.yaml', domains);
  return outcome.ok ? [] : outcome.faults.map(formatRuleFault);
};

const row = {
  ID: '  007', NAME1: 'Halvorsen Medical', NAME2: ' LLC ', NAME3: 'DBA Northern Med Supply', ST: 'A', CHANGED: '20210812',
  TAX: '832204519', OWN: 'X', TAGS: 'a; b;;N/A', NUM: '50', DEN: '4', LINE: '88 Birch Ave', CITY: 'Duluth', GONE: '',
}; // prettier-ignore

describe('mapping a record', () => {
  it('makes attributes with every verb and keeps the blanks of a key', () => {
    const mapped = mapWith(FLAT, {
      fields: row,
      joined: { BANKS: [{ SHOP: '  007', ABA: '021000021', KIND: 'B' }, { SHOP: '  007', ABA: '1', KIND: 'X' }] },
    }); // prettier-ignore
    expect(mapped.faults).toEqual([]);
    expect(mapped.key).toBe('  007');
    expect(mapped.attributes).toEqual({
      name: 'Halvorsen Medical LLC',
      dba: 'Northern Med Supply',
      status: 'OPEN',
      since: '2021-08-12',
      owned: true,
      factor: '12.5',
      tags: ['a', 'b'],
      address: { line1: '88 Birch Ave', city: 'Duluth', country: 'US' },
      taxIds: [{ type: 'EIN', value: '832204519' }],
      banks: [{ aba: '021000021', shop: '  007' }],
    });
    expect(mapped).toMatchObject({
      sourceVersion: '20210812',
      effectiveAt: '2021-08-12T05:00:00Z',
      deleted: false,
    });
  });

  it('leaves out what the source does not say: constants alone make no address', () => {
    const mapped = mapWith(FLAT, {
      fields: { ID: '1', NAME1: 'A', LINE: ' ', CITY: 'N/A', GONE: 'X', CHANGED: '00000000' },
    });
    expect(mapped.attributes).toEqual({ name: 'A', owned: false });
    expect(mapped).toMatchObject({ deleted: true, effectiveAt: null, faults: [] });
  });

  it('says which code is unknown, where, and what would fix it', () => {
    const mapped = mapWith(FLAT, { fields: { ...row, ST: 'Z' } });
    expect(mapped.attributes['status']).toBeUndefined();
    expect(mapped.faults).toEqual([
      {
        code: 'CODE_UNKNOWN',
        severity: 'warning',
        message: "test-erp has no shop status 'Z'.",
        attribute: 'status',
        field: 'ST',
        value: 'Z',
        fix: 'Use one of A, I, or add the code to codeMaps.status in systems/test-erp.yaml.',
      },
    ]);
  });

  it('refuses a record without key, and says when it is blank altogether', () => {
    expect(mapWith(FLAT, { fields: { ...row, ID: '  ' } })).toMatchObject({
      key: null,
      faults: [{ code: 'KEY_MISSING', field: 'ID' }],
    });
    expect(mapWith(FLAT, { fields: { ID: ' ', NAME1: '' } })).toMatchObject({
      key: null,
      faults: [{ code: 'RECORD_BLANK' }],
    });
  });

  it('names the attributes that a missing optional file leaves open', () => {
    const mapped = mapWith(FLAT, { fields: row, absentFiles: ['BANKS'] });
    expect(mapped.uncovered).toEqual(['banks']);
    expect(mapped.attributes['banks']).toBeUndefined();
  });

  it('names the attributes that a record received in the past says nothing about', () => {
    const unread = (record: RawRecord) => compiled(FLAT).unread(record);
    const banks = [{ SHOP: '  007', ABA: '021000021', KIND: 'B' }];
    expect(unread({ fields: row, joined: { BANKS: banks } })).toEqual([]);
    expect(unread({ fields: row, joined: { BANKS: [] } })).toEqual([]);
    expect(unread({ fields: row, absentFiles: ['BANKS'] })).toEqual([]);
    expect(unread({ fields: row })).toEqual(['banks']);
    expect(unread({ fields: row, joined: { BANKS: [{ SHOP: '  007', ABA: '021000021' }] } })).toEqual([
      'banks',
    ]);
    const { ST: _state, ...without } = row;
    expect(unread({ fields: without, joined: { BANKS: banks } })).toEqual(['status']);
  });

  it('never shows values of restricted attributes in faults', () => {
    const yaml = FLAT.replace('value: TAX }', 'value: { date: TAX } }');
    const [fault] = mapWith(yaml, { fields: row }).faults;
    expect(fault).toMatchObject({ code: 'DATE_FORMAT', attribute: 'taxIds[0].value', field: 'TAX' });
    expect(fault?.value).toBeUndefined();
  });
});

describe('mapping JSON', () => {
  const json =
    FLAT.replace(/ {4}files:[\s\S]*$/, '') +
    `
    files:
      - name: DOC
        format: { type: json, path: data }
    key: [id]
    deletes: { mode: delta }
    mapping:
      name: owner.names[0]
      tags: tags
      status: { lookup: status, of: status.code, otherwise: OPEN }
      banks: { each: accounts, map: { object: { aba: routing, shop: $.id } } }
      address: { firstOf: [{ object: { line1: missing.line } }, { object: { line1: address.line, city: address.city } }] }
`;
  it('follows paths, lists and the record around a list', () => {
    const mapped = mapWith(json, {
      fields: {
        id: 12,
        owner: { names: ['N', 'M'] },
        tags: ['x', '', null],
        status: { code: '?' },
        accounts: [{ routing: '1' }, { routing: '' }],
        address: { line: 'L', city: null },
      },
    });
    expect(mapped.key).toBe('12');
    expect(mapped.attributes).toEqual({
      name: 'N',
      tags: ['x'],
      status: 'OPEN',
      banks: [{ aba: '1', shop: '12' }],
      address: { line1: 'L' },
    });
  });

  it('reports an object where one value is wanted', () => {
    const mapped = mapWith(json, { fields: { id: '1', owner: { names: [{ first: 'A' }] } } });
    expect(mapped.faults).toMatchObject([
      { code: 'VALUE_SHAPE', attribute: 'name', field: 'owner.names[0]' },
    ]);
  });
});

describe('reading a system file', () => {
  it('tells every mistake at once, each at its place', () => {
    const yaml = FLAT.replace('      name: { join: [NAME1, NAME2] }', '      nmae: { join: [NAME1, NAM2] }')
      .replace('A: OPEN', 'A: OPENED')
      .replace('aba: ABA,', 'abba: ABA,')
      .replace('date: CHANGED', 'date: CHANGED, formats: [YYYMMDD]')
      .replace('key: [ID]', 'key: [IDD]')
      .replace('to: [ID]', 'to: [IDX]')
      .replace(
        "dba: { extract: NAME3, pattern: '^DBA (?<name>.+)$' }",
        'dba: { extract: NAME3, split: NAME2 }',
      )
      .replace('tags: { split', 'name: { split')
      .replace('America/Chicago', 'America/Chicgo');
    const faults = faultsOf(yaml);
    expect(faults).toEqual([
      "test-erp.yaml:6:11 'America/Chicgo' is not an IANA time zone, for instance America/Chicago",
      expect.stringMatching(/^test-erp\.yaml:\d+:\d+ no column 'IDX' in SHOPS; did you mean 'ID'\?$/),
      expect.stringMatching(/ no column 'IDD' in SHOPS; did you mean 'ID'\?$/),
      expect.stringMatching(/^test-erp\.yaml:26:7 shop has no attribute 'nmae'; did you mean 'name'\?$/),
      expect.stringMatching(
        /^test-erp\.yaml:27:7 an expression has exactly one verb; this one has extract and split/,
      ),
      expect.stringMatching(/ 'OPENED' is not a code of 'status'; did you mean 'OPEN'\?$/),
      expect.stringMatching(/ unknown date format 'YYYMMDD'; did you mean 'YYYYMMDD'\?$/),
      expect.stringMatching(/ 'name' holds one value, not a list$/),
      expect.stringMatching(/ 'banks' has no field 'abba'; did you mean 'aba'\?$/),
    ]);
  });

  it('refuses a column that does not exist inside a join, a template and a condition', () => {
    const faults = faultsOf(
      FLAT.replace('{ join: [NAME1, NAME2] }', "{ template: '{NAME1}/{NAM9}' }").replace(
        'column: GONE',
        'column: GONNE',
      ),
    );
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain("no column 'GONNE' in SHOPS");
    expect(faults[1]).toContain("no column 'NAM9' in SHOPS");
  });
});
