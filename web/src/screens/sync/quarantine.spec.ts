import { describe, expect, it } from 'vitest';
import { chosenRow } from './quarantine.js';

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
