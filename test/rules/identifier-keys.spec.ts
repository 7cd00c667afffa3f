import { beforeAll, describe, expect, it } from 'vitest';
import { blockKeys } from '../../src/core/blocking/index.js';
import { Frequencies, NO_FREQUENCIES } from '../../src/core/comparison/index.js';
import { standardizeRecord } from '../../src/core/features/index.js';
import type { Attributes } from '../../src/core/model/index.js';
import type { AttributeClass, RuleSet } from '../../src/core/rules/index.js';
import { identifierKeys } from '../../src/golden-records/identifier-keys.js';
import { shippedDomains } from './shipped-rules.js';

const OPEN: readonly AttributeClass[] = ['public', 'internal'];
let domains: ReadonlyMap<string, { readonly ruleSet: RuleSet }>;

beforeAll(async () => {
  domains = (await shippedDomains()).domains;
}, 60_000);

function rulesOf(domain: string): RuleSet {
  const found = domains.get(domain);
  if (!found) throw new Error(`no domain ${domain}`);
  return found.ruleSet;
}

/** Whether a record has a key under which it is stored that the text has as an identifier. */
function isFound(domain: string, mapped: Attributes, text: string, ...classes: AttributeClass[]): boolean {
  const rules = rulesOf(domain);
  const { features } = standardizeRecord(rules, mapped, {});
  const stored = blockKeys(rules.match, features, new Frequencies(NO_FREQUENCIES)).keys;
  const asked = identifierKeys(rules, text, new Set([...OPEN, ...classes]));
  return stored.some(({ hash }) => asked.includes(hash));
}

describe('a record is found by its identifier', () => {
  it.each([
    ['a tax id', 'supplier', { taxIds: [{ type: 'EIN', value: '84-2917306' }] }, '842917306', 'restricted'],
    ['a labelled tax id', 'supplier', { taxIds: [{ value: '842917306' }] }, 'EIN: 84-2917306', 'restricted'],
    ['an account', 'supplier', { bankAccounts: [{ accountNo: '770044112233' }] }, '770044112233', 'secret'],
    [
      'a contact’s phone',
      'supplier',
      { contacts: [{ phone: '(316) 555-0100' }] },
      '316.555.0100',
      'restricted',
    ],
  ] as const)('%s, by those who may see its class', (_, domain, mapped, text, needed) => {
    expect(isFound(domain, mapped, text, needed)).toBe(true);
    expect(isFound(domain, mapped, text)).toBe(false);
    expect(isFound(domain, mapped, text, needed === 'secret' ? 'restricted' : 'secret')).toBe(false);
  });

  it('that everybody may see, whoever asks and however it is written', () => {
    expect(isFound('item', { ndcs: ['0002-8215-01'] }, '00002-8215-01')).toBe(true);
    expect(isFound('supplier', { lei: '5493001KJTIIGC8Y1R12' }, '5493001kjtiigc8y1r12')).toBe(true);
  });

  it('only as a whole, and not by a part that many others have', () => {
    const taxIds = [{ type: 'EIN', value: '84-2917306' }];
    expect(isFound('supplier', { taxIds }, '2917306', 'restricted', 'secret')).toBe(false);
    expect(isFound('item', { mpn: 'AB-12345' }, 'XY-12345')).toBe(false);
    expect(isFound('supplier', { legalName: 'Meridian Surgical Supply' }, 'Meridian Surgical Supply')).toBe(
      false,
    );
  });
});
