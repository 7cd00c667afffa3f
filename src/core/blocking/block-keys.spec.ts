import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frequencies, NO_FREQUENCIES } from '../comparison/index.js';
import type { BlockingRule, FeatureRule, Features, FrequencySnapshot } from '../rules/index.js';
import { blockKeys, hashKey, keysOfDomain, KEYS_PER_RULE_MAX, missingParts } from './index.js';

const feature = (name: string, masked = false): FeatureRule => ({
  name,
  label: name,
  from: [name],
  part: 'key',
  tokens: false,
  masked,
});
const nameAndZip: BlockingRule = {
  name: 'nameZip',
  label: 'name and ZIP',
  parts: [
    { feature: 'name', tokens: { rarest: 1 } },
    { feature: 'zip', prefix: 3 },
  ],
};
const keysOf = (
  blocking: readonly BlockingRule[],
  features: Features,
  snapshot: FrequencySnapshot = NO_FREQUENCIES,
) =>
  blockKeys(
    { blocking, features: [feature('name'), feature('zip'), feature('ein', true)] },
    features,
    new Frequencies(snapshot),
  );
const values = (result: ReturnType<typeof blockKeys>) => result.keys.map(key => key.values.join('+'));

describe('keysOfDomain', () => {
  it('tells the keys of two domains apart, and those of one domain as before', () => {
    const [one, other] = [hashKey('gln\u001f0614141000012'), hashKey('gln\u001f0614141000029')];
    const supplierKey = keysOfDomain('supplier');
    expect(supplierKey(one)).not.toBe(keysOfDomain('location')(one));
    expect(supplierKey(one)).not.toBe(supplierKey(other));
    expect(supplierKey(supplierKey(one))).toBe(one);
  });

  it('is a signed 64-bit integer', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (domain, text) => {
        const key = BigInt(keysOfDomain(domain)(hashKey(text)));
        expect(key).toBe(BigInt.asIntN(64, key));
      }),
    );
  });
});

describe('hashKey', () => {
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('of "%s" is the published FNV-1a vector %s', (text, hex) => {
    expect(hashKey(text)).toBe(BigInt.asIntN(64, BigInt(`0x${hex}`)).toString());
  });

  it('agrees with the definition on 64-bit integers for any text', () => {
    const reference = (text: string) =>
      BigInt.asIntN(
        64,
        new TextEncoder()
          .encode(text)
          .reduce(
            (hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n),
            0xcbf29ce484222325n,
          ),
      ).toString();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(hashKey(text)).toBe(reference(text));
      }),
    );
  });
});

describe('blockKeys', () => {
  it('joins the parts of a rule, and makes no key when one is missing', () => {
    expect(values(keysOf([nameAndZip], { name: ['ACME'], zip: ['67202'] }))).toEqual(['ACME+672']);
    expect(keysOf([nameAndZip], { name: ['ACME'], zip: [] }).keys).toEqual([]);
    expect(keysOf([nameAndZip], { name: [' '], zip: ['67202'] }).keys).toEqual([]);
    expect(missingParts(nameAndZip, { name: ['ACME'] }, new Frequencies(NO_FREQUENCIES))).toEqual(['zip']);
  });

  it('makes one key per combination of several values', () => {
    expect(values(keysOf([nameAndZip], { name: ['ACME', 'ZENITH'], zip: ['67202', '90210'] }))).toEqual([
      'ACME+672',
      'ACME+902',
      'ZENITH+672',
      'ZENITH+902',
    ]);
  });

  it('keeps the rarest words by the snapshot', () => {
    const snapshot = {
      records: 1000,
      features: {},
      tokens: { name: { MEDICAL: 300, SUPPLY: 200, HALVORSEN: 2 } },
    };
    const rule: BlockingRule = {
      name: 'words',
      label: 'words',
      parts: [{ feature: 'name', tokens: { rarest: 2 } }],
    };
    expect(values(keysOf([rule], { name: ['MEDICAL SUPPLY HALVORSEN'] }, snapshot))).toEqual([
      'HALVORSEN',
      'SUPPLY',
    ]);
  });

  it('finds records whose words are in another order', () => {
    const rule: BlockingRule = {
      name: 'sorted',
      label: 'sorted',
      parts: [{ feature: 'name', sorted: true, prefix: 8 }],
    };
    expect(values(keysOf([rule], { name: ['PHOENIX BUSINESS JOURNAL'] }))).toEqual(
      values(keysOf([rule], { name: ['BUSINESS JOURNAL PHOENIX'] })),
    );
  });

  it('keeps rules apart that cut the same values', () => {
    const [one, other] = ['one', 'other'].map(name => ({ ...nameAndZip, name }));
    const result = keysOf([one!, other!], { name: ['ACME'], zip: ['67202'] });
    expect(new Set(result.keys.map(key => key.hash)).size).toBe(2);
  });

  it('skips and reports the keys that the snapshot lists as too common', () => {
    const common = keysOf([nameAndZip], { name: ['ACME'], zip: ['67202'] }).keys[0]!;
    const result = keysOf(
      [nameAndZip],
      { name: ['ACME'], zip: ['67202', '90210'] },
      { records: 9999, features: {}, oversizedBlocks: { [common.hash]: 812 } },
    );
    expect(values(result)).toEqual(['ACME+902']);
    expect(result.skipped).toEqual([{ ...common, records: 812 }]);
  });

  it('never shows the values of a masked feature', () => {
    const rule: BlockingRule = { name: 'ein', label: 'tax id', parts: [{ feature: 'ein' }] };
    expect(JSON.stringify(keysOf([rule], { ein: ['842917306'] }))).not.toContain('842917306');
  });

  it('bounds the keys of one rule, says so, and does not depend on the order of the values', () => {
    const many = (prefix: string) =>
      fc.uniqueArray(
        fc.integer({ min: 100, max: 999 }).map(number => `${prefix}${number}`),
        { maxLength: 40 },
      );
    fc.assert(
      fc.property(many('N'), many(''), (name, zip) => {
        const result = keysOf([nameAndZip], { name, zip });
        expect(result.keys.length).toBeLessThanOrEqual(KEYS_PER_RULE_MAX);
        expect(result.truncated).toEqual(name.length * zip.length > KEYS_PER_RULE_MAX ? ['nameZip'] : []);
        expect(keysOf([nameAndZip], { name: name.toReversed(), zip: zip.toReversed() })).toEqual(result);
        for (const { hash } of result.keys) expect(BigInt.asIntN(64, BigInt(hash)).toString()).toBe(hash);
      }),
    );
  });
});
