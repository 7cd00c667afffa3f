import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../model/index.js';
import { standardizers, type StandardizeContext } from '../index.js';

const read = (raw: AttributeValue, context: StandardizeContext = {}) => standardizers.packaging(raw, context);
const codes = (raw: AttributeValue) => read(raw).faults.map(fault => fault.code);

describe('a packaging text', () => {
  it.each([
    ['50 PR/BX 4 BX/CA', 'PR1 BX50 CA200'],
    ['4 BX/CA, 50 PR/BX', 'PR1 BX50 CA200'],
    ['1/EA;10 EA/PK', 'EA1 PK10'],
    ['BX (50)', 'BX50'],
    ['BX (50 PR)', 'PR1 BX50'],
    ['CA=200', 'CA200'],
    ['1 CA = 4 BX', 'BX1 CA4'],
    ['PO4*50*1*EA', 'EA1 50'],
    ['PO4*4*50*EA', 'EA1 200'],
    ['50/BX', 'BX50'],
    ['BX/50', 'BX50'],
    ['12 EA per DZ', 'EA1 DZ12'],
  ])('%s says %s', (text, chain) => {
    expect(read(text)).toMatchObject({ key: chain, faults: [] });
  });

  it('gives levels with the quantity of each and of the inner package', () => {
    expect(read('50 PR/BX 4 BX/CA').value).toEqual([
      { uom: 'PR', qoe: '1' },
      { uom: 'BX', qoe: '50', quantity: '50', of: 'PR' },
      { uom: 'CA', qoe: '200', quantity: '4', of: 'BX' },
    ]);
  });

  it('maps units by its source only', () => {
    expect(read('4 BX/CS', { system: 'coupa', uomCodes: { CS: 'CA', BX: 'BX' } }).key).toBe('BX1 CA4');
    expect(read('4 BX/CS', { system: 'coupa', uomCodes: { CS: 'CA' } }).faults).toMatchObject([
      { code: 'UOM_UNKNOWN', severity: 'error', value: 'BX' },
    ]);
  });

  it('is refused when it is not understood', () => {
    expect(codes('as agreed!!')).toEqual(['PACKAGING_FORMAT']);
  });
});

describe('faults of packaging', () => {
  it('an each holds one', () => {
    expect(codes('EA (50)')).toEqual(['EA_QOE_NOT_1']);
    expect(codes({ uom: 'EA', qoe: 50 })).toEqual(['EA_QOE_NOT_1']);
  });

  it('a package holds what its contents come to', () => {
    const levels = [
      { uom: 'PR', qoe: 1 },
      { uom: 'BX', quantity: 50, of: 'PR' },
      { uom: 'CA', quantity: 4, of: 'BX', qoe: 100 },
    ];
    expect(read(levels).faults).toMatchObject([
      {
        code: 'QOE_CHAIN_BROKEN',
        severity: 'error',
        fix: 'If the contents are right, the quantity of each is 200.',
      },
    ]);
    expect(codes('50 PR/BX 40 PR/BX')).toEqual(['QOE_CHAIN_BROKEN']);
    expect(codes('5 BX/CA 2 CA/BX')).toContain('QOE_CHAIN_BROKEN');
  });

  it('never round: SAP conversions are fractions', () => {
    expect(read([{ uom: 'EA', qoe: 1 }, { uom: 'PC', numerator: 1, denominator: 3 }]).value).toContainEqual(expect.objectContaining({ uom: 'PC', qoe: '1/3' })); // prettier-ignore
  });
});

describe('quantities of each', () => {
  it('are the exact product along any chain, whatever the order of the statements', () => {
    const factor = fc.integer({ min: 2, max: 10_000 });
    fc.assert(
      fc.property(factor, factor, factor, fc.boolean(), (a, b, c, reversed) => {
        const statements = [`${a} EA/BX`, `${b} BX/CT`, `${c} CT/CA`];
        const text = (reversed ? statements.toReversed() : statements).join(' ');
        expect(read(text).key?.split(' ').at(-1)).toBe(`CA${BigInt(a) * BigInt(b) * BigInt(c)}`);
      }),
    );
  });
});
