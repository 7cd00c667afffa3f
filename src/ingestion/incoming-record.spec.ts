import { describe, expect, it } from 'vitest';
import { classifyArrival, type KnownRecord } from './incoming-record.js';

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
  rowNumber: 7,
};
const undated = { sourceVersion: null, effectiveAt: null };

describe('classifyArrival', () => {
  it('takes an unknown key as new and the same content as unchanged', () => {
    expect(classifyArrival(undated, 'aa', undefined, 'now')).toBe('new');
    expect(classifyArrival(undated, 'aa', known, 'now')).toBe('unchanged');
  });

  it('applies changed content that a later batch brings', () => {
    expect(classifyArrival(undated, 'bb', known, 'now')).toBe('changed');
  });

  it('compares source versions as numbers, so that 10 follows 9', () => {
    const nine = { ...known, sourceVersion: '9' };
    expect(classifyArrival({ sourceVersion: '10', effectiveAt: null }, 'bb', nine, 'now')).toBe('changed');
    expect(classifyArrival({ sourceVersion: '8', effectiveAt: null }, 'bb', nine, 'now')).toBe('stale');
  });

  it('keeps an older business time from overwriting a newer one', () => {
    const july = { ...known, effectiveAt: '2026-07-01T00:00:00Z' };
    expect(classifyArrival({ sourceVersion: null, effectiveAt: '2026-06-01' }, 'bb', july, 'now')).toBe(
      'stale',
    );
    expect(classifyArrival({ sourceVersion: null, effectiveAt: '2026-08-01' }, 'bb', july, 'now')).toBe(
      'changed',
    );
  });

  it('does not guess between two different rows of one key in one batch', () => {
    expect(classifyArrival(undated, 'bb', { ...known, batchId: 'now' }, 'now')).toBe(
      'contradicts-same-batch',
    );
  });

  it('lets versioned rows of one key follow each other in one batch', () => {
    const first = { ...known, batchId: 'now', sourceVersion: '1' };
    expect(classifyArrival({ sourceVersion: '2', effectiveAt: null }, 'bb', first, 'now')).toBe('changed');
  });
});
