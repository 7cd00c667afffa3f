import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeRule, supplierRules } from '../../../test/builders/supplier-rules.js';
import type { Attributes } from '../model/index.js';
import type { AttributeRule, FeatureRule, RuleSet, StandardizeRules } from '../rules/index.js';
import { standardizeRecord } from './index.js';

const ATTRIBUTES: readonly AttributeRule[] = [
  attributeRule('legalName', { standardize: 'organisationName' }),
  attributeRule('dbaNames', { standardize: 'organisationName', multi: true }),
  attributeRule('formerNames', {
    type: 'object',
    multi: true,
    fields: [
      attributeRule('name', { standardize: 'organisationName' }),
      attributeRule('until', { type: 'date' }),
    ],
  }),
  attributeRule('partyType', { type: 'code', codes: { ORGANISATION: 'Organisation', PCARD: 'P-card' } }),
  attributeRule('taxIds', {
    type: 'object',
    multi: true,
    class: 'restricted',
    standardize: 'taxId',
    fields: [
      attributeRule('type', {
        type: 'code',
        class: 'restricted',
        codes: { EIN: 'EIN', SSN: 'SSN', VAT: 'VAT' },
      }),
      attributeRule('value', { class: 'restricted' }),
      attributeRule('country', { class: 'restricted', standardize: 'country' }),
    ],
  }),
  attributeRule('addresses', {
    type: 'address',
    multi: true,
    fields: [
      attributeRule('uses', { type: 'code', multi: true, codes: { REMIT_TO: 'Remit to', LEGAL: 'Legal' } }),
    ],
  }),
  attributeRule('contacts', {
    type: 'object',
    multi: true,
    fields: [
      attributeRule('role', { type: 'code', codes: { AR: 'Receivables', RECALL: 'Recalls' } }),
      attributeRule('phone', { standardize: 'phone' }),
    ],
  }),
  attributeRule('packaging', {
    type: 'object',
    multi: true,
    standardize: 'packaging',
    fields: [
      attributeRule('uom', { standardize: 'uom' }),
      attributeRule('of', { standardize: 'uom' }),
      attributeRule('quantity', { type: 'decimal' }),
      attributeRule('qoe', { type: 'decimal' }),
      attributeRule('gtin', { standardize: 'gtin' }),
    ],
  }),
  attributeRule('baseUom', { standardize: 'uom' }),
  attributeRule('creditLimit', { type: 'decimal' }),
];

const STANDARDIZE: StandardizeRules = {
  attributes: {
    legalName: { with: 'organisationName', parts: { dba: 'dbaNames', formerly: 'formerNames.name' } },
    packaging: { with: 'packaging', parts: { base: 'baseUom' } },
  },
};

function feature(name: string, from: readonly string[], overrides: Partial<FeatureRule> = {}): FeatureRule {
  return { name, label: name, from, part: 'key', tokens: false, masked: false, ...overrides };
}

function rulesWith(features: readonly FeatureRule[] = [], overrides: Partial<RuleSet> = {}): RuleSet {
  const rules = supplierRules({ standardize: STANDARDIZE });
  return {
    ...rules,
    attributes: { ...rules.attributes, attributes: ATTRIBUTES },
    match: { ...rules.match, features },
    ...overrides,
  };
}

function standardize(mapped: Attributes, features: readonly FeatureRule[] = [], context = { system: 'erp' }) {
  return standardizeRecord(rulesWith(features), mapped, context);
}

