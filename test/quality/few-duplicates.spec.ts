import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTruth as readNetworkTruth, recordName } from '../../src/bench/index.js';
import { canonicalTable, dedupeTable } from '../../src/core/columnar/index.js';
import { readTable } from '../../src/dedupe/index.js';
import { writeNetwork } from '../../src/generator/index.js';

/**
 * Files of one system, in which hardly anything stands twice. What they hold instead of duplicates is much that has something in common;
 * taken for a class of its own it once made 141 things of 447.
 */
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-few-'));
  await writeNetwork({ scale: '10k', seed: 303, dirt: 1, out: folder });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  { system: 'coupa', file: 'coupa/suppliers.csv', idColumn: 'Supplier Number' },
  { system: 'sap', file: 'sap/LFA1.csv', idColumn: 'LIFNR' },
])('$file', ({ system, file, idColumn }) => {
  it('gives its few duplicates, and leaves the rest apart', async () => {
    const { records } = await readNetworkTruth(join(folder, 'truth'));
    const entities = new Map(
      records.filter(({ domain }) => domain === 'supplier').map(({ name, entity }) => [name, entity]),
    );
    const { table } = await readTable([join(folder, file)], { idColumn });
    const canonical = canonicalTable(table);
    const { clusterOf } = dedupeTable(canonical, { acrossOnly: false });
    const { recordIds, rows } = canonical;
    const entityOf = (row: number): string | undefined => entities.get(recordName(system, recordIds[row]!));
    let [duplicates, right, wrong] = [0, 0, 0];
    for (let left = 0; left < rows; left++) {
      for (let other = left + 1; other < rows; other++) {
        const isTrue = entityOf(left) === entityOf(other);
        const isFound = clusterOf[left] === clusterOf[other];
        if (isTrue) duplicates++;
        if (isFound && isTrue) right++;
        if (isFound && !isTrue) wrong++;
      }
    }
    expect(duplicates).toBeGreaterThan(3);
    expect(right).toBe(duplicates);
    // Sites and subsidiaries, which nobody can tell apart without rules.
    expect(wrong).toBeLessThan(rows / 10);
  });
});
