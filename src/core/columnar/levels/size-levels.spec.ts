import { describe, expect, it } from 'vitest';
import { sizeComparison } from './size-levels.js';
import { sizesOf } from '../fields/sizes.js';
import { Texts } from '../table/texts.js';

function labelOf(left: string, right: string): string {
  const values = ['', ...[left, right].map(sizesOf)];
  const { labels, levelOf } = sizeComparison({
    name: 'sizes in c1',
    kind: 'sizes',
    ids: Int32Array.of(1, 2),
    values: Texts.from(values),
    counts: Int32Array.of(0, 1, 1),
    filled: 2,
  });
  const level = levelOf(1, 2);
  return values[1] === values[2] ? labels.at(-1)! : labels[level]!;
}

describe('sizes in names', () => {
  it.each([
    ['SYRINGE,LL,PP,STER,30ML', 'Syringe Luer-lock polypropylene sterile 30 mL', 'equal'],
    ['SYRINGE,LL,PP,STER,30ML', 'SYRINGE,LL,PP,STER,12ML', 'contradict'],
    ['Plate, distal radius, SZ 5 RIGHT', 'PLATE DIST RAD SZ 5 LEFT', 'contradict'],
    ['Sleeve, compression, size XS', 'SLEEVE,COMPR,4XL', 'contradict'],
    ['Roocase leather case black', 'roocase leather case red', 'contradict'],
    ['Stent, coronary, 3.5X15MM', 'STENT COR 3.50 X 15', 'nothing in common'],
    ['Stent, coronary, 3.5X15MM', 'STENT COR 3.5x15', 'equal'],
    ['Suture, size 4-0', 'Suture 5-0', 'contradict'],
    ['Bravia 46" LCD television', 'Bravia 46 inch LCD, 1080P', 'some in common'],
    ['Cable 10 FT', 'Cable 2 pack', 'nothing in common'],
  ])('%s and %s: %s', (left, right, label) => {
    expect(labelOf(left, right)).toBe(label);
    expect(labelOf(right, left)).toBe(label);
  });

  it('are none in numbers of things', () => {
    expect(sizesOf('Home theater DAV-HDX576WF 00123456')).toBe('');
  });
});