describe('a standardised record', () => {
  it('has canonical values in the order of the rules', () => {
    const { attributes, faults } = standardize({
      taxIds: [{ type: 'EIN', value: '842917306' }],
      legalName: '  Meridian   Surgical Supply, Inc. ',
    });
    expect(Object.keys(attributes)).toEqual(['legalName', 'taxIds']);
    expect(attributes).toMatchObject({
      legalName: 'Meridian Surgical Supply, Inc.',
      taxIds: [{ type: 'EIN', value: '84-2917306', country: 'US' }],
    });
    expect(faults).toEqual([]);
  });

  it('makes a list of a single value, and leaves blanks out', () => {
    const { attributes } = standardize({
      dbaNames: 'Meridian',
      partyType: '  ',
      contacts: JSON.parse('[null, {"role": null}]'),
    });
    expect(attributes).toEqual({ dbaNames: ['Meridian'] });
  });

  it('takes the first of several values of a single attribute, and says so', () => {
    const { attributes, faults } = standardize({ partyType: ['PCARD', 'ORGANISATION'] });
    expect(attributes).toEqual({ partyType: 'PCARD' });
    expect(faults).toMatchObject([{ code: 'VALUE_REPEATED', attribute: 'partyType' }]);
  });

  it('reads a tax number given as text into its fields', () => {
    const { attributes } = standardize({ taxIds: ['84-2917306'] });
    expect(attributes['taxIds']).toMatchObject([{ type: 'EIN', value: '84-2917306' }]);
  });

  it('standardises an address and keeps the fields that the rules add to it', () => {
    const { attributes, faults } = standardize({
      addresses: [
        {
          line1: '4100 North Harbor Drive',
          city: 'Wichita',
          state: 'Kansas',
          zip: '67203',
          uses: 'REMIT_TO',
          junk: 'x',
        },
      ],
    });
    expect(attributes['addresses']).toMatchObject([{ state: 'KS', postalCode: '67203', uses: ['REMIT_TO'] }]);
    expect(JSON.stringify(attributes)).not.toContain('junk');
    expect(faults).toMatchObject([{ code: 'FIELD_UNKNOWN', attribute: 'addresses[0]' }]);
  });

  it('reads pack levels together and never maps a unit twice', () => {
    const context = { system: 'sap', uomCodes: { EA: 'EA', KAR: 'CA', CA: 'CN', KI: 'BX' } };
    const levels = [
      { uom: 'EA', qoe: '1' },
      { uom: 'KI', quantity: '50', of: 'EA' },
      { uom: 'KAR', quantity: '4', of: 'KI' },
    ];
    const { attributes, faults } = standardizeRecord(rulesWith(), { packaging: levels }, context);
    expect(faults).toEqual([]);
    expect(attributes['packaging']).toMatchObject([
      { uom: 'EA', qoe: '1' },
      { uom: 'BX', qoe: '50' },
      { uom: 'CA', qoe: '200' },
    ]);
  });
});

describe('texts that hide in a value', () => {
  it('move to the attribute that the rules name, as a further element or a field of one', () => {
    const { attributes } = standardize({
      legalName: 'Halvorsen Medical LLC DBA Northern Med Supply',
      dbaNames: ['NMS'],
    });
    expect(attributes['dbaNames']).toEqual(['NMS', 'Northern Med Supply']);
  });

  it('are not added when the list has them already', () => {
    const { attributes } = standardize({
      legalName: 'Halvorsen Medical LLC DBA Northern Med Supply',
      dbaNames: ['NORTHERN MED SUPPLY'],
    });
    expect(attributes['dbaNames']).toHaveLength(1);
  });

  it('fill a single-valued attribute only when the source gave it no value', () => {
    const base = (baseUom?: string) =>
      standardizeRecord(
        rulesWith(),
        { packaging: '50 EA/BX', ...(baseUom === undefined ? {} : { baseUom }) },
        {},
      ).attributes['baseUom'];
    expect([base(), base('PR')]).toEqual(['EA', 'PR']);
  });
});

describe('what is wrong with a record', () => {
  it('is said with the path that the value has in the record', () => {
    const { attributes, faults } = standardize({
      contacts: [{ role: 'AR' }, { phone: 'call me' }, { role: 'RECALL', phone: '12' }],
    });
    const places = new Set(faults.map(fault => fault.attribute));
    for (const place of places) expect(place).toMatch(/^contacts(\[[0-2]\]\.phone)?$/);
    expect(attributes['contacts']).toBeDefined();
  });

  it('names elements of which nothing is left by their place in the source', () => {
    const { attributes, faults } = standardize({
      taxIds: [{ value: 'x'.repeat(300) }, { type: 'EIN', value: '84-2917306' }],
    });
    expect(attributes['taxIds']).toHaveLength(1);
    expect(faults).toMatchObject([{ attribute: 'taxIds', field: 'taxIds[0]', severity: 'error' }]);
  });

  it('never shows a restricted value', () => {
    for (const value of ['000-12-3456', '666-45-6789', '12-3456789', '11-1111111', 'ABC-SECRET-9']) {
      for (const type of ['SSN', 'EIN', 'VAT', 'nonsense-type-77']) {
        const { faults } = standardize({ taxIds: [{ type, value }] });
        expect(JSON.stringify(faults)).not.toContain(value);
        expect(JSON.stringify(faults)).not.toContain(value.replaceAll('-', ''));
      }
    }
  });

  it('shows values that are open to all', () => {
    const { faults } = standardize({ creditLimit: 'plenty' });
    expect(faults).toMatchObject([{ attribute: 'creditLimit', value: 'plenty' }]);
  });

  it('is an unknown attribute, a wrong shape, a damaged depth, or nothing at all', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 10_000; level++) deep = { deep };
    const codes = (mapped: Attributes) => standardize(mapped).faults.map(fault => fault.code);
    expect(codes({ legalNam: 'x' })).toEqual(['ATTRIBUTE_UNKNOWN']);
    expect(codes({ contacts: ['x'] })).toEqual(['VALUE_SHAPE']);
    expect(codes({ creditLimit: { amount: '1' } })).toEqual(['VALUE_SHAPE']);
    expect(codes(JSON.parse(JSON.stringify({ contacts: 1 })))).toEqual(['VALUE_SHAPE']);
    expect(codes({ contacts: deep } as Attributes)).toEqual(['VALUE_TOO_DEEP']);
    expect(codes({ legalName: ' ', dbaNames: [] })).toEqual(['RECORD_BLANK']);
    expect(codes({})).toEqual(['RECORD_BLANK']);
  });

  it('has the severity that the domain gives it', () => {
    const rules = rulesWith([], {
      quality: { rules: [], faults: { ATTRIBUTE_UNKNOWN: { severity: 'info' } } },
    });
    expect(standardizeRecord(rules, { x: 1 }, {}).faults).toMatchObject([{ severity: 'info' }]);
  });
});

