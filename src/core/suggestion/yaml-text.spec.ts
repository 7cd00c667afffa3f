import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { flow, mapping, paragraph, percent } from './yaml-text.js';

describe('text of YAML', () => {
  it('says exactly what was meant, whatever is in it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'yes',
        'NO',
        'null',
        '1',
        '1e3',
        '~',
        '',
        ' a',
        "it's",
        'a: b',
        'a #b',
        '- a',
        '&a',
        '2026-01-01',
      ),
    );
    fc.assert(
      fc.property(
        text,
        fc.array(text),
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
        (word, words, number) => {
          expect(
            parse(
              `x: ${mapping([
                ['label', word],
                ['from', words],
                ['weight', number],
                ['part', undefined],
              ])}`,
            ),
          ).toEqual({
            x: { label: word, from: words, weight: number === 0 ? 0 : number },
          });
        },
      ),
    );
  });

  it('has quotes only where they are needed', () => {
    expect(flow(['tax id', 'taxIds.value', 'a, b'])).toBe("[tax id, taxIds.value, 'a, b']");
  });

  it('wraps comments and loses no word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1 }), words => {
        const lines = paragraph(words.join(' '));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(130);
        expect(lines.map(line => line.slice(2)).join(' ')).toBe(words.join(' '));
      }),
    );
  });

  it('never calls nearly all all', () => {
    expect([percent(0.9999), percent(1)]).toEqual(['99.9 %', '100.0 %']);
  });
});
