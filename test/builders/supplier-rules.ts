import type { AttributeValue, Fault } from '../../src/core/model/index.js';
import type { AttributeRule, RuleSet, Strategy } from '../../src/core/rules/index.js';
import type { AuthorityTable, ContributorRecord } from '../../src/core/survivorship/index.js';

/** An attribute rule with everything not given left at its quietest. */
export function attributeRule(name: string, overrides: Partial<AttributeRule> = {}): AttributeRule {
  return {
    name,
    label: name,
    type: 'string',
    multi: false,
    requirement: 'optional',
    class: 'public',
    group: 'identity',
    searchable: true,
    ...overrides,
  };
}

/** The attributes of a small supplier domain: single, composite, multi-valued, grouped and sensitive ones. */
export const SUPPLIER_ATTRIBUTES: readonly AttributeRule[] = [
  attributeRule('legalName', { requirement: 'required' }),
  attributeRule('partyType', { type: 'code', requirement: 'required' }),
  attributeRule('paymentTerms', { type: 'code' }),
  attributeRule('website', { requirement: 'recommended' }),
  attributeRule('creditLimit', { type: 'decimal' }),
  attributeRule('street', { group: 'address' }),
  attributeRule('city', { group: 'address', requirement: 'recommended' }),
  attributeRule('zip', { group: 'address' }),
  attributeRule('phone'),
  attributeRule('bankAccount', { type: 'object', class: 'secret', group: 'bank' }),
  attributeRule('taxIds', {
    type: 'object',
    multi: true,
    class: 'restricted',
    group: 'tax',
    identity: ['type', 'value'],
    fields: [attributeRule('type', { type: 'code' }), attributeRule('value', { class: 'restricted' })],
  }),
  attributeRule('aliases', { multi: true }),
];

/** A complete rule set of that domain; `strategies` and other parts can be replaced. */
export function supplierRules(overrides: Partial<RuleSet> = {}): RuleSet {
  return {
    domain: 'supplier',
    attributes: {
      domain: 'supplier',
      label: 'Supplier',
      plural: 'suppliers',
      pluralLabel: 'Suppliers',
      title: 'legalName',
      attributes: SUPPLIER_ATTRIBUTES,
    },
    standardize: { attributes: {} },
    match: {
      features: [],
      blocking: [],
      identifiers: [],
      comparisons: [],
      vetoes: [],
      decision: { same: 10, review: 0, require: [], margin: 3, prior: -10 },
      blockSizeMax: 100,
    },
    survivorship: {
      defaults: [{ by: 'authority' }, { by: 'recency' }],
      attributes: {
        taxIds: [{ by: 'aggregate' }, { by: 'authority' }],
        aliases: [{ by: 'aggregate' }],
      },
      groups: [
        {
          name: 'address',
          attributes: ['street', 'city', 'zip'],
          strategies: [{ by: 'completeness' }, { by: 'recency' }],
        },
      ],
    },
    quality: { rules: [], faults: {} },
    approval: { attributes: {} },
    frequencies: { records: 0, features: {} },
    ...overrides,
  };
}

/** The supplier rules with other strategies for one attribute. */
export function supplierRulesWith(attribute: string, strategies: readonly Strategy[]): RuleSet {
  const rules = supplierRules();
  return {
    ...rules,
    survivorship: {
      ...rules.survivorship,
      attributes: { ...rules.survivorship.attributes, [attribute]: strategies },
    },
  };
}

/** A source record `system:key` with these attributes, valid since 2026-01-01 unless said otherwise. */
export function contributor(
  name: `${string}:${string}`,
  attributes: Readonly<Record<string, AttributeValue>>,
  overrides: Partial<ContributorRecord> = {},
): ContributorRecord {
  const [system = '', key = ''] = name.split(':');
  const faults: readonly Fault[] = [];
  return {
    recordId: name,
    system,
    key,
    version: 1,
    attributes,
    effectiveAt: '2026-01-01',
    recordedAt: '2026-01-02T00:00:00Z',
    deleted: false,
    faults,
    ...overrides,
  };
}

/** Systems with one rank for every attribute: `{ erp: 1, vms: 2 }`. */
export function ranks(bySystem: Readonly<Record<string, number | 'never'>>): AuthorityTable {
  return new Map(
    Object.entries(bySystem).map(([system, rank]) => [
      system,
      new Map(SUPPLIER_ATTRIBUTES.map(({ name }) => [name, { rank }])),
    ]),
  );
}