describe('features', () => {
  it('take the wanted face of each value, once', () => {
    const { features } = standardize(
      { legalName: 'Gartner Inc', dbaNames: ['GARTNER INC.', 'Gartner Group'] },
      [
        feature('core', ['legalName', 'dbaNames'], { part: 'core' }),
        feature('value', ['legalName'], { part: 'value' }),
        feature('words', ['dbaNames'], { part: 'core', tokens: true }),
        feature('none', ['partyType']),
      ],
    );
    expect(features['value']).toEqual(['Gartner Inc']);
    expect(features['core']?.[0]).toBe('GARTNER');
    expect(new Set(features['core']).size).toBe(features['core']?.length);
    expect(features['words']).toContain('GARTNER');
    expect(features).not.toHaveProperty('none');
  });

  it('look at the fields of the element, as standardised, where the rule asks for some', () => {
    const contacts = [
      { role: 'ar', phone: '316-555-0142' },
      { role: 'RECALL', phone: '316-555-0143' },
    ];
    const rules = rulesWith([feature('phone', ['contacts.phone'], { where: { role: ['AR'] } })]);
    expect(standardizeRecord(rules, { contacts }, {}).features).toEqual({ phone: ['+13165550142'] });
    const taxIds = [
      { type: 'ein', value: '842917306' },
      { type: 'VAT', value: 'DE136695976', country: 'DE' },
    ];
    const tax = rulesWith([feature('ein', ['taxIds'], { where: { type: ['EIN'] } })]);
    expect(standardizeRecord(tax, { taxIds }, {}).features['ein']).toHaveLength(1);
  });

  it('leave out what says nothing, however it is written', () => {
    const ignoring = (ignore: string) =>
      standardize({ legalName: 'Unknown Vendor' }, [
        feature('name', ['legalName'], { part: 'core', ignore: [ignore] }),
      ]).features;
    expect([ignoring('UNKNOWN VENDOR'), ignoring('Unknown Vendor')]).toEqual([{}, {}]);
  });

  it('keep to a vocabulary where the rule has one', () => {
    const only = feature('side', ['legalName'], { part: 'core', tokens: true, only: ['LEFT', 'RIGHT'] });
    expect(standardize({ legalName: 'Knee LEFT cemented' }, [only]).features).toEqual({ side: ['LEFT'] });
  });
});

describe('standardising', () => {
  const names = [...ATTRIBUTES.map(rule => rule.name), 'unknown', '__proto__', 'constructor'];
  const anything = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 8 });

  it('never throws, whatever came', () => {
    fc.assert(
      fc.property(anything, raw => {
        const record = JSON.parse(JSON.stringify(raw)) as Attributes;
        expect(() => standardize(record)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same attributes when applied to its own result', () => {
    const text = fc.constantFrom(
      'Meridian Surgical Supply, Inc.',
      'GARTNER  INC',
      'Halvorsen',
      ' x ',
      '12',
      '84-2917306',
    );
    const record = fc.record(
      {
        legalName: text,
        dbaNames: fc.array(text, { maxLength: 3 }),
        taxIds: fc.array(fc.record({ type: fc.constantFrom('EIN', 'VAT', ''), value: text }), {
          maxLength: 2,
        }),
        addresses: fc.array(fc.record({ line1: text, city: text, uses: fc.constantFrom('LEGAL', '') }), {
          maxLength: 2,
        }),
        creditLimit: fc.constantFrom('1,200.50', '7', 'x'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(record, raw => {
        const once = standardize(JSON.parse(JSON.stringify(raw)) as Attributes).attributes;
        expect(standardize(once).attributes).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });
});
