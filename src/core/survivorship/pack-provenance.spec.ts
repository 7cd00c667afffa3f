import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContributorRef } from './contributor-record.js';
import { packProvenance, unpackProvenance } from './pack-provenance.js';
import type { Provenance } from './provenance.js';

const ORACLE: ContributorRef = {
  recordId: '7',
  system: 'oracle-fusion',
  key: '100245',
  version: 3,
  effectiveAt: null,
};
const VMS: ContributorRef = {
  recordId: '9',
  system: 'vms',
  key: 'VMS-MSS',
  version: 1,
  effectiveAt: '2026-03-01',
};

const anySource = fc.record({
  recordId: fc.nat({ max: 5 }).map(String),
  system: fc.constant('sap'),
  key: fc.constant('0000100871'),
  version: fc.nat({ max: 2 }),
  effectiveAt: fc.constant(null),
});
const anyProvenance: fc.Arbitrary<Provenance> = fc.dictionary(
  fc.string({ minLength: 1 }),
  fc.record(
    {
      decidedBy: fc.constantFrom('authority' as const, 'none' as const),
      reason: fc.string(),
      winner: anySource,
      group: fc.string(),
      elements: fc.array(
        fc.record({
          index: fc.nat(),
          winner: anySource,
          contributors: fc.array(anySource),
          reason: fc.string(),
        }),
      ),
      losers: fc.array(fc.record({ source: anySource, value: fc.string(), because: fc.string() })),
    },
    { requiredKeys: ['decidedBy', 'reason', 'losers'] },
  ),
  { noNullPrototype: true },
);

describe('Packed provenance', () => {
  it('unpacks to what was packed', () => {
    fc.assert(
      fc.property(anyProvenance, provenance => {
        const stored: unknown = JSON.parse(JSON.stringify(packProvenance(provenance)));
        expect(unpackProvenance(stored as ReturnType<typeof packProvenance>)).toEqual(provenance);
      }),
    );
  });

  it('names each source record once, its versions and its deletion apart', () => {
    const packed = packProvenance({
      legalName: {
        decidedBy: 'authority',
        reason: 'authority: oracle-fusion ranks 1',
        winner: ORACLE,
        losers: [{ source: VMS, value: 'Meridain', because: 'authority: vms ranks 8' }],
      },
      duns: { decidedBy: 'onlyValue', reason: 'the only source with a value', winner: ORACLE, losers: [] },
      phones: {
        decidedBy: 'none',
        reason: 'no value may survive',
        losers: [{ source: { ...VMS, deleted: true }, value: '+14075556981', because: 'deleted' }],
      },
    });
    expect(packed.sources).toEqual([ORACLE, VMS, { ...VMS, deleted: true }]);
    expect(packed.attributes['duns']).toEqual({
      decidedBy: 'onlyValue',
      reason: 'the only source with a value',
      winner: 0,
    });
  });

  it('reads what was stored unpacked, even where an attribute is called sources', () => {
    const unpacked: Provenance = {
      sources: { decidedBy: 'onlyValue', reason: 'the only source with a value', winner: ORACLE, losers: [] },
    };
    expect(unpackProvenance(unpacked)).toBe(unpacked);
    expect(unpackProvenance(packProvenance(unpacked))).toEqual(unpacked);
  });

  it('says when what is stored is damaged', () => {
    expect(() =>
      unpackProvenance({
        sources: [ORACLE],
        attributes: { duns: { decidedBy: 'onlyValue', reason: '', winner: 1 } },
      }),
    ).toThrow('source 1 of 1');
  });
});
