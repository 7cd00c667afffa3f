import { describe, expect, it } from 'vitest';
import { describeQuality } from './describe-quality.js';
import type { HubOutcome, Truth } from './quality-facts.js';
import { scoreQuality } from './score-quality.js';

const truth: Truth = {
  records: [
    { name: 'sap 1', domain: 'supplier', entity: 'A', patterns: [] },
    { name: 'wms 1', domain: 'supplier', entity: 'A', patterns: ['D1', 'D11'] },
    { name: 'clm 1', domain: 'supplier', entity: 'A', patterns: ['D3'] },
    { name: 'sap 2', domain: 'supplier', entity: 'B', patterns: [] },
    { name: 'sap 3', domain: 'supplier', entity: 'C', patterns: [] },
  ],
  negatives: [
    { domain: 'supplier', left: 'sap 1', right: 'sap 2', pattern: 'N3' },
    { domain: 'supplier', left: 'sap 1', right: 'sap 3', pattern: 'N1' },
  ],
  errors: [
    { domain: 'supplier', name: 'sap 2', field: 'STCD1', code: 'EIN_DUMMY' },
    { domain: 'supplier', name: 'sap 3', field: 'NAME1', code: 'LEGAL_NAME_MISSING' },
  ],
  goldens: [
    {
      domain: 'supplier',
      entity: 'A',
      attributes: {
        legalName: { value: 'Acme, Inc.', source: 'sap' },
        taxId: { value: '842917306', source: 'sap' },
        duns: { value: '101', source: 'wms' },
      },
    },
  ],
};

const apart: HubOutcome = {
  records: [
    { domain: 'supplier', name: 'sap 1', goldenId: 'g1' },
    { domain: 'supplier', name: 'wms 1', goldenId: 'g1' },
    { domain: 'supplier', name: 'clm 1', goldenId: 'g2' },
    { domain: 'supplier', name: 'sap 2', goldenId: 'g3' },
  ],
  tasks: [{ domain: 'supplier', goldenIds: ['g2', 'g1'] }],
  faults: [
    { domain: 'supplier', name: 'sap 2', code: 'EIN_DUMMY' },
    { domain: 'supplier', name: 'sap 3', code: 'ROW_TOO_LONG' },
  ],
  goldens: [
    {
      id: 'g1',
      attributes: { legalName: 'ACME INC', taxIds: [{ type: 'EIN', value: '84-2917306' }] },
      winners: { legalName: 'wms' },
    },
  ],
};

const [supplier] = scoreQuality(truth, apart).domains;

describe('scoreQuality', () => {
  it('counts a record that was not accepted as standing alone', () => {
    expect(supplier).toMatchObject({ records: 5, notAccepted: 1 });
    expect(supplier?.pairs).toMatchObject({ truePairs: 3, merged: 1, mergedRight: 1, precision: 1 });
  });

  it('counts true pairs that a steward is asked about, whichever way round the task names them', () => {
    expect(supplier?.truePairsInReview).toBeCloseTo(2 / 3);
    expect(supplier?.tasksPer1000Records).toBe(200);
  });

  it('counts a pair for every pattern that one of its records carries', () => {
    expect(supplier?.duplicatePatterns).toEqual([
      { pattern: 'D1', truePairs: 2, merged: 1, inReview: 1, recall: 0.5 },
      { pattern: 'D3', truePairs: 2, merged: 0, inReview: 2, recall: 0 },
      { pattern: 'D11', truePairs: 2, merged: 1, inReview: 1, recall: 0.5 },
    ]);
  });

  it('takes a planted error as found only with its own cause', () => {
    expect(supplier?.errors).toEqual([
      { code: 'EIN_DUMMY', planted: 1, found: 1, missed: [] },
      { code: 'LEGAL_NAME_MISSING', planted: 1, found: 0, missed: ['sap 3, NAME1: ROW_TOO_LONG'] },
    ]);
  });

  it('compares survivors apart from spelling, in lists too, and names what is absent', () => {
    expect(supplier?.survivors).toMatchObject([
      { attribute: 'legalName', expected: 1, right: 1, sourceKnown: 1, sourceRight: 0 },
      { attribute: 'taxId', expected: 1, right: 1, sourceKnown: 0 },
      { attribute: 'duns', expected: 1, right: 0, absent: 1 },
    ]);
  });

  it('misses a floor when one payee of a series is merged with another', () => {
    const merged = {
      ...apart,
      records: apart.records.map(record =>
        record.name === 'sap 2' ? { ...record, goldenId: 'g1' } : record,
      ),
    };
    const { floors, met } = scoreQuality(truth, merged);
    expect(met).toBe(false);
    expect(floors).toContainEqual({
      sentence: 'no automatic merge on pattern N3',
      actual: '1 of 1',
      met: false,
    });
  });

  it('meets every floor when all is right', () => {
    const right: HubOutcome = {
      ...apart,
      records: truth.records.map(({ domain, name, entity }) => ({ domain, name, goldenId: entity })),
      tasks: [],
      faults: truth.errors,
    };
    expect(scoreQuality(truth, right).met).toBe(true);
    // Nobody can answer a question for every fifth record.
    expect(scoreQuality(truth, { ...right, tasks: apart.tasks }).met).toBe(false);
  });

  it('is told in tables', () => {
    const text = describeQuality(scoreQuality(truth, apart));
    expect(text).toContain('LEGAL_NAME_MISSING        1      0  sap 3, NAME1: ROW_TOO_LONG');
    expect(text).toContain('MISSED  every planted error found with its cause');
  });
});
