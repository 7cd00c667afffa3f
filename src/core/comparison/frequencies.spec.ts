import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frequencies, FrequencyCounter, NO_FREQUENCIES } from './index.js';

const counter = () => new FrequencyCounter(new Set(['phone']), new Set(['name']), 2);

describe('a frequency snapshot', () => {
  it('counts records, not mentions, and keeps what occurs at least twice', () => {
    const counting = counter();
    counting.add({ phone: ['1', '1'], name: ['ACME SUPPLY', 'ACME'] }, ['7', '7']);
    counting.add({ phone: ['1', '2'], name: ['GARTNER SUPPLY'] }, ['7', '8']);
    counting.add({}, ['7']);
    expect(counting.snapshot()).toEqual({
      records: 3,
      features: { phone: { '1': 2 } },
      tokens: { name: { SUPPLY: 2 } },
      oversizedBlocks: { '7': 3 },
    });
  });

  it('survives JSON and does not depend on the order of the records, odd values included', () => {
    const record = fc.record({
      phone: fc.array(fc.constantFrom('1', '2', '__proto__', 'constructor')),
      name: fc.array(fc.constantFrom('A B', 'B', '__proto__ A')),
    });
    fc.assert(
      fc.property(fc.array(record), records => {
        const [forward, turned] = [counter(), counter()];
        for (const features of records) forward.add(features);
        for (const features of records.toReversed()) turned.add(features);
        const text = JSON.stringify(forward.snapshot());
        expect(JSON.stringify(turned.snapshot())).toBe(text);
        const frequencies = new Frequencies(JSON.parse(text));
        for (const value of ['1', '__proto__', 'constructor', 'toString']) {
          const count = records.filter(({ phone }) => phone.some(other => other === value)).length;
          expect(frequencies.valueCount('phone', value)).toBe(count > 1 ? count : 0);
        }
      }),
    );
  });

  it('weighs rare tokens more, and all the same when nothing was counted', () => {
    const frequencies = new Frequencies({
      records: 100,
      features: {},
      tokens: { name: { SUPPLY: 40, ACME: 2 } },
    });
    const [common, rare, unseen] = ['SUPPLY', 'ACME', 'ZENITH'].map(token =>
      frequencies.tokenWeight('name', token),
    );
    expect(common).toBeLessThan(rare!);
    expect(rare).toBeLessThan(unseen!);
    expect(new Frequencies(NO_FREQUENCIES).tokenWeight('name', 'SUPPLY')).toBe(1);
  });
});
