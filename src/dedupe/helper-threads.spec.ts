import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformFile } from '@swc/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalTable,
  dedupeTable,
  parseDelimited,
  type CanonicalTable,
  type DedupeResult,
  type Parsed,
} from '../core/columnar/index.js';
import { threadsFor, withHelpers } from './helper-threads.js';
import { writeResults } from './write-results.js';

const ROWS = 24_000;
const ROOT = join(import.meta.dirname, '../..');

/** What a thread runs, as the build makes it: a thread translates nothing by itself. */
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(ROOT, 'node_modules', '.side-thread-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const sources = (await readdir(join(ROOT, 'src'), { recursive: true })).filter(
    path => /^(?:core|dedupe)\/.*\.ts$/u.test(path) && !path.endsWith('.spec.ts'),
  );
  for (const path of sources) {
    const { code } = await transformFile(join(ROOT, 'src', path), { cwd: ROOT });
    const target = join(folder, path.replace(/\.ts$/u, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});
const entry = (): URL => pathToFileURL(join(folder, 'dedupe/side-thread.js'));

/** Persons of whom every third record is a copy with a slip. */
function persons(rows: number): CanonicalTable {
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const word = (): string =>
    Array.from({ length: 3 }, () => ['ba', 'ke', 'lo', 'mi', 'ru', 'ta', 'vo', 'zi'][random(8)]).join('');
  const lines = ['given,family,town,number'];
  let last = ['', '', '', ''];
  for (let row = 0; row < rows; row++) {
    if (row % 3 === 2) last = last.with(random(4), `${word()}x`);
    else last = [word(), word(), `town ${random(400)}`, String(1000 + random(900_000))];
    lines.push(last.join(','));
  }
  const { columns } = parseDelimited(new TextEncoder().encode(lines.join('\n')));
  const recordIds = Array.from({ length: rows }, (_, row) => `r${row}`);
  return canonicalTable({ rows, columns, recordIds, sourceOf: new Uint16Array(rows), sources: ['persons'] });
}

/** Everything that a run finds, in short: millions of numbers are too many to compare one by one. */
function digestOf({ pairs, scores, clusterOf, rules }: DedupeResult): string {
  const hash = createHash('sha256').update(JSON.stringify(rules));
  for (const numbers of [pairs.left, pairs.right]) hash.update(numbers.slice(0, pairs.count));
  return hash.update(scores).update(clusterOf).digest('hex');
}

describe('helper threads', () => {
  it('change nothing, however many they are', async () => {
    const table = persons(ROWS);
    const learned = dedupeTable(persons(1500), { acrossOnly: false }).plan;
    const plan = { ...learned, nearest: false, blocking: [['town (words sorted)'], ['number'], ['given']] };
    const run = async (threads: number): Promise<DedupeResult> =>
      withHelpers(
        threads,
        async () => Promise.resolve(table),
        (helpers, prepared) => dedupeTable(prepared, { acrossOnly: false, plan, helpers }),
        entry(),
      );
    const alone = await run(1);
    expect(alone.pairs.count).toBeGreaterThan(200_000);
    expect(new Set(alone.clusterOf).size).toBeLessThan(0.9 * ROWS);
    for (const threads of [2, 4]) expect(digestOf(await run(threads))).toBe(digestOf(alone));
  }, 120_000);

  it('read the same columns', async () => {
    const lines = Array.from({ length: 5000 }, (_, row) =>
      [
        `k${row}`,
        `town ${row % 37}`,
        `"said ""${row % 11}"", and left"`,
        row % 3 === 0 ? '' : 'Åse',
        'x',
      ].join(';'),
    );
    const content = new TextEncoder().encode(
      ['id;town;words;name;const', ...lines, 'short;row', 'a;b;c;d;e;f'].join('\r\n'),
    );
    const seenIn = (parsed: Parsed): unknown => ({
      ...parsed,
      columns: parsed.columns.map(({ name, ids, values }) => ({
        name,
        cells: Array.from(ids, id => values.at(id)),
      })),
    });
    const alone = seenIn(parseDelimited(content));
    for (const threads of [2, 4]) {
      const parsed = await withHelpers(
        threads,
        async () => Promise.resolve(),
        helpers => parseDelimited(content, helpers),
        entry(),
      );
      expect(seenIn(parsed)).toEqual(alone);
    }
    expect(alone).toMatchObject({ rows: 5002, shortRows: 1, longRows: 1 });
  });

  it('tell of a file that is broken', async () => {
    const content = new TextEncoder().encode('a,b\n1,"never ends');
    const given = withHelpers(
      2,
      async () => Promise.resolve(),
      helpers => parseDelimited(content, helpers),
      entry(),
    );
    await expect(given).rejects.toThrow(/never ends/u);
  });

  it('write the same files', async () => {
    const table = persons(1500);
    const result = dedupeTable(table, { acrossOnly: false });
    const filesOf = async (threads: number): Promise<Record<string, string>> => {
      const out = join(folder, `files-${threads}`);
      await withHelpers(
        threads,
        async () => Promise.resolve(),
        async helpers => writeResults(out, { table, result, metrics: null, warnings: [], helpers }),
        entry(),
      );
      const names = await readdir(out);
      return Object.fromEntries(
        await Promise.all(names.map(async name => [name, await readFile(join(out, name), 'utf8')] as const)),
      );
    };
    const alone = await filesOf(1);
    expect(alone['pairs.csv']!.split('\n')).toHaveLength(result.pairs.count + 2);
    expect(await filesOf(2)).toEqual(alone);
  });

  it('tell of a file that they cannot write', async () => {
    const table = persons(300);
    const result = dedupeTable(table, { acrossOnly: false });
    const out = join(folder, 'taken');
    await mkdir(join(out, 'pairs.csv'), { recursive: true });
    const given = withHelpers(
      2,
      async () => Promise.resolve(),
      async helpers => writeResults(out, { table, result, metrics: null, warnings: [], helpers }),
      entry(),
    );
    await expect(given).rejects.toThrow(/EISDIR/u);
  });

  it('give an error back to the one that waits for them', async () => {
    const given = withHelpers(
      2,
      async () => Promise.resolve([]),
      (helpers, columns) =>
        helpers[0]!.chain({ rules: [{ columns, next: new Int32Array(1) }], blockSize: 2 })(),
      entry(),
    );
    await expect(given).rejects.toThrow(/undefined/u);
  });

  it('that cannot start are an error too', async () => {
    const given = withHelpers(
      2,
      async () => Promise.resolve(null),
      () => 'done',
      new URL('./not-there.js', import.meta.url),
    );
    await expect(given).rejects.toThrow(/not-there/u);
  });

  it('are not started for what is small', () => {
    expect(threadsFor(100_000)).toBe(1);
    expect(threadsFor(1 << 30)).toBeLessThanOrEqual(4);
  });
});
