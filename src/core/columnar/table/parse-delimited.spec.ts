import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDelimited } from './parse-delimited.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const rowsOf = (content: Uint8Array): string[][] => {
  const { rows, columns } = parseDelimited(content);
  return Array.from({ length: rows }, (_, row) => columns.map(({ ids, values }) => values.at(ids[row]!)));
};

describe('parsing delimited text', () => {
  it('gives equal values one number and blanks number 0', () => {
    const { columns } = parseDelimited(bytes('name, city\nKari , Oslo\nAnn,  \nKari,Oslo\n'));
    expect(columns.map(({ name }) => name)).toEqual(['name', 'city']);
    expect([...columns[0]!.ids]).toEqual([1, 2, 1]);
    expect([...columns[1]!.ids]).toEqual([1, 0, 1]);
  });

  it('understands quotes, doubled quotes, delimiters and line breaks in quotes', () => {
    expect(rowsOf(bytes('a,b\n"x ""y"", z","1\n2"\r\n"",q'))).toEqual([
      ['x "y", z', '1\n2'],
      ['', 'q'],
    ]);
  });

  it.each([
    ['semicolon', 'a;b;c\n1,5;2;3\n4;5;6\n'],
    ['tab', 'a\tb\tc\n1,5\t2\t3\n4\t\t6\n'],
    ['bar', 'a|b|c\n1,5|2|3\n4|5|6\n'],
  ])('reads the delimiter from the text: %s', (_, text) => {
    expect(rowsOf(bytes(text))[0]).toEqual(['1,5', '2', '3']);
  });

  it('reads UTF-8 with a byte order mark, UTF-16 and Windows-1252', () => {
    expect(parseDelimited(bytes('\ufeffname\nJosé\n')).columns[0]!.name).toBe('name');
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from('name\nJosé\n', 'utf16le')]);
    expect(rowsOf(utf16)).toEqual([['José']]);
    expect(rowsOf(Uint8Array.from(Buffer.from('name\nJos\u00e9\n', 'latin1')))).toEqual([['José']]);
  });

  it('counts rows that are too short or too long and keeps their values', () => {
    const parsed = parseDelimited(bytes('a,b\n1\n1,2,3\n1,2\n'));
    expect([parsed.rows, parsed.shortRows, parsed.longRows]).toEqual([3, 1, 1]);
  });

  it('makes column names unique', () => {
    expect(parseDelimited(bytes('a,a,\n1,2,3\n')).columns.map(({ name }) => name)).toEqual([
      'a',
      'a 2',
      'column 3',
    ]);
  });

  it('says what is wrong with a file without header and with a quote that never ends', () => {
    expect(() => parseDelimited(bytes(''))).toThrow(/empty/u);
    expect(() => parseDelimited(bytes('a\n"b\nc\n'))).toThrow(/never ends/u);
  });

  it('reads back what was written, whatever the text', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 8 }).map(text => text.replaceAll('\0', '').trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), pairs => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = pairs.map(pair => pair.map(quoted).join(',')).join('\n');
        const blank = (value: string): string => value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/gu, '');
        expect(rowsOf(bytes(`a,b\n${text}\n`))).toEqual(pairs.map(pair => pair.map(blank)));
      }),
    );
  });
});
