import { beforeAll, describe, expect, it } from 'vitest';
import type { Attributes, AttributeValue } from '../../src/core/model/index.js';
import { standardizeRecord } from '../../src/core/features/index.js';
import type { RuleSet } from '../../src/core/rules/index.js';
import { chooseSurvivors, type Survivors } from '../../src/core/survivorship/index.js';
import { shippedDomains } from './shipped-rules.js';

let rules: RuleSet;

beforeAll(async () => {
  const found = (await shippedDomains()).domains.get('supplier');
  if (!found) throw new Error('no supplier domain');
  rules = found.ruleSet;
}, 60_000);

/** What survives of records of three systems, as the hub standardises and keeps them: without keys. */
function survive(...mapped: Attributes[]): Survivors {
  const records = mapped.map((attributes, index) => ({
    recordId: String(index + 1),
    system: `s${index + 1}`,
    key: 'K',
    version: 1,
    attributes: standardizeRecord(rules, attributes, { system: `s${index + 1}` }).attributes,
    effectiveAt: null,
    recordedAt: '2026-01-01T00:00:00Z',
    deleted: false,
    faults: [],
  }));
  return chooseSurvivors(rules, records, new Map(), [], '2026-07-01T00:00:00Z');
}

const ADDRESS = {
  uses: ['LEGAL'],
  line1: 'One Microsoft Way',
  city: 'Redmond',
  state: 'WA',
  postalCode: '98052',
};

describe('two writings of one thing', () => {
  it.each<[string, AttributeValue, AttributeValue]>([
    ['phones', '(616) 555-0142 x12', '616.555.0142'],
    ['addresses', ADDRESS, { ...ADDRESS, line1: '1 MICROSOFT WAY', postalCode: '98052-6399' }],
    ['dbaNames', 'Northern Med. Supply, Inc.', 'NORTHERN MED SUPPLY INC'],
    ['emailDomains', 'Meridian.example.com', 'meridian.example.com'],
  ])('in %s are one value with two contributors', (attribute, left, right) => {
    const { attributes, provenance } = survive({ [attribute]: [left] }, { [attribute]: [right] });
    expect(attributes[attribute]).toHaveLength(1);
    expect(provenance[attribute]?.elements?.[0]?.contributors.map(each => each.system)).toEqual(['s1', 's2']);
  });

  it('count together where the most frequent value wins', () => {
    const names = ['Meridian Surgical Supply, Inc.', 'MERIDIAN SURGICAL SUPPLY INC', 'Another Name LLC'];
    const { attributes, provenance } = survive(...names.map(legalName => ({ legalName })));
    expect(attributes['legalName']).toBe('Meridian Surgical Supply, Inc.');
    expect(provenance['legalName']?.reason).toContain('frequency: said by 2 of 3 records');
  });
});

describe('what is not the same', () => {
  it('stays apart: one address for orders and for payments', () => {
    const { attributes } = survive(
      { addresses: [ADDRESS] },
      { addresses: [{ ...ADDRESS, uses: ['REMIT_TO'] }] },
    );
    expect(attributes['addresses']).toHaveLength(2);
  });

  it('stays apart: another suite, another phone', () => {
    const { attributes } = survive(
      { phones: ['616-555-0142'], addresses: [{ ...ADDRESS, line2: 'Ste 1' }] },
      { phones: ['616-555-0143'], addresses: [{ ...ADDRESS, line2: 'Ste 2' }] },
    );
    expect([attributes['phones'], attributes['addresses']]).toMatchObject([{ length: 2 }, { length: 2 }]);
  });
});
