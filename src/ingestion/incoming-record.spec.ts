import { describe, expect, it } from 'vitest';
import { classifyArrival, withKeptValues, type IncomingRecord, type KnownRecord } from './incoming-record.js';

const known: KnownRecord = {
  id: '1',
  key: '0000100871',
  version: 3,
  lastVersion: 3,
  contentHash: 'aa',
  sourceVersion: null,
  effectiveAt: null,
  deleted: false,
  attributes: {},
  batchId: 'earlier',
  receivedAt: new Date('2026-07-01T08:00:00Z'),
  rowNumber: 7,
};
const delivery = { batchId: 'now', receivedAt: new Date('2026-07-01T09:00:00Z') };
const undated = { sourceVersion: null, effectiveAt: null };

describe('classifyArrival', () => {
  it('takes an unknown key as new and the same content as unchanged', () => {
    expect(classifyArrival(undated, 'aa', undefined, delivery)).toBe('new');
    expect(classifyArrival(undated, 'aa', known, delivery)).toBe('unchanged');
  });

  it('applies changed content that a later batch brings', () => {
    expect(classifyArrival(undated, 'bb', known, delivery)).toBe('changed');
  });

  it('keeps a delivery that waited from overwriting what came after it', () => {
    const late = { batchId: 'waited', receivedAt: new Date('2026-07-01T07:59:59Z') };
    expect(classifyArrival(undated, 'bb', known, late)).toBe('stale');
    expect(
      classifyArrival({ ...undated, sourceVersion: '10' }, 'bb', { ...known, sourceVersion: '9' }, late),
    ).toBe('changed');
  });

  it('compares source versions as numbers, so that 10 follows 9', () => {
    const nine = { ...known, sourceVersion: '9' };
    expect(classifyArrival({ sourceVersion: '10', effectiveAt: null }, 'bb', nine, delivery)).toBe('changed');
    expect(classifyArrival({ sourceVersion: '8', effectiveAt: null }, 'bb', nine, delivery)).toBe('stale');
  });

  it('keeps an older business time from overwriting a newer one', () => {
    const july = { ...known, effectiveAt: '2026-07-01T00:00:00Z' };
    expect(classifyArrival({ sourceVersion: null, effectiveAt: '2026-06-01' }, 'bb', july, delivery)).toBe(
      'stale',
    );
    expect(classifyArrival({ sourceVersion: null, effectiveAt: '2026-08-01' }, 'bb', july, delivery)).toBe(
      'changed',
    );
  });

  it('does not guess between two different rows of one key in one batch', () => {
    expect(classifyArrival(undated, 'bb', { ...known, batchId: 'now' }, delivery)).toBe(
      'contradicts-same-batch',
    );
  });

  it('lets versioned rows of one key follow each other in one batch', () => {
    const first = { ...known, batchId: 'now', sourceVersion: '1' };
    expect(classifyArrival({ sourceVersion: '2', effectiveAt: null }, 'bb', first, delivery)).toBe('changed');
  });
});

describe('withKeptValues', () => {
  const row: IncomingRecord = {
    ...undated,
    rowNumber: 1,
    key: '1',
    raw: { fields: {} },
    attributes: { name: 'new' },
    deleted: false,
    uncovered: ['phones', 'website'],
    faults: [],
  };

  it('takes what the delivery does not cover from what is known, and nothing else', () => {
    expect(withKeptValues(row, { name: 'old', phones: ['316-555-0142'] }).attributes).toEqual({
      name: 'new',
      phones: ['316-555-0142'],
    });
  });

  it('returns the very row when nothing is known of it, so that what was prepared for the row still counts', () => {
    expect(withKeptValues(row, { name: 'old' })).toBe(row);
  });
});
