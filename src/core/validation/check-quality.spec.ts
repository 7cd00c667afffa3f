import { describe, expect, it } from 'vitest';
import { attributeRule, supplierRules } from '../../../test/builders/supplier-rules.js';
import type { Attributes } from '../model/index.js';
import type { Check, Condition, QualityRule } from '../rules/index.js';
import { checkQuality, holds, isSensitive, qualityScore, withSeverities } from './index.js';

function rule(check: Check, overrides: Partial<QualityRule> = {}): QualityRule {
  return { code: 'CODE', label: 'Rule', check, severity: 'warning', downgrade: 0, ...overrides };
}

function faults(check: Check, attributes: Attributes, overrides: Partial<QualityRule> = {}) {
  return checkQuality(
    supplierRules({ quality: { rules: [rule(check, overrides)], faults: {} } }),
    attributes,
  );
}

const NO_OVERLAP: Check = { noOverlap: { from: 'from', to: 'to', by: ['k'] }, of: 'rows' };
const LINES = {
  lines: [
    { from: '2026-01-01', to: '2026-02-01' },
    { from: '2026-03-01', to: '2026-02-01' },
  ],
};

describe('a check', () => {
  const cases: readonly [string, Check, Attributes, readonly (string | undefined)[]][] = [
    ['required wants a filled value', { required: 'legalName' }, { legalName: '  ' }, ['legalName']],
    ['required looks into lists', { required: 'taxIds.value' }, { taxIds: [{ value: '1' }] }, []],
    ['atLeastOneOf is content with any', { atLeastOneOf: ['phone', 'website'] }, { website: 'x' }, []],
    ['atLeastOneOf blames the first', { atLeastOneOf: ['phone', 'website'] }, {}, ['phone']],
    ['pattern blames each value that does not fit', { pattern: '^A', of: 'aliases' }, { aliases: ['Ab', 'B', 'C'] }, ['aliases[1]', 'aliases[2]']],
    ['pattern says nothing about absent values', { pattern: '^A', of: 'aliases' }, {}, []],
    ['oneOf compares as text', { oneOf: [30, 60], of: 'paymentTerms' }, { paymentTerms: '30' }, []],
    ['oneOf blames other values', { oneOf: ['NET30'], of: 'paymentTerms' }, { paymentTerms: 'NET31' }, ['paymentTerms']],
    ['maxLength counts characters', { maxLength: 3, of: 'phone' }, { phone: '1234' }, ['phone']],
    ['range compares decimals by amount', { range: { min: '9', max: '10.0' }, of: 'creditLimit' }, { creditLimit: '10.00' }, []],
    ['range blames what lies outside', { range: { max: '9' }, of: 'creditLimit' }, { creditLimit: '10' }, ['creditLimit']],
    ['compare orders dates of one record', { compare: { left: 'from', operator: '<=', right: 'to' } }, { from: '2026-02-01', to: '2026-01-31' }, ['from']],
    ['compare stays within an element of a list', { compare: { left: 'lines.from', operator: '<=', right: 'lines.to' } }, LINES, ['lines[1].from']],
    ['compare says nothing when a side is absent', { compare: { left: 'from', operator: '<=', right: 'to' } }, { from: '2026-02-01' }, []],
    ['uniqueBy blames the later element', { uniqueBy: ['type'], of: 'taxIds' }, { taxIds: [{ type: 'EIN' }, { type: 'VAT' }, { type: 'EIN' }] }, ['taxIds[2]']],
    ['noOverlap lets intervals touch only by a day apart', NO_OVERLAP, { rows: [{ k: 'A', to: '2026-01-31' }, { k: 'A', from: '2026-02-01' }, { k: 'B' }] }, []],
    ['noOverlap blames the one that begins later', NO_OVERLAP, { rows: [{ k: 'A', from: '2026-01-31' }, { k: 'A', to: '2026-01-31' }] }, ['rows[0]']],
    ['noOverlap sees one long interval over several', NO_OVERLAP, { rows: [{ k: 'A' }, { k: 'A', from: '2026-01-01', to: '2026-01-02' }, { k: 'A', from: '2026-03-01' }] }, ['rows[1]', 'rows[2]']],
    ['each checks elements where its condition holds', { each: 'rows', where: { attribute: 'k', is: 'A' }, check: { required: 'from' } }, { rows: [{ k: 'A' }, { k: 'B' }, { k: 'A', from: '2026-01-01' }] }, ['rows[0].from']],
    ['sum adds decimals exactly', { sum: 'pct', of: 'parts', equals: '100' }, { parts: [{ pct: '33.3' }, { pct: '66.7' }] }, []],
    ['sum blames the list', { sum: 'pct', of: 'parts', equals: '100' }, { parts: [{ pct: '33.3' }, { pct: '66.6' }] }, ['parts']],
    ['sum says nothing about an absent list', { sum: 'pct', of: 'parts', equals: '100' }, {}, []],
  ]; // prettier-ignore
  it.each(cases)('%s', (_title, check, attributes, paths) => {
    expect(faults(check, attributes).map(fault => fault.attribute)).toEqual(paths);
  });

  it('applies only where its condition holds', () => {
    const when: Condition = { attribute: 'partyType', in: ['ORGANISATION'] };
    expect(faults({ required: 'taxIds' }, { partyType: 'PCARD' }, { when })).toEqual([]);
    expect(faults({ required: 'taxIds' }, { partyType: 'ORGANISATION' }, { when })).toHaveLength(1);
  });

  it('names code, severity, value and fix', () => {
    const check: Check = { oneOf: ['NET30'], of: 'paymentTerms' };
    expect(faults(check, { paymentTerms: 'N30' }, { severity: 'error', fix: 'Map the code.' })).toEqual([
      {
        code: 'CODE',
        severity: 'error',
        message: 'Rule: paymentTerms is none of the allowed values',
        attribute: 'paymentTerms',
        value: 'N30',
        fix: 'Map the code.',
      },
    ]);
  });

  it('never shows values of restricted or secret attributes', () => {
    const shown = faults({ pattern: '^X', of: 'taxIds.value' }, { taxIds: [{ value: '123-45-6789' }] });
    expect(shown).toHaveLength(1);
    expect(JSON.stringify(shown)).not.toContain('6789');
  });
});

