import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { compareDecimals, compareScalars, sumDecimals, timeOf } from './scalar-order.js';
import { attributeOf, countFilled, isFilled, valuesAt } from './attribute-path.js';

describe('canonical JSON', () => {
  it('follows the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, as RFC 8785 section 3.2.3 shows', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map(match => match[1]).join('')).toBe('2467153');
  });

  it('is one text for one value, whatever the order of keys, and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });

  it('refuses what JSON cannot hold, and nesting that no record has', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow('no place in JSON');
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow('nested deeper');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe('order of scalars', () => {
  it('compares decimals by amount and without rounding', () => {
    expect(compareDecimals('58.7500', '58.75')).toBe(0);
    expect(compareDecimals('9007199254740993', '9007199254740992')).toBe(1);
    expect(compareDecimals('-0.1', '0')).toBe(-1);
    expect(compareDecimals('ten', 1)).toBeUndefined();
  });

  it('adds decimals exactly', () => {
    expect(sumDecimals(['0.1', '0.2', 99.7])).toBe('100.0');
    expect(sumDecimals(['-0.05', '0.01'])).toBe('-0.04');
    expect(sumDecimals(['1', 'x'])).toBeUndefined();
  });

  it('compares instants across zones by time', () => {
    expect(compareScalars('2026-07-01T02:00:00+02:00', '2026-07-01T00:30:00Z')).toBe(-1);
    expect(timeOf('2026-07-01T00:00')).toBe(Date.UTC(2026, 6, 1));
    expect(timeOf('01/07/2026')).toBeUndefined();
  });
});

describe('attribute paths', () => {
  const record = {
    taxIds: [{ value: 'A' }, { value: ' ' }, { type: 'EIN', value: 'B' }],
    w9: { on: '2026-01-01' },
  };

  it('go through lists, naming the place of each value and passing over blanks', () => {
    expect(valuesAt(record, 'taxIds.value')).toEqual([
      { path: 'taxIds[0].value', value: 'A' },
      { path: 'taxIds[2].value', value: 'B' },
    ]);
    expect(valuesAt(record, 'w9.on')).toEqual([{ path: 'w9.on', value: '2026-01-01' }]);
    expect(valuesAt(record, 'constructor.name')).toEqual([]);
  });

  it('start in an attribute', () => {
    expect([attributeOf('taxIds[0].value'), attributeOf('w9.on'), attributeOf('zip')]).toEqual([
      'taxIds',
      'w9',
      'zip',
    ]);
  });

  it('know what is filled', () => {
    expect([isFilled([{ a: '' }]), isFilled(0), isFilled(false), countFilled(record)]).toEqual([
      false,
      true,
      true,
      4,
    ]);
  });
});
