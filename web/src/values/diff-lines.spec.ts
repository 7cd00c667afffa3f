import { describe, expect, it } from 'vitest';
import { diffLines } from './diff-lines.js';

describe('lists compared line by line', () => {
  it('tells lines that both have from lines that only one has, whatever their order and case', () => {
    const lines = diffLines([['Service'], ['STAFFING']], [['Staffing'], ['Carrier']]);
    expect(lines.map(({ kind, parts }) => [kind, parts.map(part => part.text)])).toEqual([
      ['equal', ['Staffing']],
      ['added', ['Carrier']],
      ['removed', ['Service']],
    ]);
  });

  it('marks in a line that shares parts with another one only the parts that differ', () => {
    expect(diffLines([['1 A ST', 'RENO', '59114']], [['1 A St', 'Reno', '59114-3796']])).toEqual([
      {
        kind: 'changed',
        parts: [
          { text: '1 A St', kind: 'equal' },
          { text: 'Reno', kind: 'equal' },
          { text: '59114-3796', kind: 'added' },
          { text: '59114', kind: 'removed' },
        ],
      },
    ]);
  });

  it('pairs every line of the other list at most once', () => {
    const lines = diffLines(
      [['A', 'X']],
      [
        ['A', 'Y'],
        ['A', 'Z'],
      ],
    );
    expect(lines.map(({ kind }) => kind)).toEqual(['changed', 'added']);
  });
});