describe('a condition', () => {
  const record = { partyType: 'ORGANISATION', taxIds: [{ type: 'EIN' }, { type: 'VAT' }] };
  const cases: readonly [Condition, boolean][] = [
    [{ attribute: 'taxIds.type', is: 'VAT' }, true],
    [{ attribute: 'taxIds.type', in: ['SSN', 'EIN'] }, true],
    [{ attribute: 'phone', present: false }, true],
    [{ attribute: 'phone', present: true }, false],
    [
      {
        all: [
          { attribute: 'partyType', is: 'ORGANISATION' },
          { attribute: 'phone', present: true },
        ],
      },
      false,
    ],
    [
      {
        any: [
          { attribute: 'partyType', is: 'X' },
          { attribute: 'taxIds', present: true },
        ],
      },
      true,
    ],
    [{ not: { attribute: 'taxIds.type', is: 'SSN' } }, true],
  ];
  it.each(cases)('%j is %s', (condition, expected) => {
    expect(holds(condition, record)).toBe(expected);
  });
});

describe('quality', () => {
  const { attributes } = supplierRules();

  it('is the share of required and recommended attributes that are filled and valid', () => {
    const record = { legalName: 'Meridian', partyType: 'ORGANISATION', website: 'x', phone: '1' };
    const warning = { code: 'X', severity: 'warning', message: 'x', attribute: 'website' } as const;
    expect(qualityScore(attributes, record, [])).toBe(75);
    expect(qualityScore(attributes, record, [warning])).toBe(50);
    expect(qualityScore(attributes, record, [{ ...warning, severity: 'info' }])).toBe(75);
    expect(qualityScore({ ...attributes, attributes: [] }, record, [])).toBe(100);
  });

  it('takes the domain severity of a standardizer fault', () => {
    const fault = { code: 'EIN_PREFIX', severity: 'warning', message: 'x' } as const;
    const quality = { rules: [], faults: { EIN_PREFIX: { severity: 'error' as const } } };
    expect(withSeverities(quality, [fault, { ...fault, code: 'OTHER' }]).map(each => each.severity)).toEqual([
      'error',
      'warning',
    ]);
  });
});

describe('a path', () => {
  const domain = {
    ...supplierRules().attributes,
    attributes: [
      attributeRule('open', { fields: [attributeRule('id'), attributeRule('ssn', { class: 'restricted' })] }),
      attributeRule('bank', { class: 'secret' }),
    ],
  };
  it.each([
    ['open[0].id', false],
    ['open[0].ssn', true],
    ['open', true],
    ['bank.iban', true],
    ['unknown', true],
  ])('%s is sensitive: %s', (path, expected) => {
    expect(isSensitive(domain, path)).toBe(expected);
  });
});
