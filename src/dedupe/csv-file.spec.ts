import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CsvFile, CsvTexts } from './csv-file.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-csv-file-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function written(
  header: readonly string[],
  lines: number,
  writeLine: (file: CsvFile, line: number) => void,
): Promise<string> {
  const path = join(folder, 'file.csv');
  await CsvFile.write(path, header, lines, writeLine);
  return readFile(path, 'utf8');
}

describe('CSV written as bytes', () => {
  it('is what it is by the definition, whatever the texts', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', '中'), maxLength: 6 }),
    );
    const quoted = (value: string): string =>
      /[",\r\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async values => {
        const texts = new CsvTexts(values);
        const content = await written(['a', 'b,c', 'd'], values.length, (file, index) => {
          file.text(texts, index, false);
          file.count(index * 1000, false);
          file.probability(Math.round((1e6 * index) / values.length), true);
        });
        const lines = values.map(
          (value, index) => `${quoted(value)},${index * 1000},${(index / values.length).toFixed(6)}\n`,
        );
        expect(content).toBe(`a,"b,c",d\n${lines.join('')}`);
      }),
      { numRuns: 60 },
    );
  });

  it('holds values and files that are larger than the buffer', async () => {
    const texts = new CsvTexts(['x'.repeat(3 << 20), 'short']);
    const content = await written(['v'], 300_000, (file, line) => {
      file.text(texts, line === 7 ? 0 : 1, true);
    });
    const lines = content.split('\n');
    expect(lines).toHaveLength(300_002);
    expect(lines[8]).toHaveLength(3 << 20);
    expect(new Set(lines.slice(9, -1))).toEqual(new Set(['short']));
  });

  it.each([
    [0, '0.000000'],
    [1, '0.000001'],
    [90_000, '0.090000'],
    [999_999, '0.999999'],
    [1_000_000, '1.000000'],
  ])('writes %d millionths as %s', async (parts, expected) => {
    const content = await written(['p'], 1, file => {
      file.probability(parts, true);
    });
    expect(content).toBe(`p\n${expected}\n`);
  });
});
