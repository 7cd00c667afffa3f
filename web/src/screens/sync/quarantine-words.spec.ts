import { describe, expect, it } from 'vitest';
import { codeWords, groupCauses } from './quarantine-words.js';

describe('a fault code in words', () => {
  it('keeps abbreviations and lets the rest be read', () => {
    expect([
      codeWords('BASE_UOM_MISSING'),
      codeWords('UNSPSC_UNKNOWN'),
      codeWords('DESCRIPTION_MISSING'),
    ]).toEqual(['Base UOM missing', 'UNSPSC unknown', 'Description missing']);
  });
});

describe('causes', () => {
  it('are grouped wherever they occur, the most frequent first', () => {
    const cause = (code: string, system: string, count: number) => ({ code, system, domain: 'item', count });
    expect(
      groupCauses([
        cause('A', 'coupa', 5),
        cause('B', 'coupa', 4),
        cause('A', 'sap', 1),
        cause('B', 'sap', 7),
      ]).map(({ code, count, places }) => [code, count, places.map(({ system }) => system)]),
    ).toEqual([
      ['B', 11, ['sap', 'coupa']],
      ['A', 6, ['coupa', 'sap']],
    ]);
  });
});
