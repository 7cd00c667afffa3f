import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeErrorCodes, ERROR_CODES } from './error-codes.js';

/** Codes are written as `'FAMILY.WHAT_IS_WRONG'`, and only codes are. */
const CODE = /'([A-Z][A-Z_]*\.[A-Z][A-Z_]*)'/g;

function codesOf(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name =>
      name.endsWith('.ts') &&
      !name.endsWith('.spec.ts') &&
      !/errors\/(error-codes|http-status)\.ts$/.test(name),
  );
  return new Set(
    files.flatMap(name =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(CODE)].flatMap(([, code]) => code ?? []),
    ),
  );
}

describe('the list of error codes', () => {
  const used = codesOf('src');

  it('describes every code that the sources have', () => {
    expect(used.size).toBeGreaterThan(50);
    expect([...used].filter(code => ERROR_CODES[code] === undefined)).toEqual([]);
  });

  it('describes none that they no longer have', () => {
    const described = Object.keys(ERROR_CODES).filter(code => code !== 'INTERNAL');
    expect(described.filter(code => !used.has(code))).toEqual([]);
  });

  it('says of each in a sentence what it means and what helps', () => {
    for (const [code, { meaning, remedy }] of Object.entries(ERROR_CODES)) {
      for (const sentence of [meaning, remedy]) expect(sentence, code).toMatch(/^[A-Z].{8,}\.$/);
    }
  });

  it('is a page with an anchor for each, the one that a problem’s type names', () => {
    expect(describeErrorCodes()).toContain(
      '<a id="golden-record-stale-version"></a>`GOLDEN_RECORD.STALE_VERSION` | 409 |',
    );
  });
});
