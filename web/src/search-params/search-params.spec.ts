import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneOfParam, readSort, sortParam, textParam, textsParam, wholeParam, writeSort } from './index.js';

describe('the address', () => {
  it('takes numbers that a person typed as text', () => {
    expect(textParam(100245)).toBe('100245');
    expect(textsParam(['a', 7, '', null])).toEqual(['a', '7']);
  });

  it('drops what is not offered', () => {
    expect(oneOfParam('open', ['open', 'done'])).toBe('open');
    expect(oneOfParam('opne', ['open', 'done'])).toBeUndefined();
    expect(sortParam('-age', ['age'])).toBe('-age');
    expect(sortParam('drop table', ['age'])).toBeUndefined();
    expect(wholeParam(-1)).toBeUndefined();
    expect(wholeParam('7')).toBeUndefined();
  });

  it('never fails, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.anything(), raw => {
        textParam(raw);
        textsParam(raw);
        wholeParam(raw);
        sortParam(raw, ['age']);
        oneOfParam(raw, ['open']);
      }),
    );
  });

  it('keeps an order through writing and reading', () => {
    for (const sort of ['age', '-age', undefined]) expect(writeSort(readSort(sort))).toBe(sort);
  });
});
