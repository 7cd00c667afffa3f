import { describe, expect, it } from 'vitest';
import { orderPair } from '../model/index.js';
import { planCandidates } from './decide-candidates.js';

describe('planCandidates', () => {
  it('pairs changed records with their blocks, each pair once however many keys it shares', () => {
    const blocks = [
      { key: '1', members: ['3', '10', '7'] },
      { key: '2', members: ['10', '3'] },
    ];
    expect(planCandidates(new Set(['10']), blocks, 50).pairs).toEqual([
      ['3', '10'],
      ['7', '10'],
    ]);
  });

  it('leaves crowded blocks out and names them', () => {
    const block = { key: '1', members: ['1', '2', '3'] };
    expect(planCandidates(new Set(['1']), [block], 2)).toEqual({ pairs: [], crowded: [block] });
  });

  it('orders record ids as numbers, not as text', () => {
    expect(orderPair('10', '9')).toEqual(['9', '10']);
  });
});
