import { describe, expect, it } from 'vitest';
import { evidenceTable, grid, histogram, list, page, paragraph, section, sizesGrid } from './html-page.js';

describe('a page', () => {
  it('escapes whatever text it is given', () => {
    const rude = '<img src=x onerror="alert(1)"> & co';
    const html = page(rude, [
      section(rude, [
        paragraph(rude),
        list([rude]),
        grid([rude], [[rude]], rude),
        evidenceTable(-4, [{ what: rude, bits: 3 }], [rude]),
      ]),
    ]);
    expect(html).not.toContain('<img');
    expect(html.split('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; co')).toHaveLength(11);
  });

  it('shows evidence strongest first, and leaves out what changes nothing', () => {
    const html = evidenceTable(-4, [
      { what: 'phone', bits: 1 },
      { what: 'town', bits: 0.01 },
      { what: 'name', bits: -6 },
    ]);
    expect(html.indexOf('name')).toBeLessThan(html.indexOf('phone'));
    expect(html).toContain('−6.0');
    expect(html).not.toContain('town');
  });

  it('counts scores beyond the edges into the last columns', () => {
    const html = histogram([-90, -1, 90, 91], { from: -20, to: 20, lines: [0] });
    const numbers = [...html.matchAll(/<title>([\d,]+)</gu)].map(([, number]) => Number(number));
    expect(numbers).toHaveLength(40);
    expect([numbers.at(0), numbers.at(19), numbers.at(-1)]).toEqual([1, 1, 2]);
  });

  it('orders sizes by number', () => {
    expect(
      sizesGrid(
        new Map([
          [10, 1],
          [2, 1_234],
        ]),
      ),
    ).toMatch(/<td>2<\/td><td>1,234<\/td>.*<td>10<\/td>/u);
  });
});
