import { describe, expect, it } from 'vitest';
import { chosenRow, countAsked } from './quarantine.js';

const rows = [{ id: 'a' }, { id: 'b' }];

describe('the row on the screen', () => {
  it('is the one that the address asks for, else the first', () => {
    expect(chosenRow(rows, 'b', false)).toEqual({ id: 'b' });
    expect(chosenRow(rows, undefined, true)).toEqual({ id: 'a' });
    expect(chosenRow([], undefined, false)).toBeUndefined();
  });

  it('is awaited while it may still come, and only then', () => {
    expect(chosenRow(rows, 'c', true)).toBe('awaited');
    expect(chosenRow(rows, 'c', false)).toEqual({ id: 'a' });
  });
});

describe('how many rows an address asks for', () => {
  const causes = [
    { system: 'coupa', domain: 'item', code: 'UOM_UNKNOWN', count: 9 },
    { system: 'ehr', domain: 'item', code: 'UOM_UNKNOWN', count: 4 },
    { system: 'ehr', domain: 'item', code: 'NAME_MISSING', count: 2 },
  ];
  const open = { causes, quarantined: 14 };

  it.each([
    [{}, 14],
    [{ code: 'UOM_UNKNOWN' }, 13],
    [{ code: 'UOM_UNKNOWN', system: 'ehr', domain: 'item' }, 4],
    [{ batch: 'b1' }, undefined],
    [{ system: 'ehr' }, undefined],
  ])('%j: %s', (asked, count) => {
    expect(countAsked(asked, open)).toBe(count);
  });
});
